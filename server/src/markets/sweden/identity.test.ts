import { describe, expect, test } from "vitest";
import { identity } from "./identity.ts";

const today = Temporal.PlainDate.from("2026-11-22");

describe("SEC-55 identity numbers are found and masked", () => {
  test.each([
    ["811218-9876", true],
    ["patient 8112189876 tack", true],
    ["19811218-9876", true],
    ["811218+9876", true],
    ["701063-2391", true],
    ["811218-9877", false],
    ["10471126010140", false],
    ["556097-8602", false],
    ["Faktura 260101 från 2026-10-05", false],
    ["01818010083", true],
  ])("%s: %s", (text, expected) => {
    expect(identity.person.recognise(text, today)).toBe(expected);
  });

  test("the mask leaves the rest of the text alone", () => {
    expect(identity.person.mask("från 811218-9876, tack", today)).toBe("från ******-****, tack");
    expect(identity.person.class).toBe("C4");
  });

  test.each([
    ["visit-811218-9876", true],
    ["19811218-9876", true],
    ["claim 198112189876", true],
    ["8112189876", false],
    ["20261231-0009", false],
    ["0190a6f2-4c1e-7a31-9b0c-198112189876", false],
    ["01818010083", true],
  ])("a practice system's key %j holds one: %s", (key, expected) => {
    expect(identity.person.inKey(key, today)).toBe(expected);
  });

  test("a reserve number of the care provider's own is none", () => {
    expect(identity.person.recognise("19811218TF07", today)).toBe(false);
  });
});

describe("companies, accounts and ways to reach people", () => {
  test.each([
    ["5560978602", true],
    ["5555555555", true],
    ["5560978600", false],
    ["8112189876", false],
    ["556097-8602", false],
  ])("organisation number %s: %s", (text, expected) => {
    expect(identity.company(text)).toBe(expected);
  });

  test.each([
    ["9912346", true],
    ["54029681", true],
    ["54029682", false],
    ["42", false],
    ["SE4550000000058398257466", true],
    ["SE4550000000058398257467", false],
    ["NO9386011117947", false],
    ["86011117947", false],
  ])("bank account %s: %s", (text, expected) => {
    expect(identity.bankAccount(text)).toBe(expected);
  });

  test.each([
    ["070-123 45 67", "+46701234567 mobile"],
    ["+46 (0)70 123 45 67", "+46701234567 mobile"],
    ["0046 72 123 45 67", "+46721234567 mobile"],
    ["08-123 456 78", "+46812345678"],
    ["031-70 11 23", "+4631701123"],
    ["0701234", null],
    ["070123456", "+4670123456"],
    ["07012345678", null],
    ["701234567", null],
    ["+4791234567", null],
    ["", null],
  ])("telephone %j: %s", (text, expected) => {
    const phone = identity.phone(text);
    expect(phone === null ? null : `${phone.e164}${phone.mobile ? " mobile" : ""}`).toBe(expected);
  });

  test.each([
    ["111 22", true],
    ["11122", true],
    ["01122", false],
    ["1112", false],
    ["111 222", false],
  ])("post code %j: %s", (text, expected) => {
    expect(identity.postCode(text)).toBe(expected);
  });
});
