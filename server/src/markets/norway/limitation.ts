import { compareDates } from "@kvitt/values";
import type { LimitationState, LimitRule, Row } from "../contract.ts";
import { row } from "../rows.ts";

/** Three years; we warn at 33 months and stop asking at 36. */
export const limitation: readonly Row<LimitRule>[] = [
  row({ years: 3, warnMonths: 33, stopMonths: 36 }, "law", "foreldelsesloven LOV-1979-05-18-18 sections 2 and 3"),
];

/**
 * Where a claim stands on a day. `claimableOn` is the day payment could first be demanded, or, with kept evidence, the day
 * of the latest acknowledgement or legal step (sections 14 and 15). From `stopOn` on nothing more is sent.
 */
export function limitationState(claimableOn: Temporal.PlainDate, asOf: Temporal.PlainDate): LimitationState {
  const { warnMonths, stopMonths } = limitation[0]!.value;
  const warnOn = claimableOn.add({ months: warnMonths });
  const stopOn = claimableOn.add({ months: stopMonths });
  const reached = (on: Temporal.PlainDate): boolean => compareDates(asOf, on) >= 0;
  return { state: reached(stopOn) ? "stop" : reached(warnOn) ? "warn" : "running", warnOn, stopOn };
}
