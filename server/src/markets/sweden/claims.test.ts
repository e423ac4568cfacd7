import { describe, expect, test } from "vitest";
import type { AgencyAct, DataClass, LimitationFacts } from "../contract.ts";
import { agencyCost } from "./agency-cost.ts";
import { allocationOrder } from "./allocation.ts";
import { limitation, limitationState } from "./limitation.ts";
import { keptThrough } from "./retention.ts";

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

describe("the order in which a payment is used", () => {
  const interestFirst = ["agencyCost", "fee", "interest", "principal"];
  const principalFirst = ["principal", "fee", "interest", "agencyCost"];

  test.each([
    ["consumer", "health", false, principalFirst],
    ["consumer", "health", true, principalFirst],
    ["consumer", "animal", false, interestFirst],
    ["consumer", "animal", true, principalFirst],
    ["business", "health", false, interestFirst],
    ["business", "health", true, principalFirst],
  ] as const)("%s, %s care, names an invoice %s", (debtor, care, namesInvoice, expected) => {
    expect(allocationOrder({ debtor, care, namesInvoice })).toEqual(expected);
  });
});

describe("X-19 limitation from the day the claim arose", () => {
  const treated: LimitationFacts = {
    debtor: "consumer",
    aroseOn: date("2026-04-10"),
    claimableOn: date("2026-05-11"),
    interruptedOn: null,
  };
  const stops = (changes: { readonly debtor?: "business"; readonly interruptedOn?: string }) => {
    const { interruptedOn, ...rest } = changes;
    const facts = { ...treated, ...rest, interruptedOn: interruptedOn === undefined ? null : date(interruptedOn) };
    return String(limitationState(facts, date("2026-06-01")).stopOn);
  };

  test("the worked days: consumer, reminder, part payment on a leap day, a farm company", () => {
    expect(stops({})).toBe("2029-04-10");
    expect(stops({ interruptedOn: "2027-01-05" })).toBe("2030-01-05");
    expect(stops({ interruptedOn: "2028-02-29" })).toBe("2031-02-28");
    expect(stops({ debtor: "business" })).toBe("2036-04-10");
  });

  test.each([
    ["2029-01-09", "running"],
    ["2029-01-10", "warn"],
    ["2029-04-09", "warn"],
    ["2029-04-10", "stop"],
  ])("seen on %s: %s", (asOf, state) => {
    expect(limitationState(treated, date(asOf)).state).toBe(state);
  });

  test("a reminder that reached the debtor interrupts", () => {
    for (const { value } of limitation) expect(value.interruptedBy).toContain("writtenDemand");
  });
});

describe("what an agency may ask the debtor for", () => {
  const answer = (done: readonly AgencyAct[], paidOn = "2026-11-22"): bigint | string => {
    const facts = { principalMinor: 1_250_00n, paidOn: date(paidOn), debtor: "consumer", heavy: false } as const;
    const result = agencyCost({ ...facts, creditorDeductsVat: false, done });
    return result.ok ? result.costMinor : result.code;
  };

  test.each<[readonly AgencyAct[], bigint]>([
    [[], 0n],
    [["paymentDemand"], 180_00n],
    [["paymentDemand", "instalmentPlan"], 350_00n],
    [["paymentDemand", "courtApplication", "agentsFee"], 860_00n],
    [["paymentDemand", "courtApplication", "agentsFee", "execution"], 1_460_00n],
    [["paymentDemand", "paymentDemand"], 180_00n],
  ])("%j: %s, without VAT", (done, expected) => {
    expect(answer(done)).toBe(expected);
  });

  test("a price that is not known refuses the whole", () => {
    expect(answer(["paymentDemand"], "2013-03-15")).toBe("agencyCostNotKnown");
    expect(answer(["paymentDemand", "courtApplication"], "2025-12-31")).toBe("agencyCostNotKnown");
    expect(answer(["paymentDemand", "courtApplication"], "2026-01-01")).toBe(480_00n);
  });
});

describe("SEC-80 keeping times", () => {
  test.each<[DataClass, string, string]>([
    ["voucher", "2026-12-31", "2033-12-31"],
    ["voucher", "2026-04-30", "2033-12-31"],
    ["voucher", "2027-01-01", "2034-12-31"],
    ["secondaryVoucher", "2026-06-01", "2033-12-31"],
  ])("%s of %s is kept through %s", (dataClass, basisOn, expected) => {
    expect(keptThrough(dataClass, date(basisOn)).toString()).toBe(expected);
  });
});
