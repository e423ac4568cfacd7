/**
 * Statements that a route needs and that its capability does not offer: rows by their id, who belongs to whose clinics, and the receipt of a
 * remittance file. Reads of tables of capabilities below, and one write that is a receipt.
 */
import { maskIdentityNumbers } from "@kvitt/values";
import { sql } from "kysely";
import type { BankFile } from "../../banking/index.ts";
import type { RemittanceFile } from "../../invoicing/index.ts";
import { column, recordAudit, refuse, tenantKey, unseal, type TenantTransaction } from "../../platform/index.ts";

/** When files were acknowledged, by file; those that were not are absent. */
export async function acknowledgedAt(
  tx: TenantTransaction,
  ledgerId: string,
  fileIds: readonly string[],
): Promise<Map<string, Temporal.Instant>> {
  const found = await sql<{ id: string; at: Temporal.Instant }>`
    select id, acknowledged_at as at from remittance_file
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and id = any (${column.uuid(fileIds)}) and acknowledged_at is not null`.execute(
    tx.db,
  );
  return new Map(found.rows.map((row) => [row.id, row.at]));
}

/** One remittance file of a ledger. Throws NOT_FOUND. */
export async function remittanceById(tx: TenantTransaction, ledgerId: string, fileId: string): Promise<RemittanceFile> {
  const found = await sql<RemittanceFile>`
    select id, transmission_no as "transmissionNo", from_on as "fromOn", to_on as "toOn", lines, total_minor as "totalMinor", sha256 from remittance_file
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and id = ${fileId}`.execute(tx.db);
  if (!found.rows[0]) throw refuse("NOT_FOUND");
  return found.rows[0];
}

/** The practice system has loaded a file (FR-64). The first word counts; a second changes nothing. */
export async function acknowledgeRemittance(tx: TenantTransaction, fileId: string): Promise<void> {
  const done = await sql`
    update remittance_file set acknowledged_at = ${tx.now.toString()}
    where tenant_id = ${tx.tenantId} and id = ${fileId} and acknowledged_at is null`.execute(tx.db);
  if (!done.numAffectedRows) return;
  await recordAudit(tx, { action: "remittance.acknowledged", subjectKind: "remittanceFile", subjectId: fileId });
}

export type BankFileShown = Pick<
  BankFile,
  "id" | "format" | "channel" | "state" | "byteLength" | "receivedAt" | "receivedBy" | "problems"
>;

/** One bank file with its findings. Throws BANK_FILE_NOT_FOUND. */
export async function bankFileById(tx: TenantTransaction, fileId: string): Promise<BankFileShown> {
  const found = await sql<BankFileShown>`
    select id, format, channel, state, byte_length as "byteLength", received_at as "receivedAt", received_by as "receivedBy", problems
    from bank_file where tenant_id = ${tx.tenantId} and id = ${fileId}`.execute(tx.db);
  if (!found.rows[0]) throw refuse("BANK_FILE_NOT_FOUND");
  return found.rows[0];
}

/** The text of a bank or statement line, identity numbers masked (SEC-55). Throws the code for a line that is not there. */
export async function lineText(
  tx: TenantTransaction,
  table: "bank_line" | "statement_line",
  lineId: string,
): Promise<string | null> {
  const found = await sql<{ sealed: Buffer | null }>`
    select text_sealed as sealed from ${sql.table(table)} where tenant_id = ${tx.tenantId} and id = ${lineId}`.execute(
    tx.db,
  );
  const row = found.rows[0];
  if (!row) throw refuse(table === "bank_line" ? "BANK_LINE_NOT_FOUND" : "STATEMENT_LINE_NOT_FOUND");
  if (!row.sealed) return null;
  const place = { tenantId: tx.tenantId, table, column: "text_sealed", row: lineId };
  return maskIdentityNumbers(unseal(await tenantKey(tx), place, row.sealed));
}

/**
 * Which of these parties the actor's clinics deal with: who owes there, has a claim waiting, was treated, or stands behind somebody who was
 * (SEC-09). Policies keep the rows of other clinics out of sight. An actor of the whole tenant deals with all.
 */
export async function partiesInReach(tx: TenantTransaction, partyIds: readonly string[]): Promise<Set<string>> {
  if (!tx.context.ledgers) return new Set(partyIds);
  const ledgers = column.uuid(tx.context.ledgers);
  const found = await sql<{ id: string }>`
    select x.id from unnest(${column.uuid(partyIds)}) as x (id) where
      exists (select from open_item i where i.tenant_id = ${tx.tenantId} and i.party_id = x.id and i.ledger_id = any (${ledgers}))
      or exists (select from claim c where c.tenant_id = ${tx.tenantId} and c.patient_id = x.id and c.ledger_id = any (${ledgers}))
      or exists (select from claim c where c.tenant_id = ${tx.tenantId} and c.ledger_id = any (${ledgers}) and c.payer_id = x.id and c.state = 'received')
      or exists (select from party_relation r join claim c on c.tenant_id = r.tenant_id and c.patient_id = r.party_id
        where r.tenant_id = ${tx.tenantId} and r.related_id = x.id and c.ledger_id = any (${ledgers}))`.execute(tx.db);
  return new Set(found.rows.map((row) => row.id));
}

/** Holds a party until the transaction ends, so that what is read of it stays as it is. */
export async function lockParty(tx: TenantTransaction, partyId: string): Promise<void> {
  await sql`select id from party where tenant_id = ${tx.tenantId} and id = ${partyId} for update`.execute(tx.db);
}
