import { compareDates } from "@kvitt/values";
import type { LadderStep, SkipReason } from "../contract.ts";
import { days } from "./days.ts";

type PlainDate = Temporal.PlainDate;

const letterSkips: readonly SkipReason[] = ["objection", "planAgreed", "deceased", "addressUnknown"];
const daysOfLateDelivery = 10;

/**
 * Our default timetable; a policy may change it within the law. The payment demand in our own name is an option that takes
 * the hand-over's place.
 */
export const ladder: readonly LadderStep[] = [
  { step: "nudge", after: "due", days: 3, unit: "calendarDays", deadlineDays: null, skippedWhen: ["optedOut"] },
  { step: "reminder", after: "due", days: 15, unit: "calendarDays", deadlineDays: 14, skippedWhen: letterSkips },
  {
    step: "collectionNotice",
    after: "previousDeadline",
    days: 2,
    unit: "calendarDays",
    deadlineDays: 14,
    skippedWhen: letterSkips,
  },
  {
    step: "handOver",
    after: "previousDeadline",
    days: 3,
    unit: "bankDays",
    deadlineDays: null,
    skippedWhen: ["belowMinimum", "disputed"],
  },
  {
    step: "paymentDemand",
    after: "previousDeadline",
    days: 3,
    unit: "bankDays",
    deadlineDays: 14,
    insteadOf: "handOver",
    skippedWhen: letterSkips,
  },
];

/**
 * An invoice that reached the payer less than ten days before its due day counts as due ten days after it came; one that
 * was never validly delivered (a text message with a link is none) is never due: null.
 */
export function effectiveDue(dueOn: PlainDate, deliveredOn: PlainDate | null): PlainDate | null {
  if (deliveredOn === null) return null;
  const earliest = deliveredOn.add({ days: daysOfLateDelivery });
  return compareDates(dueOn, earliest) < 0 ? earliest : dueOn;
}

/**
 * The bank day on which a rung is to be sent. A rung that follows a letter needs that letter's deadline; without one it
 * throws, because the caller has lost a letter.
 */
export function stepDue(step: LadderStep, dueOn: PlainDate, previousDeadlineOn: PlainDate | null): PlainDate {
  const base = step.after === "due" ? dueOn : previousDeadlineOn;
  if (base === null) throw new Error(`${step.step} follows a letter and needs its deadline`);
  if (step.unit === "bankDays") return days.addBankDays(base, step.days);
  return days.bankDayOnOrAfter(base.add({ days: step.days }));
}

/** Deadline of a letter, on a bank day and never shorter than the step's days; null for a step without one. */
export function deadline(step: LadderStep, sentOn: PlainDate): PlainDate | null {
  return step.deadlineDays === null ? null : days.bankDayOnOrAfter(sentOn.add({ days: step.deadlineDays }));
}
