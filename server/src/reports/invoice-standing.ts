import { sql } from "kysely";
import { waitingFor, type WaitingLine } from "../controls/index.ts";
import { invoicesById, CREDITS, LOSSES, type InvoiceSummary } from "../invoicing/index.ts";
import { ledgerById, type DateText, type EntryKind } from "../ledger/index.ts";
import { marketPack } from "../markets/index.ts";
import { column, refuse, type TenantTransaction } from "../platform/index.ts";
import { stateAtRisk } from "./state-support/index.ts";

/** `partlyPaid` is open, nothing of it late; `credited` is settled by credit notes alone; `lost` was given up; `reversed` was taken back by the practice system. */
export type InvoiceState =
  "open" | "partlyPaid" | "overdue" | "settled" | "credited" | "lost" | "reversed" | "creditNote";

/** Money that went back to the payer, or came again: asked for here, taken by the payer's bank, given again by it, or paid out from our bank. */
export type MoneyBackKind = "refund" | "chargeback" | "chargebackWon" | "repayment";

/** A movement on the invoice. Above zero raises what is owed, below zero settles it. */
export type InvoiceEvent = {
  readonly entryId: string;
  readonly kind: EntryKind;
  readonly bookedOn: DateText;
  readonly recordedAt: Temporal.Instant;
  readonly amountMinor: bigint;
  /** What went back to the payer by it, above zero, wherever it was taken from: the invoice, which then owes it again, or a credit of it. */
  readonly backMinor: bigint;
  readonly back: MoneyBackKind | null;
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
  /** When what is left is due, the first of it: a day that was moved, or of a part. Where nothing is left, the day it was issued with. */
  readonly dueOn: DateText;
  readonly openMinor: bigint;
  /** What came in and stayed: less what was taken back or went back to the payer. */
  readonly paidMinor: bigint;
  readonly creditedMinor: bigint;
  /** Given up as lost, less what came after all. */
  readonly lostMinor: bigint;
  /** Items of it that a loss could be proposed of. */
  readonly losable: readonly string[];
  /** Of the state's part, what could be lost if this were closed now, since a measure is missing (DP-074). */
  readonly stateAtRiskMinor: bigint;
  /** The invoice that a credit note corrects. */
  readonly credits: LinkedDocument | null;
  readonly events: readonly InvoiceEvent[];
  /** Credits of the invoice, and losses, that wait for somebody's approval. */
  readonly waiting: readonly WaitingLine[];
};

/** The invoice's own item and those it was split into. */
const itemsOf = (tx: TenantTransaction, invoiceId: string) => sql`
  select d.id, d.kind, d.open_minor, d.due_on from open_item d where d.tenant_id = ${tx.tenantId} and d.document_id = ${invoiceId} and d.side = 'receivable'
  union select c.id, c.kind, c.open_minor, c.due_on from open_item d join open_item c on c.tenant_id = d.tenant_id and c.parent_id = d.id and c.side = 'receivable'
  where d.tenant_id = ${tx.tenantId} and d.document_id = ${invoiceId} and d.side = 'receivable'`;

type Left = { readonly openMinor: bigint; readonly dueOn: DateText | null; readonly losable: readonly string[] };
const NOTHING_LEFT: Left = { openMinor: 0n, dueOn: null, losable: [] };

async function leftOf(tx: TenantTransaction, invoiceId: string): Promise<Left> {
  const found = await sql<Left>`
    select coalesce(sum(open_minor), 0)::bigint as "openMinor", min(due_on) filter (where open_minor > 0) as "dueOn",
      coalesce(array_agg(id) filter (where open_minor > 0 and kind in ('invoice', 'instalment')), '{}') as losable
    from (${itemsOf(tx, invoiceId)}) t`.execute(tx.db);
  return found.rows[0]!;
}

/** Credits that credit notes of the invoice gave the payer. */
const creditsOf = (tx: TenantTransaction, invoiceId: string) => sql`
  select c.id from invoice v join open_item c on c.tenant_id = v.tenant_id and c.document_id = v.id and c.side = 'credit'
  where v.tenant_id = ${tx.tenantId} and v.credits_id = ${invoiceId}`;

