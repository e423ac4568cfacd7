import { describe, expect, test } from "vitest";
import { date, phoneText } from "../pack.fixture.ts";
import { documents } from "./documents.ts";
import { identity } from "./identity.ts";
import { usa } from "./index.ts";
import { references } from "./references.ts";
import { vat } from "./vat.ts";

const today = date("2026-11-22");

describe("SEC-55 social security numbers are found and masked", () => {
  test.each([
    ["219-09-9999", true],
    ["SSN 219 09 9999 thanks", true],
    ["219099999", false],
    ["000-09-9999", false],
    ["666-09-9999", false],
    ["900-09-9999", false],
    ["219-00-9999", false],
    ["219-09-0000", false],
    ["Invoice 104711260101 of 10/05/2026", false],
  ])("%s: %s", (text, expected) => {
    expect(identity.person.recognise(text, today)).toBe(expected);
  });

  test.each([
    ["visit-219-09-9999", true],
    ["visit-000-09-9999", false],
    ["219099999", false],
  ])("a practice system's key %j holds one: %s", (key, expected) => {
    for (const _look of [1, 2]) expect(identity.person.inKey(key, today)).toBe(expected);
  });

  test("the mask leaves the rest of the text alone, and no number is kept", () => {
    expect(identity.person.mask("from 219-09-9999, thanks", today)).toBe("from ***-**-****, thanks");
    expect(identity.person.class).toBe("C4");
  });
});

describe("companies, accounts and ways to reach people", () => {
  test.each([
    ["91-1234567", true],
    ["911234567", true],
    ["9-11234567", false],
    ["91123456", false],
  ])("employer number %s: %s", (text, expected) => {
    expect(identity.company(text)).toBe(expected);
  });

  test.each([
    ["021000021-123456789", true],
    ["111000025-1234", true],
    ["021000022-123456789", false],
    ["021000021-123", false],
    ["021000021-123456789012345678", false],
    ["000000000-123456789", false],
    ["021000021", false],
  ])("routing and account %s: %s", (text, expected) => {
    expect(identity.bankAccount(text)).toBe(expected);
  });

  test.each([
    ["(509) 555-0100", "+15095550100 mobile"],
    ["+1 509.555.0100", "+15095550100 mobile"],
    ["1-509-555-0100", "+15095550100 mobile"],
    ["109-555-0100", null],
    ["509-155-0100", null],
    ["555-0100", null],
    ["+46701234567", null],
  ])("telephone %j: %s", (text, expected) => {
    expect(phoneText(usa, text)).toBe(expected);
  });

  test.each([
    ["99201", true],
    ["99201-1234", true],
    ["9920", false],
    ["99201-12", false],
  ])("ZIP code %s: %s", (text, expected) => {
    expect(identity.postCode(text)).toBe(expected);
  });
});

describe("references: an invoice number, with no check digit", () => {
  test("ours is customer and number", () => {
    const made = references.make({ customerNumber: 104711n, seriesNumber: 260101n });
    expect([made, references.checkDigits]).toEqual([{ ok: true, reference: "104711260101" }, 0]);
    expect(references.make({ customerNumber: 1n, seriesNumber: 1_000_000n })).toMatchObject({ part: "seriesNumber" });
  });

  test.each([
    [" 104711-260101 ", "104711260101"],
    ["kv 42", "KV42"],
    ["12345678901234567890", "12345678901234567890"],
    ["123456789012345678901", "kidLength"],
    ["KV#42", "kidCharacter"],
    ["0-0", "referenceAllZero"],
    ["-", "referenceEmpty"],
  ])("%j: %s", (text, expected) => {
    const checked = references.check(text, { modulus: "mod10" });
    expect(checked.ok ? checked.reference : checked.code).toBe(expected);
  });
});

describe("sales tax and documents", () => {
  test.each(["EXEMPT", "STANDARD", "OUTSIDE"])("US-027 %s bears none that anybody has confirmed", (code) => {
    expect(vat.rule(code, today)).toMatchObject({ code, rateBasisPoints: 0n, reason: null });
    expect(vat.rows.find(({ value }) => value.code === code)!.mark === "unconfirmed").toBe(code === "STANDARD");
  });

  test("a statement's list needs no reason for no tax; records are kept seven years", () => {
    const facts = { kind: "invoice", sellerVatRegistered: false, sellerInCompanyRegister: false } as const;
    const asked = { ...facts, sellerApprovedForFTax: false, vatCodes: new Set(["EXEMPT"] as const) };
    const keys = documents.mustSay(asked).map(({ key }) => key);
    expect([keys.length, keys.includes("noVatReason")]).toEqual([9, false]);
    expect(documents.mustSay({ ...asked, kind: "creditNote" })).toHaveLength(10);
    expect(usa.keptThrough("voucher", date("2026-05-01")).toString()).toBe("2033-12-31");
  });
});
