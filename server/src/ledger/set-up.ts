import { sql } from "kysely";
import { recordAudit, refuse, toJson, type TenantTransaction } from "../platform/index.ts";
import { lockLedger, type Account, type Ledger, type LedgerSettings } from "./ledgers.ts";
import { seriesById } from "./series.ts";

/** What a ledger settles for itself after it was opened, and the names and numbers of its accounts. */

/** A wish names what changes; null takes a setting back to what every ledger starts with. */
export type SettingChanges = { readonly [Name in keyof LedgerSettings]?: LedgerSettings[Name] | null };

type SettingName = keyof LedgerSettings;
type Difference = { readonly before: SettingChanges; readonly after: SettingChanges };

const same = (one: unknown, other: unknown) => toJson(one ?? null) === toJson(other ?? null);

/** What of the wish differs from what is, as it was and as it becomes; what is not settled is null. */
function differing(now: LedgerSettings, wish: SettingChanges): Difference {
  const names = (Object.keys(wish) as SettingName[]).filter((name) => !same(now[name], wish[name]));
  const of = (from: SettingChanges) => Object.fromEntries(names.map((name) => [name, from[name] ?? null]));
  return { before: of(now), after: of(wish) };
}

/** The next number of the series has to fit into the digits, or the next run would stop at it. */
async function requireRoom(tx: TenantTransaction, { seriesId }: Ledger, digits: number): Promise<void> {
  const { nextNo } = await seriesById(tx, seriesId);
  if (nextNo.toString().length > digits) throw refuse("REFERENCE_DIGITS_SHORT", { nextNo: nextNo.toString(), digits });
}

/**
 * Changes what a ledger has settled for itself, from now on: what is not named stays, and nothing that was booked or issued changes. Each
 * change stands in the audit trail with what was and what is; saying it again does not. Throws LEDGER_NOT_FOUND, REFERENCE_DIGITS_SHORT.
 */
export async function changeLedger(tx: TenantTransaction, ledgerId: string, wish: SettingChanges): Promise<void> {
  const ledger = await lockLedger(tx, ledgerId);
  const { before, after } = differing(ledger.settings, wish);
  if (Object.keys(after).length === 0) return;
  if (after.referenceDigits) await requireRoom(tx, ledger, after.referenceDigits.series);
  const becomes = Object.entries({ ...ledger.settings, ...after }).filter(([, value]) => value !== null);
  await sql`
    update ledger set settings = ${toJson(Object.fromEntries(becomes))}::jsonb where tenant_id = ${tx.tenantId} and id = ${ledgerId}`.execute(
    tx.db,
  );
  const detail = { before, after };
  await recordAudit(tx, { action: "ledger.changed", subjectKind: "ledger", subjectId: ledgerId, detail });
}

/**
 * May the numbers of a ledger's accounts still change? Postings and items hold them, and whoever posts has read them before: from the first
 * activation on they stand.
 */
export async function accountNumbersOpen(tx: TenantTransaction, ledger: Ledger): Promise<boolean> {
  if (ledger.activeFromOn !== null) return false;
  const found = await sql<{ booked: boolean }>`
    select exists (select from entry where tenant_id = ${tx.tenantId} and ledger_id = ${ledger.id}) as booked`.execute(
    tx.db,
  );
  return !found.rows[0]!.booked;
}

async function requireFreeCode(tx: TenantTransaction, ledger: Ledger, code: string): Promise<void> {
  if (!(await accountNumbersOpen(tx, ledger))) throw refuse("ACCOUNT_NUMBER_STANDS");
  if (ledger.role(code) !== undefined) throw refuse("ACCOUNT_CODE_TAKEN", { code });
}

/**
 * Renames an account, or gives it another number as long as nothing was booked in the ledger and it was never active; its role stays.
 * Throws LEDGER_NOT_FOUND, ACCOUNT_NOT_FOUND, ACCOUNT_NUMBER_STANDS, ACCOUNT_CODE_TAKEN.
 */
export async function changeAccount(
  tx: TenantTransaction,
  ledgerId: string,
  code: string,
  wish: Partial<Pick<Account, "code" | "name">>,
): Promise<Account> {
  const ledger = await lockLedger(tx, ledgerId);
  const account = ledger.accounts.find((each) => each.code === code);
  if (!account) throw refuse("ACCOUNT_NOT_FOUND");
  const becomes = { ...account, ...wish };
  if (same(account, becomes)) return account;
  if (becomes.code !== code) await requireFreeCode(tx, ledger, becomes.code);
  await sql`
    update account set code = ${becomes.code}, name = ${becomes.name} where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and code = ${code}`.execute(
    tx.db,
  );
  const detail = { role: account.role, before: account, after: becomes };
  await recordAudit(tx, { action: "ledger.accountChanged", subjectKind: "ledger", subjectId: ledgerId, detail });
  return becomes;
}
