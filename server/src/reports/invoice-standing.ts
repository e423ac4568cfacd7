import { sql } from "kysely";
import { waitingFor, type WaitingLine } from "../controls/index.ts";
import { invoicesById, CREDITS, type InvoiceSummary } from "../invoicing/index.ts";
import { ledgerById, type DateText, type EntryKind } from "../ledger/index.ts";
import { marketPack } from "../markets/index.ts";
import { refuse, type TenantTransaction } from "../platform/index.ts";

/** `partlyPaid` is open, nothing of it late; `credited` is settled by credit notes alone; `reversed` was taken back by the practice system. */
export type InvoiceState = "open" | "partlyPaid" | "overdue" | "settled" | "credited" | "reversed" | "creditNote";

/** A movement on the invoice. Above zero raises what is owed, below zero settles it. */
export type InvoiceEvent = {
  readonly entryId: string;
  readonly kind: EntryKind;
  readonly bookedOn: DateText;
  readonly recordedAt: Temporal.Instant;
  readonly amountMinor: bigint;
  readonly bankLineId: string | null;
  /** The credit note that an entry of that kind books. */
  readonly creditNoteId: string | null;
  readonly number: string | null;
  readonly reason: string | null;
  /** The entry this one takes back, and the one that takes this one back (ux A-10). */
  readonly reversesId: string | null;
  readonly reversedById: string | null;
};

export type LinkedDocument = { readonly id: string; readonly number: string };

/** Where an invoice stands today, and all that happened to it, oldest first. */
export type InvoiceStanding = {
  readonly invoice: InvoiceSummary;
  readonly ledgerName: string;
  readonly orgNo: string;
  readonly currency: string;
  readonly asOf: DateText;
  readonly state: InvoiceState;
  readonly openMinor: bigint;
  readonly paidMinor: bigint;
  readonly creditedMinor: bigint;
  /** The invoice that a credit note corrects. */
  readonly credits: LinkedDocument | null;
  readonly events: readonly InvoiceEvent[];
  /** Credits of the invoice that wait for somebody's approval. */
  readonly waiting: readonly WaitingLine[];
};

/** The invoice's own item and those it was split into. */
const itemsOf = (tx: TenantTransaction, invoiceId: string) => sql`
  select d.id, d.open_minor from open_item d where d.tenant_id = ${tx.tenantId} and d.document_id = ${invoiceId} and d.side = 'receivable'
  union select c.id, c.open_minor from open_item d join open_item c on c.tenant_id = d.tenant_id and c.parent_id = d.id and c.side = 'receivable'
  where d.tenant_id = ${tx.tenantId} and d.document_id = ${invoiceId} and d.side = 'receivable'`;

async function openOf(tx: TenantTransaction, invoiceId: string): Promise<bigint> {
  const found = await sql<{ minor: bigint }>`
    select coalesce(sum(open_minor), 0)::bigint as minor from (${itemsOf(tx, invoiceId)}) t`.execute(tx.db);
  return found.rows[0]!.minor;
}

const eventColumns = sql`
  e.id as "entryId", e.kind, e.booked_on as "bookedOn", e.recorded_at as "recordedAt", case when e.source_kind = 'bankLine' then e.source_id end as "bankLineId",
  v.id as "creditNoteId", v.number, k.reason, e.reverses as "reversesId", b.id as "reversedById"`;
const eventTables = (tx: TenantTransaction) => sql`
  join entry e on e.tenant_id = ${tx.tenantId} and e.id = m.entry_id
  left join entry b on b.tenant_id = e.tenant_id and b.reverses = e.id
  left join invoice v on v.tenant_id = e.tenant_id and v.id = e.source_id and e.source_kind = 'invoice' and v.kind = 'creditNote'
  left join lateral (select c.wishes ->> 'reason' as reason from invoice_line l join claim c on c.tenant_id = l.tenant_id and c.id = l.claim_id
    where l.tenant_id = ${tx.tenantId} and l.invoice_id = v.id limit 1) k on true`;

