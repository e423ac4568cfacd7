import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { references } from "./references.ts";

const agreement = { modulus: "mod10", lengths: [13] } as const;

describe("FR-5 our KID is customer 6, series 6 and a MOD10 digit", () => {
  test.each([
    [104711n, 260101n, "1047112601018"],
    [104715n, 260105n, "1047152601050"],
    [1n, 1n, "0000010000016"],
    [999999n, 999999n, "9999999999992"],
  ])("customer %i and series number %i give %s", (customerNumber, seriesNumber, reference) => {
    expect(references.make({ customerNumber, seriesNumber })).toEqual({ ok: true, reference });
  });

  test.each([
    [1_000_000n, 1n, "customerNumber"],
    [1n, 1_000_000n, "seriesNumber"],
  ])("customer %i and series number %i are refused, never cut", (customerNumber, seriesNumber, part) => {
    expect(references.make({ customerNumber, seriesNumber })).toMatchObject({
      ok: false,
      code: "referencePartTooLong",
      part,
      number: 1_000_000n,
      digits: 6,
    });
  });

  test("a ledger may say another rule", () => {
    const rule = { customerDigits: 8, seriesDigits: 4, modulus: "mod11" } as const;
    expect(references.make({ customerNumber: 1234n, seriesNumber: 5n }, rule)).toEqual({
      ok: true,
      reference: "0000123400054",
    });
  });

  test("numbers count from 1", () => {
    expect(() => references.make({ customerNumber: 0n, seriesNumber: 1n })).toThrow(RangeError);
    expect(() => references.make({ customerNumber: 1n, seriesNumber: 0n })).toThrow(RangeError);
  });

  test("every KID made is 13 digits, valid, and tells its parts", () => {
    const number = fc.bigInt({ min: 1n, max: 999_999n });
    fc.assert(
      fc.property(number, number, (customerNumber, seriesNumber) => {
        const made = references.make({ customerNumber, seriesNumber });
        if (!made.ok) throw new Error(made.code);
        expect(references.check(made.reference, agreement)).toEqual(made);
        expect(BigInt(made.reference.slice(0, 6))).toBe(customerNumber);
        expect(BigInt(made.reference.slice(6, 12))).toBe(seriesNumber);
      }),
    );
  });
});

describe("a KID is checked against its account's agreement", () => {
  test.each([
    ["1047112601018", "ok"],
    ["  1047112601018 ", "ok"],
    ["1047112601019", "kidCheckDigit"],
    ["104711260101 8", "kidCharacter"],
    ["123456782", "kidLengthNotAgreed"],
    ["0000000000000", "kidAllZero"],
    ["12A4566", "kidCharacter"],
    ["000006-", "kidCharacter"],
    ["   ", "referenceEmpty"],
    ["1", "kidLength"],
    ["9".repeat(26), "kidLength"],
  ])("MOD10, 13 long: %j is %s", (text, expected) => {
    const checked = references.check(text, agreement);
    expect(checked.ok ? "ok" : checked.code).toBe(expected);
  });

  test.each([
    ["000006-", "ok"],
    ["123456785", "ok"],
    ["123456782", "kidCheckDigit"],
    ["00000-6", "kidCharacter"],
  ])("MOD11, any length: %j is %s", (text, expected) => {
    const checked = references.check(text, { modulus: "mod11" });
    expect(checked.ok ? "ok" : checked.code).toBe(expected);
  });
});
