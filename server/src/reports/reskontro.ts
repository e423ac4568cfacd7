import { sql, type RawBuilder } from "kysely";
import { ledgerById, type DateText, type EntryKind, type ItemKind } from "../ledger/index.ts";
import { column, type TenantTransaction } from "../platform/index.ts";
import {
  itemsThen,
  laterPostings,
  movedSince,
  settleTimes,
  within,
  type Asked,
  type ItemsThen,
  type Times,
} from "./as-of.ts";
import { accountSums, balanceOf } from "./balances.ts";
import { rowsOf } from "./cursor.ts";
import { narrowed, withPartyAndInvoice, type Narrowing } from "./narrowing.ts";

/** One posting in an item's life. Above zero raises what is owed on the item, below zero settles it. */
export type ItemMovement = {
  readonly entryId: string;
  readonly bookedOn: DateText;
  readonly kind: EntryKind;
  readonly amountMinor: bigint;
};

export type ReskontroItem = {
  readonly id: string;
  readonly account: string;
  /** receivable: owed to us; credit: a customer's credit, or money nobody has placed yet. */
  readonly side: "receivable" | "credit";
  readonly kind: ItemKind;
  readonly partyId: string | null;
  readonly customerNo: bigint | null;
  readonly number: string | null;
  readonly reference: string | null;
  readonly openedOn: DateText;
  readonly dueOn: DateText;
  /** Days past the due day, below zero before it. */
  readonly daysOverdue: number;
  readonly amountMinor: bigint;
  readonly openMinor: bigint;
  readonly history: readonly ItemMovement[];
};

/** The items of an account against the account itself; both debit above zero. */
export type ReskontroControl = {
  readonly account: string;
  readonly name: string;
  readonly itemsMinor: bigint;
  readonly accountMinor: bigint;
  /** Nothing when the sub-ledger holds. */
  readonly differenceMinor: bigint;
};

export type ReskontroQuestion = Times &
  Narrowing & {
    readonly ledgerId: string;
    /** Also items on which nothing was open that day. */
    readonly settledToo?: boolean;
  };

export type Reskontro = {
  readonly ledgerId: string;
  readonly ledgerName: string;
  readonly currency: string;
  readonly asOf: DateText;
  readonly knownAt: Temporal.Instant;
  readonly madeAt: Temporal.Instant;
  readonly partyId: string | null;
  /** Always over the whole ledger, also when only some items are shown. */
  readonly control: readonly ReskontroControl[];
  readonly items: readonly ReskontroItem[];
  readonly totals: { readonly receivableMinor: bigint; readonly creditMinor: bigint };
};

type FoundMovement = Omit<ItemMovement, "amountMinor"> & { amountMinor: string };
type FoundItem = Omit<ReskontroItem, "history"> & { history: readonly FoundMovement[] };

// Amounts travel as text inside the JSON: they are bigint here.
function historyOf(tx: TenantTransaction, asked: Asked): RawBuilder<unknown> {
  const sign = sql`(case when i.side = 'receivable' then 1 else -1 end)`;
  return sql`
    select coalesce(json_agg(json_build_object('entryId', e.id, 'bookedOn', e.booked_on, 'kind', e.kind, 'amountMinor', (m.amount * ${sign})::text)
      order by e.booked_on, e.id, m.line), '[]'::json)
    from (
      select p.entry_id, p.line, p.amount_minor as amount from posting p where p.tenant_id = ${tx.tenantId} and p.debit_item_id = i.id
      union all select p.entry_id, p.line, -p.amount_minor from posting p where p.tenant_id = ${tx.tenantId} and p.credit_item_id = i.id) m
    join entry e on e.tenant_id = ${tx.tenantId} and e.id = m.entry_id
    where e.booked_on <= ${asked.asOf} and e.recorded_at <= ${asked.knownAt.toString()}::timestamptz`;
}

function itemsOf(
  tx: TenantTransaction,
  asked: Asked,
  then: ItemsThen,
  question: ReskontroQuestion,
): RawBuilder<FoundItem> {
  const history = historyOf(tx, asked);
  const { preparing, items, openMinor, dueOn } = then;
  return sql<FoundItem>`
    ${preparing} select i.id, i.account, i.side, i.kind, i.party_id as "partyId", p.customer_no as "customerNo", n.number, i.reference,
      i.opened_on as "openedOn", ${dueOn} as "dueOn", ${asked.asOf}::date - ${dueOn} as "daysOverdue",
      i.amount_minor as "amountMinor", (${openMinor})::bigint as "openMinor", h.history
    from ${withPartyAndInvoice(tx, items)}
    cross join lateral (${history}) h (history)
    where ${within(tx, "i", asked.ledgerId)} ${narrowed(tx, asked, then, question)}
    order by p.customer_no nulls last, i.party_id, ${dueOn}, i.id`;
}

