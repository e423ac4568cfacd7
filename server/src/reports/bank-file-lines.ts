import { sql } from "kysely";
import type { DateText } from "../ledger/index.ts";
import { column, type TenantTransaction } from "../platform/index.ts";

/** A line of a bank file and what became of it. */
export type BankFileLine = {
  readonly kind: "payment" | "statement";
  readonly id: string;
  readonly ledgerId: string;
  readonly lineNo: number;
  readonly on: DateText;
  readonly amountMinor: bigint;
  readonly reference: string | null;
  readonly state: string;
  /** The invoices that its money settled, most first. */
  readonly invoices: readonly { readonly id: string; readonly number: string; readonly amountMinor: bigint }[];
};

export type FileLineCursor = {
  readonly kind: string;
  readonly place: string;
  readonly lineNo: number;
  readonly id: string;
};
/** The lump or statement that a line stands in: with its kind and number, its place in the file. */
type LineRow = Omit<BankFileLine, "invoices"> & {
  readonly place: string;
  readonly invoices: readonly { readonly id: string; readonly number: string; readonly amountMinor: string }[];
};
export type PlacedFileLine = BankFileLine & { readonly place: string };

/** Of these states a line waits for a person. */
const WAITING = [
  ...["over", "closed", "credited", "noReference", "badCheck", "unknown", "ambiguous", "otherOwner"],
  ...["possibleDuplicate", "held", "open"],
];

/** A file's lines in their order, a page at a time: `after` is the last one seen. Only those that wait, if asked. */
export async function bankFileLines(
  tx: TenantTransaction,
  fileId: string,
  filter: { readonly waiting: boolean; readonly after?: FileLineCursor; readonly limit: number },
): Promise<PlacedFileLine[]> {
  const { waiting, after, limit } = filter;
  // Allocations stand in no index by their source: a solved line names its own.
  const found = await sql<LineRow>`
    select l.*, coalesce(w.invoices, '[]'::json) as invoices from (
      select 'payment' as kind, l.id, l.ledger_id as "ledgerId", b.id as place, l.line_no as "lineNo", l.settled_on as "on", l.amount_minor as "amountMinor",
        l.reference, l.state, l.explanation ->> 'entryId' as entry
      from bank_line l join bank_batch b on b.tenant_id = l.tenant_id and b.id = l.batch_id where l.tenant_id = ${tx.tenantId} and b.file_id = ${fileId}
      union all
      select 'statement', s.id, s.ledger_id, t.id, s.line_no, s.booked_on, s.amount_minor, s.bank_ref, s.state, s.explanation ->> 'entryId'
      from statement_line s join bank_statement t on t.tenant_id = s.tenant_id and t.id = s.statement_id where s.tenant_id = ${tx.tenantId} and t.file_id = ${fileId}
      ) l
    left join lateral (
      select json_agg(json_build_object('id', x.id, 'number', x.number, 'amountMinor', x.minor::text) order by x.minor desc) as invoices from (
        select n.id, n.number, sum(p.amount_minor) as minor
        from entry e
        join posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id
        join open_item i on i.tenant_id = p.tenant_id and i.id = p.credit_item_id and i.side = 'receivable'
        left join open_item parent on parent.tenant_id = i.tenant_id and parent.id = i.parent_id
        join invoice n on n.tenant_id = i.tenant_id and n.id = coalesce(i.document_id, parent.document_id)
        where e.tenant_id = ${tx.tenantId} and e.id = any (array(
          select f.id from entry f where f.tenant_id = ${tx.tenantId} and f.source_id = l.id and f.source_kind = 'bankLine' and f.kind = 'payment'
          union all select l.entry::uuid where l.entry is not null))
        group by 1, 2) x) w on true
    where true ${waiting ? sql`and l.state = any (${column.text(WAITING)})` : sql``}
      ${after ? sql`and (l.kind, l.place, l."lineNo", l.id) > (${after.kind}, ${after.place}::uuid, ${after.lineNo}, ${after.id}::uuid)` : sql``}
    order by l.kind, l.place, l."lineNo", l.id limit ${limit}`.execute(tx.db);
  return found.rows.map(({ invoices, ...line }) => ({
    ...line,
    invoices: invoices.map((invoice) => ({ ...invoice, amountMinor: BigInt(invoice.amountMinor) })),
  }));
}
