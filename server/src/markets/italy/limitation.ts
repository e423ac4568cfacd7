import type { LimitRule } from "../contract.ts";
import { limitationRules } from "../limitation.ts";
import { row } from "../rows.ts";

/**
 * Ten years from the end of the treatment. After three the debtor of a professional may say that it was paid (art. 2956 c.c.), which an
 * admission or an oath defeats; whether a company's claim falls under it is doubtful. So a person is told at two and a half years, in time
 * for a formal notice, and nothing stops before the ten are over.
 */
const rules = [
  row<LimitRule>(
    {
      debtor: "any",
      years: 10,
      warn: { monthsIn: 30 },
      interruptedBy: ["acknowledgement", "writtenDemand", "legalStep"],
    },
    "seen",
    "art. 2946, 2956 and 2943 c.c.",
  ),
];

export const limits = limitationRules(rules, (facts) => facts.aroseOn);
export const { limitation, limitationState } = limits;