function toItem(found: FoundItem): ReskontroItem {
  return {
    ...found,
    history: found.history.map((movement) => ({ ...movement, amountMinor: BigInt(movement.amountMinor) })),
  };
}

/**
 * The sub-ledger's items with all that happened to them, by customer and due day; streamed. An item that was made after the moment, though
 * booked before, has no history and is left out. Throws REPORT_KNOWN_AHEAD.
 */
export async function* reskontroItems(
  tx: TenantTransaction,
  question: ReskontroQuestion,
): AsyncGenerator<ReskontroItem> {
  const asked = { ...settleTimes(tx, question), ledgerId: question.ledgerId };
  for await (const found of rowsOf(tx, itemsOf(tx, asked, await itemsThen(tx, asked), question)))
    if (found.history.length > 0) yield toItem(found);
}

/** Open items of each account then, debit above zero. */
export async function itemSums(
  tx: TenantTransaction,
  asked: Asked,
  accounts: readonly string[],
): Promise<Map<string, bigint>> {
  // Looking for the items of no movements at all would read every item a second time.
  const moved = (await movedSince(tx, asked))
    ? sql`union all
      select i.account, -sum(l.effect) from (${laterPostings(tx, asked)}) l join open_item i on i.id = l.item_id
      where ${within(tx, "i", asked.ledgerId)} and i.account = any (${column.text(accounts)}) group by 1`
    : sql``;
  const found = await sql<{ account: string; minor: bigint }>`
    select account, sum(minor)::bigint as minor from (
      select i.account, sum(case when i.side = 'receivable' then i.open_minor else -i.open_minor end) as minor
      from open_item i where ${within(tx, "i", asked.ledgerId)} and i.account = any (${column.text(accounts)}) and i.open_minor > 0 group by 1
      ${moved}) s
    group by account`.execute(tx.db);
  return new Map(found.rows.map((row) => [row.account, row.minor]));
}

async function controlsOf(tx: TenantTransaction, asked: Asked, ledgerId: string): Promise<ReskontroControl[]> {
  const ledger = await ledgerById(tx, ledgerId);
  const accounts = ledger.accounts.filter((account) =>
    ["receivable", "stateReceivable", "customerCredit", "unallocated"].includes(account.role),
  );
  const items = await itemSums(
    tx,
    asked,
    accounts.map((account) => account.code),
  );
  const sums = await accountSums(tx, asked);
  return accounts.map(({ code, name }) => {
    const itemsMinor = items.get(code) ?? 0n;
    const accountMinor = balanceOf(sums, code);
    return { account: code, name, itemsMinor, accountMinor, differenceMinor: itemsMinor - accountMinor };
  });
}

/** What stands around the items: the ledger, the times, the control totals. Throws LEDGER_NOT_FOUND, REPORT_KNOWN_AHEAD. */
export async function reskontroFrame(
  tx: TenantTransaction,
  question: ReskontroQuestion,
): Promise<Omit<Reskontro, "items" | "totals">> {
  const asked = settleTimes(tx, question);
  const ledger = await ledgerById(tx, question.ledgerId);
  return {
    ledgerId: ledger.id,
    ledgerName: ledger.name,
    currency: ledger.currency,
    asOf: asked.asOf,
    knownAt: asked.knownAt,
    madeAt: tx.now,
    partyId: question.partyId ?? null,
    control: await controlsOf(tx, asked, ledger.id),
  };
}

/**
 * The receivables sub-ledger (S0-61): every item that was open that day, with its history, and the control totals beside their accounts.
 * Customers' credits and money nobody has placed are its credit side. Throws LEDGER_NOT_FOUND, REPORT_KNOWN_AHEAD. For books of a million
 * items take `reskontroFrame` and stream `reskontroItems`.
 */
export async function reskontro(tx: TenantTransaction, question: ReskontroQuestion): Promise<Reskontro> {
  const frame = await reskontroFrame(tx, question);
  const items = await Array.fromAsync(reskontroItems(tx, { ...question, knownAt: frame.knownAt }));
  const total = (side: ReskontroItem["side"]) =>
    items.reduce((sum, item) => sum + (item.side === side ? item.openMinor : 0n), 0n);
  return { ...frame, items, totals: { receivableMinor: total("receivable"), creditMinor: total("credit") } };
}
