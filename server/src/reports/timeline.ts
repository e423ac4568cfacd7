import { sql } from "kysely";
import type { DateText, EntryKind } from "../ledger/index.ts";
import { contactHistory, maskContact, notesOf } from "../parties/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { lostOn } from "./lost.ts";
import { eventsOfAsking } from "./timeline-asked.ts";
import type { TimelineEvent, TimelinePage } from "./timeline-types.ts";

export type { TimelineCode, TimelineEvent, TimelinePage } from "./timeline-types.ts";

const NO_LINKS = { invoiceIds: [], entryId: null, bankLineId: null, reversesId: null } as const;
const NO_INVOICE = { openMinor: null, isLost: false, payerId: null } as const;
const NO_MONEY = { amountMinor: null, currency: null, ledgerId: null, ...NO_INVOICE } as const;

/** The moment an id was made: the first 48 bits of a UUID of version 7 are milliseconds (RFC 9562, 5.7). */
function momentOf(id: string): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16));
}

type InvoiceRow = {
  readonly id: string;
  readonly kind: "invoice" | "collective" | "creditNote";
  readonly ledgerId: string;
  readonly currency: string;
  readonly number: string;
  readonly issuedOn: DateText;
  readonly dueOn: DateText;
  readonly totalMinor: bigint;
  readonly creditsId: string | null;
  readonly payerId: string;
  readonly openMinor: bigint;
  readonly isLost: boolean;
};

const INVOICE_CODES = {
  invoice: "invoice.issued",
  collective: "invoice.collective",
  creditNote: "creditNote.issued",
} as const;

/** Invoices that the party owes, and those for what was done to it. */
async function invoiceEvents(
  tx: TenantTransaction,
  partyId: string,
  { before, limit }: TimelinePage,
): Promise<TimelineEvent[]> {
  const found = await sql<InvoiceRow>`
    select i.id, i.kind, i.ledger_id as "ledgerId", l.currency, i.number, i.issued_on as "issuedOn", i.due_on as "dueOn", i.total_minor as "totalMinor",
      i.credits_id as "creditsId", i.party_id as "payerId", o.open_minor as "openMinor",
      o.open_minor = 0 and ${lostOn(tx, sql`i.id`)} as "isLost"
    from (
      select * from (
        select own.* from invoice own where own.tenant_id = ${tx.tenantId} and own.party_id = ${partyId} ${before ? sql`and own.id < ${before}` : sql``}
        union select other.* from claim c join invoice_line n on n.tenant_id = c.tenant_id and n.claim_id = c.id
          join invoice other on other.tenant_id = n.tenant_id and other.id = n.invoice_id and other.patient_id = ${partyId}
          where c.tenant_id = ${tx.tenantId} and c.patient_id = ${partyId} ${before ? sql`and other.id < ${before}` : sql``}) u
      order by u.id desc limit ${limit}) i
    join ledger l on l.tenant_id = i.tenant_id and l.id = i.ledger_id
    cross join lateral (
      select coalesce(sum(d.open_minor + coalesce(p.open_minor, 0)), 0)::bigint as open_minor from open_item d
      left join lateral (select sum(c.open_minor) as open_minor from open_item c where c.tenant_id = ${tx.tenantId} and c.parent_id = d.id and c.side = 'receivable') p on true
      where d.tenant_id = ${tx.tenantId} and d.document_id = i.id and d.side = 'receivable') o
    order by i.id desc`.execute(tx.db);
  return found.rows.map(
    ({ id, kind, ledgerId, currency, number, issuedOn, dueOn, totalMinor, creditsId, payerId, openMinor, isLost }) => ({
      id,
      at: momentOf(id),
      code: INVOICE_CODES[kind],
      amountMinor: kind === "creditNote" && totalMinor > 0n ? -totalMinor : totalMinor,
      currency,
      ledgerId,
      openMinor: kind === "creditNote" ? null : openMinor,
      isLost,
      payerId,
      facts: kind === "creditNote" ? { number, issuedOn } : { number, issuedOn, dueOn },
      links: { ...NO_LINKS, invoiceIds: creditsId ? [id, creditsId] : [id] },
    }),
  );
}

type EntryRow = {
  readonly id: string;
  readonly kind: Exclude<EntryKind, "invoice" | "creditNote">;
  readonly ledgerId: string;
  readonly currency: string;
  readonly bookedOn: DateText;
  readonly sourceKind: string;
  readonly sourceId: string | null;
  readonly reverses: string | null;
  readonly reversedKind: string | null;
  /** Of money that went back, came again or came ahead, where that is more than its kind says. */
  readonly back: "chargeback" | "chargebackWon" | "repayment" | "deposit" | null;
  readonly netMinor: bigint;
  readonly placedMinor: bigint;
  readonly invoiceIds: readonly string[];
  /** The invoices whose credits were moved. */
  readonly creditedIds: readonly string[];
};

