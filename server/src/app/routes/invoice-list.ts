import * as z from "zod";
import {
  INVOICE_STATES,
  invoicePage,
  invoiceSums,
  type InvoiceListFilter,
  type InvoiceRow,
  type InvoiceSums,
} from "../../invoicing/index.ts";
import { partiesById } from "../../parties/index.ts";
import {
  amountMinor,
  day,
  decodeCursor,
  encodeCursor,
  ok,
  pageOf,
  pageQuery,
  route,
  uuid,
} from "../../platform/http/index.ts";
import { recordAudit, type TenantTransaction } from "../../platform/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import { invoiceListRows, invoicesMeant, type Column, type Row, type StreamedTable } from "../../reports/index.ts";
import { count, mayAlso } from "./fields.ts";
import { answerReport, ledgerParams, reportFiles, todayOf, written } from "./report-answer.ts";

const chapter = "Invoices";
const read = { action: "invoices.read", scope: "ledger" } as const;
const kinds = ["invoice", "collective", "creditNote"] as const;

const narrowed = {
  state: z.enum(INVOICE_STATES).optional(),
  kind: z.enum(kinds).optional(),
  from: day.optional(),
  to: day.optional(),
  q: z.string().trim().min(2).max(100).optional(),
};
type Narrowed = z.output<z.ZodObject<typeof narrowed>>;

const states = ["open", "partlyPaid", "overdue", "settled", "credited", "lost", "reversed", "creditNote"] as const;
const fields = {
  id: uuid,
  kind: z.enum(kinds),
  number: z.string(),
  reference: z.string(),
  partyId: uuid,
  customerNo: count,
  issuedOn: day,
  dueOn: day,
  totalMinor: amountMinor,
  openMinor: amountMinor,
  creditedMinor: amountMinor,
  lostMinor: amountMinor,
  state: z.enum(states),
};
/** The name is null for roles that see people by their numbers only. */
const listed = z.object({ ...fields, partyName: z.string().nullable() });
const sums = z.object({
  asOf: day,
  currency: z.string(),
  count,
  totalMinor: amountMinor,
  openMinor: amountMinor,
  overdueMinor: amountMinor,
});

/** Where a row stands, by the same rule as the invoice's own page. */
function stateOf(row: InvoiceRow, today: string): (typeof states)[number] {
  if (row.kind === "creditNote") return "creditNote";
  if (row.reversed) return "reversed";
  if (row.openMinor > 0n && row.dueOn < today) return "overdue";
  if (row.openMinor > 0n) return row.openMinor < row.totalMinor ? "partlyPaid" : "open";
  if (row.lostMinor > 0n) return "lost";
  return row.creditedMinor >= row.totalMinor ? "credited" : "settled";
}

/** Day and invoice a page goes on after, and whether it has to look further than the next ones. */
const place = z.tuple([day, uuid, z.enum(["near", "far"])]);

/** The filter of a query. Throws LEDGER_NOT_FOUND. */
async function filterOf(
  tx: TenantTransaction,
  ledgerId: string,
  { state, kind, from, to, q }: Narrowed,
  people: boolean,
): Promise<InvoiceListFilter> {
  return {
    ledgerId,
    today: await todayOf(tx, ledgerId),
    ...(state ? { state } : {}),
    ...(kind ? { kind } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(q ? { found: await invoicesMeant(tx, q, people) } : {}),
  };
}

/** Names for who may see people. Who saw which is kept, one row for the page (SEC-75). */
async function namesFor(tx: TenantTransaction, rows: readonly InvoiceRow[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.map((row) => row.partyId))];
  if (ids.length === 0) return new Map();
  const subject = { subjectKind: "tenant", subjectId: tx.tenantId } as const;
  await recordAudit(tx, { action: "invoices.listed", ...subject, detail: { parties: ids } });
  return new Map([...(await partiesById(tx, ids))].map(([id, { name }]) => [id, name]));
}

const column = (name: string, label: string, kind: Column["kind"] = "text"): Column => ({ name, label, kind });

const sheetColumns: readonly Column[] = [
  column("number", "Number"),
  column("kind", "Kind"),
  column("customerNo", "Customer"),
  column("issuedOn", "Date", "date"),
  column("dueOn", "Due", "date"),
  column("reference", "Reference"),
  column("totalMinor", "Total", "money"),
  column("creditedMinor", "Credited", "money"),
  column("openMinor", "Open", "money"),
];

