import { opaqueReference, opaqueReferenceBytes } from "@kvitt/format-einvoice";
import { sql } from "kysely";
import { column, eachRow, type TenantTransaction } from "../../platform/index.ts";

/** A case as one payer knows it: the subject is a claim, or an invoice as a whole. */
export type CasePayer = { readonly subjectId: string; readonly payerId: string };

export const caseKey = ({ subjectId, payerId }: CasePayer): string => `${subjectId}|${payerId}`;

/**
 * A new reference: random, no hash and no counter, of nothing that is kept. The chance is the ids' own, so that a simulated life is the same
 * twice: the last eight bytes of two fresh ids, of which 124 bits are random.
 */
function drawn(tx: TenantTransaction): string {
  const tail = () => tx.platform.ids.next().replaceAll("-", "").slice(-opaqueReferenceBytes);
  return opaqueReference(Buffer.from(tail() + tail(), "hex"));
}

/**
 * The references by which payers know cases, made where there are none yet: one for each case and payer, for ever the same. The map back is
 * this table alone (formats/ehf 9).
 */
export async function caseReferences(tx: TenantTransaction, cases: readonly CasePayer[]): Promise<Map<string, string>> {
  if (cases.length === 0) return new Map();
  const known = await selectReferences(tx, cases);
  const missing = new Map(cases.map((each) => [caseKey(each), each]));
  for (const key of known.keys()) missing.delete(key);
  if (missing.size === 0) return known;
  const fresh = [...missing.values()];
  await sql`
    insert into case_reference (tenant_id, made_at, subject_id, payer_id, reference)
    select ${tx.tenantId}, ${tx.now.toString()}::timestamptz, ${eachRow(
      column.uuid(fresh.map((each) => each.subjectId)),
      column.uuid(fresh.map((each) => each.payerId)),
      column.text(fresh.map(() => drawn(tx))),
    )}
    on conflict (tenant_id, subject_id, payer_id) do nothing`.execute(tx.db);
  // Read again: somebody else may have been faster, and theirs stands.
  return selectReferences(tx, cases);
}

async function selectReferences(tx: TenantTransaction, cases: readonly CasePayer[]): Promise<Map<string, string>> {
  const found = await sql<CasePayer & { reference: string }>`
    select r.subject_id as "subjectId", r.payer_id as "payerId", r.reference
    from unnest(${column.uuid(cases.map((each) => each.subjectId))}, ${column.uuid(cases.map((each) => each.payerId))}) as x (subject_id, payer_id)
    join case_reference r on r.tenant_id = ${tx.tenantId} and r.subject_id = x.subject_id and r.payer_id = x.payer_id`.execute(
    tx.db,
  );
  return new Map(found.rows.map((row) => [caseKey(row), row.reference]));
}

/** What a payer's reference of ours stands for; undefined when it is none. Hyphens and case are as whoever reads it aloud has them. */
export async function caseOfReference(tx: TenantTransaction, text: string): Promise<CasePayer | undefined> {
  const plain = text.toUpperCase().replace(/[^A-Z0-9]/g, "");
  const reference = `${plain.slice(0, 2)}-${plain.slice(2, 7)}-${plain.slice(7)}`;
  const found = await sql<CasePayer>`
    select subject_id as "subjectId", payer_id as "payerId" from case_reference
    where tenant_id = ${tx.tenantId} and reference = ${reference}`.execute(tx.db);
  return found.rows[0];
}
