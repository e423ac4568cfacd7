/** The cycle in which every overdue claim is to be worked once (S3-23, S3-24). Pure. */
import type { DateText } from "../../ledger/index.ts";

export const CYCLES = ["weekly", "twoWeekly", "monthly"] as const;
export type CycleKind = (typeof CYCLES)[number];
export type Cycle = { readonly fromOn: DateText; readonly toOn: DateText };

/** A Monday from which cycles of two weeks are counted, so that all clinics of a chain have the same. */
const FIRST_MONDAY = Temporal.PlainDate.from("2024-01-01");
const TWO_WEEKS = 14;

function firstDay(kind: CycleKind, on: Temporal.PlainDate): Temporal.PlainDate {
  if (kind === "monthly") return on.with({ day: 1 });
  if (kind === "weekly") return on.subtract({ days: on.dayOfWeek - 1 });
  const days = FIRST_MONDAY.until(on).days % TWO_WEEKS;
  return on.subtract({ days: days < 0 ? days + TWO_WEEKS : days });
}

/** The cycle that a day lies in: Monday to Sunday, two such weeks, or a month of the calendar. */
export function cycleOf(kind: CycleKind, on: DateText): Cycle {
  const first = firstDay(kind, Temporal.PlainDate.from(on));
  const next = kind === "monthly" ? first.add({ months: 1 }) : first.add({ weeks: kind === "weekly" ? 1 : 2 });
  return { fromOn: first.toString(), toOn: next.subtract({ days: 1 }).toString() };
}

/** The whole cycle before the one a day lies in. */
export function cycleBefore(kind: CycleKind, on: DateText): Cycle {
  const { fromOn } = cycleOf(kind, on);
  return cycleOf(kind, Temporal.PlainDate.from(fromOn).subtract({ days: 1 }).toString());
}
