import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isIban, makeIban, normaliseIban, printIban } from "./iban.ts";
import { isRf, makeRf, normaliseRf, printRf } from "./rf.ts";

describe("RF creditor references (ISO 11649)", () => {
  it.each([
    ["539007547034", "RF18539007547034"],
    ["100245", "RF77100245"],
    ["10024586", "RF3510024586"],
    ["2026000017", "RF952026000017"],
    ["KV100245", "RF86KV100245"],
    ["A1", "RF90A1"],
    ["1", "RF741"],
  ])("%s makes %s", (base, reference) => {
    expect(makeRf(base)).toBe(reference);
    expect(isRf(reference)).toBe(true);
  });

  it.each([
    ["last two digits swapped", "RF18539007547043"],
    ["check digits 00", "RF00539007547034"],
    ["check digits 01 that add up, in place of 98", "RF01" + baseWithCheck("98")],
    ["no body", "RF18"],
    ["26 characters", "RF40" + "1".repeat(22)],
    ["small letters", "rf741"],
    ["blanks", "RF74 1"],
    ["another prefix", "RG741"],
    ["a letter out of the alphabet", "RF74Å"],
    ["empty", ""],
  ])("refuses %s", (_, text) => {
    expect(isRf(text)).toBe(false);
  });

  it("is printed in fours, and read back with blanks and small letters", () => {
    expect(printRf("RF18539007547034")).toBe("RF18 5390 0754 7034");
    expect(printRf("RF741")).toBe("RF74 1");
    expect(normaliseRf(" rf18 5390 0754 7034")).toBe("RF18539007547034");
  });

  it.each(["", "a1", "1".repeat(22), "1 2", "Æ"])("makes none of %j", (base) => {
    expect(() => makeRf(base)).toThrow(expect.objectContaining({ code: "badRfBase" }));
  });

  it("every reference made is right, at most 25 long, and wrong with one digit changed", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9A-Z]{1,21}$/),
        fc.nat(),
        fc.integer({ min: 1, max: 9 }),
        (base, place, add) => {
          const reference = makeRf(base);
          expect(isRf(printRf(reference).replaceAll(" ", ""))).toBe(true);
          const at = 2 + (place % 2);
          const digit = (Number(reference[at]) + add) % 10;
          expect(isRf(`${reference.slice(0, at)}${digit}${reference.slice(at + 1)}`)).toBe(false);
        },
      ),
    );
  });
});

describe("IBAN (ISO 13616)", () => {
  it.each([
    ...["SE3550000000054910000003", "SE4550000000058398257466", "NO9386011117947", "DK5000400440116243"],
    ...["NO5015032080119", "NO9799991042764", "NO7112345678903", "IT60X0542811101000000123456"],
  ])("accepts %s, and makes it again", (iban) => {
    expect(isIban(iban)).toBe(true);
    expect(makeIban(iban.slice(0, 2), iban.slice(4))).toBe(iban);
    expect(normaliseIban(printIban(iban).toLowerCase())).toBe(iban);
  });

  it.each([
    ["a wrong digit", "NO9386011117948"],
    ["neighbours swapped", "NO9386011119747"],
    ["a country's wrong length", "NO938601111794"],
    ["blanks", "NO93 8601 1117 947"],
    ["small letters", "no9386011117947"],
    ["too long", "XX" + "1".repeat(33)],
    ["empty", ""],
  ])("refuses %s", (_, text) => {
    expect(isIban(text)).toBe(false);
  });

  it.each([
    ["NO", "8601111794"],
    ["no", "86011117947"],
    ["NO", "8601.11.179"],
    ["XX", "1"],
  ])("makes none of %s and %s", (country, account) => {
    expect(() => makeIban(country, account)).toThrow(expect.objectContaining({ code: "badIbanPart" }));
  });
});

/** A base whose right check digits are `wanted`, so that `wanted` less 97 would also give remainder one. */
function baseWithCheck(wanted: string): string {
  for (let base = 1; ; base++) if (makeRf(String(base)).slice(2, 4) === wanted) return String(base);
}