/** The source of entries of money that went back by a card or wallet, and of an order to the bank. */
const BACK_SOURCES = ["moneyBack", "paymentOrder"] as const;

const eventColumns = sql`
  e.id as "entryId", e.kind, e.booked_on as "bookedOn", e.recorded_at as "recordedAt", case when e.source_kind = 'bankLine' then e.source_id end as "bankLineId",
  case when e.source_kind = 'paymentOrder' then 'repayment' when e.source_kind = 'moneyBack' and e.kind = 'payment' then 'chargebackWon'
    when e.explanation ->> 'rule' = 'payments.chargeback' then 'chargeback' when e.kind = 'refund' then 'refund' end as back,
  v.id as "creditNoteId", v.number, k.reason, e.reverses as "reversesId", b.id as "reversedById"`;
const eventTables = (tx: TenantTransaction) => sql`
  join entry e on e.tenant_id = ${tx.tenantId} and e.id = m.entry_id
  left join entry b on b.tenant_id = e.tenant_id and b.reverses = e.id
  left join invoice v on v.tenant_id = e.tenant_id and v.id = e.source_id and e.source_kind = 'invoice' and v.kind = 'creditNote'
  left join lateral (select c.wishes ->> 'reason' as reason from invoice_line l join claim c on c.tenant_id = l.tenant_id and c.id = l.claim_id
    where l.tenant_id = ${tx.tenantId} and l.invoice_id = v.id limit 1) k on true`;

/**
 * Movements on the items, and money that went back from a credit of the invoice, which moves nothing on them; a split moves nothing in sum and
 * is left out.
 */
async function eventsOfInvoice(tx: TenantTransaction, invoiceId: string): Promise<InvoiceEvent[]> {
  const found = await sql<InvoiceEvent>`
    with items as (select i.id, true as own from (${itemsOf(tx, invoiceId)}) i union all select c.id, false from (${creditsOf(tx, invoiceId)}) c),
    moved as (
      select t.entry_id, coalesce(sum(t.effect) filter (where t.own), 0)::bigint as effect, sum(t.effect)::bigint as whole from (
        select p.entry_id, i.own, p.amount_minor as effect from items i join posting p on p.tenant_id = ${tx.tenantId} and p.debit_item_id = i.id
        union all select p.entry_id, i.own, -p.amount_minor from items i join posting p on p.tenant_id = ${tx.tenantId} and p.credit_item_id = i.id) t
      group by t.entry_id)
    select ${eventColumns}, m.effect as "amountMinor", case when coalesce(x.source_kind, e.source_kind) = any (${column.text(BACK_SOURCES)}) then m.whole else 0 end as "backMinor"
    from moved m ${eventTables(tx)}
    left join entry x on x.tenant_id = e.tenant_id and x.id = e.reverses
    where m.effect <> 0 or coalesce(x.source_kind, e.source_kind) = any (${column.text(BACK_SOURCES)}) order by e.id`.execute(
    tx.db,
  );
  return found.rows;
}

