import { sql } from "kysely";
import type { DateText, EntryKind, Ledger } from "../ledger/index.ts";
import type { AccountRole } from "../markets/index.ts";
import { column, type TenantTransaction } from "../platform/index.ts";
import { within, type Asked } from "./as-of.ts";
import { accountSums, balanceOf } from "./balances.ts";
import type { Flow } from "./proof-types.ts";
import { itemSums } from "./reskontro.ts";

/** A stretch of days under proof, by what was known at a moment. */
export type Stretch = {
  readonly ledger: Ledger;
  readonly from: DateText;
  readonly to: DateText;
  readonly knownAt: Temporal.Instant;
};

/**
 * What each kind of entry means on the receivable account; a reversal counts as what it takes back. A kind that is not here has no
 * business on that account: its money is in no part, and the equation turns red.
 */
const FLOW_OF: Readonly<Partial<Record<EntryKind, { flow: Flow; sign: 1n | -1n }>>> = {
  invoice: { flow: "issued", sign: 1n },
  fee: { flow: "issued", sign: 1n },
  interest: { flow: "issued", sign: 1n },
  opening: { flow: "issued", sign: 1n },
  payment: { flow: "settled", sign: -1n },
  allocation: { flow: "settled", sign: -1n },
  refund: { flow: "givenBack", sign: 1n },
  creditNote: { flow: "credited", sign: -1n },
  writeOff: { flow: "lost", sign: -1n },
};

/** The kinds of entry of a flow, and the sign that makes it count upwards. */
export function kindsOf(flow: Flow): { readonly kinds: readonly EntryKind[]; readonly sign: 1 | -1 } {
  const own = Object.entries(FLOW_OF).filter(([, of]) => of.flow === flow);
  return { kinds: own.map(([kind]) => kind as EntryKind), sign: own[0]![1].sign === 1n ? 1 : -1 };
}

export function codesOf(ledger: Ledger, ...roles: readonly AccountRole[]): string[] {
  return ledger.accounts.filter((account) => roles.includes(account.role)).map((account) => account.code);
}

export function dayBefore(day: DateText): DateText {
  return Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
}

/** A receivable account's day: its entries by flow, and what the named items and the account moved by. */
export type ReceivableDay = {
  readonly flows: Map<Flow, { amountMinor: bigint; entries: bigint }>;
  itemsMinor: bigint;
};

type KindRow = { day: DateText; kind: EntryKind; minor: bigint; itemsMinor: bigint; entries: bigint };

async function kindsByDay(tx: TenantTransaction, stretch: Stretch): Promise<KindRow[]> {
  const codes = column.text(codesOf(stretch.ledger, "receivable"));
  const found = await sql<KindRow>`
    select p.booked_on as day, coalesce(taken_back.kind, e.kind) as kind, count(distinct e.id) as entries,
      sum((case when p.debit = any (${codes}) then p.amount_minor else 0 end) - (case when p.credit = any (${codes}) then p.amount_minor else 0 end))::bigint as minor,
      sum((case when p.debit = any (${codes}) and p.debit_item_id is not null then p.amount_minor else 0 end)
        - (case when p.credit = any (${codes}) and p.credit_item_id is not null then p.amount_minor else 0 end))::bigint as "itemsMinor"
    from posting p
    join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
    left join entry taken_back on taken_back.tenant_id = e.tenant_id and taken_back.id = e.reverses
    where ${within(tx, "p", stretch.ledger.id)} and p.booked_on between ${stretch.from} and ${stretch.to}
      and (p.debit = any (${codes}) or p.credit = any (${codes})) and e.recorded_at <= ${stretch.knownAt.toString()}::timestamptz
    group by 1, 2`.execute(tx.db);
  return found.rows;
}

/** What happened on the receivable accounts, day by day. */
export async function receivableDays(tx: TenantTransaction, stretch: Stretch): Promise<Map<DateText, ReceivableDay>> {
  const days = new Map<DateText, ReceivableDay>();
  for (const row of await kindsByDay(tx, stretch)) {
    const day: ReceivableDay = days.get(row.day) ?? { flows: new Map(), itemsMinor: 0n };
    days.set(row.day, day);
    day.itemsMinor += row.itemsMinor;
    const known = FLOW_OF[row.kind];
    if (!known) continue;
    const flow = day.flows.get(known.flow) ?? { amountMinor: 0n, entries: 0n };
    day.flows.set(known.flow, {
      amountMinor: flow.amountMinor + row.minor * known.sign,
      entries: flow.entries + row.entries,
    });
  }
  return days;
}

