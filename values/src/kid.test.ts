import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkKid, isKid, kidCheckCharacter, makeKid, type KidModulus } from "./kid.ts";

// The table agreed for the OCR giro: body, MOD10, MOD11.
const CHECKS: readonly (readonly [body: string, mod10: string, mod11: string])[] = [
  ["0", "0", "0"],
  ["1", "8", "9"],
  ["9", "1", "4"],
  ["10", "9", "8"],
  ["18", "2", "3"],
  ["99", "2", "-"],
  ["123456", "6", "0"],
  ["1234567", "4", "4"],
  ["12345678", "2", "5"],
  ["1000000", "8", "9"],
  ["000006", "7", "-"],
  ["000023", "2", "-"],
  ["000099", "2", "-"],
  ["104711260101", "8", "5"],
  ["104715260105", "0", "0"],
  ["000000001234", "4", "3"],
  ["100000000001", "7", "2"],
  ["9".repeat(24), "4", "7"],
  ["1".repeat(24), "4", "2"],
  ["2026000017", "7", "-"],
];

const MOD10 = { modulus: "mod10" } as const;
const MOD11 = { modulus: "mod11" } as const;

describe("S0-12 the check character of a KID", () => {
  it.each(CHECKS)("of body %s is %s by MOD10 and %s by MOD11", (body, mod10, mod11) => {
    expect([kidCheckCharacter(body, "mod10"), kidCheckCharacter(body, "mod11")]).toEqual([mod10, mod11]);
  });

  it("is a dash for exactly these of the lowest six-digit bodies, by MOD11", () => {
    const bodies = Array.from({ length: 105 }, (_, index) => String(index).padStart(6, "0"));
    expect(bodies.filter((body) => kidCheckCharacter(body, "mod11") === "-")).toEqual([
      ...["000006", "000023", "000037", "000040", "000054", "000068", "000071", "000085", "000099", "000104"],
    ]);
  });

  it.each(["", "12A4", "-1", "1 2", "１２"])("does not exist for the body %j", (body) => {
    expect([kidCheckCharacter(body, "mod10"), kidCheckCharacter(body, "mod11")]).toEqual([undefined, undefined]);
  });
});

describe("S0-12 making a KID", () => {
  it.each([
    ["12345678", "mod10", "123456782"],
    ["12345678", "mod11", "123456785"],
    ["000006", "mod11", "000006-"],
    ["104711260101", "mod10", "1047112601018"],
    ["0001", "mod10", "00018"],
    ["1".repeat(24), "mod11", "1".repeat(24) + "2"],
  ] as const)("%s by %s is %s", (body, modulus, kid) => {
    expect(makeKid(body, modulus)).toBe(kid);
  });

  it.each(["", "123", "1".repeat(25), "0000", "000000000", "12A45", "1234-"])("refuses the body %j", (body) => {
    for (const modulus of ["mod10", "mod11"] as const) {
      expect(() => makeKid(body, modulus)).toThrow(expect.objectContaining({ code: "badKidBody" }));
    }
  });
});

