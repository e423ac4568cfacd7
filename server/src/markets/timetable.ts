/** When a rung of a market's ladder is due and what time its letter gives: the same counting in every market. */
import { compareDates } from "@kvitt/values";
import type { LadderStep, Letter, MarketDays, MarketPack, SkipReason } from "./contract.ts";

type PlainDate = Temporal.PlainDate;
type Timetable = Pick<MarketPack, "ladder" | "effectiveDue" | "stepDue" | "deadline">;

/** What lets a letter be passed over. */
const letterSkips: readonly SkipReason[] = ["objection", "planAgreed", "deceased", "addressUnknown"];

/** A letter so many calendar days after what it follows. */
export function letterRung(
  step: Letter,
  after: LadderStep["after"],
  days: number,
  deadlineDays: number | null,
): LadderStep {
  return { step, after, days, unit: "calendarDays", deadlineDays, skippedWhen: letterSkips };
}

/** A friendly message after the due day. */
export function nudgeRung(days: number, unit: LadderStep["unit"]): LadderStep {
  return { step: "nudge", after: "due", days, unit, deadlineDays: null, skippedWhen: ["optedOut"] };
}

/** Handing over to an agency after the last letter. */
export function handOverRung(after: LadderStep["after"], days: number, unit: LadderStep["unit"]): LadderStep {
  return { step: "handOver", after, days, unit, deadlineDays: null, skippedWhen: ["belowMinimum", "disputed"] };
}

/** A country's ladder, counted on its calendar. */
export function timetable(
  days: MarketDays,
  ladder: readonly LadderStep[],
  effectiveDue: MarketPack["effectiveDue"] = dueWhenDelivered(days),
): Timetable {
  return {
    ladder,
    effectiveDue,
    stepDue: (step, dueOn, previousOn) => countedOn(days, step, countedFrom(step, dueOn, previousOn)),
    deadline: ({ deadlineDays }, sentOn) =>
      deadlineDays === null ? null : days.bankDayOnOrAfter(sentOn.add({ days: deadlineDays })),
  };
}

/** The due day, or the next bank day if it is none; a bill that came later is due when it came, one that never came never is: null. */
function dueWhenDelivered(days: MarketDays): MarketPack["effectiveDue"] {
  return (dueOn, deliveredOn) =>
    deliveredOn === null ? null : days.bankDayOnOrAfter(compareDates(dueOn, deliveredOn) < 0 ? deliveredOn : dueOn);
}

/** A rung that follows a letter needs that letter's day; without one it throws, because the caller has lost a letter. */
function countedFrom({ step, after }: LadderStep, dueOn: PlainDate, previousOn: PlainDate | null): PlainDate {
  const from = after === "due" ? dueOn : previousOn;
  if (from === null) throw new Error(`${step} follows a letter and needs its day`);
  return from;
}

function countedOn(days: MarketDays, { unit, days: count }: LadderStep, from: PlainDate): PlainDate {
  if (unit === "bankDays") return days.addBankDays(from, count);
  return unit === "workingDays" ? days.addWorkingDays(from, count) : days.bankDayOnOrAfter(from.add({ days: count }));
}
