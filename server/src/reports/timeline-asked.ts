import { sql } from "kysely";
import { deliveryTimeline, type Sent } from "../delivery/index.ts";
import { partiesById } from "../parties/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import type { TimelineEvent, TimelinePage } from "./timeline-types.ts";

/** What was asked of a party and of whom, what was chosen, and what was tried to pay it: the desk's part of the timeline. */

const NO_MONEY = { amountMinor: null, openMinor: null, isLost: false, payerId: null } as const;

/** The party's own items and parts of them, and those of invoices for what was done to it, whoever owes them. */
const itemsAbout = (tx: TenantTransaction, partyId: string) => sql`
  select i.id, i.document_id from open_item i where i.tenant_id = ${tx.tenantId} and i.party_id = ${partyId} and i.side = 'receivable'
  union select i.id, i.document_id from claim c
    join invoice_line n on n.tenant_id = c.tenant_id and n.claim_id = c.id
    join invoice v on v.tenant_id = n.tenant_id and v.id = n.invoice_id and v.patient_id = ${partyId}
    join open_item d on d.tenant_id = v.tenant_id and d.document_id = v.id
    join open_item i on i.tenant_id = d.tenant_id and (i.id = d.id or i.parent_id = d.id) and i.side = 'receivable'
    where c.tenant_id = ${tx.tenantId} and c.patient_id = ${partyId}`;

type Told = { readonly id: string; readonly currency: string; readonly invoiceId: string | null };

async function messageIds(
  tx: TenantTransaction,
  partyId: string,
  { before, limit }: TimelinePage,
): Promise<Map<string, Told>> {
  const older = before ? sql`and m.id < ${before}` : sql``;
  const found = await sql<Told>`
    select m.id, l.currency, coalesce(i.document_id, p.document_id) as "invoiceId" from (
      select id from message m where m.tenant_id = ${tx.tenantId} and m.recipient_id = ${partyId} ${older}
      union select m.id from (${itemsAbout(tx, partyId)}) a join message m on m.tenant_id = ${tx.tenantId} and m.item_id = a.id ${older}) u
    join message m on m.tenant_id = ${tx.tenantId} and m.id = u.id
    join ledger l on l.tenant_id = m.tenant_id and l.id = m.ledger_id
    left join open_item i on i.tenant_id = m.tenant_id and i.id = m.item_id
    left join open_item p on p.tenant_id = i.tenant_id and p.id = i.parent_id
    order by m.id desc limit ${limit}`.execute(tx.db);
  return new Map(found.rows.map((row) => [row.id, row]));
}

/** The last moment at which anything was heard of a message. */
function heardAt({ proofs, seenAt, handedOverAt, dueAt }: Sent): Temporal.Instant {
  return seenAt ?? proofs.at(-1)?.at ?? handedOverAt ?? dueAt;
}

function messageFacts(sent: Sent, receiver: string): Record<string, string> {
  const { channel, kind, state, reason, contact, recipientId } = sent;
  return {
    channel,
    kind,
    state,
    receiver,
    receiverId: recipientId,
    heardAt: heardAt(sent).toString(),
    ...(reason === null ? {} : { reason }),
    ...(contact === null ? {} : { contact }),
  };
}

async function messageEvents(tx: TenantTransaction, partyId: string, page: TimelinePage): Promise<TimelineEvent[]> {
  const told = await messageIds(tx, partyId, page);
  const sent = await deliveryTimeline(tx, { messageIds: [...told.keys()] });
  const names = await partiesById(
    tx,
    sent.map(({ recipientId }) => recipientId),
  );
  return sent.map((each) => {
    const { currency, invoiceId } = told.get(each.id)!;
    return {
      id: each.id,
      at: each.handedOverAt ?? each.dueAt,
      code: "message.sent",
      ...NO_MONEY,
      currency,
      ledgerId: each.ledgerId,
      facts: messageFacts(each, names.get(each.recipientId)?.name ?? ""),
      links: { invoiceIds: invoiceId ? [invoiceId] : [], entryId: null, bankLineId: null, reversesId: null },
    };
  });
}

type AskedRow = {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly code: "request.made" | "payment.tried";
  readonly currency: string;
  readonly ledgerId: string;
  readonly invoiceId: string | null;
  readonly facts: Readonly<Record<string, string>>;
};

/** Requests with what was chosen, and attempts to pay with how far they came. */
async function askedEvents(
  tx: TenantTransaction,
  partyId: string,
  { before, limit }: TimelinePage,
): Promise<TimelineEvent[]> {
  const older = (table: string) => (before ? sql`and ${sql.ref(`${table}.id`)} < ${before}` : sql``);
  const found = await sql<AskedRow>`
    with about as (${itemsAbout(tx, partyId)})
    select u.*, l.currency from (
      select r.id, r.asked_on::timestamp at time zone 'UTC' as at, 'request.made' as code, r.ledger_id as "ledgerId", a.document_id as "invoiceId",
        jsonb_strip_nulls(jsonb_build_object('choice', r.choice, 'by', r.chosen_by, 'chosenOn', r.chosen_on, 'warnedOn', r.warned_on,
          'invoicedOn', r.invoiced_on, 'bookedOn', r.asked_on)) as facts
      from about a join payment_request r on r.tenant_id = ${tx.tenantId} and r.item_id = a.id ${older("r")}
      union all
      select t.id, t.made_at, 'payment.tried', t.ledger_id, a.document_id,
        jsonb_strip_nulls(jsonb_build_object('way', t.way, 'state', t.state, 'problem', t.problem, 'amountMinor', t.amount_minor::text,
          'declined', t.declined, 'declines', nullif(t.declines, 0)::text))
      from about a join payment_attempt t on t.tenant_id = ${tx.tenantId} and t.item_id = a.id ${older("t")}) u
    join ledger l on l.tenant_id = ${tx.tenantId} and l.id = u."ledgerId"
    order by u.id desc limit ${limit}`.execute(tx.db);
  return found.rows.map(({ invoiceId, ...row }) => ({
    ...row,
    ...NO_MONEY,
    links: { invoiceIds: invoiceId ? [invoiceId] : [], entryId: null, bankLineId: null, reversesId: null },
  }));
}

/** Messages, requests and attempts about a party, newest first. */
export async function eventsOfAsking(
  tx: TenantTransaction,
  partyId: string,
  page: TimelinePage,
): Promise<TimelineEvent[]> {
  return [...(await messageEvents(tx, partyId, page)), ...(await askedEvents(tx, partyId, page))];
}

/** The last message about a party's bills, to whomever it went; undefined where none was sent. */
export async function lastMessageAbout(tx: TenantTransaction, partyId: string): Promise<TimelineEvent | undefined> {
  return (await messageEvents(tx, partyId, { limit: 1 }))[0];
}
