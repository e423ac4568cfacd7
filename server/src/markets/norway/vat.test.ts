import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { vat } from "./vat.ts";

const on = Temporal.PlainDate.from("2026-10-05");

describe("X-19 VAT codes", () => {
  test.each([
    ["EXEMPT", 0n, "6", "E", "Unntatt merverdiavgift, mval. § 3-2", "incomeExempt"],
    ["STANDARD", 2500n, "3", "S", null, "incomeTaxable"],
    ["ZERO", 0n, "5", "Z", null, "incomeZero"],
    ["OUTSIDE", 0n, null, "O", "Utenfor avgiftsgrunnlaget, mval. § 4-1", "feeIncome"],
  ])("%s", (code, rateBasisPoints, exportCode, eInvoiceCategory, reason, incomeRole) => {
    expect(vat.rule(code, on)).toEqual({ code, rateBasisPoints, exportCode, eInvoiceCategory, reason, incomeRole });
  });

  test("a code nobody knows has no rule", () => {
    expect(vat.rule("LOW", on)).toBeUndefined();
    expect(vat.rule("constructor", on)).toBeUndefined();
  });

  test("a claim dated before the sources name a start is read by the same rule", () => {
    expect(vat.rule("STANDARD", Temporal.PlainDate.from("2025-12-31"))?.rateBasisPoints).toBe(2500n);
  });
});

describe("S0-14 a claim line's VAT is within one øre of rate times net", () => {
  test.each([
    ["STANDARD", 100_00n, 25_00n, "ok"],
    ["STANDARD", 100_00n, 25_01n, "ok"],
    ["STANDARD", 100_00n, 25_02n, "vatLineWrong"],
    ["STANDARD", 100_00n, 24_99n, "ok"],
    ["STANDARD", 100_00n, 24_98n, "vatLineWrong"],
    ["STANDARD", 2n, 1n, "ok"],
    ["STANDARD", 2n, 2n, "vatLineWrong"],
    ["STANDARD", 2n, 0n, "ok"],
    ["STANDARD", -100_00n, -25_01n, "ok"],
    ["STANDARD", -100_00n, -25_02n, "vatLineWrong"],
    ["STANDARD", -100_00n, 25_00n, "vatLineWrong"],
    ["EXEMPT", 2450_00n, 0n, "ok"],
    ["EXEMPT", 2450_00n, 1n, "vatLineWrong"],
    ["HALF", 100_00n, 0n, "vatCodeUnknown"],
  ])("%s net %i VAT %i: %s", (vatCode, netMinor, vatMinor, expected) => {
    const checked = vat.checkLine({ vatCode, netMinor, vatMinor }, on);
    expect(checked.ok ? "ok" : checked.code).toBe(expected);
  });

  test("a refusal tells the VAT expected", () => {
    expect(vat.checkLine({ vatCode: "STANDARD", netMinor: 99n, vatMinor: 40n }, on)).toEqual({
      ok: false,
      code: "vatLineWrong",
      expectedMinor: 25n,
      vatMinor: 40n,
    });
  });
});

describe("S1-07 VAT is rounded once per document and rate", () => {
  const total = (...lines: readonly (readonly [string, bigint])[]) =>
    vat.totals(
      lines.map(([vatCode, netMinor]) => ({ vatCode, netMinor })),
      on,
    );

  test.each([
    ["half an øre down", [["STANDARD", 1n]], 0n],
    ["half an øre up", [["STANDARD", 2n]], 1n],
    ["half an øre of a credit, mirrored", [["STANDARD", -2n]], -1n],
    [
      "two lines of half an øre together",
      [
        ["STANDARD", 1n],
        ["STANDARD", 1n],
      ],
      1n,
    ],
    [
      "199.90 and 49.95",
      [
        ["STANDARD", 199_90n],
        ["STANDARD", 49_95n],
      ],
      62_46n,
    ],
    [
      "treatment and a toothbrush",
      [
        ["EXEMPT", 2450_00n],
        ["STANDARD", 79_20n],
      ],
      19_80n,
    ],
    ["no line", [], 0n],
  ] as const)("%s", (_what, lines, vatMinor) => {
    expect(total(...lines)).toMatchObject({ ok: true, vatMinor });
  });

  test("a mixed invoice keeps its sums apart", () => {
    const sums = total(["EXEMPT", 1000_00n], ["STANDARD", 100_00n], ["EXEMPT", 500_00n]);
    if (!sums.ok) throw new Error(sums.code);
    expect(sums.totals.map((each) => [each.rule.code, each.baseMinor, each.vatMinor])).toEqual([
      ["EXEMPT", 1500_00n, 0n],
      ["STANDARD", 100_00n, 25_00n],
    ]);
    expect(sums.netMinor).toBe(1600_00n);
  });

  test("an unknown code refuses the document", () => {
    expect(total(["STANDARD", 1n], ["HALF", 1n])).toEqual({ ok: false, code: "vatCodeUnknown", vatCode: "HALF" });
  });

  test("a credit note mirrors its invoice to the øre", () => {
    const lines = fc.array(fc.bigInt({ min: -10_000_000n, max: 10_000_000n }), { maxLength: 8 });
    fc.assert(
      fc.property(lines, (nets) => {
        const invoice = total(...nets.map((net) => ["STANDARD", net] as const));
        const credit = total(...nets.map((net) => ["STANDARD", -net] as const));
        if (!invoice.ok || !credit.ok) throw new Error("refused");
        expect(credit.vatMinor).toBe(-invoice.vatMinor);
      }),
    );
  });
});
