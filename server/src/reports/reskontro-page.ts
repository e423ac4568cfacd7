import { sql, type RawBuilder } from "kysely";
import { ledgerById, type DateText, type EntryKind, type ItemKind } from "../ledger/index.ts";
import { column, type TenantTransaction } from "../platform/index.ts";
import { itemsThen, settleTimes, within, type Asked, type ItemsThen } from "./as-of.ts";
import { itemState, narrowed, withPartyAndInvoice, type ItemState } from "./narrowing.ts";
import { reskontroFrame, type Reskontro, type ReskontroQuestion } from "./reskontro.ts";

/** A line of the sub-ledger as a screen shows it. */
export type ReskontroLine = {
  readonly id: string;
  readonly account: string;
  readonly side: "receivable" | "credit";
  readonly kind: ItemKind;
  readonly partyId: string | null;
  readonly customerNo: bigint | null;
  readonly invoiceId: string | null;
  readonly number: string | null;
  readonly reference: string | null;
  readonly openedOn: DateText;
  readonly dueOn: DateText;
  readonly daysOverdue: number;
  readonly amountMinor: bigint;
  readonly openMinor: bigint;
  readonly state: ItemState;
  /** The newest entry that moved the item, by what was known. */
  readonly last: { readonly kind: EntryKind; readonly bookedOn: DateText } | null;
  /** What all of the customer's lines that fit come to: receivables less credits, and how many they are. */
  readonly customer: { readonly openMinor: bigint; readonly items: bigint };
};

/** Where a page goes on: customer number, the day it is due, item. The numberless stand last. */
export type ReskontroPlace = {
  readonly customerNo: bigint | null;
  readonly dueOn: DateText;
  readonly id: string;
};

export type ReskontroPageQuestion = ReskontroQuestion & {
  readonly limit: number;
  readonly after?: ReskontroPlace | undefined;
};

type FoundLine = Omit<ReskontroLine, "last" | "customer"> & { lastKind: EntryKind | null; lastOn: DateText | null };

function afterPlace(place: ReskontroPlace | undefined, named: boolean): RawBuilder<unknown> {
  if (!place) return sql``;
  if (!named)
    return place.customerNo === null ? sql`and (i.due_on, i.id) > (${place.dueOn}::date, ${place.id}::uuid)` : sql``;
  return sql`and (p.customer_no, i.due_on, i.id) > (${place.customerNo}::bigint, ${place.dueOn}::date, ${place.id}::uuid)`;
}

/** The newest movement of each line `s`: looked up when the page stands, not for every item of the books. */
function lastOf(tx: TenantTransaction, asked: Asked): RawBuilder<unknown> {
  return sql`
    select e.kind, e.booked_on from (
      select entry_id from posting where tenant_id = ${tx.tenantId} and debit_item_id = s.id
      union all select entry_id from posting where tenant_id = ${tx.tenantId} and credit_item_id = s.id) m
    join entry e on e.tenant_id = ${tx.tenantId} and e.id = m.entry_id
    where e.booked_on <= ${asked.asOf} and e.recorded_at <= ${asked.knownAt.toString()}::timestamptz
    order by e.booked_on desc, e.id desc limit 1`;
}

/** Lines of customers, or of nobody: two questions, so that the first follows the customer numbers' index and stops at its limit. */
async function linesOf(
  tx: TenantTransaction,
  asked: Asked,
  { preparing, items, openMinor }: ItemsThen,
  question: ReskontroPageQuestion,
  named: boolean,
): Promise<FoundLine[]> {
  const nobody = named ? sql`` : sql`and i.party_id is null`;
  const found = await sql<FoundLine>`
    ${preparing} select s.*, h.kind as "lastKind", h.booked_on as "lastOn" from (
      select i.id, i.account, i.side, i.kind, i.party_id as "partyId", p.customer_no as "customerNo", n.id as "invoiceId", n.number, i.reference,
        i.opened_on as "openedOn", i.due_on as "dueOn", ${asked.asOf}::date - i.due_on as "daysOverdue", i.amount_minor as "amountMinor",
        (${openMinor})::bigint as "openMinor", ${itemState(asked, openMinor)} as state
      from ${withPartyAndInvoice(tx, items, named ? "inner" : "left")}
      where ${within(tx, "i", asked.ledgerId)} ${nobody} ${narrowed(asked, openMinor, question)} ${afterPlace(question.after, named)}
      order by p.customer_no, i.due_on, i.id limit ${question.limit}) s
    left join lateral (${lastOf(tx, asked)}) h on true
    order by s."customerNo", s."dueOn", s.id`.execute(tx.db);
  return found.rows;
}

