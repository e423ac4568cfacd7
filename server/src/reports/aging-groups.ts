import { sql, type RawBuilder } from "kysely";
import { DEFAULT_AGING_BUCKETS, type DateText, type Ledger } from "../ledger/index.ts";
import { marketPack } from "../markets/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import {
  agingBuckets,
  boundsOf,
  bucketAt,
  ledgersOf,
  sumCells,
  type Aged,
  type AgingBucket,
  type AgingCell,
} from "./aging.ts";
import { itemsThen, settleTimes, within, type Asked } from "./as-of.ts";
import { agedOn, PAYER_KINDS, payerKind, type AgeBy, type PayerKind } from "./narrowing.ts";

/** What stands for a bar of the aging: a clinic's ledger, a kind of payer, or an insurer. */
export const AGING_GROUPS = ["ledger", "payer", "insurer"] as const;
export type AgingGrouping = (typeof AGING_GROUPS)[number];

/** One bar. `partyId` names an insurer; `payer` a kind of payer; a row of a grouping by ledger has neither. */
export type AgingGroup = {
  readonly ledgerId: string;
  readonly ledgerName: string;
  readonly payer: PayerKind | null;
  readonly partyId: string | null;
  /** Of an insurer; people stand by number in reports. */
  readonly name: string | null;
  readonly cells: readonly AgingCell[];
  readonly total: AgingCell;
};

/** The bars of the ledgers that share a currency. */
export type AgingBook = {
  readonly currency: string;
  readonly buckets: readonly AgingBucket[];
  readonly groups: readonly AgingGroup[];
  readonly cells: readonly AgingCell[];
  readonly total: AgingCell;
};

export type AgingGroups = {
  readonly asOf: DateText;
  readonly knownAt: Temporal.Instant;
  readonly by: AgeBy;
  readonly group: AgingGrouping;
  readonly books: readonly AgingBook[];
};

export type AgingGroupsQuestion = Omit<Aged, "asOf"> & {
  readonly asOf?: DateText | undefined;
  readonly group?: AgingGrouping | undefined;
};

type Found = {
  payer: PayerKind | null;
  partyId: string | null;
  name: string | null;
  bucket: number;
  openMinor: bigint;
  items: bigint;
};

/** The columns that make a row a bar of its own. */
function keysOf(group: AgingGrouping): RawBuilder<unknown> {
  if (group === "ledger") return sql`null::text as payer, null::uuid as party_id, null::text as name`;
  if (group === "payer") return sql`${payerKind()} as payer, null::uuid as party_id, null::text as name`;
  return sql`'insurer' as payer, p.id as party_id, p.name as name`;
}

async function foundIn(
  tx: TenantTransaction,
  asked: Asked,
  question: AgingGroupsQuestion,
  ledger: Ledger,
  bounds: readonly number[],
) {
  const { group = "ledger", by, payer } = question;
  const then = await itemsThen(tx, { ...asked, ledgerId: ledger.id });
  const { preparing, items, openMinor } = then;
  const wanted = group === "insurer" ? "insurer" : payer;
  const found = await sql<Found>`
    ${preparing} select i.payer, i.party_id as "partyId", i.name, ${bucketAt(asked.asOf, bounds)} as bucket,
      sum(i.minor)::bigint as "openMinor", sum(i.items)::bigint as items from (
      select ${keysOf(group)}, ${agedOn(by, then)} as day, sum(${openMinor}) as minor, count(*) as items from ${items}
      ${group === "ledger" && !wanted ? sql`` : sql`left join party p on p.tenant_id = ${tx.tenantId} and p.id = i.party_id`}
      where ${within(tx, "i", ledger.id)} and i.side = 'receivable' and ${openMinor} <> 0 ${wanted ? sql`and ${payerKind()} = ${wanted}` : sql``}
      group by 1, 2, 3, 4) i
    group by 1, 2, 3, 4`.execute(tx.db);
  return found.rows;
}

function groupOf(ledger: Ledger, width: number, rows: readonly Found[]): AgingGroup {
  const cells = Array.from({ length: width }, (_, at) => {
    const row = rows.find(({ bucket }) => bucket === at);
    return { openMinor: row?.openMinor ?? 0n, items: row?.items ?? 0n };
  });
  const { payer = null, partyId = null, name = null } = rows[0] ?? {};
  return { ledgerId: ledger.id, ledgerName: ledger.name, payer, partyId, name, cells, total: sumCells(cells) };
}

/** Most owed first; kinds of payer in their own order, so that two clinics read alike. */
function inOrder(groups: readonly AgingGroup[], group: AgingGrouping): AgingGroup[] {
  const place = ({ payer }: AgingGroup) => (group === "payer" && payer ? PAYER_KINDS.indexOf(payer) : 0);
  return groups.toSorted((a, b) => place(a) - place(b) || (a.total.openMinor < b.total.openMinor ? 1 : -1));
}

async function bookOf(
  tx: TenantTransaction,
  asked: Asked,
  question: AgingGroupsQuestion,
  ledgers: readonly Ledger[],
): Promise<AgingBook> {
  const own = ledgers.map((ledger) => boundsOf(ledger));
  // Bars that stand beside each other have the same stretches of days.
  const bounds = new Set(own.map(String)).size === 1 ? own[0]! : DEFAULT_AGING_BUCKETS;
  const buckets = agingBuckets(bounds);
  const groups: AgingGroup[] = [];
  for (const ledger of ledgers) {
    const rows = await foundIn(tx, asked, question, ledger, bounds);
    const bars = Map.groupBy(rows, ({ payer, partyId }) => `${payer ?? ""} ${partyId ?? ""}`);
    if (question.group === undefined || question.group === "ledger") groups.push(groupOf(ledger, buckets.length, rows));
    else groups.push(...[...bars.values()].map((bar) => groupOf(ledger, buckets.length, bar)));
  }
  const cells = buckets.map((_, at) => sumCells(groups.map((group) => group.cells[at]!)));
  const { currency } = ledgers[0]!;
  return { currency, buckets, groups: inOrder(groups, question.group ?? "ledger"), cells, total: sumCells(cells) };
}

/**
 * Receivables by age over the ledgers in reach or one, a bar for each clinic, kind of payer in a clinic, or insurer in a clinic (A-03, G-01).
 * The rows behind a cell are `reskontroPage` with the bucket's days. Throws LEDGER_NOT_FOUND, REPORT_KNOWN_AHEAD.
 */
export async function agingGroups(tx: TenantTransaction, question: AgingGroupsQuestion): Promise<AgingGroups> {
  const ledgers = await ledgersOf(tx, question.ledgerId);
  const zone = ledgers[0] ? marketPack(ledgers[0].market).zones[0]! : "UTC";
  const asOf = question.asOf ?? tx.platform.clock.today(zone).toString();
  const asked = settleTimes(tx, { asOf, ...(question.knownAt ? { knownAt: question.knownAt } : {}) });
  const books: AgingBook[] = [];
  for (const same of Map.groupBy(ledgers, ({ currency }) => currency).values())
    books.push(await bookOf(tx, asked, question, same));
  return { asOf, knownAt: asked.knownAt, by: question.by ?? "dueOn", group: question.group ?? "ledger", books };
}
