import { describe, expect, test } from "vitest";
import { date, phoneText } from "../pack.fixture.ts";
import { documents } from "./documents.ts";
import { identity } from "./identity.ts";
import { italy } from "./index.ts";
import { references } from "./references.ts";
import { rounding, vat } from "./vat.ts";

const today = date("2026-11-22");

describe("SEC-55 a codice fiscale stands in its own field and in no text", () => {
  test.each([
    ["RSSMRA85T10A562S", true],
    ["paziente rssmra80a01h501u, grazie", true],
    ["RSSMRA80A01H50MM", true],
    ["BNCGLI85A41F205K", true],
    ["BNC GLI 85A41 F205K", true],
    ["RSSMRA80A01H501X", false],
    ["XRSSMRA85T10A562S", false],
    ["Fattura 260101 del 2026-10-05", false],
  ])("%s: %s", (text, expected) => {
    expect(identity.person.recognise(text, today)).toBe(expected);
  });

  test("a key holds one, a mask hides it, and the next look finds it again", () => {
    for (const _look of [1, 2]) expect(identity.person.inKey("visita-RSSMRA85T10A562S", today)).toBe(true);
    expect(identity.person.inKey("visita-260101", today)).toBe(false);
    const masked = identity.person.mask("da RSSMRA85T10A562S e RSSMRA80A01H501X", today);
    expect(masked).toBe("da **************** e RSSMRA80A01H501X");
    expect(identity.person.class).toBe("C3");
  });
});

describe("companies, accounts and ways to reach people", () => {
  test.each([
    ["00743110157", true],
    ["01234567897", true],
    ["12345678903", true],
    ["06488820439", true],
    ["01234567890", false],
    ["1234567897", false],
    ["IT01234567897", false],
  ])("partita IVA %s: %s", (text, expected) => {
    expect(identity.company(text)).toBe(expected);
  });

  test.each([
    ["IT60X0542811101000000123456", true],
    ["IT61X0542811101000000123456", false],
    ["SE4550000000058398257466", false],
  ])("account %s: %s", (text, expected) => {
    expect(identity.bankAccount(text)).toBe(expected);
  });

  test.each([
    ["+39 347 123 4567", "+393471234567 mobile"],
    ["0039 06 1234 5678", "+390612345678"],
    ["02 1234567", "+39021234567"],
    ["347 123 45", null],
    ["1234567890", null],
    ["+46701234567", null],
  ])("telephone %j: %s", (text, expected) => {
    expect(phoneText(italy, text)).toBe(expected);
  });

  test.each([
    ["00118", true],
    ["0118", false],
    ["001180", false],
  ])("post code %s: %s", (text, expected) => {
    expect(identity.postCode(text)).toBe(expected);
  });
});

describe("references: a creditor reference (ISO 11649)", () => {
  test("ours checks, and its digits are customer and number", () => {
    const made = references.make({ customerNumber: 104711n, seriesNumber: 260101n });
    if (!made.ok) throw new Error(made.code);
    expect(made.reference).toMatch(/^RF\d\d104711260101$/);
    expect(references.check(made.reference, { modulus: "mod10" })).toEqual(made);
    expect(references.make({ customerNumber: 1_000_000n, seriesNumber: 1n })).toMatchObject({ part: "customerNumber" });
    expect(() => references.make({ customerNumber: 1n, seriesNumber: 0n })).toThrow(RangeError);
  });

  test("a ledger's own lengths never outgrow the standard's 21", () => {
    const rule = { customerDigits: 12, seriesDigits: 12, modulus: "mod10" } as const;
    expect(references.make({ customerNumber: 1n, seriesNumber: 1n }, rule)).toMatchObject({
      reference: expect.stringMatching(/^RF\d{23}$/) as unknown,
    });
  });

  test.each([
    ["RF18539007547034", "RF18539007547034"],
    ["rf18 5390 0754 7034", "RF18539007547034"],
    ["RF462026000123", "RF462026000123"],
    ["RF78KV2026A0042", "RF78KV2026A0042"],
    ["RF19539007547034", "kidCheckDigit"],
    ["539007547034", "kidLength"],
    ["RF18-539007547034", "kidCharacter"],
    [" ", "referenceEmpty"],
  ])("%j: %s", (text, expected) => {
    const checked = references.check(text, { modulus: "mod10" });
    expect(checked.ok ? checked.reference : checked.code).toBe(expected);
  });
});

describe("VAT and documents", () => {
  test.each([
    ["EXEMPT", 0n, "N4", "Operazione esente art. 10 n. 18 DPR 633/72"],
    ["STANDARD", 2200n, null, null],
    ["OUTSIDE", 0n, "N1", "Operazione esclusa art. 15 DPR 633/72"],
  ])("%s", (code, rateBasisPoints, exportCode, reason) => {
    expect(vat.rule(code, today)).toMatchObject({ code, rateBasisPoints, exportCode, reason });
  });

  test("22 % of a vet's bill; nothing is sold abroad; cash pays exact cents", () => {
    expect(vat.lineVatMinor(vat.rule("STANDARD", today)!, 100_00n)).toBe(22_00n);
    expect([vat.rule("ZERO", today), rounding.cashMinor]).toEqual([undefined, 1n]);
  });

  test("an invoice to a person shows register, tax code and reason; books are kept ten years", () => {
    const facts = { kind: "creditNote", sellerVatRegistered: true, sellerInCompanyRegister: true } as const;
    const asked = { ...facts, sellerApprovedForFTax: false, vatCodes: new Set(["EXEMPT"] as const) };
    const keys = documents.mustSay(asked).map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining(["sellerProfessionalRegister", "buyerTaxCode", "noVatReason"]));
    expect([keys.length, keys.includes("originalReference")]).toEqual([14, true]);
    expect(italy.keptThrough("voucher", date("2026-05-01")).toString()).toBe("2036-12-31");
  });
});
