import type { LadderStep } from "../contract.ts";
import { handOverRung, letterRung, nudgeRung, timetable } from "../timetable.ts";
import { days } from "./days.ts";

/**
 * Our default timetable: a friendly message three bank days after the due day, ten days later the first reminder, two more ten days apart,
 * the third of which is the demand letter of inkassoloven section 10; two days after its ten are over the claim is handed over. A message
 * may be passed over, so the first reminder counts from the due day: three bank days are five days at most where no holiday falls among them.
 */
const rungs: readonly LadderStep[] = [
  nudgeRung(3, "bankDays"),
  letterRung("reminder", "due", 15, 10),
  letterRung("reminder", "previousSent", 10, 10),
  letterRung("collectionNotice", "previousSent", 10, 10),
  handOverRung("previousSent", 12, "calendarDays"),
];

export const rungsInTime = timetable(days, rungs);
export const { ladder, effectiveDue, stepDue, deadline } = rungsInTime;
