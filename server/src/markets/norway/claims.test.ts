import { describe, expect, test } from "vitest";
import type { DataClass } from "../contract.ts";
import { allocationOrder } from "./allocation.ts";
import { limitationState as standing } from "./limitation.ts";
import { keptThrough } from "./retention.ts";

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

describe("S0-48 the order in which a payment is used", () => {
  const costsFirst = ["agencyCost", "fee", "interest", "principal"];
  const principalFirst = ["principal", "agencyCost", "fee", "interest"];

  test.each([
    ["consumer", "health", false, principalFirst],
    ["consumer", "health", true, principalFirst],
    ["consumer", "animal", false, costsFirst],
    ["consumer", "animal", true, principalFirst],
    ["business", "health", false, costsFirst],
    ["business", "health", true, principalFirst],
  ] as const)("%s, %s care, names an invoice %s", (debtor, care, namesInvoice, expected) => {
    expect(allocationOrder({ debtor, care, namesInvoice })).toEqual(expected);
  });
});

describe("X-19 limitation after three years", () => {
  const limitationState = (claimableOn: Temporal.PlainDate, asOf: Temporal.PlainDate) =>
    standing({ debtor: "consumer", aroseOn: claimableOn, claimableOn, interruptedOn: null }, asOf);

  test.each([
    ["2026-07-18", "running"],
    ["2026-07-19", "warn"],
    ["2026-10-18", "warn"],
    ["2026-10-19", "stop"],
  ])("claimable on 19 October 2023, seen on %s: %s", (asOf, state) => {
    expect(limitationState(date("2023-10-19"), date(asOf)).state).toBe(state);
  });

  test("an acknowledgement begins the three years anew; the day of treatment does not count", () => {
    const facts = { debtor: "business", aroseOn: date("2023-09-01"), claimableOn: date("2023-10-19") } as const;
    const stops = (interruptedOn: string | null) =>
      standing({ ...facts, interruptedOn: interruptedOn === null ? null : date(interruptedOn) }, date("2024-01-01"));
    expect([stops(null), stops("2025-05-02")].map(({ stopOn }) => String(stopOn))).toEqual([
      "2026-10-19",
      "2028-05-02",
    ]);
  });

  test("the days themselves", () => {
    const { warnOn, stopOn } = limitationState(date("2024-02-29"), date("2024-03-01"));
    expect([warnOn, stopOn].map(String)).toEqual(["2026-11-29", "2027-02-28"]);
  });
});

describe("SEC-80 keeping times", () => {
  test.each<[DataClass, string, string]>([
    ["voucher", "2026-01-01", "2031-12-31"],
    ["voucher", "2026-12-31", "2031-12-31"],
    ["voucher", "2027-01-01", "2032-12-31"],
    ["secondaryVoucher", "2026-06-01", "2030-06-30"],
  ])("%s of %s is kept through %s", (dataClass, basisOn, expected) => {
    expect(keptThrough(dataClass, date(basisOn)).toString()).toBe(expected);
  });
});