/** Movements on the items; a split moves nothing in sum and is left out. */
async function eventsOfInvoice(tx: TenantTransaction, invoiceId: string): Promise<InvoiceEvent[]> {
  const found = await sql<InvoiceEvent>`
    with items as (${itemsOf(tx, invoiceId)}), moved as (
      select t.entry_id, sum(t.effect)::bigint as effect from (
        select p.entry_id, p.amount_minor as effect from items i join posting p on p.tenant_id = ${tx.tenantId} and p.debit_item_id = i.id
        union all select p.entry_id, -p.amount_minor from items i join posting p on p.tenant_id = ${tx.tenantId} and p.credit_item_id = i.id) t
      group by t.entry_id)
    select ${eventColumns}, m.effect as "amountMinor" from moved m ${eventTables(tx)} where m.effect <> 0 order by e.id`.execute(
    tx.db,
  );
  return found.rows;
}

async function eventsOfCreditNote(tx: TenantTransaction, { id, totalMinor }: InvoiceSummary): Promise<InvoiceEvent[]> {
  const found = await sql<InvoiceEvent>`
    select ${eventColumns}, ${-totalMinor}::bigint as "amountMinor"
    from (select s.id as entry_id from entry s where s.tenant_id = ${tx.tenantId} and s.source_id = ${id} and s.source_kind = 'invoice') m ${eventTables(tx)}
    order by e.id`.execute(tx.db);
  return found.rows;
}

async function creditedOf(tx: TenantTransaction, invoiceId: string): Promise<bigint> {
  const found = await sql<{ minor: bigint }>`
    select coalesce(sum(total_minor), 0)::bigint as minor from invoice where tenant_id = ${tx.tenantId} and credits_id = ${invoiceId}`.execute(
    tx.db,
  );
  return found.rows[0]!.minor;
}

type Figures = { readonly openMinor: bigint; readonly creditedMinor: bigint; readonly asOf: DateText };

function stateOf(invoice: InvoiceSummary, events: readonly InvoiceEvent[], figures: Figures): InvoiceState {
  if (invoice.kind === "creditNote") return "creditNote";
  if (events.some((event) => event.kind === "invoice" && event.reversedById !== null)) return "reversed";
  if (figures.openMinor > 0n && invoice.dueOn < figures.asOf) return "overdue";
  if (figures.openMinor > 0n) return figures.openMinor < invoice.totalMinor ? "partlyPaid" : "open";
  return figures.creditedMinor >= invoice.totalMinor ? "credited" : "settled";
}

/** What came in and stayed: payments and allocations, less what was taken back of them. */
function paidOf(events: readonly InvoiceEvent[]): bigint {
  const taken = new Set(
    events.filter((event) => event.kind === "payment" || event.kind === "allocation").map((event) => event.entryId),
  );
  const counts = (event: InvoiceEvent) =>
    taken.has(event.entryId) || (event.reversesId !== null && taken.has(event.reversesId));
  return -events.filter(counts).reduce((sum, event) => sum + event.amountMinor, 0n);
}

/** Where an invoice or credit note stands today in its ledger's zone. Throws INVOICE_NOT_FOUND. */
export async function invoiceStanding(tx: TenantTransaction, invoiceId: string): Promise<InvoiceStanding> {
  const invoice = (await invoicesById(tx, [invoiceId])).get(invoiceId);
  if (!invoice) throw refuse("INVOICE_NOT_FOUND");
  const ledger = await ledgerById(tx, invoice.ledgerId);
  const asOf = tx.platform.clock.today(marketPack(ledger.market).zones[0]!).toString();
  const isNote = invoice.kind === "creditNote";
  const events = isNote ? await eventsOfCreditNote(tx, invoice) : await eventsOfInvoice(tx, invoiceId);
  const openMinor = isNote ? 0n : await openOf(tx, invoiceId);
  const creditedMinor = await creditedOf(tx, invoiceId);
  const corrected = invoice.creditsId
    ? (await invoicesById(tx, [invoice.creditsId])).get(invoice.creditsId)
    : undefined;
  return {
    invoice,
    ledgerName: ledger.name,
    orgNo: ledger.orgNo,
    currency: ledger.currency,
    asOf,
    state: stateOf(invoice, events, { openMinor, creditedMinor, asOf }),
    openMinor,
    paidMinor: paidOf(events),
    creditedMinor,
    credits: corrected ? { id: corrected.id, number: corrected.number } : null,
    events,
    waiting: (await waitingFor(tx, "invoice", invoiceId)).filter((line) => line.kind === CREDITS),
  };
}
