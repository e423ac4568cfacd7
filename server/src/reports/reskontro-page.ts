import { sql, type RawBuilder } from "kysely";
import { ledgerById, type DateText, type EntryKind, type ItemKind } from "../ledger/index.ts";
import { column, type TenantTransaction } from "../platform/index.ts";
import {
  dueAtOnce,
  itemsAmong,
  itemsOneByOne,
  itemsThen,
  settleTimes,
  within,
  type Asked,
  type Then,
} from "./as-of.ts";
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

/** Where a page goes on: customer number, the day it is due, item; `far` when the next ones were not enough to fill the page before. The numberless stand last. */
export type ReskontroPlace = {
  readonly far?: boolean;
  readonly customerNo: bigint | null;
  readonly dueOn: DateText;
  readonly id: string;
};

export type ReskontroPageQuestion = ReskontroQuestion & {
  readonly limit: number;
  readonly after?: ReskontroPlace | undefined;
};

/** Lines, at most as many as were asked for, and where the next ones begin: fewer may come before there are no more. */
export type ReskontroLines = { readonly lines: readonly ReskontroLine[]; readonly next: ReskontroPlace | null };

type FoundLine = Omit<ReskontroLine, "last" | "customer"> & { lastKind: EntryKind | null; lastOn: DateText | null };

/** Customers, or items of nobody, looked at for a page before it is answered as it stands. */
const LOOKED_AT = 1_000;
/** Sorts after every item of a customer. */
const LAST = { dueOn: "9999-12-31", id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };

function afterPlace(
  place: ReskontroPlace | undefined,
  named: boolean,
  { dueOn }: Pick<Then, "dueOn">,
): RawBuilder<unknown> {
  if (!place) return sql``;
  if (!named)
    return place.customerNo === null ? sql`and (${dueOn}, i.id) > (${place.dueOn}::date, ${place.id}::uuid)` : sql``;
  return sql`and (p.customer_no, ${dueOn}, i.id) > (${place.customerNo}::bigint, ${place.dueOn}::date, ${place.id}::uuid)`;
}

/** The next customers by number. */
function nextCustomers(tx: TenantTransaction, { after }: ReskontroPageQuestion): RawBuilder<unknown> {
  const from =
    after === undefined || after.customerNo === null ? sql`` : sql`and p.customer_no >= ${after.customerNo}::bigint`;
  return sql`select p.tenant_id, p.id, p.kind, p.customer_no from party p where p.tenant_id = ${tx.tenantId} ${from} order by p.customer_no limit ${sql.lit(LOOKED_AT)}`;
}

/** The next items of nobody by the day they are due; where days were moved since, those of all of them are read in one go. */
async function nextOfNobody(
  tx: TenantTransaction,
  asked: Asked & { ledgerId: string },
  { after }: ReskontroPageQuestion,
): Promise<RawBuilder<unknown>> {
  const { dueOn, join } = await dueAtOnce(tx, asked);
  return sql`select i.*, ${dueOn} as due_then from open_item i ${join} where ${within(tx, "i", asked.ledgerId)} and i.party_id is null
    ${afterPlace(after, false, { dueOn })} order by ${dueOn}, i.id limit ${sql.lit(LOOKED_AT)}`;
}