async function eventsOfCreditNote(tx: TenantTransaction, { id, totalMinor }: InvoiceSummary): Promise<InvoiceEvent[]> {
  const found = await sql<InvoiceEvent>`
    select ${eventColumns}, ${-totalMinor}::bigint as "amountMinor", 0::bigint as "backMinor"
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

async function lostOf(tx: TenantTransaction, invoiceId: string): Promise<bigint> {
  const found = await sql<{ minor: bigint }>`
    select coalesce(sum(x.capital_minor - coalesce((select sum(r.amount_minor) from loss_recovery r where r.tenant_id = ${tx.tenantId} and r.loss_id = x.id), 0)), 0)::bigint as minor
    from loss x where x.tenant_id = ${tx.tenantId} and x.item_id in (select i.id from (${itemsOf(tx, invoiceId)}) i)`.execute(
    tx.db,
  );
  return found.rows[0]!.minor;
}

/** What waits to be done to the invoice: credits of it, and losses of what it is open with. */
async function waitingOf(tx: TenantTransaction, invoiceId: string, losable: readonly string[]): Promise<WaitingLine[]> {
  const credits = (await waitingFor(tx, "invoice", invoiceId)).filter(({ kind }) => kind === CREDITS);
  const losses: WaitingLine[] = [];
  for (const id of losable)
    losses.push(...(await waitingFor(tx, "openItem", id)).filter(({ kind }) => kind === LOSSES));
  return [...credits, ...losses];
}

type Figures = {
  readonly left: Left;
  readonly creditedMinor: bigint;
  readonly lostMinor: bigint;
  readonly asOf: DateText;
};

function stateOf(
  invoice: InvoiceSummary,
  events: readonly InvoiceEvent[],
  { left, creditedMinor, lostMinor, asOf }: Figures,
): InvoiceState {
  if (invoice.kind === "creditNote") return "creditNote";
  if (events.some((event) => event.kind === "invoice" && event.reversedById !== null)) return "reversed";
  if (left.dueOn !== null && left.dueOn < asOf) return "overdue";
  if (left.openMinor > 0n) return left.openMinor < invoice.totalMinor ? "partlyPaid" : "open";
  if (lostMinor > 0n) return "lost";
  return creditedMinor >= invoice.totalMinor ? "credited" : "settled";
}

/** What came in and stayed: payments and allocations, less what was taken back of them and what went back to the payer. */
function paidOf(events: readonly InvoiceEvent[]): bigint {
  const moneyOf = ({ kind, amountMinor, backMinor }: InvoiceEvent) =>
    backMinor === 0n && (kind === "payment" || kind === "allocation") ? amountMinor : backMinor;
  const taken = new Set(
    events.filter(({ kind }) => kind === "payment" || kind === "allocation").map((event) => event.entryId),
  );
  return -events.reduce((sum, event) => {
    const takesBack = event.reversesId !== null && taken.has(event.reversesId);
    return sum + (takesBack ? event.amountMinor : moneyOf(event));
  }, 0n);
}

/** Where an invoice or credit note stands today in its ledger's zone. Throws INVOICE_NOT_FOUND. */
export async function invoiceStanding(tx: TenantTransaction, invoiceId: string): Promise<InvoiceStanding> {
  const invoice = (await invoicesById(tx, [invoiceId])).get(invoiceId);
  if (!invoice) throw refuse("INVOICE_NOT_FOUND");
  const ledger = await ledgerById(tx, invoice.ledgerId);
  const asOf = tx.platform.clock.today(marketPack(ledger.market).zones[0]!).toString();
  const isNote = invoice.kind === "creditNote";
  const events = isNote ? await eventsOfCreditNote(tx, invoice) : await eventsOfInvoice(tx, invoiceId);
  const left = isNote ? NOTHING_LEFT : await leftOf(tx, invoiceId);
  const creditedMinor = await creditedOf(tx, invoiceId);
  const lostMinor = isNote ? 0n : await lostOf(tx, invoiceId);
  const corrected = invoice.creditsId
    ? (await invoicesById(tx, [invoice.creditsId])).get(invoice.creditsId)
    : undefined;
  return {
    invoice,
    ledgerName: ledger.name,
    orgNo: ledger.orgNo,
    currency: ledger.currency,
    asOf,
    state: stateOf(invoice, events, { left, creditedMinor, lostMinor, asOf }),
    dueOn: left.dueOn ?? invoice.dueOn,
    openMinor: left.openMinor,
    paidMinor: paidOf(events),
    creditedMinor,
    lostMinor,
    losable: left.losable,
    stateAtRiskMinor: left.openMinor > 0n ? await stateAtRisk(tx, ledger.id, [invoiceId]) : 0n,
    credits: corrected ? { id: corrected.id, number: corrected.number } : null,
    events,
    waiting: await waitingOf(tx, invoiceId, left.losable),
  };
}
