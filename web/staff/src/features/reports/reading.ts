import type { Minor } from "../../format.ts";
import type { Bar } from "./asking.ts";

export const overdueOf = (bar: Pick<Bar, "cells">): number =>
  bar.cells.slice(1).reduce((sum, cell) => sum + Math.max(0, cell.openMinor), 0);

/** The share that is worth saying: the fewest bars that hold at least this much of what is overdue. */
const MOST = 0.6;

/**
 * The chart in a sentence (G-02): `percent` of the overdue sits in `count` of `all` bars; undefined where there is nothing to compare.
 * The percent is rounded down, so that it never says more than is there.
 */
export function readingOf(
  bars: readonly Bar[],
): { percent: number; count: number; all: number; overdueMinor: Minor } | undefined {
  const parts = bars.map(overdueOf).toSorted((a, b) => b - a);
  const overdueMinor = parts.reduce((sum, part) => sum + part, 0);
  if (bars.length < 2 || overdueMinor === 0) return undefined;
  let held = 0;
  let count = 0;
  while (held < overdueMinor * MOST) held += parts[count++]!;
  return { percent: Math.floor((100 * held) / overdueMinor), count, all: bars.length, overdueMinor };
}
