import type { LadderStep, SkipReason } from "../contract.ts";
import { timetable } from "../timetable.ts";
import { days } from "./days.ts";

const reminderSkips: readonly SkipReason[] = ["disputed", "planAgreed", "deceased"];
const stepDays = 5;

/**
 * Our default timetable, the one of a Swedish dental chain: a pleasant reminder five working days after the claim fell due, a second from
 * the clinic five after the first was sent, and five later it goes on. Counted from when the step before was really taken, never
 * shortened. The demand (inkassokrav) is the agency's, or ours instead of the hand-over.
 */
const rungs: readonly LadderStep[] = [
  rung("reminder", "due", reminderSkips),
  rung("reminder", "previousSent", reminderSkips),
  rung("handOver", "previousSent", [...reminderSkips, "addressUnknown", "belowMinimum"]),
  { ...rung("paymentDemand", "previousSent", reminderSkips), deadlineDays: 8, insteadOf: "handOver" },
];

function rung(step: LadderStep["step"], after: LadderStep["after"], skippedWhen: readonly SkipReason[]): LadderStep {
  return { step, after, days: stepDays, unit: "workingDays", deadlineDays: null, skippedWhen };
}

export const rungsInTime = timetable(days, rungs);
export const { ladder, effectiveDue, stepDue, deadline } = rungsInTime;
