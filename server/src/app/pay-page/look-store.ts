import { sql } from "kysely";
import { settledOn } from "../../delivery/index.ts";
import type { CardDecline, Way } from "../../payments/index.ts";
import { kept, type Language, type TenantTransaction } from "../../platform/index.ts";
import type { Visit } from "./world.ts";

/**
 * The one place of app that reads tables: the first view needs a few facts each of a claim, its sender, its last attempt, its request and its
 * message, which are five capabilities' on three rows, and it is asked for hundreds of times a second. One statement reads them all. It writes
 * nothing, and what a payer may do is still decided by the capabilities.
 */

export type BillRow = {
  readonly name: string;
  readonly orgNo: string;
  readonly market: string;
  readonly currency: string;
  readonly leastPartMinor: bigint | null;
  readonly brand: string | null;
  readonly street: string | null;
  readonly town: string | null;
  readonly phone: string | null;
  readonly logo: string | null;
  /** The link's item, or the next part of it while it is split. */
  readonly itemId: string;
  readonly openMinor: bigint;
  readonly dueOn: string;
  readonly openedOn: string;
  readonly reference: string | null;
  readonly custody: "own" | "administered" | "sold" | "agency";
  /** Did money settle it, or any part of it? */
  readonly hasPaid: boolean;
  readonly isCredited: boolean;
  readonly invoiceNumber: string | null;
  readonly forAnother: boolean;
  readonly isDebtor: boolean;
  readonly choices: readonly string[] | null;
  readonly language: Language;
  readonly hasBirthDay: boolean;
  readonly contacts: readonly ("phone" | "email" | "address")[];
  readonly messageId: string | null;
  readonly channel: string | null;
  readonly checkCode: string | null;
  readonly attemptId: string | null;
  readonly attemptWay: Way | null;
  readonly attemptState: string | null;
  readonly attemptMinor: bigint | null;
  /** Of part payment: the number of terms that was chosen here. */
  readonly attemptTerms: number | null;
  readonly payerUrl: string | null;
  readonly attemptAt: Temporal.Instant | null;
  readonly attemptDeclined: CardDecline | null;
  readonly attemptDeclines: number | null;
  /** Declined cards of this item and of the link's; moments as text. */
  readonly declinedCards: readonly { readonly declines: number; readonly at: string }[];
  readonly choice: string | null;
  readonly defaultOn: string | null;
  readonly invoicedOn: string | null;
  readonly byEmail: boolean;
  /** The due date of a claim on the payer's account, while one is planned or sent. */
  readonly drawnOn: string | null;
  /** By which ways the ledger takes money, in the order of the page; amounts as text. */
  readonly agreements: readonly {
    readonly way: Way;
    readonly state: "draft" | "active" | "paused";
    readonly minMinor: string | null;
    readonly maxMinor: string | null;
  }[];
};

export type OpenedRow = BillRow & {
  readonly linkId: string;
  readonly ledgerId: string;
  readonly linkedItemId: string;
  readonly recipientId: string;
  readonly lockedUntil: Temporal.Instant | null;
  readonly revokedAt: Temporal.Instant | null;
  /** The day of the last movement of what the link stands for, with nothing of it open; null while something is. */
  readonly settledOn: string | null;
};

/** What is read of a link and its claim. The same text each time: it is kept prepared. */
const columns = (t: string) => sql`
      g.name, g.org_no as "orgNo", g.market, g.currency, (g.settings -> 'selfService' ->> 'leastPartMinor')::bigint as "leastPartMinor",
      s.brand, s.address ->> 'line1' as street, s.address ->> 'city' as town, s.phone, s.logo_svg as logo,
      cur.id as "itemId", cur.open_minor as "openMinor", cur.due_on as "dueOn", i.opened_on as "openedOn", cur.reference, i.custody,
      i.open_minor < i.amount_minor and exists (
        select from posting p join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
        where p.tenant_id = ${t} and p.credit_item_id = i.id and e.kind in ('payment', 'allocation')) as "hasPaid",
      cur.open_minor = 0 and exists (
        select from posting p join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
        where p.tenant_id = ${t} and p.credit_item_id = i.id and e.kind in ('creditNote', 'reversal')) as "isCredited",
      v.number as "invoiceNumber", coalesce(v.patient_id, l.recipient_id) <> l.recipient_id as "forAnother",
      coalesce(i.party_id = l.recipient_id, false) as "isDebtor",
      (select c.wishes -> 'choices' from invoice_line n join claim c on c.tenant_id = n.tenant_id and c.id = n.claim_id
       where n.tenant_id = ${t} and n.invoice_id = v.id and n.line_no = 1) as choices,
      y.language, y.birth_on_sealed is not null as "hasBirthDay",
      (select coalesce(jsonb_agg(k.kind), '[]') from contact_point k
       where k.tenant_id = ${t} and k.party_id = y.id and k.purpose = 'payment' and k.ended_at is null) as contacts,
      m.id as "messageId", m.channel, m.check_code as "checkCode",
      a.id as "attemptId", a.way as "attemptWay", a.state as "attemptState", a.amount_minor as "attemptMinor", a.terms as "attemptTerms", a.payer_url as "payerUrl", a.made_at as "attemptAt",
      a.declined as "attemptDeclined", a.declines as "attemptDeclines",
      (select coalesce(jsonb_agg(jsonb_build_object('declines', d.declines, 'at', d.declined_at)), '[]') from payment_attempt d
       where d.tenant_id = ${t} and d.item_id in (cur.id, i.id) and d.declines > 0) as "declinedCards",
      r.choice, r.default_on as "defaultOn", r.invoiced_on as "invoicedOn",
      exists (select from invoice_consent z where z.tenant_id = ${t} and z.ledger_id = g.id and z.party_id = y.id and z.withdrawn_at is null) as "byEmail",
      (select d.term_on from debit_request d where d.tenant_id = ${t} and d.item_id = cur.id and d.state in ('planned', 'sent')) as "drawnOn",
      (select coalesce(jsonb_agg(jsonb_build_object(
         'way', w.way, 'state', w.state, 'minMinor', w.min_minor::text, 'maxMinor', w.max_minor::text) order by w.position, w.way), '[]')
       from payment_agreement w where w.tenant_id = ${t} and w.ledger_id = g.id) as agreements`;

