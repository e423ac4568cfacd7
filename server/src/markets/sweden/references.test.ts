import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { identity } from "./identity.ts";
import { references } from "./references.ts";

const hard = { modulus: "mod10" } as const;
const variable = { ...hard, lengthDigit: true } as const;
const fixed = { ...hard, lengths: [8, 14] } as const;

describe("our OCR reference is customer 6, series 6, length digit and check digit", () => {
  test.each([
    [104711n, 260101n, "10471126010140"],
    [1n, 1n, "00000100000140"],
    [999999n, 999999n, "99999999999944"],
  ])("customer %i and series number %i give %s", (customerNumber, seriesNumber, reference) => {
    expect(references.make({ customerNumber, seriesNumber })).toEqual({ ok: true, reference });
  });

  test.each([
    [1_000_000n, 1n, "customerNumber"],
    [1n, 1_000_000n, "seriesNumber"],
  ])("customer %i and series number %i are refused, never cut", (customerNumber, seriesNumber, part) => {
    const made = references.make({ customerNumber, seriesNumber });
    expect(made).toMatchObject({ ok: false, code: "referencePartTooLong", part, digits: 6 });
  });

  test("a ledger may say other digits; numbers count from 1", () => {
    const rule = { customerDigits: 3, seriesDigits: 3, modulus: "mod10" } as const;
    const made = references.make({ customerNumber: 100n, seriesNumber: 245n }, rule);
    expect(made).toEqual({ ok: true, reference: "10024586" });
    expect(() => references.make({ customerNumber: 0n, seriesNumber: 1n })).toThrow(RangeError);
  });

  test("twelve digits for each still make a reference of 25 digits at most", () => {
    const rule = { customerDigits: 12, seriesDigits: 12, modulus: "mod10" } as const;
    const made = references.make({ customerNumber: 1n, seriesNumber: 1n }, rule);
    expect(made.ok && made.reference).toMatch(/^0{11}10{10}1\d{2}$/);
    const full = references.make({ customerNumber: 1n, seriesNumber: 10n ** 11n }, rule);
    expect(full).toMatchObject({ ok: false, part: "seriesNumber", digits: 11 });
  });

  test("every reference made is right at every level, fits a plusgiro, and is nobody's identity number", () => {
    const number = fc.bigInt({ min: 1n, max: 999_999n });
    const today = Temporal.PlainDate.from("2026-11-22");
    fc.assert(
      fc.property(number, number, (customerNumber, seriesNumber) => {
        const made = references.make({ customerNumber, seriesNumber });
        if (!made.ok) throw new Error(made.code);
        for (const agreement of [hard, variable, fixed])
          expect(references.check(made.reference, agreement)).toEqual(made);
        expect(made.reference).toHaveLength(14);
        expect(identity.person.recognise(made.reference, today)).toBe(false);
      }),
    );
  });
});

describe("a reference is checked by what was agreed for its bankgiro", () => {
  test.each([
    ["10024586", "ok", "ok", "ok"],
    [" 10024586 ", "ok", "ok", "ok"],
    ["1002450", "ok", "ocrLengthDigit", "ocrLengthNotAgreed"],
    ["10024587", "ocrCheckDigit", "ocrCheckDigit", "ocrCheckDigit"],
    ["1002 4586", "ocrCharacter", "ocrCharacter", "ocrCharacter"],
    ["", "referenceEmpty", "referenceEmpty", "referenceEmpty"],
    ["0", "ocrLength", "ocrLength", "ocrLength"],
    ["00", "referenceAllZero", "ocrLengthDigit", "ocrLengthNotAgreed"],
    ["9".repeat(26), "ocrLength", "ocrLength", "ocrLength"],
  ])("%j at soft or hard, with length digit, of 8 or 14 digits: %s, %s, %s", (text, ...expected) => {
    const told = [hard, variable, fixed].map((agreement) => references.check(text, agreement));
    expect(told.map((each) => (each.ok ? "ok" : each.code))).toEqual(expected);
  });
});
