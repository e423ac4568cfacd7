import { describe, expect, test } from "vitest";
import type { DocumentFacts, VatCode } from "../contract.ts";
import { documents } from "./documents.ts";

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const codes = (...list: VatCode[]): ReadonlySet<VatCode> => new Set(list);

const dental: DocumentFacts = {
  kind: "invoice",
  sellerVatRegistered: false,
  sellerInCompanyRegister: false,
  sellerApprovedForFTax: false,
  vatCodes: codes("EXEMPT"),
};
const keys = (changes: Partial<DocumentFacts>): string[] =>
  documents.mustSay({ ...dental, ...changes }).map((each) => each.key);

describe("S1-07 what a sales document must show", () => {
  const always = [
    "number",
    "issuedOn",
    "sellerName",
    "sellerOrganisationNumber",
    "buyerName",
    "buyerAddressOrOrganisationNumber",
    "descriptionAndExtent",
    "deliveredOn",
    "deliveredAt",
    "consideration",
    "dueOn",
  ];

  test.each<[string, Partial<DocumentFacts>, readonly string[]]>([
    ["a dentist without company", {}, ["noVatReason"]],
    ["a dental company", { sellerInCompanyRegister: true }, ["sellerCompanyRegister", "noVatReason"]],
    ["a veterinary clinic", { sellerVatRegistered: true, vatCodes: codes("STANDARD") }, ["sellerVatMark", "vatInNok"]],
    [
      "treatment and a toothbrush",
      { sellerVatRegistered: true, vatCodes: codes("EXEMPT", "STANDARD") },
      ["sellerVatMark", "vatInNok", "taxableAndExemptSummedApart", "noVatReason"],
    ],
    ["a credit note", { kind: "creditNote" }, ["noVatReason", "originalReference"]],
  ])("%s", (_what, changes, extra) => {
    expect(keys(changes).toSorted()).toEqual([...always, ...extra].toSorted());
  });

  test("what is missing comes back with its paragraph", () => {
    const present = new Set([...always, "noVatReason"].filter((key) => key !== "deliveredAt"));
    expect(documents.missing(dental, present)).toEqual([
      { key: "deliveredAt", when: "always", source: "bokføringsforskriften FOR-2004-12-01-1558 section 5-1-1" },
    ]);
  });
});

describe("FR-42 a collective invoice is issued within 15 working days after its month", () => {
  test.each([
    ["2026-10-01", "2026-11-20"],
    ["2026-10-31", "2026-11-20"],
    ["2026-03-15", "2026-04-24"],
    ["2026-12-31", "2027-01-22"],
    ["2026-04-30", "2026-05-26"],
  ])("month of %s: %s", (inMonth, expected) => {
    expect(documents.collectiveDeadline(date(inMonth)).toString()).toBe(expected);
  });
});

describe("S1-07 late issue", () => {
  test.each([
    ["2026-10-05", "inTime", 0],
    ["2026-10-24", "inTime", 19],
    ["2026-10-25", "warn", 20],
    ["2026-11-04", "warn", 30],
    ["2026-11-05", "block", 31],
  ])("delivered 5 October, issued %s: %s", (issuedOn, state, passed) => {
    expect(documents.lateIssue(date("2026-10-05"), date(issuedOn))).toMatchObject({ state, days: passed });
  });
});
