import { sql, type RawBuilder } from "kysely";
import type { TenantTransaction } from "../platform/index.ts";
import type { Asked } from "./as-of.ts";

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
export function agedOn(by: AgeBy | undefined): RawBuilder<string> {
  return by === "openedOn" ? sql<string>`i.opened_on` : sql<string>`i.due_on`;
}

/** The kind of who owes an item `i`, whose party is `p`. */
export function payerKind(): RawBuilder<PayerKind> {
  return sql<PayerKind>`case when p.id is null then 'none'
    when exists (select from party_role r where r.tenant_id = p.tenant_id and r.party_id = p.id and r.role = 'insurer') then 'insurer'
    when p.kind = 'company' then 'company' else 'person' end`;
}

/** Where an item `i` stood, by what was open on it. */
export function itemState(asked: Asked, openMinor: RawBuilder<bigint>): RawBuilder<ItemState> {
  return sql<ItemState>`case when i.side = 'credit' then 'credit' when ${openMinor} = 0 then 'settled' when ${openMinor} < 0 then 'ahead'
    when ${asked.asOf}::date > i.due_on then 'overdue' when ${openMinor} < i.amount_minor then 'partPaid' else 'notDue' end`;
}

const DIGITS = /^\d{1,18}$/;

/** A text that somebody looks for: as a customer number, an invoice number or a reference. Blanks in a reference are how it is read. */
function looked(q: string): RawBuilder<unknown> {
  const bare = q.replaceAll(/\s/g, "");
  const customer = DIGITS.test(bare) ? sql`or p.customer_no = ${bare}::bigint` : sql``;
  return sql`and (n.number = ${bare} or i.reference = ${bare} ${customer})`;
}

/**
 * The conditions of a narrowing over items `i` with their party `p` and invoice `n`; what is not open is left out unless `settledToo`, or a
 * state is asked for that says so.
 */
export function narrowed(
  asked: Asked,
  openMinor: RawBuilder<bigint>,
  given: Narrowing & { readonly settledToo?: boolean },
): RawBuilder<unknown> {
  const age = sql`${asked.asOf}::date - ${agedOn(given.by)}`;
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
      given.state ? sql`and ${itemState(asked, openMinor)} = ${given.state}` : sql``,
      given.q ? looked(given.q) : sql``,
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
  return sql`${items}
    left join open_item parent on parent.tenant_id = i.tenant_id and parent.id = i.parent_id
    left join invoice n on n.tenant_id = i.tenant_id and n.id = coalesce(i.document_id, parent.document_id)
    ${join === "inner" ? sql`join` : sql`left join`} party p on p.tenant_id = ${tx.tenantId} and p.id = i.party_id`;
}
