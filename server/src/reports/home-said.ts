import { sql, type RawBuilder } from "kysely";
import { column, type TenantTransaction } from "../platform/index.ts";
import type { HomeRow } from "./home-types.ts";

/** How a row is known to people: its number, its payment reference, the word for what it is, and the invoice it leads to. */
export type HomeRowSaid = {
  readonly number: string | null;
  readonly reference: string | null;
  readonly word: string | null;
  readonly invoiceId: string | null;
};

type Found = HomeRowSaid & { readonly id: string };

const NOTHING: HomeRowSaid = { number: null, reference: null, word: null, invoiceId: null };

/** Columns number, reference, word, invoice id of the things of a kind, `x.id` being those asked for. */
function saidOf(tx: TenantTransaction, kind: HomeRow["kind"]): RawBuilder<unknown> {
  const invoiceOf = (id: RawBuilder<unknown>) => sql`left join invoice n on n.tenant_id = t.tenant_id and n.id = ${id}`;
  switch (kind) {
    case "bankAccount":
      return sql`select t.number, null, null, null::uuid from bank_account t where t.tenant_id = ${tx.tenantId} and t.id = x.id`;
    case "bankLine":
      return sql`select null, t.reference, t.state, null::uuid from bank_line t where t.tenant_id = ${tx.tenantId} and t.id = x.id`;
    case "invoice":
      return sql`select t.number, t.reference, t.kind, t.id from invoice t where t.tenant_id = ${tx.tenantId} and t.id = x.id`;
    case "openItem":
      return sql`select n.number, t.reference, t.kind, n.id from open_item t ${invoiceOf(sql`t.document_id`)} where t.tenant_id = ${tx.tenantId} and t.id = x.id`;
    case "entry":
      return sql`select n.number, n.reference, t.kind, n.id from entry t ${invoiceOf(sql`t.source_id`)} where t.tenant_id = ${tx.tenantId} and t.id = x.id`;
    case "followUpStep":
      return sql`select n.number, i.reference, t.level, n.id from follow_up_step t join open_item i on i.tenant_id = t.tenant_id and i.id = t.item_id
        ${invoiceOf(sql`i.document_id`)} where t.tenant_id = ${tx.tenantId} and t.id = x.id`;
    case "auditEvent":
      return sql`select n.number, n.reference, t.action, n.id from audit_event t
        left join open_item i on i.tenant_id = t.tenant_id and i.id = (case when t.subject_kind = 'openItem' then t.subject_id end)::uuid
        ${invoiceOf(sql`(case when t.subject_kind = 'invoice' then t.subject_id::uuid else i.document_id end)`)} where t.tenant_id = ${tx.tenantId} and t.id = x.id`;
  }
}

/** What people call the rows of a page, by their ids. */
export async function homeRowsSaid(
  tx: TenantTransaction,
  rows: readonly HomeRow[],
): Promise<(id: string) => HomeRowSaid> {
  const said = new Map<string, HomeRowSaid>();
  for (const [kind, same] of Map.groupBy(rows, (row) => row.kind)) {
    const ids = column.uuid(same.map((row) => row.id));
    const found = await sql<Found>`
      select x.id, s.number, s.reference, s.word, s.invoice_id as "invoiceId"
      from unnest(${ids}) as x (id) cross join lateral (${saidOf(tx, kind)}) as s (number, reference, word, invoice_id)`.execute(
      tx.db,
    );
    for (const { id, ...one } of found.rows) said.set(id, one);
  }
  return (id) => said.get(id) ?? NOTHING;
}
