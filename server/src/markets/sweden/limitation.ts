import type { Interruption, LimitRule } from "../contract.ts";
import { limitationRules } from "../limitation.ts";
import { row } from "../rows.ts";

const act = "preskriptionslagen (1981:130)";
const interruptedBy: readonly Interruption[] = [
  "acknowledgement",
  "partPayment",
  "interestPayment",
  "writtenDemand",
  "legalStep",
];

/**
 * From the day the claim arose (the treatment, not the due day): three years for a business's claim on a consumer for goods or services
 * mainly for private use, else ten. A written demand or reminder interrupts when it reached the debtor. We warn 90 days before.
 */
const rules = [
  row<LimitRule>(
    { debtor: "consumer", years: 3, warn: { daysBefore: 90 }, interruptedBy },
    "law",
    `${act} sections 2 and 5`,
  ),
  row<LimitRule>(
    { debtor: "business", years: 10, warn: { daysBefore: 90 }, interruptedBy },
    "law",
    `${act} sections 2 and 5`,
  ),
];

/** From the treatment. From `stopOn` on no reminder and no hand-over. */
export const limits = limitationRules(rules, (facts) => facts.aroseOn);
export const { limitation, limitationState } = limits;
