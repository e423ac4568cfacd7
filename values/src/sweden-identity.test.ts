import { describe, expect, it } from "vitest";
import {
  findIdentityNumbers,
  holdsForbiddenNumber,
  maskIdentityNumbers,
  swedishIdentityRecogniser,
} from "./identity-scan.ts";
import { swedishIdentityKind } from "./sweden-identity.ts";

// Numbers that the tax agency publishes for tests, and made-up ones.
describe("SEC-55 Swedish identity numbers", () => {
  it.each([
    ["8112189876", "personnummer"],
    ["4605092222", "personnummer"],
    ["7010632391", "samordningsnummer"],
    ["198112189876", "personnummer"],
    ["188112189876", "personnummer"],
    ["8112189877", undefined],
    ["218112189876", undefined],
    ["8113189876", undefined],
    ["8112329876", undefined],
    ["5560978602", undefined],
    ["811218987", undefined],
    ["81121898765", undefined],
    ["", undefined],
  ])("%s is %s", (digits, kind) => {
    expect(swedishIdentityKind(digits)).toBe(kind);
  });

  it("a leap day is asked for where the century is written", () => {
    expect(swedishIdentityKind("0002290005")).toBe("personnummer");
    expect(swedishIdentityKind("200002290005")).toBe("personnummer");
    expect(swedishIdentityKind("190002290005")).toBeUndefined();
  });

  it.each([
    ["2026-12-30", undefined],
    ["2026-12-31", "personnummer"],
    ["2027-01-01", "personnummer"],
  ])("twelve digits dated 31 December 2026, looked at on %s: %s", (asOf, kind) => {
    expect(swedishIdentityKind("202612310009", Temporal.PlainDate.from(asOf))).toBe(kind);
  });
});

describe("SEC-55 in a text", () => {
  const bare = [swedishIdentityRecogniser()];

  it.each([
    "811218-9876",
    "811218+9876",
    "811218 9876",
    "811218\u20119876",
    "811218 - 9876",
    "19811218-9876",
    "198112189876",
    "8112189876",
    "701063-2391",
  ])("%j is masked where Swedes are expected", (number) => {
    expect(maskIdentityNumbers(`barn ${number}, kontroll`, bare)).toBe("barn ******-****, kontroll");
  });

  it.each([
    ["a telephone number, in its groups", "070-12 34 567"],
    ["a date and a time", "2026-10-05 1430"],
    ["a bankgiro number", "5402-9681"],
    ["an organisation number", "556097-8602"],
    ["part of a longer number", "98112189876"],
    ["a reference of 14 digits", "10471126010148"],
  ])("%s is left: %j", (_, text) => {
    expect(findIdentityNumbers(text, bare)).toEqual([]);
  });

  it.each([
    ["811218-9876", true],
    ["811218+9876", true],
    ["19811218-9876", true],
    ["198112189876", true],
    ["8112189876", false],
    ["Tel. 0701234567", false],
  ])("in any market, %j is refused: %s", (text, refused) => {
    expect(holdsForbiddenNumber(`notat ${text}`)).toBe(refused);
  });
});
