import { describe, expect, test } from "vitest";
import { date, phoneText } from "../pack.fixture.ts";
import { documents } from "./documents.ts";
import { denmark } from "./index.ts";
import { identity } from "./identity.ts";
import { references } from "./references.ts";
import { rounding, vat } from "./vat.ts";

const today = date("2026-11-22");

describe("SEC-55 CPR numbers are found and masked", () => {
  test.each([
    ["311257-5005", true, "passes the modulus"],
    ["311257-5006", true, "fails it and is issued all the same"],
    ["CPR 311257 6001", true, "a blank between"],
    ["3112575005", true, "ten digits that pass"],
    ["3112575006", false, "ten digits that do not, as many references"],
    ["711257-5005", true, "a replacement number: the day and 60"],
    ["321357-5005", false, "no such day"],
    ["010471102601011", false, "a payment reference of ours"],
    ["faktura 260101 af 2026-10-05", false, "a day"],
    ["01818010083", true, "a Norwegian number"],
    ["811218-9876", true, "a Swedish number"],
  ])("%s: %s (%s)", (text, expected) => {
    expect(identity.person.recognise(text, today)).toBe(expected);
  });

  test.each([
    ["visit-311257-5005", true],
    ["3112575005", false],
    ["0190a6f2-4c1e-7a31-9b0c-311257500512", false],
  ])("a practice system's key %j holds one: %s", (key, expected) => {
    expect(identity.person.inKey(key, today)).toBe(expected);
  });

  test("the mask leaves the rest of the text alone, and no number is kept", () => {
    expect(identity.person.mask("fra 311257-5005, tak", today)).toBe("fra ******-****, tak");
    expect(identity.person.class).toBe("C4");
  });
});

describe("companies, accounts and ways to reach people", () => {
  test.each([
    ["13585628", true],
    ["16356706", true],
    ["1358562", false],
    ["135856280", false],
    ["DK13585628", false],
  ])("CVR number %s: %s; the modulus refuses nothing", (text, expected) => {
    expect(identity.company(text)).toBe(expected);
  });

  test.each([
    ["12345678", true],
    ["1234567", false],
    ["DK5000400440116243", true],
    ["DK5000400440116244", false],
    ["SE4550000000058398257466", false],
  ])("account %s: %s", (text, expected) => {
    expect(identity.bankAccount(text)).toBe(expected);
  });

  test.each([
    ["+45 20 12 34 56", "+4520123456 mobile"],
    ["0045 33 12 34 56", "+4533123456"],
    ["31 12 34 56", "+4531123456 mobile"],
    ["1012 3456", null],
    ["201234567", null],
    ["+46701234567", null],
  ])("telephone %j: %s", (text, expected) => {
    expect(phoneText(denmark, text)).toBe(expected);
  });

  test.each([
    ["1050", true],
    ["105", false],
    ["DK-1050", false],
  ])("post code %j: %s", (text, expected) => {
    expect(identity.postCode(text)).toBe(expected);
  });
});

describe("references: the payment id of card type 71", () => {
  test.each([
    [104711n, 260101n],
    [1n, 1n],
    [9999999n, 9999999n],
  ])("customer %i, number %i: fifteen digits that check", (customerNumber, seriesNumber) => {
    const made = references.make({ customerNumber, seriesNumber });
    if (!made.ok) throw new Error(made.code);
    expect(made.reference).toMatch(/^\d{15}$/);
    expect(references.check(made.reference, { modulus: "mod10" })).toEqual(made);
  });

  test("the worked check digits", () => {
    const made = (customerNumber: bigint, seriesNumber: bigint) => references.make({ customerNumber, seriesNumber });
    expect(made(40404n, 66n)).toEqual({ ok: true, reference: "004040400000669" });
    expect(made(1234567n, 8901234n)).toEqual({ ok: true, reference: "123456789012347" });
    expect(made(2n, 261042n)).toMatchObject({ ok: true });
    expect(() => made(0n, 1n)).toThrow(RangeError);
    expect(made(10_000_000n, 1n)).toMatchObject({ ok: false, part: "customerNumber", digits: 7 });
    expect(made(1n, 10_000_000n)).toMatchObject({ ok: false, part: "seriesNumber", digits: 7 });
  });

  test("a ledger's own lengths fill up to fifteen, and never make more", () => {
    const rule = { customerDigits: 9, seriesDigits: 9, modulus: "mod10" } as const;
    expect(references.make({ customerNumber: 1n, seriesNumber: 1n }, rule)).toMatchObject({
      reference: expect.stringMatching(/^\d{15}$/) as unknown,
    });
    expect(references.make({ customerNumber: 1n, seriesNumber: 100_000n }, rule)).toMatchObject({ digits: 5 });
  });

  test.each([
    ["004040400000669", "004040400000669"],
    ["4040400000669", "004040400000669"],
    ["+71<004040400000669+12345678<", "004040400000669"],
    ["> 71 < 4040400000669 > 12345678 >", "004040400000669"],
    ["+75<1234567890123452+12345678<", "1234567890123452"],
    ["123456789012347", "123456789012347"],
    ["202610424", "000000202610424"],
    ["999999999999994", "999999999999994"],
    ["26", "000000000000026"],
    ["123456789012346", "kidCheckDigit"],
    ["12345678901234521", "kidLength"],
    ["KV-2026", "kidCharacter"],
    ["000", "referenceAllZero"],
    ["  ", "referenceEmpty"],
  ])("%j as the bank wrote it: %s", (text, expected) => {
    const checked = references.check(text, { modulus: "mod10" });
    expect(checked.ok ? checked.reference : checked.code).toBe(expected);
  });
});

describe("VAT and documents", () => {
  test.each([
    ["EXEMPT", 0n, "Momsfritaget, momslovens § 13, stk. 1, nr. 1"],
    ["STANDARD", 2500n, null],
    ["ZERO", 0n, null],
    ["OUTSIDE", 0n, "Uden for momsgrundlaget"],
  ])("%s", (code, rateBasisPoints, reason) => {
    expect(vat.rule(code, today)).toMatchObject({ code, rateBasisPoints, reason, exportCode: null });
    expect(rounding.cashMinor).toBe(50n);
  });

  test("an exempt invoice says why; vouchers are kept five years", () => {
    const facts = { kind: "invoice", sellerVatRegistered: false, sellerInCompanyRegister: true } as const;
    const asked = { ...facts, sellerApprovedForFTax: false, vatCodes: new Set(["EXEMPT"] as const) };
    expect(documents.mustSay(asked).map(({ key }) => key)).toEqual([
      ...["number", "issuedOn", "sellerName", "sellerAddress", "buyerName", "buyerAddressOrOrganisationNumber"],
      ...["descriptionAndExtent", "deliveredOn", "consideration", "sellerOrganisationNumber", "noVatReason"],
    ]);
    expect(documents.lateIssue(date("2026-10-05"), date("2026-11-05")).state).toBe("warn");
    expect(denmark.keptThrough("voucher", date("2026-05-01")).toString()).toBe("2031-12-31");
    expect(denmark.keptThrough("secondaryVoucher", date("2026-12-31")).toString()).toBe("2031-12-31");
  });
});