const tables = (t: string) => sql`
    from pay_link l
    join open_item i on i.tenant_id = l.tenant_id and i.id = l.item_id
    join ledger g on g.tenant_id = i.tenant_id and g.id = i.ledger_id
    join party y on y.tenant_id = i.tenant_id and y.id = l.recipient_id
    left join issuer s on s.tenant_id = i.tenant_id and s.ledger_id = i.ledger_id
    left join lateral (
      select c.id, c.open_minor, c.due_on, c.reference from open_item c
      where c.tenant_id = ${t} and c.parent_id = i.id and c.kind = 'instalment' and c.open_minor > 0 and i.open_minor = 0
      order by c.due_on, c.id limit 1) part on true
    cross join lateral (
      select coalesce(part.id, i.id) as id, coalesce(part.open_minor, i.open_minor) as open_minor, coalesce(part.due_on, i.due_on) as due_on,
        coalesce(part.reference, i.reference) as reference) cur
    left join invoice v on v.tenant_id = i.tenant_id and v.id = i.document_id
    left join message m on m.tenant_id = l.tenant_id and m.id = l.message_id
    left join payment_request r on r.tenant_id = i.tenant_id and r.item_id = i.id and r.recipient_id = l.recipient_id and r.ended_at is null
    left join lateral (
      select x.id, x.way, x.state, x.amount_minor, x.terms, x.payer_url, x.made_at, x.declined, x.declines from payment_attempt x
      where x.tenant_id = ${t} and x.item_id = cur.id order by x.id desc limit 1) a on true`;

/** The claim of a link that is there. */
export async function selectBill(tx: TenantTransaction, { linkId }: Pick<Visit, "linkId">): Promise<BillRow> {
  const t = tx.tenantId;
  const found = await sql<BillRow>`${kept("payPage.bill")}
    select ${columns(t)} ${tables(t)} where l.tenant_id = ${t} and l.id = ${linkId}`.execute(tx.db);
  if (!found.rows[0]) throw new Error("A link leads to an item that is there");
  return found.rows[0];
}

/** A link, whatever became of it, with its claim; nothing for a hash that is nobody's. One statement for all of them (SEC-36). */
export async function selectOpened(tx: TenantTransaction, tokenHash: Buffer): Promise<OpenedRow | undefined> {
  const t = tx.tenantId;
  const found = await sql<OpenedRow>`${kept("payPage.opened")}
    select l.id as "linkId", l.ledger_id as "ledgerId", l.item_id as "linkedItemId", l.recipient_id as "recipientId", l.locked_until as "lockedUntil",
      l.revoked_at as "revokedAt", ${settledOn(t)} as "settledOn",
      ${columns(t)} ${tables(t)} where l.tenant_id = ${t} and l.token_hash = ${tokenHash}`.execute(tx.db);
  return found.rows[0];
}

export type PaidRow = {
  readonly entryId: string;
  readonly amountMinor: bigint;
  readonly paidOn: string;
  readonly way: Way | null;
};

/** The last payment of an item that was not taken back. */
export async function selectLastPaid(tx: TenantTransaction, itemId: string): Promise<PaidRow | undefined> {
  const t = tx.tenantId;
  const found = await sql<PaidRow>`
    select e.id as "entryId", p.amount_minor as "amountMinor", e.booked_on as "paidOn",
      (select a.way from payment_movement v join payment_attempt a on a.tenant_id = v.tenant_id and a.id = v.attempt_id
       where v.tenant_id = ${t} and v.id = e.source_id) as way
    from posting p join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
    where p.tenant_id = ${t} and p.credit_item_id = ${itemId} and e.kind in ('payment', 'allocation')
      and not exists (select from entry b where b.tenant_id = ${t} and b.reverses = e.id)
    order by e.recorded_at desc, e.id desc limit 1`.execute(tx.db);
  return found.rows[0];
}

export type PlaceRow = Pick<
  BillRow,
  "name" | "orgNo" | "market" | "currency" | "brand" | "street" | "town" | "phone" | "logo"
>;

/** Who a ledger is to payers. */
export async function selectPlace(tx: TenantTransaction, ledgerId: string): Promise<PlaceRow | undefined> {
  const found = await sql<PlaceRow>`
    select g.name, g.org_no as "orgNo", g.market, g.currency, s.brand, s.address ->> 'line1' as street, s.address ->> 'city' as town, s.phone, s.logo_svg as logo
    from ledger g left join issuer s on s.tenant_id = g.tenant_id and s.ledger_id = g.id
    where g.tenant_id = ${tx.tenantId} and g.id = ${ledgerId}`.execute(tx.db);
  return found.rows[0];
}
