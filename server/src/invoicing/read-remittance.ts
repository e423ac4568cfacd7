import { sql } from "kysely";
import { column, recordAudit, refuse, type TenantTransaction } from "../platform/index.ts";
import type { RemittanceFile } from "./remittance.ts";

/** One remittance file of a ledger by its id, and whether the practice system has loaded it. */

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

/** The practice system has loaded a file (FR-64). The first word counts; a second changes nothing. Throws NOT_FOUND. */
export async function acknowledgeRemittance(tx: TenantTransaction, ledgerId: string, fileId: string): Promise<void> {
  const { id } = await remittanceById(tx, ledgerId, fileId);
  const done = await sql`
    update remittance_file set acknowledged_at = ${tx.now.toString()}
    where tenant_id = ${tx.tenantId} and id = ${id} and acknowledged_at is null`.execute(tx.db);
  if (!done.numAffectedRows) return;
  await recordAudit(tx, { action: "remittance.acknowledged", subjectKind: "remittanceFile", subjectId: id });
}