describe("S0-22 checking a KID against its account's agreement", () => {
  it.each([
    ["000006-", MOD11],
    ["123456785", MOD11],
    ["1002457", MOD11],
    ["123456782", MOD10],
    ["1047112601018", MOD10],
    ["20260000177", MOD10],
    ["100248", MOD10],
    ["18", MOD10],
    ["1".repeat(24) + "4", MOD10],
  ])("accepts %s", (kid, agreement) => {
    expect(checkKid(kid, agreement)).toBeUndefined();
  });

  it.each([
    ["", "mod10", "kidLength"],
    ["1", "mod10", "kidLength"],
    ["1".repeat(26), "mod11", "kidLength"],
    ["12A4566", "mod10", "kidCharacter"],
    ["-000006", "mod11", "kidCharacter"],
    ["00000-6", "mod11", "kidCharacter"],
    ["000006-", "mod10", "kidCharacter"],
    [" 123456782", "mod10", "kidCharacter"],
    ["00", "mod10", "kidAllZero"],
    ["0".repeat(25), "mod11", "kidAllZero"],
    ["1047112601019", "mod10", "kidCheckDigit"],
    ["123456785", "mod10", "kidCheckDigit"],
    ["123456782", "mod11", "kidCheckDigit"],
    ["000007-", "mod11", "kidCheckDigit"],
  ] as const)("answers for %j by %s: %s", (text, modulus, code) => {
    expect(checkKid(text, { modulus })).toEqual({ code });
  });

  it("holds to the agreed lengths, when there are any", () => {
    const agreement = { modulus: "mod10", lengths: [9, 13] } as const;
    expect(checkKid("123456782", agreement)).toBeUndefined();
    expect(checkKid("1047112601018", agreement)).toBeUndefined();
    expect(checkKid("100248", agreement)).toEqual({ code: "kidLengthNotAgreed" });
  });

  it("says the first thing that is wrong: length, characters, agreed length, zeros, check digit", () => {
    const agreement = { modulus: "mod10", lengths: [9] } as const;
    const texts = ["A", "AA", "00", "000000000", "123456789"];
    expect(texts.map((text) => checkKid(text, agreement)?.code)).toEqual([
      ...["kidLength", "kidCharacter", "kidLengthNotAgreed", "kidAllZero", "kidCheckDigit"],
    ]);
  });

  it("counts leading zeros", () => {
    expect(isKid("0000000012344", MOD10)).toBe(true);
    expect(checkKid("0000000012344", { modulus: "mod10", lengths: [5] })).toEqual({ code: "kidLengthNotAgreed" });
  });
});

describe("S0-22 what the check characters find", () => {
  const bodies = fc.stringMatching(/^[0-9]{4,24}$/).filter((body) => !/^0+$/.test(body));
  const moduli = fc.constantFrom<KidModulus>("mod10", "mod11");

  it("every KID made is a KID, in every length from 5 to 25", () => {
    fc.assert(
      fc.property(bodies, moduli, (body, modulus) => {
        expect(checkKid(makeKid(body, modulus), { modulus, lengths: [body.length + 1] })).toBeUndefined();
      }),
    );
  });

  it("any one wrong digit, by both", () => {
    fc.assert(
      fc.property(bodies, moduli, (body, modulus) => {
        const kid = makeKid(body, modulus);
        for (const wrong of withOneDigitChanged(kid)) expect(isKid(wrong, { modulus })).toBe(false);
      }),
    );
  });

  it("any swap of two neighbours by MOD11, and by MOD10 all but 09 for 90", () => {
    fc.assert(
      fc.property(bodies, moduli, (body, modulus) => {
        const kid = makeKid(body, modulus);
        for (const { pair, text } of withNeighboursSwapped(kid)) {
          const isBlindSpot = modulus === "mod10" && (pair === "09" || pair === "90");
          expect(isKid(text, { modulus })).toBe(isBlindSpot);
        }
      }),
    );
  });

  it("nothing but a problem or a KID, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 30 }), moduli, (text, modulus) => {
        if (isKid(text, { modulus })) expect(text).toMatch(/^\d{1,24}[\d-]$/);
      }),
    );
  });
});

function withOneDigitChanged(kid: string): string[] {
  return Array.from(kid).flatMap((old, at) =>
    Array.from("0123456789")
      .filter((digit) => digit !== old)
      .map((digit) => kid.slice(0, at) + digit + kid.slice(at + 1)),
  );
}

function withNeighboursSwapped(kid: string): { pair: string; text: string }[] {
  const swaps = [];
  for (let at = 0; at + 1 < kid.length; at++) {
    const [a, b] = [kid[at]!, kid[at + 1]!];
    if (a !== b) swaps.push({ pair: a + b, text: kid.slice(0, at) + b + a + kid.slice(at + 2) });
  }
  return swaps;
}
