import { describe, expect, test } from "vitest";
import { identity } from "./identity.ts";

const today = Temporal.PlainDate.from("2026-11-21");

describe("SEC-55 identity numbers are found and masked", () => {
  test.each([
    ["01818010083", true],
    ["kontakt 01818010164 takk", true],
    ["15861560071", true],
    ["41818010077", true],
    ["01818010084", false],
    ["1047112601018", false],
    ["Faktura 260101 av 5.10.2026", false],
  ])("%s: %s", (text, expected) => {
    expect(identity.person.recognise(text, today)).toBe(expected);
  });

  test.each([
    ["claim-018180-10083", true],
    ["0181-8010-083", false],
    ["811218-9876", false],
  ])("a practice system's key %j holds one: %s", (key, expected) => {
    expect(identity.person.inKey(key, today)).toBe(expected);
  });

  test("the mask leaves the rest of the text alone", () => {
    expect(identity.person.mask("fra 01818010083, takk", today)).toBe("fra ******-*****, takk");
    expect(identity.person.class).toBe("C4");
  });
});

describe("S0-21 companies, accounts and ways to reach people", () => {
  test.each([
    ["123456785", true],
    ["974760673", true],
    ["123456789", false],
    ["12345678", false],
  ])("organisation number %s: %s", (text, expected) => {
    expect(identity.company(text)).toBe(expected);
  });

  test.each([
    ["86011117947", true],
    ["15032080119", true],
    ["12345678903", true],
    ["12345678901", false],
  ])("bank account %s: %s", (text, expected) => {
    expect(identity.bankAccount(text)).toBe(expected);
  });

  test.each([
    ["+4791234567", "+4791234567 mobile"],
    ["912 34 567", "+4791234567 mobile"],
    ["0047 412 34 567", "+4741234567 mobile"],
    ["22 12 34 56", "+4722123456"],
    ["9123456", null],
    ["912345678", null],
    ["+46701234567", null],
    ["", null],
  ])("telephone %j: %s", (text, expected) => {
    const phone = identity.phone(text);
    expect(phone === null ? null : `${phone.e164}${phone.mobile ? " mobile" : ""}`).toBe(expected);
  });

  test.each([
    ["0150", true],
    ["9990", true],
    ["150", false],
    ["01500", false],
    ["O150", false],
    ["0150 ", false],
  ])("post code %j: %s", (text, expected) => {
    expect(identity.postCode(text)).toBe(expected);
  });
});
