/** What can be wrong with a document, in one table: code, weight, the rule broken and a sentence for the person at the desk. */

/** `error` stops sending and refuses reading; `warning` is recorded. */
export type ProblemLevel = "error" | "warning";

interface ProblemKind {
  readonly level: ProblemLevel;
  readonly rule: string;
  readonly sentence: string;
}

const error = (rule: string, sentence: string): ProblemKind => ({ level: "error", rule, sentence });
const warning = (rule: string, sentence: string): ProblemKind => ({ level: "warning", rule, sentence });

/** Every code this package can report. Documentation of errors is generated from it. */
export const problemKinds = {
  FILE_EMPTY: error("a document has content", "The file is empty."),
  FILE_TOO_LARGE: error("size limit", "The file is larger than an invoice is."),
  ENCODING_INVALID: error("UTF-8", "The file is not UTF-8, which invoices of this kind always are."),
  XML_MALFORMED: error("XML 1.0 well-formedness", "The file is not well-formed XML, or it is cut off."),
  XML_DOCTYPE_REFUSED: error(
    "no document type declaration",
    "The file holds a document type declaration. It is not read.",
  ),
  XML_TOO_DEEP: error("depth at most 32", "The file's elements are nested deeper than any invoice."),
  XML_TOO_MANY_ELEMENTS: error("at most 200,000 elements", "The file holds more elements than any invoice."),
  ROOT_UNKNOWN: error(
    "UBL 2.1 Invoice or CreditNote",
    "The file is XML, but neither an invoice nor a credit note of UBL 2.1.",
  ),
  PROFILE_UNKNOWN: error(
    "BIS Billing 3.0, BT-23 and BT-24",
    "The document follows another profile than BIS Billing 3.0.",
  ),
  ELEMENT_MISSING: error("a required element is present", "A required field is missing."),
  ELEMENT_EMPTY: error("no empty elements", "A field is there but empty; it should be left out."),
  ELEMENT_REPEATED: error("a field that may occur once occurs once", "A field that may occur once occurs twice."),
  ELEMENT_ORDER: error("the schema's order of elements", "Fields stand in another order than the schema's."),
  ELEMENT_NOT_READ: warning("elements of the model", "The document holds a field that is passed over here."),
  VALUE_INVALID: error("a value of the field's form", "A date, amount or number cannot be read. Nothing is guessed."),
  CURRENCY_MIXED: error("one currency per document", "An amount is in another currency than the document."),
  UNIT_DIFFERS: error(
    "the base quantity uses the quantity's unit",
    "A price is per another unit than the line's quantity.",
  ),

  TEXT_MISSING: error("a required text is not blank", "A required text is blank."),
  TEXT_CHARACTER: error("characters of XML 1.0", "A text holds a control character or half a character."),
  DATE_INVALID: error("YYYY-MM-DD, a day that exists", "A date does not exist."),
  TYPE_CODE: error(
    "BT-3: 380, 386 or 393; 381 for credit notes",
    "The document type is not used between Nordic parties.",
  ),
  CURRENCY: error("a currency of three letters with two decimals", "The currency cannot be used on these invoices."),
  DUE_DATE_MISSING: error(
    "BT-9 is always written",
    "The invoice has no due date. Receivers need one even where the official rules do not ask.",
  ),
  DUE_DATE_ON_CREDIT_NOTE: error("a credit note has no due date", "A credit note cannot have a due date of its own."),
  DUE_DATE_BEFORE_ISSUE: error("due on the day of issue or later", "The due date lies before the date of issue."),
  BUYER_REFERENCE_MISSING: error(
    "BT-10 or BT-13",
    "There is neither the payer's reference nor an order number. The payer could not place the invoice.",
  ),
  CREDIT_REFERENCE_MISSING: error("BG-3 on a credit note", "The credit note does not say which invoice it credits."),
  CREDIT_REFERENCE_INCOMPLETE: error(
    "BT-25 and BT-26",
    "A reference to a credited invoice lacks its number or its date.",
  ),
  CREDIT_AFTER_ISSUE: error(
    "a credited invoice is not younger",
    "The credited invoice is dated after the credit note.",
  ),
  CREDIT_NEGATIVE: error("a credit note has positive amounts", "The credit note's total is below zero."),
  PERIOD_REVERSED: error("a period begins before it ends", "A period ends before it begins."),
  PERIOD_OUTSIDE: error("BG-26 lies inside BG-14", "A line's period lies outside the document's period."),
  LINES_NONE: error("at least one line", "The document has no lines."),
  LINES_TOO_MANY: error("at most 200 lines", "The document has more than 200 lines. Split it in two."),
  LINE_ID_REPEATED: error("BT-126 is unique", "Two lines have the same number."),
  LINE_NET: error(
    "net = quantity x price / base - allowances + charges",
    "A line's amount is not its quantity times its price.",
  ),
  PRICE_NEGATIVE: error("BT-146 is not negative", "A price is below zero. Write a negative quantity instead."),
  BASE_QUANTITY: error("the base quantity is above zero", "A price is per nothing, or per less than nothing."),
  ALLOWANCE_REASON: error(
    "a reason or a code of UNCL 5189 or 7161",
    "A discount or charge has no reason, or a code that is not on the list.",
  ),
  ALLOWANCE_PERCENT: error(
    "percentage and base go together, and give the amount",
    "A discount's percentage, base and amount do not fit.",
  ),
  VAT_CATEGORY: error("S, E or O", "A VAT category is not one of taxed, exempt or outside the VAT act."),
  VAT_RATE: error("S above 0, E exactly 0, O none", "A VAT rate does not fit its category."),
  VAT_RATE_COUNTRY: error("a rate of the seller's country", "The seller's country has no such VAT rate."),
  VAT_MIXED_WITH_O: error("O stands alone", "Amounts outside the VAT act cannot stand with others on one document."),
  VAT_NUMBER_WITH_O: error(
    "no VAT numbers with O",
    "A seller or buyer with a VAT number cannot stand on a document outside the VAT act.",
  ),
  SELLER_TAX_MISSING: error(
    "BT-31 or BT-32 with S and E",
    "Taxed or exempt amounts need the seller's VAT number or tax registration. A seller with neither uses O.",
  ),
  EXEMPTION_MISSING: error("BT-120 or BT-121 with E and O", "The reason for charging no VAT is missing."),
  EXEMPTION_ON_TAXED: error("no reason with S", "A taxed amount has a reason for exemption."),
  VAT_BREAKDOWN: error(
    "one breakdown for each category and rate used",
    "The VAT breakdown does not cover exactly the categories of the lines.",
  ),
  VAT_BASIS: error(
    "BT-116 is the sum of its lines, allowances and charges",
    "A VAT basis is not the sum of what it covers.",
  ),
  VAT_AMOUNT: error("BT-117 = basis x rate, rounded half up, to the øre", "A VAT amount is wrong, if only by an øre."),
  VAT_TOTAL: error("BT-110 is the sum of BT-117", "The total VAT is not the sum of the VAT amounts."),
  TOTAL_LINES: error("BT-106 is the sum of BT-131", "The sum of the lines is wrong."),
  TOTAL_ALLOWANCES: error("BT-107 and BT-108 are sums", "The sum of discounts or charges is wrong."),
  TOTAL_EXCLUSIVE: error("BT-109 = BT-106 - BT-107 + BT-108", "The total without VAT is wrong."),
  TOTAL_INCLUSIVE: error("BT-112 = BT-109 + BT-110", "The total with VAT is wrong."),
  TOTAL_PAYABLE: error("BT-115 = BT-112 - BT-113 + BT-114", "The amount to pay is wrong."),
  ROUNDING: error("BT-114 is less than one whole", "The rounding is more than rounding."),

  ENDPOINT: error("the number passes its scheme's check", "An electronic address is not a valid number of its scheme."),
  COMPANY_ID_MISSING: error("BT-30 is always written", "The seller has no registration number."),
  COMPANY_ID: error("the number passes its scheme's check", "A registration number is not valid."),
  COMPANY_ID_SCHEME: error(
    "scheme 0184 between Danish parties",
    "A Danish registration number must be marked as a CVR number.",
  ),
  IDENTIFIER_SCHEME: error(
    "identifiers have a scheme between Danish parties",
    "An identifier does not say which list it is from.",
  ),
  CVR_MODULUS: warning("CVR numbers, modulus 11", "A CVR number fails its check digit. Some real ones do; look at it."),
  COUNTRY: error("ISO 3166, two letters", "A country code is missing or wrong."),
  VAT_NUMBER: error("prefix and form of the country", "A VAT number does not have its country's form."),
  VAT_NUMBER_COUNTRY: error(
    "prefix and address agree",
    "The seller's VAT number is from another country than its address.",
  ),
  TAX_REGISTRATION: error(
    "the country's own words",
    "The seller's tax registration is not the text its country asks for.",
  ),
  TAX_REGISTRATION_ABSENT: warning(
    "Foretaksregisteret for companies",
    "The seller is not marked as registered in Foretaksregisteret. Right for a sole trader, wrong for a company.",
  ),

  PAYMENT_MISSING: error("an invoice says how to pay", "The invoice does not say how to pay."),
  PAYMENT_CODE: error("a payment code of the country", "The way to pay is not used between these two countries."),
  PAYMENT_SEVERAL: error("several ways share code and reference", "Two ways to pay differ in code or reference."),
  ACCOUNT_MISSING: error("BT-84 with a credit transfer", "The account to pay to is missing."),
  ACCOUNT: error("the account passes its check digits", "The account to pay to is not valid."),
  BRANCH: error("the branch field of the country", "Bank, registration number or giro mark does not fit the account."),
  REFERENCE_MISSING: error("a payment reference where the country uses one", "The payment reference is missing."),
  KID: error(
    "KID: 2 to 25 digits, check digit by the agreement",
    "The KID is not valid. The payer's bank would refuse it.",
  ),
  OCR: error("OCR: 2 to 25 digits, Luhn", "The OCR number is not valid. The payer's bank would refuse it."),
  FIK: error("FIK: 71# and 15 digits, 75# and 16 digits, Luhn; 73# alone", "The FIK reference is not valid."),
  MIME_CODE: error(
    "pdf, png, jpeg, csv, xlsx or ods, with file name",
    "An attachment is of a kind that receivers refuse, or has no name.",
  ),

  LANGUAGE: error("a language with a phrase list", "There is no list of neutral phrases in this language."),
  MONTH: error("YYYY-MM", "The month cannot be read."),
  WEEK: error("an ISO week inside the month", "The week is not one of the month."),
  OPAQUE_REFERENCE: error("KV- and ten characters", "A case reference does not have the form of an opaque reference."),
  PAYER_REFERENCE: error("one line, at most 50 characters", "A reference of the payer is too long or has line breaks."),
  PHRASE: error("a phrase of the list", "A text is not one of the neutral phrases."),
  CASES_REPEATED: error("one line for each case and VAT category", "A case has two lines of the same VAT category."),
} as const satisfies Record<string, ProblemKind>;

