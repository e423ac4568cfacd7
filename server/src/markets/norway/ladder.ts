import { compareDates } from "@kvitt/values";
import type { LadderStep } from "../contract.ts";
import { handOverRung, letterRung, nudgeRung, timetable } from "../timetable.ts";
import { days } from "./days.ts";

type PlainDate = Temporal.PlainDate;

const daysOfLateDelivery = 10;

/**
 * Our default timetable; a policy may change it within the law. The payment demand in our own name is an option that takes
 * the hand-over's place. A second reminder takes the collection notice's, and must where the regime leaves that to collection companies:
 * the agency then sends its own.
 */
const rungs: readonly LadderStep[] = [
  nudgeRung(3, "calendarDays"),
  letterRung("reminder", "due", 15, 14),
  letterRung("collectionNotice", "previousDeadline", 2, 14),
  { ...letterRung("reminder", "previousDeadline", 2, 14), insteadOf: "collectionNotice" },
  handOverRung("previousDeadline", 3, "bankDays"),
  { ...letterRung("paymentDemand", "previousDeadline", 3, 14), unit: "bankDays", insteadOf: "handOver" },
];

/**
 * An invoice that reached the payer less than ten days before its due day counts as due ten days after it came; one that
 * was never validly delivered (a text message with a link is none) is never due: null.
 */
function dueAfterDelivery(dueOn: PlainDate, deliveredOn: PlainDate | null): PlainDate | null {
  if (deliveredOn === null) return null;
  const earliest = deliveredOn.add({ days: daysOfLateDelivery });
  return compareDates(dueOn, earliest) < 0 ? earliest : dueOn;
}

export const rungsInTime = timetable(days, rungs, dueAfterDelivery);
export const { ladder, effectiveDue, stepDue, deadline } = rungsInTime;
