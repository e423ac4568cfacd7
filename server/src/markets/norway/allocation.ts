import type { AllocationFacts, AllocationPart, AllocationRule, Row } from "../contract.ts";
import { row } from "../rows.ts";

const principalFirst: readonly AllocationPart[] = ["principal", "agencyCost", "fee", "interest"];

/**
 * Order in which a payment is used, oldest principal first; our own choice, disclosed to the payer. A consumer's payment
 * for health care, and any payment that names an invoice, meets the principal first.
 */
export const allocation: readonly Row<AllocationRule>[] = [
  row({ when: "healthConsumer", order: principalFirst, principalFirstWhenInvoiceNamed: true }, "own", "own rule"),
  row(
    { when: "otherwise", order: ["agencyCost", "fee", "interest", "principal"], principalFirstWhenInvoiceNamed: true },
    "own",
    "own rule",
  ),
];

/** The parts of a claim in the order a payment is used on them; all four, each once. */
export function allocationOrder(facts: AllocationFacts): readonly AllocationPart[] {
  const kind = facts.care === "health" && facts.debtor === "consumer" ? "healthConsumer" : "otherwise";
  const rule = allocation.find((each) => each.value.when === kind)!.value;
  return facts.namesInvoice && rule.principalFirstWhenInvoiceNamed ? principalFirst : rule.order;
}
