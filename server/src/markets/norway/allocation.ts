import { allocationRules } from "../allocation.ts";
import { row } from "../rows.ts";

/**
 * Order in which a payment is used, oldest principal first; our own choice, disclosed to the payer. A consumer's payment
 * for health care, and any payment that names an invoice, meets the principal first.
 */
export const { allocation, allocationOrder } = allocationRules([
  row(
    {
      when: "healthConsumer",
      order: ["principal", "agencyCost", "fee", "interest"],
      principalFirstWhenInvoiceNamed: true,
    },
    "own",
    "own rule",
  ),
  row(
    { when: "otherwise", order: ["agencyCost", "fee", "interest", "principal"], principalFirstWhenInvoiceNamed: true },
    "own",
    "own rule",
  ),
]);
