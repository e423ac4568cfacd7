import type { RawBuilder } from "kysely";
import type { DateText, Explanation } from "../../ledger/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import type { HomeScope } from "../home-types.ts";

/** Shares over time and by kind, in bars that open the rows they are sums of (G-01, G-05). */
export const CHARTS = ["losses", "dso", "reminders", "channels", "settlement", "work", "workKinds"] as const;
export type ChartName = (typeof CHARTS)[number];

/** What a bar is counted in: hundredths of a percent, tenths of a day, tenths of an act for each hundred invoices, or acts. */
export type ChartUnit = "basisPoints" | "dayTenths" | "per100Tenths" | "count";

/** A sum that has rows, in minor units or things. */
export type ChartPart = {
  readonly name: string;
  readonly value: bigint;
  /** How many rows it is the sum of; null where the chart does not tell. */
  readonly count: bigint | null;
};

/** One bar. `bar` is the first day of a month, a level or a channel; null over all of them. `ledgerId` is null over all clinics. */
export type ChartBar = {
  readonly bar: string | null;
  readonly ledgerId: string | null;
  /** Null where there is nothing to divide by. */
  readonly value: bigint | null;
  readonly parts: readonly ChartPart[];
};

/** The first and the last day of what a chart is about. */
export type Stretch = { readonly from: DateText; readonly to: DateText };

/** A sum by bar and ledger; null stands for all. */
export type ChartSum = {
  readonly bar: string | null;
  readonly ledgerId: string | null;
  readonly part: string;
  readonly value: bigint;
  readonly count?: bigint;
};

/** A chart: what its sums and its rows are read from, and how a bar's parts make its value. */
export type ChartKind = {
  readonly unit: ChartUnit;
  readonly partUnit: "minor" | "count";
  /** Whether each part says of how many rows it is the sum: where no row stands in two bars. */
  readonly counts?: boolean;
  /** In the order they are told: what is divided first, what it is divided by last. */
  readonly parts: readonly string[];
  readonly explanation: (scope: HomeScope) => Explanation;
  readonly stretch: (scope: HomeScope) => Stretch;
  /** The bars that stand even when nothing is in them, in their order; other bars come after, the largest first. */
  readonly bars: (stretch: Stretch) => readonly string[];
  readonly valueOf: (parts: ReadonlyMap<string, bigint>) => bigint | null;
  /** A line that stands beside the clinics and is part of theirs. */
  readonly beside?: (whole: ChartBar) => ChartBar;
  readonly sums: (tx: TenantTransaction, scope: HomeScope) => Promise<readonly ChartSum[]>;
  /** Columns bar, part, kind, id, ledger_id, day, value, party_id of one part, of one bar where it is named. */
  readonly rows: (
    tx: TenantTransaction,
    scope: HomeScope,
    part: string,
    bar: string | undefined,
  ) => RawBuilder<unknown>;
};

const TEN_THOUSAND = 10_000n;

/** A share in hundredths of a percent, rounded down; null of nothing. */
export const shareOf = (part: bigint, whole: bigint): bigint | null =>
  whole > 0n ? (part * TEN_THOUSAND) / whole : null;

const MONTHS = 12;

/** The month at hand and the eleven before it. */
export function twelveMonths({ day }: Pick<HomeScope, "day">): Stretch {
  const first = Temporal.PlainDate.from(day).with({ day: 1 });
  return { from: first.subtract({ months: MONTHS - 1 }).toString(), to: day };
}

/** The first day of each month of a stretch. */
export function monthsOf({ from, to }: Stretch): string[] {
  const months: string[] = [];
  for (let on = from; on <= to; on = Temporal.PlainDate.from(on).add({ months: 1 }).toString()) months.push(on);
  return months;
}

/** The stretch of one month's bar, as far as the day; the whole one of all bars. */
export function ofMonth(bar: string | undefined, all: Stretch): Stretch {
  if (bar === undefined) return all;
  const last = Temporal.PlainDate.from(bar).add({ months: 1 }).subtract({ days: 1 }).toString();
  return { from: bar, to: last < all.to ? last : all.to };
}
