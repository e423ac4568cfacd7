import { describe, expect, test } from "vitest";
import type { ItemKind } from "../ledger/index.ts";
import { chosenOrders, marketPack } from "../markets/index.ts";
import { matchPayment, type Candidate } from "./match.ts";

/** Of a bill of 1,000.00 hang a reminder fee of 60.00 and interest of 12.00; 100.00 comes. */
const candidate = (itemId: string, kind: ItemKind, openMinor: bigint): Candidate => ({
  ...{ itemId, kind, openMinor, amountMinor: openMinor, account: "1510", partyId: "payer", dueOn: "2026-03-27" },
  ...{ custody: "own", credited: false },
});
const bill = candidate("bill", "invoice", 100_000n);
const costs = [candidate("fee", "fee", 6_000n), candidate("interest", "interest", 1_200n)];

function used(amountMinor: bigint, allocationOrder: Parameters<typeof matchPayment>[1]["allocationOrder"]): string[] {
  const { allocations } = matchPayment(
    { amountMinor, reference: "1001", referenceProblem: null },
    {
      ...{ item: bill, children: costs, otherLedgerId: undefined, customerItems: undefined, customerId: undefined },
      allocationOrder,
    },
  );
  return allocations.map(({ itemId, amountMinor: minor }) => `${itemId} ${String(minor)}`);
}

describe("what a part payment is used for first", () => {
  const health = { care: "health", debtor: "consumer", namesInvoice: true } as const;
  test.each([
    ["the market's order in Sweden", marketPack("SE").allocationOrder(health), ["bill 10000"]],
    ["principal first", chosenOrders.principal, ["bill 10000"]],
    ["costs first", chosenOrders.costs, ["fee 6000", "interest 1200", "bill 2800"]],
  ])("X-17 N-21 by %s", (_what, order, expected) => expect(used(10_000n, order)).toEqual(expected));

  test.each(["principal", "costs"] as const)("X-17 all of it is all of it, %s first", (first) => {
    expect(used(107_200n, chosenOrders[first]).toSorted()).toEqual(["bill 100000", "fee 6000", "interest 1200"]);
  });
});
