import { limitationRules } from "../limitation.ts";
import type { LimitRule } from "../contract.ts";
import { row } from "../rows.ts";

/** Three years from the day payment could first be demanded; we warn at 33 months and stop asking at 36. */
const rules = [
  row<LimitRule>(
    { debtor: "any", years: 3, warn: { monthsIn: 33 }, interruptedBy: ["acknowledgement", "legalStep"] },
    "law",
    "foreldelsesloven LOV-1979-05-18-18 sections 2, 3, 14 and 15",
  ),
];

/** From the day payment could first be demanded. From `stopOn` on nothing more is sent. */
export const limits = limitationRules(rules, (facts) => facts.claimableOn);
export const { limitation, limitationState } = limits;
