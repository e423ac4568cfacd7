import type { LadderStep } from "../contract.ts";
import { handOverRung, letterRung, timetable } from "../timetable.ts";
import { days } from "./days.ts";

/**
 * Our default timetable, by practice: a courtesy reminder ten days after the due day, a second fifteen days later, the formal notice fifteen
 * days after that with fifteen days to pay, and then a lawyer or collector, or an application for a payment order.
 */
const rungs: readonly LadderStep[] = [
  letterRung("reminder", "due", 10, null),
  letterRung("reminder", "previousSent", 15, null),
  letterRung("paymentDemand", "previousSent", 15, 15),
  handOverRung("previousDeadline", 3, "workingDays"),
];

export const rungsInTime = timetable(days, rungs);
export const { ladder, effectiveDue, stepDue, deadline } = rungsInTime;
