import type { TenantTransaction } from "../../platform/index.ts";
import { deskCases, type DeskFilter } from "./desk.ts";
import type { DeskCase } from "./types.ts";

/** The desk in the order of what waiting costs: money by days late. */

const DAY_MS = 86_400_000;

const days = (from: string, to: string): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS));

/** Days since the first of what should have happened: a decision, or what was to be done next. */
export function daysLate({ isOverdue, decideBy, nextOn }: DeskCase, today: string): number {
  return Math.max(isOverdue ? days(decideBy, today) : 0, nextOn === null ? 0 : days(nextOn, today));
}

/** What is open, once for each day that it is late and once besides; a question that nobody answered makes it a day later. */
export const weightOf = (row: DeskCase, today: string): bigint =>
  row.openMinor * BigInt(1 + daysLate(row, today) + (row.unanswered > 0 ? 1 : 0));

/** A case with its place in the order. */
export type Weighed = { readonly case: DeskCase; readonly weight: bigint };

/** Cases read at a time. */
const STRETCH = 500;

export type WorstAsked = Omit<DeskFilter, "after"> & {
  readonly past?: { readonly weight: bigint; readonly itemId: string };
};

/** Cases, the worst first; a page after one. All are read, since what is late changes with the day. */
export async function worstCases(
  tx: TenantTransaction,
  { past, limit, ...asked }: WorstAsked,
  today: string,
): Promise<Weighed[]> {
  const all: Weighed[] = [];
  for (let after: DeskFilter["after"]; ;) {
    const rows = await deskCases(tx, { ...asked, ...(after ? { after } : {}), limit: STRETCH });
    all.push(...rows.map((row) => ({ case: row, weight: weightOf(row, today) })));
    if (rows.length < STRETCH) break;
    after = rows.at(-1)!;
  }
  all.sort(
    (a, b) => Number(b.weight > a.weight) - Number(b.weight < a.weight) || (a.case.itemId < b.case.itemId ? -1 : 1),
  );
  const from = past
    ? all.findIndex(
        ({ weight, case: { itemId } }) => weight < past.weight || (weight === past.weight && itemId > past.itemId),
      )
    : 0;
  return from < 0 ? [] : all.slice(from, from + limit);
}
