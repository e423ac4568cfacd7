import { sql, type RawBuilder } from "kysely";
import type { TenantTransaction } from "../platform/index.ts";
import type { Asked, Then } from "./as-of.ts";

/** From which day an item's age is counted: its due day, or the day it was issued. */
export const AGE_BY = ["dueOn", "openedOn"] as const;
export type AgeBy = (typeof AGE_BY)[number];

/** Who owes: a person, a company, an insurer (a party in that role), or nobody known yet. */
export const PAYER_KINDS = ["person", "company", "insurer", "none"] as const;
export type PayerKind = (typeof PAYER_KINDS)[number];

/** Where an item of the sub-ledger stood on the day. `ahead`: paid before it was issued. */
export const ITEM_STATES = ["notDue", "partPaid", "overdue", "settled", "ahead", "credit"] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** What narrows the items of the sub-ledger; all that is given must fit. Days of age, both ends counted. */
export type Narrowing = {
  readonly by?: AgeBy | undefined;
  readonly fromDays?: number | undefined;
  readonly toDays?: number | undefined;
  readonly payer?: PayerKind | undefined;
  readonly partyId?: string | undefined;
  readonly state?: ItemState | undefined;
  readonly side?: "receivable" | "credit" | undefined;
  /** A customer number, an invoice number or a payment reference, whole. */
  readonly q?: string | undefined;
};

/** The day an item `i` ages from. */
export function agedOn(by: AgeBy | undefined, { dueOn }: Pick<Then, "dueOn">): RawBuilder<string> {
  return by === "openedOn" ? sql<string>`i.opened_on` : dueOn;
}

/** The kind of who owes an item `i`, whose party is `p`. */
export function payerKind(): RawBuilder<PayerKind> {
  return sql<PayerKind>`case when i.kind = 'insurerPart' then 'insurer' when p.id is null then 'none'
    when exists (select from party_role r where r.tenant_id = p.tenant_id and r.party_id = p.id and r.role = 'insurer') then 'insurer'
    when p.kind = 'company' then 'company' else 'person' end`;
}

/** Where an item `i` stood, by what was open on it and when it was due. */
export function itemState(asked: Asked, { openMinor, dueOn }: Then): RawBuilder<ItemState> {
  return sql<ItemState>`case when i.side = 'credit' then 'credit' when ${openMinor} = 0 then 'settled' when ${openMinor} < 0 then 'ahead'
    when ${asked.asOf}::date > ${dueOn} then 'overdue' when ${openMinor} < i.amount_minor then 'partPaid' else 'notDue' end`;
}

const DIGITS = /^\d{1,18}$/;

/** A text that somebody looks for: as a customer number, an invoice number or a reference. Blanks in a reference are how it is read. Ids first, so that each way has its index. */
function looked(tx: TenantTransaction, q: string): RawBuilder<unknown> {
  const bare = q.replaceAll(/\s/g, "");
  const { tenantId } = tx;
  const kinds = sql`('invoice', 'instalment', 'insurerPart')`;
  const numbered = sql`select d.id from invoice n join open_item d on d.tenant_id = n.tenant_id and d.document_id = n.id
    where n.tenant_id = ${tenantId} and n.series_id in (select s.id from number_series s where s.tenant_id = ${tenantId}) and n.number = ${bare}`;
  const ways = [
    sql`select r.id from open_item r where r.tenant_id = ${tenantId} and r.ledger_id in (select g.id from ledger g where g.tenant_id = ${tenantId})
      and r.reference = ${bare} and r.kind in ${kinds}`,
    sql`select r.id from open_item r where r.tenant_id = ${tenantId} and r.reference = ${bare} and r.kind not in ${kinds}`,
    numbered,
    sql`select c.id from open_item c where c.tenant_id = ${tenantId} and c.parent_id in (${numbered}) and c.document_id is null`,
  ];
  if (DIGITS.test(bare))
    ways.push(sql`select o.id from party w join open_item o on o.tenant_id = w.tenant_id and o.party_id = w.id
      where w.tenant_id = ${tenantId} and w.customer_no = ${bare}::bigint`);
  return sql`and i.id = any (array(${sql.join(ways, sql` union all `)}))`;
}

/**
 * The conditions of a narrowing over items `i` with their party `p` and invoice `n`; what is not open is left out unless `settledToo`, or a
 * state is asked for that says so.
 */
export function narrowed(
  tx: TenantTransaction,
  asked: Asked,
  then: Then,
  given: Narrowing & { readonly settledToo?: boolean },
): RawBuilder<unknown> {
  const { openMinor } = then;
  const age = sql`${asked.asOf}::date - ${agedOn(given.by, then)}`;
  const settledToo = given.settledToo === true || given.state === "settled";
  return sql.join(
    [
      sql`and i.side in ('receivable', 'credit')`,
      settledToo ? sql`and (i.opened_on <= ${asked.asOf} or ${openMinor} <> 0)` : sql`and ${openMinor} <> 0`,
      given.side ? sql`and i.side = ${given.side}` : sql``,
      given.partyId ? sql`and i.party_id = ${given.partyId}` : sql``,
      given.fromDays === undefined ? sql`` : sql`and ${age} >= ${given.fromDays}`,
      given.toDays === undefined ? sql`` : sql`and ${age} <= ${given.toDays}`,
      given.payer ? sql`and ${payerKind()} = ${given.payer}` : sql``,
      given.state ? sql`and ${itemState(asked, then)} = ${given.state}` : sql``,
      given.q ? looked(tx, given.q) : sql``,
    ],
    sql` `,
  );
}

/** The items with the invoice and the party that a narrowing speaks of; `inner` for those that have a party only. */
export function withPartyAndInvoice(
  tx: TenantTransaction,
  items: RawBuilder<unknown>,
  join: "left" | "inner" = "left",
): RawBuilder<unknown> {
  // Not coalesce: a row policy lets no index be used by it.
  return sql`${items}
    left join open_item parent on parent.tenant_id = i.tenant_id and parent.id = i.parent_id
    left join invoice n on n.tenant_id = i.tenant_id and n.id = case when i.document_id is null then parent.document_id else i.document_id end
    ${join === "inner" ? sql`join` : sql`left join`} party p on p.tenant_id = ${tx.tenantId} and p.id = i.party_id`;
}
