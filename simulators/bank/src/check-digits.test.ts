import { describe, expect, test } from "vitest";
import { ibanOf, isValidAccount, isValidKid, mod10, mod11 } from "./check-digits.ts";

describe("check digits", () => {
  // AvtaleGiro systemspesifikasjon 3.3, November 2016: body, MOD10, MOD11.
  test.each([
    ["1", "8", "9"],
    ["99", "2", "-"],
    ["12345678", "2", "5"],
    ["000006", "7", "-"],
    ["104711260101", "8", "5"],
    ["104715260105", "0", "0"],
    ["999999999999999999999999", "4", "7"],
  ])("body %s has MOD10 %s and MOD11 %s", (body, ten, eleven) => {
    expect([mod10(body), mod11(body)]).toEqual([ten, eleven]);
  });

  test.each([
    ["000006-", 11, true],
    ["123456785", 11, true],
    ["123456782", 10, true],
    ["123456782", 11, false],
    ["1047112601018", 10, true],
    ["1047112601019", 10, false],
    ["00000-6", 11, false],
    ["0000000", 10, false],
    ["", 10, false],
  ] as const)("KID %s under MOD%i: %s", (kid, modulus, valid) => {
    expect(isValidKid(kid, { kidLengths: [7, 9, 13], modulus })).toBe(valid);
  });

  test("a KID of a length that was not agreed is not valid", () => {
    expect(isValidKid("1047112601018", { kidLengths: [12, 14], modulus: 10 })).toBe(false);
  });

  test("an account ends in its MOD11 digit, and its IBAN is divisible as ISO 13616 says", () => {
    expect(isValidAccount("86011117947")).toBe(true);
    expect(isValidAccount("86011117946")).toBe(false);
    expect(ibanOf("86011117947")).toBe("NO9386011117947");
  });
});
