import { sql } from "kysely";
import { column, type Check, type TenantTransaction } from "../platform/index.ts";
import { documentHash } from "./issue.ts";
import type { InvoiceDraft, InvoiceLine } from "./types.ts";

const PAGE = 5_000;
const MOST_SHOWN = 50;

type Row = Omit<InvoiceDraft, "lines" | "patientId" | "seriesNo"> & { readonly contentHash: Buffer };
type LineRow = InvoiceLine & { readonly invoiceId: string };

async function page(tx: TenantTransaction, after: string): Promise<Row[]> {
  const found = await sql<Row>`
    select id, kind, number, party_id as "partyId", issued_on as "issuedOn", due_on as "dueOn", net_minor as "netMinor", vat_minor as "vatMinor", reference,
      credits_id as "creditsId", content_hash as "contentHash"
    from invoice where tenant_id = ${tx.tenantId} and id > ${after} order by id limit ${PAGE}`.execute(tx.db);
  return found.rows;
}

async function linesOf(tx: TenantTransaction, invoiceIds: readonly string[]): Promise<Map<string, LineRow[]>> {
  const found = await sql<LineRow>`
    select invoice_id as "invoiceId", claim_id as "claimId", line_no as "claimLine", net_minor as "netMinor", vat_code as "vatCode", vat_minor as "vatMinor"
    from invoice_line where tenant_id = ${tx.tenantId} and invoice_id = any (${column.uuid(invoiceIds)}) order by invoice_id, line_no`.execute(
    tx.db,
  );
  return Map.groupBy(found.rows, (row) => row.invoiceId);
}

/** Computes every document's fingerprint again, a page at a time: memory stays flat however many there are. */
export const documentsUnchanged: Check = {
  name: "invoicing.documentsUnchanged",
  sentence: "Every invoice and credit note is as it was issued.",
  async breaches(tx) {
    const changed: { id: string; number: string }[] = [];
    for (let after = "00000000-0000-0000-0000-000000000000"; changed.length < MOST_SHOWN;) {
      const rows = await page(tx, after);
      const lines = await linesOf(
        tx,
        rows.map((row) => row.id),
      );
      for (const row of rows) {
        const draft = { ...row, seriesNo: null, patientId: null, lines: lines.get(row.id) ?? [] };
        if (!documentHash(draft).equals(row.contentHash)) changed.push({ id: row.id, number: row.number });
      }
      if (rows.length < PAGE) break;
      after = rows.at(-1)!.id;
    }
    return changed.slice(0, MOST_SHOWN);
  },
};
