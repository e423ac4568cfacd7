/** Deliberate faults in the samples, each with what our own checks must say, and whether the official rules see it. */
import type { ProblemCode } from "../src/index.ts";
import { sampleText, type SampleName } from "./samples.ts";

/** How much the official judges make of a fault. */
export type OfficialWeight = "fatal" | "warning" | "nothing" | "schema";

export interface Fault {
  readonly name: string;
  readonly xml: string;
  readonly ours: ProblemCode;
  readonly official: OfficialWeight;
}

/** Replaces one text; a fault that finds nothing to replace would prove nothing. */
function edit(sample: SampleName, ...edits: readonly (readonly [from: string | RegExp, to: string])[]): string {
  return edits.reduce((xml, [from, to]) => {
    const edited = xml.replace(from, to);
    if (edited === xml) throw new Error(`nothing to replace in ${sample}: ${String(from)}`);
    return edited;
  }, sampleText(sample));
}

type Row = readonly [
  name: string,
  sample: SampleName,
  edits: readonly (readonly [from: string | RegExp, to: string])[],
  ours: ProblemCode,
  official: OfficialWeight,
];

const dental = "no-dental-anonymised.xml";
const vet = "no-vet-b2b.xml";
const swedish = "se-collective.xml";
const credit = "no-dental-anonymised-creditnote.xml";
const danish = "dk-vet-fik.xml";

const element = (name: string): RegExp => new RegExp(`\\s*<${name}[ >][^]*?</${name}>`);

