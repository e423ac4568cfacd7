import { describe, expect, it } from "vitest";
import {
  isBankgiro,
  isPlusgiro,
  isSwedishOrganisationNumber,
  normaliseBankgiro,
  normaliseSwedishOrganisationNumber,
  printBankgiro,
  printPlusgiro,
  printSwedishOrganisationNumber,
  swedishVatNumber,
} from "./sweden.ts";

describe("Swedish organisation numbers", () => {
  it.each(["5555555555", "8020001239", "5020177753", "5560978602", "5599001236", "9699990017", "5560360793"])(
    "accepts %s",
    (text) => {
      expect(isSwedishOrganisationNumber(text)).toBe(true);
    },
  );

  it.each([
    ["a wrong check digit", "5020177750"],
    ["a wrong check digit", "5560978600"],
    ["a wrong check digit", "5599001235"],
    ["a person's number: the third digit is below 2", "8112189876"],
    ["a hyphen", "556097-8602"],
    ["nine digits", "556097860"],
    ["eleven digits", "55609786020"],
    ["nothing", ""],
  ])("refuses %s: %j", (_, text) => {
    expect(isSwedishOrganisationNumber(text)).toBe(false);
  });

  it.each([
    ["556097-8602", "5560978602"],
    ["165560978602", "5560978602"],
    ["SE556097860201", "5560978602"],
    ["SE 556097 8602 01", "5560978602"],
    ["556097-8600", undefined],
    ["811218-9876", undefined],
    ["SE", undefined],
  ])("reads %j as %s", (text, digits) => {
    expect(normaliseSwedishOrganisationNumber(text)).toBe(digits);
  });

  it("is printed with a hyphen, and makes the VAT number of a valid one only", () => {
    expect(printSwedishOrganisationNumber("5560978602")).toBe("556097-8602");
    expect(swedishVatNumber("5560978602")).toBe("SE556097860201");
    expect(() => swedishVatNumber("5560978600")).toThrow(expect.objectContaining({ code: "badOrganisationNumber" }));
  });
});

describe("giro numbers", () => {
  it.each([
    ["9912346", "991-2346"],
    ["3783511", "378-3511"],
    ["2973675", "297-3675"],
    ["6405070", "640-5070"],
    ["54029681", "5402-9681"],
  ])("bankgiro %s is printed %s", (digits, printed) => {
    expect(isBankgiro(digits)).toBe(true);
    expect(printBankgiro(digits)).toBe(printed);
    expect(normaliseBankgiro(printed)).toBe(digits);
  });

  it.each(["54029682", "1234567", "9701233", "540296", "540296811", "", "991-2346"])("%j is no bankgiro", (text) => {
    expect(isBankgiro(text)).toBe(false);
  });

  it.each(["5402-9682", "BG 991-2346"])("%j is read as none", (text) => {
    expect(normaliseBankgiro(text)).toBeUndefined();
  });

  it.each([
    ["2865434", "28 65 43-4"],
    ["41054685", "410 54 68-5"],
    ["42", "4-2"],
  ])("plusgiro %s is printed %s", (digits, printed) => {
    expect(isPlusgiro(digits)).toBe(true);
    expect(printPlusgiro(digits)).toBe(printed);
  });

  it.each(["2865435", "4", "286543412", ""])("%j is no plusgiro", (text) => {
    expect(isPlusgiro(text)).toBe(false);
  });
});
