import { sql } from "kysely";
import { filesUnderWay, standingOfSources, type Incompleteness } from "../banking/index.ts";
import { clearAlarms, raiseAlarm } from "../controls/index.ts";
import { ledgerById, type DateText } from "../ledger/index.ts";
import { marketPack, type MarketPack } from "../markets/index.ts";
import { refuse, recordAudit, type TenantTransaction } from "../platform/index.ts";
import { dateText, groundOf, type Ground } from "./ground.ts";
import "./errors.ts";

/** The bank-freshness gate (DP-017, SEC-84, N-03): nobody is told that they have not paid before everything that says so is there. */

/** What is missing, and where. `account` is its number, or what is wrong with the ledger as a whole. */
export type Missing = {
  readonly bankAccountId: string | null;
  readonly account: string;
  readonly why: Incompleteness | "noBankAccount" | "fileUnderWay";
  readonly completeThrough: DateText | null;
};
export type Freshness = {
  /** The last working day before today: what must be known. */
  readonly neededThrough: DateText;
  readonly missing: readonly Missing[];
};

export const DATA_MISSING = "followUp.dataMissing";

/** What an account must be known through: to its end, where it was closed before. */
function neededOf(days: MarketPack["days"], neededThrough: DateText, closedFromOn: DateText | null): DateText {
  if (closedFromOn === null || closedFromOn > neededThrough) return neededThrough;
  return days.previousBankDay(Temporal.PlainDate.from(closedFromOn)).toString();
}

/** Whether each of a ledger's bank accounts is known through the last working day up to `throughOn`; false where there is none. Throws LEDGER_NOT_FOUND. */
export async function isBankComplete(tx: TenantTransaction, ledgerId: string, throughOn: DateText): Promise<boolean> {
  const { market } = await ledgerById(tx, ledgerId);
  const { days } = marketPack(market);
  const needed = dateText(days.addWorkingDays(Temporal.PlainDate.from(throughOn).add({ days: 1 }), -1));
  const sources = await standingOfSources(tx, ledgerId, await declaredThrough(tx, ledgerId));
  const isThere = ({ completeThrough, closedFromOn }: (typeof sources)[number]) =>
    completeThrough === null
      ? closedFromOn !== null && closedFromOn <= needed
      : completeThrough >= neededOf(days, needed, closedFromOn);
  return sources.length > 0 && sources.every(isThere);
}

/** What of a ledger's bank data is missing today, by account; empty when the run may leave. */
export async function missingData(
  tx: TenantTransaction,
  { ledger, pack, today }: Pick<Ground, "ledger" | "pack" | "today">,
): Promise<Freshness> {
  const neededThrough = dateText(pack.days.addWorkingDays(today, -1));
  const sources = await standingOfSources(tx, ledger.id, await declaredThrough(tx, ledger.id));
  const missing = sources.flatMap(({ bankAccountId, number, completeThrough, endsBy, closedFromOn }): Missing[] => {
    if (completeThrough === null && closedFromOn !== null && closedFromOn <= neededThrough) return [];
    const isThere = completeThrough !== null && completeThrough >= neededOf(pack.days, neededThrough, closedFromOn);
    return isThere ? [] : [{ bankAccountId, account: number, why: endsBy, completeThrough }];
  });
  const whole = (why: Missing["why"]): Missing => ({
    bankAccountId: null,
    account: ledger.name,
    why,
    completeThrough: null,
  });
  if (sources.length === 0) return { neededThrough, missing: [whole("noBankAccount")] };
  const underWay = (await filesUnderWay(tx)) > 0 ? [whole("fileUnderWay")] : [];
  return { neededThrough, missing: [...missing, ...underWay] };
}

/** The gate as it stands for a ledger now. Throws LEDGER_NOT_FOUND. */
export async function freshnessOf(tx: TenantTransaction, ledgerId: string): Promise<Freshness> {
  return missingData(tx, await groundOf(tx, ledgerId));
}

/** Tells clinic and head office what is missing, once a day; clears it when it has come. */
export async function alarmAboutData(tx: TenantTransaction, ground: Ground, { missing }: Freshness): Promise<void> {
  const { ledger, today } = ground;
  const dayOn = dateText(today);
  if (missing.length === 0) return clearAlarms(tx, DATA_MISSING, ledger.id, dayOn);
  const detail = {
    missing: missing.map(({ bankAccountId, why, completeThrough }) => ({ bankAccountId, why, completeThrough })),
  };
  await raiseAlarm(tx, { kind: DATA_MISSING, subjectKind: "ledger", subjectId: ledger.id, dayOn, detail });
}

