import type { LadderStep } from "../contract.ts";
import { handOverRung, letterRung, nudgeRung, timetable } from "../timetable.ts";
import { days } from "./days.ts";

/**
 * Our default timetable, by the age of the patient's part: friendly within the first 30 days, a reminder with a pay link from day 31, a firm
 * one that offers a plan from day 61, the final notice with a date from day 91. After its thirty days a person reviews before anything is
 * handed over. The later ones count from the letter before, so that what was late is never made up.
 */
const rungs: readonly LadderStep[] = [
  nudgeRung(10, "calendarDays"),
  letterRung("reminder", "due", 31, null),
  letterRung("reminder", "previousSent", 30, null),
  letterRung("collectionNotice", "previousSent", 30, 30),
  handOverRung("previousDeadline", 5, "bankDays"),
];

export const rungsInTime = timetable(days, rungs);
export const { ladder, effectiveDue, stepDue, deadline } = rungsInTime;