/** A code of {@link problemKinds}. */
export type ProblemCode = keyof typeof problemKinds;

/** One thing wrong with a document. `value` is only ever a code, count, date, amount or number, never a name or a text. */
export interface Problem {
  readonly code: ProblemCode;
  readonly level: ProblemLevel;
  /** Element path without prefixes, counted from 1: `InvoiceLine[2]/Price/PriceAmount`. */
  readonly path: string;
  /** 1-based line of the file; 0 for a document that was not read from one. */
  readonly line: number;
  readonly value?: string;
  readonly rule: string;
  readonly sentence: string;
}

/** The most problems a list names. */
export const maxListedProblems = 1000;

/** Collects problems; the first thousand are kept. */
export class ProblemList {
  readonly listed: Problem[] = [];
  errors = 0;

  add(code: ProblemCode, path: string, value?: string, line = 0): void {
    const { level, rule, sentence } = problemKinds[code];
    if (level === "error") this.errors += 1;
    if (this.listed.length >= maxListedProblems) return;
    this.listed.push({ code, level, path, line, ...(value === undefined ? {} : { value }), rule, sentence });
  }

  /** Adds the problem unless `holds`. */
  demand(holds: boolean, code: ProblemCode, path: string, value?: string): void {
    if (!holds) this.add(code, path, value);
  }
}