async function declaredThrough(tx: TenantTransaction, ledgerId: string): Promise<Map<string, DateText>> {
  const found = await sql<{ id: string; through: DateText }>`
    select bank_account_id as id, max(through_on) as through from follow_up_declaration
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and confirmed_at is not null group by bank_account_id`.execute(
    tx.db,
  );
  return new Map(found.rows.map(({ id, through }) => [id, through]));
}

export type Declaration = {
  readonly id: string;
  readonly ledgerId: string;
  readonly bankAccountId: string;
  readonly throughOn: DateText;
  readonly reason: string;
  readonly declaredBy: string;
  readonly declaredAt: Temporal.Instant;
  readonly confirmedBy: string | null;
  readonly confirmedAt: Temporal.Instant | null;
};

const DECLARATION = sql`
  id, ledger_id as "ledgerId", bank_account_id as "bankAccountId", through_on as "throughOn", reason, declared_by as "declaredBy",
  declared_at as "declaredAt", confirmed_by as "confirmedBy", confirmed_at as "confirmedAt"`;

/**
 * One of head office says that an account is complete through a day although no file says so; it counts once another confirms it. Gives its id.
 * Throws NOT_FOUND for an account of another ledger, FOLLOW_UP_DAY_WRONG for a day that has not ended.
 */
export async function declareComplete(
  tx: TenantTransaction,
  wish: {
    readonly ledgerId: string;
    readonly bankAccountId: string;
    readonly throughOn: DateText;
    readonly reason: string;
  },
): Promise<string> {
  const { ledgerId, bankAccountId, throughOn, reason } = wish;
  const { today, ledger } = await groundOf(tx, ledgerId);
  const own = (await standingOfSources(tx, ledger.id)).some((source) => source.bankAccountId === bankAccountId);
  if (!own) throw refuse("NOT_FOUND");
  const [earliest, latest] = [today.subtract({ years: 1 }), today.subtract({ days: 1 })].map(dateText) as [
    string,
    string,
  ];
  if (throughOn < earliest || throughOn > latest)
    throw refuse("FOLLOW_UP_DAY_WRONG", { day: throughOn, earliest, latest });
  const id = tx.platform.ids.next();
  const { actor } = tx.context;
  await sql`
    insert into follow_up_declaration (tenant_id, id, ledger_id, bank_account_id, through_on, reason, declared_by, declared_at)
    values (${tx.tenantId}, ${id}, ${ledgerId}, ${bankAccountId}, ${throughOn}, ${reason}, ${`${actor.kind}:${actor.id}`}, ${tx.now.toString()})`.execute(
    tx.db,
  );
  await recordAudit(tx, {
    action: "followUp.sourceDeclared",
    subjectKind: "ledger",
    subjectId: ledgerId,
    detail: { declarationId: id, bankAccountId, throughOn },
  });
  return id;
}

/**
 * The second person confirms it. Throws FOLLOW_UP_DECLARATION_NOT_FOUND, FOLLOW_UP_DECLARATION_CONFIRMED, FOLLOW_UP_DECLARATION_OWN.
 */
export async function confirmComplete(tx: TenantTransaction, id: string): Promise<void> {
  const found = await sql<Declaration>`
    select ${DECLARATION} from follow_up_declaration where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(
    tx.db,
  );
  const declaration = found.rows[0];
  const { actor } = tx.context;
  const by = `${actor.kind}:${actor.id}`;
  if (!declaration) throw refuse("FOLLOW_UP_DECLARATION_NOT_FOUND");
  if (declaration.confirmedAt !== null) throw refuse("FOLLOW_UP_DECLARATION_CONFIRMED");
  if (declaration.declaredBy === by) throw refuse("FOLLOW_UP_DECLARATION_OWN");
  await sql`
    update follow_up_declaration set confirmed_by = ${by}, confirmed_at = ${tx.now.toString()}
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  const { ledgerId, bankAccountId, throughOn } = declaration;
  await recordAudit(tx, {
    action: "followUp.sourceConfirmed",
    subjectKind: "ledger",
    subjectId: ledgerId,
    detail: { declarationId: id, bankAccountId, throughOn },
  });
}

/** Declarations of a ledger, newest first. */
export async function declarationsOf(tx: TenantTransaction, ledgerId: string): Promise<Declaration[]> {
  const found = await sql<Declaration>`
    select ${DECLARATION} from follow_up_declaration where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} order by id desc limit 200`.execute(
    tx.db,
  );
  return found.rows;
}