type Totals = { readonly openMinor: bigint; readonly items: bigint };
const NOBODY = "";

/** What the customers of a page come to in all, also in lines of other pages. */
async function customersOf(
  tx: TenantTransaction,
  asked: Asked,
  { preparing, items, openMinor }: ItemsThen,
  question: ReskontroPageQuestion,
  lines: readonly FoundLine[],
): Promise<ReadonlyMap<string, Totals>> {
  const partyIds = [...new Set(lines.map(({ partyId }) => partyId))];
  const ids = partyIds.filter((id) => id !== null);
  const nobody = ids.length < partyIds.length ? sql`or i.party_id is null` : sql``;
  const found = await sql<Totals & { partyId: string | null }>`
    ${preparing} select i.party_id as "partyId", sum(case when i.side = 'receivable' then ${openMinor} else -(${openMinor}) end)::bigint as "openMinor",
      count(*) as items
    from ${withPartyAndInvoice(tx, items)}
    where ${within(tx, "i", asked.ledgerId)} and (i.party_id = any (${column.uuid(ids)}) ${nobody}) ${narrowed(asked, openMinor, question)}
    group by 1`.execute(tx.db);
  return new Map(found.rows.map(({ partyId, ...totals }) => [partyId ?? NOBODY, totals]));
}

/** A page of the sub-ledger by customer number, day due and item, with what each customer comes to. Throws LEDGER_NOT_FOUND, REPORT_KNOWN_AHEAD. */
export async function reskontroPage(tx: TenantTransaction, question: ReskontroPageQuestion): Promise<ReskontroLine[]> {
  await ledgerById(tx, question.ledgerId);
  const asked = { ...settleTimes(tx, question), ledgerId: question.ledgerId };
  const then = await itemsThen(tx, asked);
  const among = (named: boolean, limit: number) => linesOf(tx, asked, then, { ...question, limit }, named);
  const named = question.after && question.after.customerNo === null ? [] : await among(true, question.limit);
  const rest = question.limit - named.length;
  const lines = rest > 0 ? [...named, ...(await among(false, rest))] : named;
  const customers = await customersOf(tx, asked, then, question, lines);
  return lines.map(({ lastKind, lastOn, ...line }) => ({
    ...line,
    last: lastKind && lastOn ? { kind: lastKind, bookedOn: lastOn } : null,
    customer: customers.get(line.partyId ?? NOBODY) ?? { openMinor: 0n, items: 0n },
  }));
}

/** What the lines that fit come to. */
export type ReskontroSums = {
  readonly receivableMinor: bigint;
  readonly creditMinor: bigint;
  readonly overdueMinor: bigint;
  readonly items: bigint;
  readonly customers: bigint;
};

/** The frame of the sub-ledger with its control totals, and what the lines that fit come to. Throws LEDGER_NOT_FOUND, REPORT_KNOWN_AHEAD. */
export async function reskontroSummary(
  tx: TenantTransaction,
  question: ReskontroQuestion,
): Promise<Omit<Reskontro, "items" | "totals"> & { readonly sums: ReskontroSums }> {
  const frame = await reskontroFrame(tx, question);
  const asked = { ...settleTimes(tx, { ...question, knownAt: frame.knownAt }), ledgerId: question.ledgerId };
  const { preparing, items, openMinor } = await itemsThen(tx, asked);
  const found = await sql<ReskontroSums>`
    ${preparing} select coalesce(sum(${openMinor}) filter (where i.side = 'receivable'), 0)::bigint as "receivableMinor",
      coalesce(sum(${openMinor}) filter (where i.side = 'credit'), 0)::bigint as "creditMinor",
      coalesce(sum(${openMinor}) filter (where i.side = 'receivable' and i.due_on < ${asked.asOf}::date), 0)::bigint as "overdueMinor",
      count(*) as items, count(distinct i.party_id) as customers
    from ${withPartyAndInvoice(tx, items)}
    where ${within(tx, "i", asked.ledgerId)} ${narrowed(asked, openMinor, question)}`.execute(tx.db);
  return { ...frame, sums: found.rows[0]! };
}
