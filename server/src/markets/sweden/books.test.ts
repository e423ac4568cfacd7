import { describe, expect, test } from "vitest";
import type { DocumentFacts, VatCode } from "../contract.ts";
import { accounts } from "./accounts.ts";
import { documents } from "./documents.ts";
import { rounding, vat } from "./vat.ts";

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const codes = (...list: VatCode[]): ReadonlySet<VatCode> => new Set(list);

describe("X-19 the chart of accounts by role, as BAS numbers them", () => {
  test("code, role, kind and code of the tax return", () => {
    const lines = accounts.map(
      ({ role, code, export: group }) => `${code} ${role} ${group.groupingCategory} ${group.groupingCode}`,
    );
    expect(lines).toEqual([
      "1510 receivable T 7251",
      "1581 cardClearing T 7251",
      "1582 instantClearing T 7251",
      "1583 vippsClearing T 7251",
      "1584 partnerClearing T 7251",
      "1680 stateReceivable T 7261",
      "1684 partnerReceivable T 7261",
      "1686 recourse T 7261",
      "1689 boughtClaims T 7261",
      "1930 bank T 7281",
      "1939 bankClearing T 7281",
      "1990 clientBank T 7281",
      "2420 customerCredit S 7362",
      "2440 payable S 7365",
      "2611 vatOut S 7369",
      "2641 vatIn S 7369",
      "2650 vatSettlement S 7369",
      "2896 owedToClinic S 7369",
      "2899 unallocated S 7369",
      "3041 incomeTaxable I 7410",
      "3044 incomeExempt I 7410",
      "3045 incomeZero I 7410",
      "3540 feeIncome I 7410",
      "3740 rounding I 7410",
      "6351 creditLoss K 7513",
      "6570 paymentCost K 7513",
      "6590 serviceCost K 7513",
      "8313 interestIncome I 7417",
    ]);
  });
});

describe("X-19 VAT: care of people is exempt, care of animals bears 25 %", () => {
  test.each([
    ["EXEMPT", 0n, "42", "E", "incomeExempt"],
    ["STANDARD", 2500n, "05", "S", "incomeTaxable"],
    ["ZERO", 0n, "36", "Z", "incomeZero"],
    ["OUTSIDE", 0n, null, "O", "feeIncome"],
  ])("%s", (code, rateBasisPoints, exportCode, eInvoiceCategory, incomeRole) => {
    const rule = vat.rule(code, date("2026-10-05"));
    expect(rule).toMatchObject({ code, rateBasisPoints, exportCode, eInvoiceCategory, incomeRole });
    expect(rule!.reason === null).toBe(code === "STANDARD" || code === "ZERO");
  });

  test("12 and 6 per cent are no clinic's", () => {
    expect(vat.rule("REDUCED", date("2026-10-05"))).toBeUndefined();
  });

  test.each([
    ["STANDARD", 1000_00n, 250_00n, "ok"],
    ["STANDARD", 1000_00n, 250_01n, "ok"],
    ["STANDARD", 1000_00n, 250_02n, "vatLineWrong"],
    ["STANDARD", 1000_00n, 120_00n, "vatLineWrong"],
    ["EXEMPT", 4200_00n, 0n, "ok"],
    ["EXEMPT", 4200_00n, 1n, "vatLineWrong"],
  ])("%s net %i VAT %i: %s", (vatCode, netMinor, vatMinor, expected) => {
    const checked = vat.checkLine({ vatCode, netMinor, vatMinor }, date("2026-10-05"));
    expect(checked.ok ? "ok" : checked.code).toBe(expected);
  });

  test("totals keep their öre; cash is paid in whole kronor", () => {
    expect(rounding).toEqual({ vat: "halfUpPerDocumentAndRate", invoiceTotal: "none", cashMinor: 100n });
  });
});

describe("S1-07 what a sales document must show", () => {
  const dental: DocumentFacts = {
    kind: "invoice",
    sellerVatRegistered: false,
    sellerInCompanyRegister: true,
    sellerApprovedForFTax: false,
    vatCodes: codes("EXEMPT"),
  };
  const always = ["number", "issuedOn", "sellerName", "sellerAddress", "sellerOrganisationNumber", "buyerName"];
  const content = ["buyerAddressOrOrganisationNumber", "descriptionAndExtent", "deliveredOn", "consideration", "dueOn"];

  test.each<[string, Partial<DocumentFacts>, readonly string[]]>([
    ["a dental clinic", {}, ["noVatReason"]],
    ["approved for F-tax", { sellerApprovedForFTax: true }, ["noVatReason", "sellerFTaxMark"]],
    ["a veterinary clinic", { sellerVatRegistered: true, vatCodes: codes("STANDARD") }, ["sellerVatMark"]],
    [
      "treatment and a toothbrush",
      { sellerVatRegistered: true, vatCodes: codes("EXEMPT", "STANDARD") },
      ["sellerVatMark", "taxableAndExemptSummedApart", "noVatReason"],
    ],
    ["a credit note", { kind: "creditNote" }, ["noVatReason", "originalReference"]],
  ])("%s", (_what, changes, extra) => {
    const keys = documents.mustSay({ ...dental, ...changes }).map((each) => each.key);
    expect(keys.toSorted()).toEqual([...always, ...content, ...extra].toSorted());
  });

  test("what is missing comes back with its paragraph", () => {
    const present = new Set([...always, ...content, "noVatReason"].filter((key) => key !== "deliveredOn"));
    expect(documents.missing(dental, present)).toMatchObject([
      { key: "deliveredOn", source: "mervärdesskattelagen (2023:200) 17:24" },
    ]);
  });

  test.each([
    ["2026-10-01", "2026-11-20"],
    ["2026-12-31", "2027-01-25"],
    ["2026-05-31", "2026-06-22"],
  ])("the collective invoice of the month of %s by %s", (inMonth, expected) => {
    expect(documents.collectiveDeadline(date(inMonth)).toString()).toBe(expected);
  });

  test.each([
    ["2026-11-04", "inTime"],
    ["2026-11-05", "warn"],
    ["2027-10-05", "warn"],
  ])("delivered 5 October, issued %s: %s, never refused", (issuedOn, state) => {
    expect(documents.lateIssue(date("2026-10-05"), date(issuedOn)).state).toBe(state);
  });
});