const rows: readonly Row[] = [
  // The five that the official rules let pass.
  ["no due date", dental, [[element("cbc:DueDate"), ""]], "DUE_DATE_MISSING", "nothing"],
  ["wrong KID digit", dental, [["20260044175", "20260044178"]], "KID", "nothing"],
  [
    "VAT 0.01 low",
    vet,
    [
      [/776\.73/g, "776.72"],
      ["3883.63", "3883.62"],
      ["2883.63", "2883.62"],
    ],
    "VAT_AMOUNT",
    "nothing",
  ],
  [
    "credit note without reference",
    credit,
    [[element("cac:BillingReference"), ""]],
    "CREDIT_REFERENCE_MISSING",
    "nothing",
  ],
  ["wrong OCR digit", swedish, [["202610041727", "202610041728"]], "OCR", "nothing"],
  ["wrong FIK digit", danish, [["71#202600004170000", "71#202600004170001"]], "FIK", "nothing"],
  ["wrong account digit", dental, [["12345678903", "12345678904"]], "ACCOUNT", "nothing"],
  ["wrong IBAN digit", vet, [["NO5399990012349", "NO5499990012349"]], "ACCOUNT", "nothing"],
  ["wrong bankgiro digit", swedish, [["99900128", "99900129"]], "ACCOUNT", "nothing"],
  ["due before issue", dental, [["2026-12-02", "2026-11-01"]], "DUE_DATE_BEFORE_ISSUE", "nothing"],
  [
    "a line 0.01 off",
    dental,
    [
      [/4350\.00/g, "4350.01"],
      [/4350\.01(<\/cbc:PriceAmount>)/, "4350.00$1"],
    ],
    "LINE_NET",
    "nothing",
  ],
  [
    "credited invoice of no date",
    credit,
    [[/\s*<cbc:IssueDate>2026-11-02<\/cbc:IssueDate>/, ""]],
    "CREDIT_REFERENCE_INCOMPLETE",
    "nothing",
  ],
  ["Swedish VAT number of another ending", swedish, [["SE559999000801", "SE559999000802"]], "VAT_NUMBER", "nothing"],
  // Those the official rules find too.
  [
    "no buyer reference and no order",
    dental,
    [[element("cbc:BuyerReference"), ""]],
    "BUYER_REFERENCE_MISSING",
    "fatal",
  ],
  ["organisation number with blanks", dental, [['0192">100000121', '0192">100 000 121']], "ENDPOINT", "fatal"],
  ["wrong organisation number", dental, [['0192">100000253', '0192">100000254']], "ENDPOINT", "fatal"],
  ["wrong Swedish number", swedish, [['0007">5599991014', '0007">5599991015']], "ENDPOINT", "fatal"],
  ["E without tax number of the seller", dental, [[element("cac:PartyTaxScheme"), ""]], "SELLER_TAX_MISSING", "fatal"],
  ["E without reason", dental, [[element("cbc:TaxExemptionReason"), ""]], "EXEMPTION_MISSING", "fatal"],
  ["O with a rate", dental, [[/<cbc:ID>E</g, "<cbc:ID>O<"]], "VAT_RATE", "fatal"],
  [
    "S with a reason",
    danish,
    [
      [
        "<cbc:Percent>25</cbc:Percent>\n        <cac",
        "<cbc:Percent>25</cbc:Percent>\n        <cbc:TaxExemptionReason>x</cbc:TaxExemptionReason>\n        <cac",
      ],
    ],
    "EXEMPTION_ON_TAXED",
    "fatal",
  ],
  ["sum of lines wrong", vet, [['"NOK">2786.90', '"NOK">2786.91']], "TOTAL_LINES", "fatal"],
  [
    "total without VAT wrong",
    vet,
    [['TaxExclusiveAmount currencyID="NOK">3106.90', 'TaxExclusiveAmount currencyID="NOK">3106.91']],
    "TOTAL_EXCLUSIVE",
    "fatal",
  ],
  ["total with VAT wrong", vet, [["3883.63", "3883.64"]], "TOTAL_INCLUSIVE", "fatal"],
  ["amount to pay wrong", vet, [["2883.63", "2883.64"]], "TOTAL_PAYABLE", "fatal"],
  [
    "sum of charges wrong",
    vet,
    [['ChargeTotalAmount currencyID="NOK">320.00', 'ChargeTotalAmount currencyID="NOK">321.00']],
    "TOTAL_ALLOWANCES",
    "fatal",
  ],
  [
    "VAT off by one",
    danish,
    [
      [/312\.50/g, "313.50"],
      [/1562\.50/g, "1563.50"],
    ],
    "VAT_AMOUNT",
    "fatal",
  ],
  ["a rate Sweden has not", swedish, [[/<cbc:Percent>25</g, "<cbc:Percent>24<"]], "VAT_RATE_COUNTRY", "fatal"],
  [
    "a second note",
    dental,
    [["  <cbc:DocumentCurrencyCode>", "  <cbc:Note>x</cbc:Note>\n  <cbc:DocumentCurrencyCode>"]],
    "ELEMENT_REPEATED",
    "fatal",
  ],
  ["an empty element", dental, [["REK-2026-0931", ""]], "ELEMENT_EMPTY", "fatal"],
  [
    "an object reference of another type",
    swedish,
    [["<cbc:DocumentTypeCode>130", "<cbc:DocumentTypeCode>50"]],
    "VALUE_INVALID",
    "fatal",
  ],
  ["a line's period outside the document's", swedish, [["2026-10-19", "2026-09-19"]], "PERIOD_OUTSIDE", "fatal"],
  ["no account", danish, [[element("cac:PayeeFinancialAccount"), ""]], "ACCOUNT_MISSING", "fatal"],
  ["code 30 in Denmark", danish, [[">93<", ">30<"]], "PAYMENT_CODE", "fatal"],
  ["FIK without card type", danish, [["71#", "7#"]], "FIK", "fatal"],
  ["creditor of seven digits", danish, [[">80000001<", ">8000001<"]], "ACCOUNT", "fatal"],
  [
    "CVR of another scheme",
    danish,
    [['CompanyID schemeID="0184">DK10000017', 'CompanyID schemeID="0088">5790000000005']],
    "COMPANY_ID_SCHEME",
    "fatal",
  ],
  [
    "another currency in one amount",
    vet,
    [['PrepaidAmount currencyID="NOK"', 'PrepaidAmount currencyID="SEK"']],
    "CURRENCY_MIXED",
    "fatal",
  ],
  ["a profile of another kind", dental, [["billing:01:1.0", "billing:09:1.0"]], "PROFILE_UNKNOWN", "fatal"],
  ["type 384", dental, [[">380<", ">384<"]], "TYPE_CODE", "fatal"],
  [
    "negative price",
    danish,
    [['PriceAmount currencyID="DKK">1250', 'PriceAmount currencyID="DKK">-1250']],
    "PRICE_NEGATIVE",
    "fatal",
  ],
  [
    "base quantity of another unit",
    vet,
    [['BaseQuantity unitCode="MLT"', 'BaseQuantity unitCode="LTR"']],
    "UNIT_DIFFERS",
    "fatal",
  ],
  [
    "a discount without reason",
    vet,
    [[/\s*<cbc:AllowanceChargeReasonCode>95[^]*?Avtalerabatt<\/cbc:AllowanceChargeReason>/, ""]],
    "ALLOWANCE_REASON",
    "fatal",
  ],
  ["a percentage without base", vet, [[element("cbc:BaseAmount"), ""]], "ALLOWANCE_PERCENT", "fatal"],
  ["a VAT number without prefix", vet, [["NO100000377MVA", "100000377MVA"]], "VAT_NUMBER", "fatal"],
  ["a VAT number without MVA", vet, [["NO100000377MVA", "NO100000377"]], "VAT_NUMBER", "fatal"],
  ["F-tax in other words", swedish, [["Godkänd för F-skatt", "F-skatt finns"]], "TAX_REGISTRATION", "fatal"],
  ["no lines' unit name", dental, [["Helsetjeneste etter rekvisisjon", " "]], "ELEMENT_EMPTY", "fatal"],
  ["a date that is none", dental, [["2026-11-02", "2026-11-31"]], "VALUE_INVALID", "schema"],
  [
    "elements out of order",
    dental,
    [
      [/\s*<cbc:DueDate>2026-12-02<\/cbc:DueDate>/, ""],
      ["  <cbc:DocumentCurrencyCode>", "  <cbc:DueDate>2026-12-02</cbc:DueDate>\n  <cbc:DocumentCurrencyCode>"],
    ],
    "ELEMENT_ORDER",
    "schema",
  ],
  [
    "an amount in words",
    dental,
    [['PayableAmount currencyID="NOK">4350.00', 'PayableAmount currencyID="NOK">mye']],
    "VALUE_INVALID",
    "schema",
  ],
  // Warnings of the official rules, refusals of ours.
  ["bankgiro with hyphen", swedish, [[">99900128<", ">9990-0128<"]], "ACCOUNT", "warning"],
  ["code 56", swedish, [['name="Bankgiro">30<', 'name="Bankgiro">56<']], "PAYMENT_CODE", "warning"],
];

/** All faults. */
export const faults: readonly Fault[] = rows.map(([name, sample, edits, ours, official]) => ({
  name,
  xml: edit(sample, ...edits),
  ours,
  official,
}));
