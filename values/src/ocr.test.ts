import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkOcr, isOcr, makeOcr, ocrAgreementOf } from "./ocr.ts";
import { luhnCheckDigit } from "./luhn.ts";

// Bodies and references of Bankgirot's own test material.
describe("an OCR reference with length digit and check digit", () => {
  it.each([
    ["1", "133"],
    ["123", "12351"],
    ["12345", "1234574"],
    ["1234567890", "123456789023"],
    ["100245", "10024586"],
    ["2026000017", "202600001723"],
  ])("of %s is %s", (body, reference) => {
    expect(makeOcr(body)).toBe(reference);
    expect(isOcr(reference, { lengthDigit: true })).toBe(true);
  });

  it.each(["", "0", "000", "12a", "1".repeat(24), "-1"])("is not made of %j", (body) => {
    expect(() => makeOcr(body)).toThrow(expect.objectContaining({ code: "badOcrBody" }));
  });

  it("whatever the body: it passes its own check, and no other last digit does", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9][0-9]{0,22}$/), fc.integer({ min: 1, max: 9 }), (body, off) => {
        const made = makeOcr(body);
        expect(isOcr(made, { lengthDigit: true })).toBe(true);
        const other = made.slice(0, -1) + String((Number(made.at(-1)) + off) % 10);
        expect(checkOcr(other)).toEqual({ code: "ocrCheckDigit" });
      }),
    );
  });
});

describe("the check by the level agreed with the bank", () => {
  const levels = ["soft", "hard", "lengthDigit", "fixedLengths"] as const;
  const answers = (text: string) =>
    levels.map((level) => checkOcr(text, ocrAgreementOf(level, [7, 8]))?.code.slice(3) ?? "ok");

  it.each([
    ["10024586", ["ok", "ok", "ok", "ok"]],
    ["1002450", ["ok", "ok", "LengthDigit", "ok"]],
    ["655969", ["ok", "ok", "ok", "LengthNotAgreed"]],
    ["657775", ["ok", "ok", "LengthDigit", "LengthNotAgreed"]],
    ["573949", ["ok", "ok", "LengthDigit", "LengthNotAgreed"]],
    ["8988777", ["CheckDigit", "CheckDigit", "CheckDigit", "CheckDigit"]],
    ["89853", ["CheckDigit", "CheckDigit", "CheckDigit", "LengthNotAgreed"]],
    ["00", ["ok", "ok", "LengthDigit", "LengthNotAgreed"]],
    ["0", ["Length", "Length", "Length", "Length"]],
    ["9".repeat(26), ["Length", "Length", "Length", "Length"]],
    ["10024 86", ["Character", "Character", "Character", "Character"]],
  ])("%s, soft, hard, with length digit, of 7 or 8 digits: %s", (text, expected) => {
    expect(answers(text)).toEqual(expected);
  });

  it.each(["655969", "665760", "524967", "7495575", "8012577", "801266", "74450", "5249", "3343"])(
    "%s has its length digit",
    (text) => {
      expect(isOcr(text, { lengthDigit: true })).toBe(true);
    },
  );

  it("25 digits are the most, and 2 the fewest", () => {
    const long = "1".repeat(24);
    expect(isOcr(long + luhnCheckDigit(long)!)).toBe(true);
    expect(isOcr("18")).toBe(true);
  });

  it("fixed lengths are named", () => {
    expect(() => ocrAgreementOf("fixedLengths")).toThrow(expect.objectContaining({ code: "badOcrLevel" }));
  });
});