const signed = (row: InvoiceRow) => (row.kind === "creditNote" ? -row.totalMinor : row.totalMinor);

function sheetRow(row: InvoiceRow): Row {
  const { number, kind, customerNo, issuedOn, dueOn, reference, creditedMinor, openMinor } = row;
  return [number, kind, String(customerNo), issuedOn, dueOn, reference, signed(row), creditedMinor, openMinor];
}

async function* sheetRows(rows: AsyncIterable<InvoiceRow>): AsyncGenerator<Row> {
  for await (const row of rows) yield sheetRow(row);
}

type Sheet = {
  readonly ledger: string;
  readonly currency: string;
  readonly asOf: string;
  readonly totals: InvoiceSums;
};

function sheet({ ledger, currency, asOf, totals }: Sheet, rows: AsyncIterable<InvoiceRow>): StreamedTable {
  return {
    title: `Invoices, ${ledger}`,
    parameters: { asOf, currency },
    columns: sheetColumns,
    rows: sheetRows(rows),
    totals: ["total", null, null, null, null, null, totals.totalMinor, null, totals.openMinor],
  };
}

export const invoiceListRoutes = [
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/invoice-list",
    summary:
      "Invoices and credit notes of a ledger, newest first, with what is left on each. `q` is a number, a reference, a customer's number or name. A page may be short, even empty, and go on: the next one looks further.",
    chapter,
    permission: read,
    schema: {
      params: ledgerParams,
      query: z.strictObject({ ...pageQuery, ...narrowed }),
      responses: { 200: pageOf(listed) },
    },
    inTransaction: async (tx, call) => {
      const { params, query } = call;
      const people = mayAlso(call, "invoices.read", "parties.read");
      const filter = await filterOf(tx, params.ledgerId, query, people);
      const [issuedOn, id, how] = decodeCursor(query.cursor, place) ?? [];
      const after = issuedOn && id ? { after: { issuedOn, id, far: how === "far" } } : {};
      const { rows, next } = await invoicePage(tx, filter, { ...after, limit: query.limit });
      const names = people ? await namesFor(tx, rows) : new Map<string, string>();
      const items = rows.map((row) => ({
        ...row,
        state: stateOf(row, filter.today),
        partyName: names.get(row.partyId) ?? null,
      }));
      const nextCursor = next && encodeCursor([next.issuedOn, next.id, next.far ? "far" : "near"]);
      return ok({ items, nextCursor });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/invoice-list/sums",
    summary: "What all invoices of a filter come to: how many, their sum, what is left to pay and what of it is late.",
    chapter,
    permission: read,
    schema: { params: ledgerParams, query: z.strictObject(narrowed), responses: { 200: sums } },
    inTransaction: async (tx, call) => {
      const { ledgerId } = call.params;
      const people = mayAlso(call, "invoices.read", "parties.read");
      const filter = await filterOf(tx, ledgerId, call.query, people);
      const { currency } = await ledgerById(tx, ledgerId);
      return ok({ asOf: filter.today, currency, ...(await invoiceSums(tx, filter)) });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/reports/invoices",
    summary: "The same list whole, to take away: customers by their numbers.",
    chapter: "Reports",
    permission: { action: "reports.read", scope: "ledger" },
    files: reportFiles,
    schema: {
      params: ledgerParams,
      query: z.strictObject({ ...narrowed, ...written }),
      responses: { 200: sums.extend({ items: z.array(z.object(fields)) }) },
    },
    handler: (call) =>
      answerReport(call, async (tx) => {
        const { ledgerId } = call.params;
        const people = mayAlso(call, "reports.read", "parties.read");
        const filter = await filterOf(tx, ledgerId, call.query, people);
        const { name: ledger, currency } = await ledgerById(tx, ledgerId);
        const totals = await invoiceSums(tx, filter);
        const asOf = filter.today;
        const rows = invoiceListRows(tx, filter);
        async function* stated() {
          for await (const row of rows) yield { ...row, state: stateOf(row, asOf) };
        }
        return {
          name: `invoices-${asOf}`,
          schema: sums.extend({ items: z.array(z.object(fields)) }),
          report: { asOf, currency, ...totals },
          long: { field: "items", rows: stated() },
          tables: () => [sheet({ ledger, currency, asOf, totals }, rows)],
        };
      }),
  }),
];