/** The next customers with their items, customer by customer, or the next items of nobody. */
async function near(
  tx: TenantTransaction,
  asked: Asked & { ledgerId: string },
  question: ReskontroPageQuestion,
  named: boolean,
): Promise<RawBuilder<unknown>> {
  if (!named)
    return sql`(${await nextOfNobody(tx, asked, question)}) i left join party p on p.tenant_id = i.tenant_id and p.id = i.party_id`;
  return sql`(${nextCustomers(tx, question)}) p cross join lateral (
    select o.* from open_item o where ${within(tx, "o", question.ledgerId)} and o.party_id = p.id offset 0) i`;
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

/** How lines are read: what comes before, items `i` with their party `p`, and what they were. */
type Source = Then & { readonly preparing: RawBuilder<unknown>; readonly from: RawBuilder<unknown> };

/** Few items, or the next ones, are looked at one by one; after a short page all are. */
async function sourceOf(
  tx: TenantTransaction,
  asked: Asked & { ledgerId: string },
  question: ReskontroPageQuestion,
  named: boolean,
): Promise<Source> {
  const party = sql`${named ? sql`join` : sql`left join`} party p on p.tenant_id = ${tx.tenantId} and p.id = i.party_id`;
  if (question.after?.far) {
    const { items, ...then } = await itemsThen(tx, asked);
    return { ...then, from: sql`${items} ${party}` };
  }
  const { effects, ...then } = await itemsOneByOne(tx, asked);
  const from = isSmall(question) ? sql`open_item i ${party}` : await near(tx, asked, question, named);
  return { ...then, preparing: sql``, from: sql`${from} ${effects}` };
}

/** An index of its own leads to what is asked for. */
const isSmall = ({ q, partyId }: ReskontroPageQuestion) => q !== undefined || partyId !== undefined;

/** Lines of customers, or of nobody: two questions, so that each follows its index. The invoice and the newest movement are looked up when the page stands. */
async function linesOf(
  tx: TenantTransaction,
  asked: Asked & { ledgerId: string },
  question: ReskontroPageQuestion,
  named: boolean,
): Promise<FoundLine[]> {
  const source = await sourceOf(tx, asked, question, named);
  const { preparing, from, openMinor, dueOn } = source;
  const nobody = named ? sql`` : sql`and i.party_id is null`;
  const found = await sql<FoundLine>`
    ${preparing} select s.id, s.account, s.side, s.kind, s."partyId", s."customerNo", n.id as "invoiceId", n.number, s.reference, s."openedOn", s."dueOn",
      s."daysOverdue", s."amountMinor", s."openMinor", s.state, h.kind as "lastKind", h.booked_on as "lastOn" from (
      select i.id, i.account, i.side, i.kind, i.party_id as "partyId", p.customer_no as "customerNo", i.reference, i.document_id, i.parent_id,
        i.opened_on as "openedOn", ${dueOn} as "dueOn", ${asked.asOf}::date - ${dueOn} as "daysOverdue", i.amount_minor as "amountMinor",
        (${openMinor})::bigint as "openMinor", ${itemState(asked, source)} as state
      from ${from}
      where ${within(tx, "i", asked.ledgerId)} ${nobody} ${narrowed(tx, asked, source, question)} ${afterPlace(question.after, named, source)}
      order by p.customer_no, ${dueOn}, i.id limit ${question.limit}) s
    left join open_item parent on parent.tenant_id = ${tx.tenantId} and parent.id = s.parent_id
    left join invoice n on n.tenant_id = ${tx.tenantId} and n.id = case when s.document_id is null then parent.document_id else s.document_id end
    left join lateral (${lastOf(tx, asked)}) h on true
    order by s."customerNo", s."dueOn", s.id`.execute(tx.db);
  return found.rows;
}

/** Where looking ended when it ended early. */
async function endOf(
  tx: TenantTransaction,
  asked: Asked & { ledgerId: string },
  question: ReskontroPageQuestion,
  named: boolean,
): Promise<ReskontroPlace | null> {
  if (question.after?.far || isSmall(question)) return null;
  const last = sql`offset ${sql.lit(LOOKED_AT - 1)}`;
  const found = named
    ? await sql<ReskontroPlace>`select p.customer_no as "customerNo", ${LAST.dueOn}::text as "dueOn", ${LAST.id}::text as id from (${nextCustomers(tx, question)}) p order by 1 ${last}`.execute(
        tx.db,
      )
    : await sql<ReskontroPlace>`select null as "customerNo", i.due_then as "dueOn", i.id from (${await nextOfNobody(tx, asked, question)}) i order by 2, 3 ${last}`.execute(
        tx.db,
      );
  return found.rows[0] ? { ...found.rows[0], far: true } : null;
}

type Totals = { readonly openMinor: bigint; readonly items: bigint };
const NOBODY = "";

/** What the customers of a page come to in all, also in lines of other pages. */
async function customersOf(
  tx: TenantTransaction,
  asked: Asked,
  question: ReskontroPageQuestion,
  lines: readonly FoundLine[],
): Promise<ReadonlyMap<string, Totals>> {
  const partyIds = [...new Set(lines.map(({ partyId }) => partyId))];
  const totals = (whose: RawBuilder<unknown>, { openMinor, ...then }: Then, from: RawBuilder<unknown>, first = sql``) =>
    sql<Totals & { partyId: string | null }>`
    ${first} select i.party_id as "partyId", sum(case when i.side = 'receivable' then ${openMinor} else -(${openMinor}) end)::bigint as "openMinor", count(*) as items
    from ${from} where ${within(tx, "i", asked.ledgerId)} and ${whose} ${narrowed(tx, asked, { ...then, openMinor }, question)} group by 1`.execute(
      tx.db,
    );
  const party = sql`left join party p on p.tenant_id = i.tenant_id and p.id = i.party_id`;
  const known = sql`i.party_id = any (${column.uuid(partyIds.filter((id) => id !== null))})`;
  const { effects, ...few } = await itemsOneByOne(tx, asked);
  const { rows } = await totals(known, few, sql`open_item i ${party} ${effects}`);
  if (partyIds.includes(null)) {
    // Nobody may have any number of them.
    const nobodys = sql`select o.id from open_item o where ${within(tx, "o", asked.ledgerId)} and o.party_id is null`;
    const { preparing, items, ...then } = await itemsAmong(tx, asked, nobodys);
    rows.push(...(await totals(sql`i.party_id is null`, then, sql`${items} ${party}`, preparing)).rows);
  }
  return new Map(rows.map(({ partyId, ...sums }) => [partyId ?? NOBODY, sums]));
}

/** The lines of customers, then those of nobody. */
async function foundLines(
  tx: TenantTransaction,
  asked: Asked & { ledgerId: string },
  question: ReskontroPageQuestion,
): Promise<{ found: FoundLine[]; end: ReskontroPlace | null }> {
  const { limit, after, payer } = question;
  const past = after && after.customerNo === null;
  const named = past || payer === "none" ? [] : await linesOf(tx, asked, question, true);
  if (named.length === limit) return { found: named, end: null };
  const early = past || payer === "none" ? null : await endOf(tx, asked, question, true);
  if (early || (payer && payer !== "none")) return { found: named, end: early };
  const nobody = await linesOf(tx, asked, { ...question, limit: limit - named.length }, false);
  const end = named.length + nobody.length < limit ? await endOf(tx, asked, question, false) : null;
  return { found: [...named, ...nobody], end };
}

/** A page of the sub-ledger by customer number, day due and item, with what each customer comes to. Throws LEDGER_NOT_FOUND, REPORT_KNOWN_AHEAD. */
export async function reskontroPage(tx: TenantTransaction, question: ReskontroPageQuestion): Promise<ReskontroLines> {
  await ledgerById(tx, question.ledgerId);
  const asked = { ...settleTimes(tx, question), ledgerId: question.ledgerId };
  const { found, end } = await foundLines(tx, asked, { ...question, limit: question.limit + 1 });
  const page = found.slice(0, question.limit);
  const customers = await customersOf(tx, asked, question, page);
  const lines = page.map(({ lastKind, lastOn, ...line }) => ({
    ...line,
    last: lastKind && lastOn ? { kind: lastKind, bookedOn: lastOn } : null,
    customer: customers.get(line.partyId ?? NOBODY) ?? { openMinor: 0n, items: 0n },
  }));
  const last = lines.at(-1);
  if (found.length <= question.limit || !last) return { lines, next: end };
  return { lines, next: { customerNo: last.customerNo, dueOn: last.dueOn, id: last.id } };
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
  const then = await itemsThen(tx, asked);
  const { preparing, items, openMinor, dueOn } = then;
  const found = await sql<ReskontroSums>`
    ${preparing} select coalesce(sum(${openMinor}) filter (where i.side = 'receivable'), 0)::bigint as "receivableMinor",
      coalesce(sum(${openMinor}) filter (where i.side = 'credit'), 0)::bigint as "creditMinor",
      coalesce(sum(${openMinor}) filter (where i.side = 'receivable' and ${dueOn} < ${asked.asOf}::date), 0)::bigint as "overdueMinor",
      count(*) as items, count(distinct i.party_id) as customers
    from ${withPartyAndInvoice(tx, items)}
    where ${within(tx, "i", asked.ledgerId)} ${narrowed(tx, asked, then, question)}`.execute(tx.db);
  return { ...frame, sums: found.rows[0]! };
}
