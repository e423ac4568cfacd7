import type { AllocationFacts, AllocationPart, AllocationRule, MarketPack, Row } from "./contract.ts";
import { row } from "./rows.ts";

type Allocation = Pick<MarketPack, "allocation" | "allocationOrder">;

/**
 * The order in which a payment is used, oldest principal first; all four parts, each once. A payment that names an invoice meets that
 * invoice's principal first, in the order of a consumer's payment for health care.
 */
export function allocationRules(allocation: readonly Row<AllocationRule>[]): Allocation {
  const rule = (when: AllocationRule["when"]): AllocationRule =>
    allocation.find(({ value }) => value.when === when)!.value;
  const principalFirst = rule("healthConsumer").order;
  const allocationOrder = ({ debtor, care, namesInvoice }: AllocationFacts): readonly AllocationPart[] => {
    const found = rule(care === "health" && debtor === "consumer" ? "healthConsumer" : "otherwise");
    return namesInvoice && found.principalFirstWhenInvoiceNamed ? principalFirst : found.order;
  };
  return { allocation, allocationOrder };
}

/** An order that a creditor has chosen, on every bill and in every market, by what it begins with. */
export const chosenOrders: Readonly<Record<"principal" | "costs", readonly AllocationPart[]>> = {
  principal: ["principal", "fee", "interest", "agencyCost"],
  costs: ["agencyCost", "fee", "interest", "principal"],
};

/**
 * For want of a law: the payer's choice, and without a word of theirs principal before fee and interest. Our own rule, told to the payer.
 */
export const principalBeforeAll: Allocation = allocationRules(
  (["healthConsumer", "otherwise"] as const).map((when) =>
    row({ when, order: chosenOrders.principal, principalFirstWhenInvoiceNamed: true }, "own", "own rule"),
  ),
);