/** Entries of a day behind each flow, the first so many of each. */
export async function entriesBehind(
  tx: TenantTransaction,
  stretch: Stretch,
  most: number,
): Promise<Map<Flow, string[]>> {
  const codes = column.text(codesOf(stretch.ledger, "receivable"));
  const found = await sql<{ kind: EntryKind; id: string }>`
    select kind, id from (
      select kind, id, row_number() over (partition by kind order by id) as place from (
        select distinct coalesce(taken_back.kind, e.kind) as kind, e.id
        from posting p
        join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
        left join entry taken_back on taken_back.tenant_id = e.tenant_id and taken_back.id = e.reverses
        where ${within(tx, "p", stretch.ledger.id)} and p.booked_on between ${stretch.from} and ${stretch.to}
          and (p.debit = any (${codes}) or p.credit = any (${codes})) and e.recorded_at <= ${stretch.knownAt.toString()}::timestamptz) d) n
    where place <= ${most} order by id`.execute(tx.db);
  const behind = Map.groupBy(found.rows, (row) => FLOW_OF[row.kind]?.flow);
  return new Map(
    [...behind].flatMap(([flow, rows]) => (flow ? [[flow, rows.slice(0, most).map((row) => row.id)] as const] : [])),
  );
}

/** Balances of roles at the end of each day of a stretch, the day before it included; from the postings alone. */
export async function balancesByDay(
  tx: TenantTransaction,
  stretch: Stretch,
  roles: readonly AccountRole[],
): Promise<(day: DateText, role: AccountRole) => bigint> {
  const start = dayBefore(stretch.from);
  const sums = await accountSums(tx, { ledgerId: stretch.ledger.id, asOf: start, knownAt: stretch.knownAt });
  const codes = column.text(codesOf(stretch.ledger, ...roles));
  const found = await sql<{ day: DateText; debit: string; credit: string; minor: bigint }>`
    select p.booked_on as day, p.debit, p.credit, sum(p.amount_minor)::bigint as minor
    from posting p join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
    where ${within(tx, "p", stretch.ledger.id)} and p.booked_on between ${stretch.from} and ${stretch.to}
      and (p.debit = any (${codes}) or p.credit = any (${codes})) and e.recorded_at <= ${stretch.knownAt.toString()}::timestamptz
    group by 1, 2, 3`.execute(tx.db);
  const moves = Map.groupBy(found.rows, (row) => row.day);
  const running = new Map(
    roles.map((role) => [role, codesOf(stretch.ledger, role).reduce((sum, code) => sum + balanceOf(sums, code), 0n)]),
  );
  const known = new Map<string, bigint>();
  for (const day of daysFrom(start, stretch.to)) {
    for (const row of moves.get(day) ?? []) {
      addTo(running, stretch.ledger.role(row.debit), row.minor);
      addTo(running, stretch.ledger.role(row.credit), -row.minor);
    }
    for (const [role, minor] of running) known.set(`${day} ${role}`, minor);
  }
  return (day, role) => known.get(`${day} ${role}`) ?? 0n;
}

function addTo(running: Map<AccountRole, bigint>, role: AccountRole | undefined, minor: bigint): void {
  const before = role ? running.get(role) : undefined;
  if (role && before !== undefined) running.set(role, before + minor);
}

/** The items' own sum at the end of the stretch: cached open amounts less what came after. The witness against the account. */
export async function openItemsAtEnd(tx: TenantTransaction, stretch: Stretch): Promise<bigint> {
  const asked: Asked = { ledgerId: stretch.ledger.id, asOf: stretch.to, knownAt: stretch.knownAt };
  const sums = await itemSums(tx, asked, codesOf(stretch.ledger, "receivable"));
  return [...sums.values()].reduce((sum, minor) => sum + minor, 0n);
}

/** Each day from the first to the last. */
export function daysFrom(first: DateText, last: DateText): DateText[] {
  const days: DateText[] = [];
  const end = Temporal.PlainDate.from(last);
  for (let day = Temporal.PlainDate.from(first); Temporal.PlainDate.compare(day, end) <= 0; day = day.add({ days: 1 }))
    days.push(day.toString());
  return days;
}