/** Money that moved on the party's items, except by the invoices and credit notes themselves. */
async function entryRows(tx: TenantTransaction, partyId: string, { before, limit }: TimelinePage): Promise<EntryRow[]> {
  const older = before ? sql`and p.entry_id < ${before}` : sql``;
  const found = await sql<EntryRow>`
    select e.id, e.kind, e.ledger_id as "ledgerId", l.currency, e.booked_on as "bookedOn", e.source_kind as "sourceKind", e.source_id as "sourceId", e.reverses,
      case when e.source_kind = 'paymentOrder' then 'repayment' when e.source_kind = 'moneyBack' and e.kind = 'payment' then 'chargebackWon'
        when e.source_kind = 'deposit' and e.kind = 'payment' then 'deposit'
        when e.explanation ->> 'rule' = 'payments.chargeback' then 'chargeback' end as back,
      r.kind as "reversedKind", m.net::bigint as "netMinor", m.placed::bigint as "placedMinor", m.documents as "invoiceIds", m.credited as "creditedIds"
    from (
      select t.entry_id, sum(t.effect) as net, coalesce(sum(t.effect) filter (where t.side = 'receivable'), 0) as placed,
        coalesce(array_agg(distinct t.document_id) filter (where t.side = 'receivable' and t.document_id is not null), '{}') as documents,
        coalesce(array_agg(distinct t.of_id) filter (where t.side = 'credit' and t.of_id is not null), '{}') as credited
      from (
        select p.entry_id, p.amount_minor as effect, i.side, coalesce(i.document_id, o.document_id) as document_id, coalesce(o.document_id, g.document_id) as of_id
        from open_item i join posting p on p.tenant_id = i.tenant_id and p.debit_item_id = i.id
        left join open_item o on o.tenant_id = i.tenant_id and o.id = i.parent_id
        left join open_item g on g.tenant_id = o.tenant_id and g.id = o.parent_id
        where i.tenant_id = ${tx.tenantId} and i.party_id = ${partyId} and i.side in ('receivable', 'credit') ${older}
        union all
        select p.entry_id, -p.amount_minor, i.side, coalesce(i.document_id, o.document_id), coalesce(o.document_id, g.document_id)
        from open_item i join posting p on p.tenant_id = i.tenant_id and p.credit_item_id = i.id
        left join open_item o on o.tenant_id = i.tenant_id and o.id = i.parent_id
        left join open_item g on g.tenant_id = o.tenant_id and g.id = o.parent_id
        where i.tenant_id = ${tx.tenantId} and i.party_id = ${partyId} and i.side in ('receivable', 'credit') ${older}) t
      group by t.entry_id) m
    join entry e on e.tenant_id = ${tx.tenantId} and e.id = m.entry_id and e.kind not in ('invoice', 'creditNote')
    join ledger l on l.tenant_id = e.tenant_id and l.id = e.ledger_id
    left join entry r on r.tenant_id = e.tenant_id and r.id = e.reverses
    order by e.id desc limit ${limit}`.execute(tx.db);
  return found.rows;
}

async function entryEvents(tx: TenantTransaction, partyId: string, page: TimelinePage): Promise<TimelineEvent[]> {
  const rows = await entryRows(tx, partyId, page);
  return rows.map((row) => ({
    id: row.id,
    at: momentOf(row.id),
    code: row.back ? `entry.${row.back}` : `entry.${row.kind}`,
    // Credit that is placed on an invoice changes nothing in sum: what was placed is told.
    amountMinor: row.netMinor === 0n ? row.placedMinor : row.netMinor,
    currency: row.currency,
    ledgerId: row.ledgerId,
    ...NO_INVOICE,
    facts: { bookedOn: row.bookedOn, ...(row.reversedKind ? { reversedKind: row.reversedKind } : {}) },
    links: {
      // What goes back from a credit is told with the invoice that the credit is of.
      invoiceIds: row.kind === "refund" && row.invoiceIds.length === 0 ? row.creditedIds : row.invoiceIds,
      entryId: row.id,
      bankLineId: row.sourceKind === "bankLine" ? row.sourceId : null,
      reversesId: row.reverses,
    },
  }));
}

async function noteEvents(tx: TenantTransaction, partyId: string, page: TimelinePage): Promise<TimelineEvent[]> {
  const notes = await notesOf(tx, partyId, page);
  return notes.map(({ id, text, writtenBy }) => ({
    id,
    at: momentOf(id),
    code: "note.written",
    ...NO_MONEY,
    facts: { text, writtenBy },
    links: NO_LINKS,
  }));
}

async function contactEvents(tx: TenantTransaction, partyId: string, page: TimelinePage): Promise<TimelineEvent[]> {
  const changes = await contactHistory(tx, partyId, page);
  return changes.map(({ id, kind, purpose, value }) => ({
    id,
    at: momentOf(id),
    code: "contact.set",
    ...NO_MONEY,
    facts: { kind, purpose, masked: maskContact(kind, value) },
    links: NO_LINKS,
  }));
}

/**
 * What happened to a party, newest first, at most `limit` events; `before` is the id of the last one seen. Money only of ledgers in reach,
 * contact points masked, notes opened: who reads it is to be kept by the caller. That the party is in reach, the caller has seen.
 */
export async function timeline(tx: TenantTransaction, partyId: string, page: TimelinePage): Promise<TimelineEvent[]> {
  const events = [
    ...(await invoiceEvents(tx, partyId, page)),
    ...(await entryEvents(tx, partyId, page)),
    ...(await noteEvents(tx, partyId, page)),
    ...(await contactEvents(tx, partyId, page)),
    ...(await eventsOfAsking(tx, partyId, page)),
  ];
  return events.sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, page.limit);
}
