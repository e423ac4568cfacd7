import { sql } from "kysely";
import { recordAudit, refuse, toJson, type TenantTransaction } from "../platform/index.ts";
import { lastToldDays, listBankAccounts } from "./accounts.ts";
import type { BankAccount } from "./types.ts";

/** What of a bank account may change at any time: how payments are agreed with the bank, when its file is expected, until when it is taken. */
const ANY_TIME = ["agreementId", "recipient", "kidLengths", "kidModulus", "fileExpectedBy", "closedFromOn"] as const;
/** What may change until the bank has told of the account: after that it stands in what was posted. */
const BEFORE_FIRST_FILE = ["detailSource", "proofSource", "cutoverOn", "openingMinor"] as const;

type Changing = (typeof ANY_TIME)[number] | (typeof BEFORE_FIRST_FILE)[number];
/** A wish names what changes; null takes a thing away. */
export type BankAccountChanges = { readonly [Name in Changing]?: BankAccount[Name] };

const same = (one: unknown, other: unknown) => toJson(one) === toJson(other);

/** The account under lock: two who change it at once do not take each other's back. */
async function lockedAccount(tx: TenantTransaction, id: string): Promise<BankAccount> {
  await sql`select id from bank_account where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(tx.db);
  const found = (await listBankAccounts(tx)).find((account) => account.id === id);
  if (!found) throw refuse("BANK_ACCOUNT_NOT_FOUND");
  return found;
}

async function requireNotTold(
  tx: TenantTransaction,
  account: BankAccount,
  changed: readonly Changing[],
  closedFromOn: string | null | undefined,
): Promise<void> {
  const told = (await lastToldDays(tx, account.ledgerId)).get(account.id);
  if (told === undefined) return;
  if (BEFORE_FIRST_FILE.some((name) => changed.includes(name))) throw refuse("BANK_ACCOUNT_TOLD");
  if (closedFromOn && closedFromOn <= told) throw refuse("BANK_ACCOUNT_TOLD_LATER", { day: told });
}

async function keep(tx: TenantTransaction, account: BankAccount): Promise<void> {
  const { id, agreementId, recipient, kidLengths, kidModulus, fileExpectedBy, closedFromOn } = account;
  const { detailSource, proofSource, cutoverOn, openingMinor } = account;
  await sql`
    update bank_account set agreement_id = ${agreementId}, recipient = ${recipient}, kid_lengths = ${kidLengths}, kid_modulus = ${kidModulus},
      file_expected_by = ${fileExpectedBy}, closed_from_on = ${closedFromOn}, detail_source = ${detailSource}, proof_source = ${proofSource},
      cutover_on = ${cutoverOn}, opening_minor = ${openingMinor}
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

/**
 * Changes a bank account from now on; what is not named stays. Each change stands in the audit trail with what was and what is; saying it
 * again does not. Throws BANK_ACCOUNT_NOT_FOUND, BANK_ACCOUNT_TOLD, BANK_ACCOUNT_TOLD_LATER.
 */
export async function changeBankAccount(tx: TenantTransaction, id: string, wish: BankAccountChanges): Promise<void> {
  const now = await lockedAccount(tx, id);
  const changed = [...ANY_TIME, ...BEFORE_FIRST_FILE].filter((name) => name in wish && !same(now[name], wish[name]));
  if (changed.length === 0) return;
  await requireNotTold(tx, now, changed, wish.closedFromOn);
  await keep(tx, { ...now, ...wish });
  const of = (from: BankAccountChanges) => Object.fromEntries(changed.map((name) => [name, from[name] ?? null]));
  await recordAudit(tx, {
    action: "bankAccount.changed",
    subjectKind: "ledger",
    subjectId: now.ledgerId,
    detail: { bankAccountId: id, before: of(now), after: of(wish) },
  });
}

/**
 * Holds a payment reference of our own to what the bank has agreed for the ledger's open accounts: a bank returns one of another length. An
 * account without agreed lengths takes any. Throws REFERENCE_LENGTH_NOT_AGREED.
 */
export async function requireAgreedLength(tx: TenantTransaction, ledgerId: string, length: number): Promise<void> {
  const open = (await listBankAccounts(tx)).filter((each) => each.ledgerId === ledgerId && each.closedFromOn === null);
  const agreed = open.filter((each) => each.kidLengths.length > 0);
  if (agreed.length === 0 || agreed.some((each) => each.kidLengths.includes(length))) return;
  const lengths = [...new Set(agreed.flatMap((each) => each.kidLengths))].sort((one, other) => one - other);
  throw refuse("REFERENCE_LENGTH_NOT_AGREED", { length, agreed: lengths.join(", ") });
}
