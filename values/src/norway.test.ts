import { describe, expect, it } from "vitest";
import {
  ibanOfKontonummer,
  isKontonummer,
  isOrganisationNumber,
  normaliseKontonummer,
  normaliseOrganisationNumber,
  norwegianVatNumber,
  printKontonummer,
} from "./norway.ts";

describe("organisation numbers", () => {
  it.each(["123456785", "987654325", "923456783", "974760673", "971526920", "889640782"])("accepts %s", (text) => {
    expect(isOrganisationNumber(text)).toBe(true);
  });

  it.each(["123456789", "", "12345678", "1234567850", "97476067A", "974 760 673", "NO974760673MVA"])(
    "refuses %j",
    (text) => {
      expect(isOrganisationNumber(text)).toBe(false);
    },
  );

  it("refuses a body whose check digit would be ten, whatever the digit", () => {
    const texts = Array.from({ length: 10 }, (_, digit) => `80000001${digit}`);
    expect((8 * 3 + 1 * 2) % 11).toBe(4);
    expect(texts.filter(isOrganisationNumber)).toEqual(["800000017"]);
    const without = Array.from({ length: 10 }, (_, digit) => `80000005${digit}`);
    expect((8 * 3 + 5 * 2) % 11).toBe(1);
    expect(without.filter(isOrganisationNumber)).toEqual([]);
  });

  it.each([
    ["974 760 673", "974760673"],
    ["NO974760673MVA", "974760673"],
    ["NO 974 760 673 MVA", "974760673"],
    ["974760673 mva", "974760673"],
    ["974760674", undefined],
    ["MVA", undefined],
  ])("reads %j as %s", (text, digits) => {
    expect(normaliseOrganisationNumber(text)).toBe(digits);
  });

  it("makes the VAT number of a valid one only", () => {
    expect(norwegianVatNumber("974760673")).toBe("NO974760673MVA");
    expect(() => norwegianVatNumber("123456789")).toThrow(expect.objectContaining({ code: "badOrganisationNumber" }));
  });
});

describe("kontonummer", () => {
  it.each([
    ["86011117947", "NO9386011117947"],
    ["15032080119", "NO5015032080119"],
    ["99991042764", "NO9799991042764"],
    ["12345678903", "NO7112345678903"],
  ])("%s has the IBAN %s", (kontonummer, iban) => {
    expect(isKontonummer(kontonummer)).toBe(true);
    expect(ibanOfKontonummer(kontonummer)).toBe(iban);
  });

  it.each(["12345678901", "", "1234567890", "8601111794A", "8601.11.17947"])("refuses %j", (text) => {
    expect(isKontonummer(text)).toBe(false);
    expect(() => ibanOfKontonummer(text)).toThrow(expect.objectContaining({ code: "badKontonummer" }));
  });

  it("checks an account of the former postal bank by its last seven digits", () => {
    expect(isKontonummer("00004090403")).toBe(true);
    expect(isKontonummer("00004090404")).toBe(false);
  });

  it("is read with points or blanks, and printed with points", () => {
    expect(normaliseKontonummer("8601.11.17947")).toBe("86011117947");
    expect(normaliseKontonummer("8601 11 17947")).toBe("86011117947");
    expect(normaliseKontonummer("8601.11.17948")).toBeUndefined();
    expect(printKontonummer("86011117947")).toBe("8601.11.17947");
  });
});
