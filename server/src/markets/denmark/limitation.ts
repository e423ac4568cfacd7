import type { LimitRule } from "../contract.ts";
import { limitationRules } from "../limitation.ts";
import { row } from "../rows.ts";

/** Three years from the due day, ten from an acknowledgement or a judgment; we warn three months before the end. */
const rules = [
  row<LimitRule>(
    {
      debtor: "any",
      years: 3,
      yearsAnew: 10,
      warn: { monthsIn: 33 },
      interruptedBy: ["acknowledgement", "legalStep"],
    },
    "known",
    "forældelsesloven section 3",
  ),
];

export const limits = limitationRules(rules, (facts) => facts.claimableOn);
export const { limitation, limitationState } = limits;
