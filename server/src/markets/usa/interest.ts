import type { InterestRules } from "../contract.ts";
import { businessCompensation, interestRoundedOnce } from "../interest.ts";

/**
 * None: interest needs a prior written agreement and keeps to a cap that differs by state, of which none is confirmed (`states.ts`). So no
 * day starts it, no rate is known, and no lump sum is owed.
 */
export const interest: InterestRules = {
  rates: [],
  rounding: "total",
  belowNotClaimedMinor: 0n,
  start: () => null,
  between: (principalMinor, startOn, paidOn) => interestRoundedOnce([], principalMinor, startOn, paidOn),
  ...businessCompensation([], "no statute gives one"),
};
