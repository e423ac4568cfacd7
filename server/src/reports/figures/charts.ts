import { sql } from "kysely";
import type { Explanation } from "../../ledger/index.ts";
import { refuse, type TenantTransaction } from "../../platform/index.ts";
import { homeScopes, type HomeQuestion, type HomeRow, type HomeScope } from "../home-types.ts";
import { channels } from "./channels.ts";
import { dso } from "./dso.ts";
import { losses } from "./losses.ts";
import { reminders } from "./reminders.ts";
import { settlement } from "./settlement.ts";
import type { ChartBar, ChartKind, ChartName, ChartSum, ChartUnit, Stretch } from "./types.ts";
import { work, workKinds } from "./work.ts";

const KINDS: Readonly<Record<ChartName, ChartKind>> = {
  ...{ losses, dso, reminders, channels, settlement },
  ...{ work, workKinds },
};

/** A chart of the ledgers that share a currency. */
export type ChartBook = Stretch & {
  readonly currency: string;
  readonly ledgers: readonly { readonly ledgerId: string; readonly name: string }[];
  /** Over all clinics, in order. */
  readonly bars: readonly ChartBar[];
  /** Over all bars, the highest share first, and what stands beside them; none where bars do not add up. */
  readonly clinics: readonly ChartBar[];
  /** One bar of one clinic. */
  readonly cells: readonly ChartBar[];
  /** All in one; null where bars do not add up. */
  readonly whole: ChartBar | null;
  readonly explanation: Explanation;
};

export type Chart = {
  readonly chart: ChartName;
  readonly unit: ChartUnit;
  /** What the parts are counted in. */
  readonly partUnit: "minor" | "count";
  readonly day: string;
  readonly books: readonly ChartBook[];
};

function barOf(
  kind: ChartKind,
  { bar, ledgerId }: Pick<ChartSum, "bar" | "ledgerId">,
  sums: readonly ChartSum[],
): ChartBar {
  const parts = new Map(sums.map(({ part, value }) => [part, value]));
  const counts = new Map(sums.map(({ part, count = 0n }) => [part, count]));
  const countOf = (name: string) => (kind.counts ? (counts.get(name) ?? 0n) : null);
  const said = kind.parts.map((name) => ({ name, value: parts.get(name) ?? 0n, count: countOf(name) }));
  return { bar, ledgerId, value: kind.valueOf(parts), parts: said };
}

function barsOf(kind: ChartKind, sums: readonly ChartSum[]): ChartBar[] {
  const groups = Map.groupBy(sums, ({ bar, ledgerId }) => `${bar ?? ""} ${ledgerId ?? ""}`);
  return [...groups.values()].map((same) => barOf(kind, same[0]!, same));
}

/** The bars that always stand, then the others as they came. */
function inPlace(kind: ChartKind, stretch: Stretch, bars: readonly ChartBar[]): ChartBar[] {
  const known = kind.bars(stretch);
  const standing = known.map((bar) => bars.find((one) => one.bar === bar) ?? barOf(kind, { bar, ledgerId: null }, []));
  return [...standing, ...bars.filter(({ bar }) => bar !== null && !known.includes(bar))];
}

const highestFirst = (one: ChartBar, other: ChartBar) => ((one.value ?? -1n) < (other.value ?? -1n) ? 1 : -1);

async function bookOf(tx: TenantTransaction, kind: ChartKind, scope: HomeScope): Promise<ChartBook> {
  const stretch = kind.stretch(scope);
  const bars = barsOf(kind, await kind.sums(tx, scope));
  const clinics = bars.filter(({ bar, ledgerId }) => bar === null && ledgerId !== null).toSorted(highestFirst);
  const whole = bars.find(({ bar, ledgerId }) => bar === null && ledgerId === null) ?? null;
  return {
    ...stretch,
    currency: scope.currency,
    ledgers: scope.ledgers.map(({ id, name }) => ({ ledgerId: id, name })),
    bars: inPlace(
      kind,
      stretch,
      bars.filter(({ bar, ledgerId }) => bar !== null && ledgerId === null),
    ),
    clinics: [...clinics, ...(kind.beside && whole ? [kind.beside(whole)] : [])],
    cells: bars.filter(({ bar, ledgerId }) => bar !== null && ledgerId !== null),
    whole,
    explanation: kind.explanation(scope),
  };
}

/** A chart over the ledgers in reach or one, once for each currency. Throws LEDGER_NOT_FOUND. */
export async function chart(tx: TenantTransaction, name: ChartName, question: HomeQuestion): Promise<Chart> {
  const kind = KINDS[name];
  const { unit, partUnit } = kind;
  const scopes = await homeScopes(tx, question);
  const books: ChartBook[] = [];
  for (const scope of scopes) books.push(await bookOf(tx, kind, scope));
  return { chart: name, unit, partUnit, day: scopes[0]?.day ?? tx.platform.clock.today("UTC").toString(), books };
}

export type ChartRowsQuestion = HomeQuestion & {
  readonly chart: ChartName;
  readonly part: string;
  /** The bar's; left out, of all bars. */
  readonly bar?: string | undefined;
  readonly currency: string;
  readonly limit: number;
  /** The id of the row before the first. */
  readonly after?: string | undefined;
};

/** The rows behind a part of a bar, by id: their values add up to the part's. Throws LEDGER_NOT_FOUND, HOME_PART. */
export async function chartRows(tx: TenantTransaction, question: ChartRowsQuestion): Promise<HomeRow[]> {
  const { chart: name, part, bar, currency, after, limit } = question;
  const kind = KINDS[name];
  if (!kind.parts.includes(part)) throw refuse("HOME_PART", { figure: name });
  const scope = (await homeScopes(tx, question)).find((one) => one.currency === currency);
  if (!scope) return [];
  const found = await sql<HomeRow>`
    select r.kind, r.id, r.ledger_id as "ledgerId", max(r.day) as day, sum(r.value)::bigint as value, r.party_id as "partyId", null as explanation
    from (${kind.rows(tx, scope, part, bar)}) r ${after ? sql`where r.id > ${after}` : sql``}
    group by r.kind, r.id, r.ledger_id, r.party_id order by r.id limit ${limit}`.execute(tx.db);
  return found.rows;
}
