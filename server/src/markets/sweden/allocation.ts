import { allocationRules } from "../allocation.ts";
import { row } from "../rows.ts";

/**
 * Order in which a payment is used, oldest principal first. A consumer's payment for health care, and any payment that names an invoice,
 * meets the principal first: our own choice. Else interest comes before the principal, as the code has it when nobody says otherwise.
 * That the patient's fee is paid first is also what state dental support asks for.
 */
export const { allocation, allocationOrder } = allocationRules([
  row(
    {
      when: "healthConsumer",
      order: ["principal", "fee", "interest", "agencyCost"],
      principalFirstWhenInvoiceNamed: true,
    },
    "own",
    "own rule",
  ),
  row(
    { when: "otherwise", order: ["agencyCost", "fee", "interest", "principal"], principalFirstWhenInvoiceNamed: true },
    "known",
    "handelsbalken 9:5, for interest before the principal; the rest our own rule",
  ),
]);
