import { sql } from "kysely";
import { marketPack } from "../markets/index.ts";
import { recordAudit, refuse, type TenantTransaction } from "../platform/index.ts";
import type { BankAccount, DetailSource, ProofSource } from "./types.ts";

export type NewBankAccount = {
  readonly ledgerId: string;
  readonly market: string;
  readonly number: string;
  readonly agreementId?: string;
  readonly recipient?: string;
  readonly kidLengths?: readonly number[];
  readonly kidModulus?: "mod10" | "mod11";
  readonly detailSource: DetailSource;
  readonly proofSource: ProofSource;
  readonly cutoverOn?: string;
  readonly openingMinor?: bigint;
  readonly fileExpectedBy?: string;
};

/** Adds a bank account to the ledger that owns it. Throws BANK_ACCOUNT_INVALID, BANK_ACCOUNT_TAKEN. */
export async function addBankAccount(tx: TenantTransaction, input: NewBankAccount): Promise<string> {
  if (!marketPack(input.market).identity.bankAccount(input.number)) throw refuse("BANK_ACCOUNT_INVALID");
  const id = tx.platform.ids.next();
  const added = await sql`
    insert into bank_account (tenant_id, id, ledger_id, number, agreement_id, recipient, kid_lengths, kid_modulus, detail_source, proof_source, cutover_on, opening_minor, file_expected_by, created_at)
    values (${tx.tenantId}, ${id}, ${input.ledgerId}, ${input.number}, ${input.agreementId ?? null}, ${input.recipient ?? null}, ${input.kidLengths ?? []}, ${input.kidModulus ?? null},
            ${input.detailSource}, ${input.proofSource}, ${input.cutoverOn ?? null}, ${input.openingMinor ?? 0n}, ${input.fileExpectedBy ?? null}, ${tx.now.toString()})
    on conflict (tenant_id, number) do nothing`.execute(tx.db);
  if (!added.numAffectedRows) throw refuse("BANK_ACCOUNT_TAKEN");
  await recordAudit(tx, {
    action: "bankAccount.added",
    subjectKind: "ledger",
    subjectId: input.ledgerId,
    detail: { bankAccountId: id },
  });
  return id;
}

/** The tenant's bank accounts, by number, each with its ledger's market and currency. */
export async function listBankAccounts(tx: TenantTransaction): Promise<BankAccount[]> {
  const found = await sql<BankAccount>`
    select a.id, a.ledger_id as "ledgerId", g.market, g.currency, a.number, a.agreement_id as "agreementId", a.recipient, a.kid_lengths as "kidLengths", a.kid_modulus as "kidModulus",
           a.detail_source as "detailSource", a.proof_source as "proofSource", a.cutover_on as "cutoverOn", a.opening_minor as "openingMinor", to_char(a.file_expected_by, 'HH24:MI') as "fileExpectedBy",
           a.closed_from_on as "closedFromOn"
    from bank_account a join ledger g on g.tenant_id = a.tenant_id and g.id = a.ledger_id
    where a.tenant_id = ${tx.tenantId} order by a.number`.execute(tx.db);
  return found.rows;
}

/** Is the account open on a day? From its closing day on nothing new names it. */
export function isOpenOn({ closedFromOn }: Pick<BankAccount, "closedFromOn">, day: string): boolean {
  return closedFromOn === null || day < closedFromOn;
}

/** The day from which the last of some accounts is closed: none of them is open on it, and one was the day before. */
export function closedSince(accounts: readonly Pick<BankAccount, "closedFromOn">[]): string {
  const days = accounts.map(({ closedFromOn }) => closedFromOn).filter((day) => day !== null);
  return days.toSorted().at(-1)!;
}

/** The last day that a file of the bank spoke of, for each account that had any. */
export async function lastToldDays(tx: TenantTransaction, ledgerId: string): Promise<Map<string, string>> {
  const found = await sql<{ id: string; day: string }>`
    select id, max(day)::date as day from (
      select bank_account_id as id, settled_on as day from bank_batch where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId}
      union all
      select bank_account_id, to_on from bank_statement where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId}) told
    group by id order by id`.execute(tx.db);
  return new Map(found.rows.map(({ id, day }) => [id, day]));
}
