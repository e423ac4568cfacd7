import { describe as group, expect, test } from "vitest";
import { danishDraft, dentalDraft, exampleInvoice, vetDraft } from "../testkit/examples.ts";
import {
  buildCreditNote,
  buildInvoice,
  creditNoteFor,
  decimal,
  danishTransfer,
  exempt,
  fikPayment,
  ibanPayment,
  kidPayment,
  outsideVat,
  plusgiroPayment,
  splitForDocuments,
  taxed,
  validate,
  type EInvoice,
  type InvoiceDraft,
  type Party,
  type ProblemCode,
  type ValidateOptions,
} from "./index.ts";

const invoice = buildInvoice(vetDraft);
const danish = buildInvoice(danishDraft);

const codes = (document: EInvoice, options?: ValidateOptions): readonly ProblemCode[] =>
  validate(document, options).problems.map(({ code }) => code);
const seller = (change: Partial<Party>, of: EInvoice = invoice): EInvoice => ({
  ...of,
  seller: { ...of.seller, ...change },
});
const buyer = (change: Partial<Party>, of: EInvoice = invoice): EInvoice => ({
  ...of,
  buyer: { ...of.buyer, ...change },
});

test("the document that the bad ones are made from is good", () => {
  expect([codes(invoice), codes(danish)]).toEqual([[], []]);
});

group("S0-02 numbers of parties", () => {
  const rows: readonly (readonly [string, EInvoice, readonly ProblemCode[]])[] = [
    ["a GLN with a wrong check digit", buyer({ endpoint: { scheme: "0088", id: "5790000000006" } }), ["ENDPOINT"]],
    ["a GLN", buyer({ endpoint: { scheme: "0088", id: "5790000000005" } }), []],
    ["a P-number of nine digits", buyer({ endpoint: { scheme: "0096", id: "123456789" } }, danish), ["ENDPOINT"]],
    ["a P-number", buyer({ endpoint: { scheme: "0096", id: "1234567890" } }, danish), []],
    ["a scheme that is not known here", buyer({ endpoint: { scheme: "9930", id: "DE123456789" } }), []],
    ["no scheme", buyer({ endpoint: { id: "100000482" } }), ["TEXT_MISSING"]],
    [
      "a CVR number without modulus, which real ones may be",
      buyer({ endpoint: { scheme: "0184", id: "16356706" } }, danish),
      ["CVR_MODULUS"],
    ],
    [
      "no registration number of the seller",
      (({ companyId: _id, ...rest }) => ({ ...invoice, seller: rest }))(invoice.seller),
      ["COMPANY_ID_MISSING"],
    ],
    ["a wrong registration number", seller({ companyId: { scheme: "0192", id: "100000378" } }), ["COMPANY_ID"]],
    ["a VAT number of another country", seller({ vatNumber: "SE559999000801" }), ["VAT_NUMBER_COUNTRY"]],
    ["a VAT number that fails modulus 11", seller({ vatNumber: "NO100000378MVA" }), ["VAT_NUMBER"]],
    [
      "no Foretaksregisteret, as sole traders",
      (({ taxRegistration: _text, ...rest }) => ({ ...invoice, seller: rest }))(invoice.seller),
      ["TAX_REGISTRATION_ABSENT"],
    ],
    ["a country in words", buyer({ address: { country: "Norge" } }), ["COUNTRY"]],
    ["a Danish identifier without scheme", buyer({ identifiers: [{ id: "1" }] }, danish), ["IDENTIFIER_SCHEME"]],
    [
      "a Danish buyer's number of another scheme",
      buyer({ companyId: { scheme: "0088", id: "5790000000005" } }, danish),
      ["COMPANY_ID_SCHEME"],
    ],
    ["a blank name", seller({ legalName: " " }), ["TEXT_MISSING"]],
  ];
  test.each(rows)("%s", (_name, document, expected) => {
    expect(codes(document)).toEqual(expected);
  });
});

group("S0-02 payment", () => {
  const pay = (draft: InvoiceDraft, ...payments: InvoiceDraft["payments"] & {}): EInvoice =>
    buildInvoice({ ...draft, payments });
  const swedish: InvoiceDraft = {
    ...vetDraft,
    currency: "SEK",
    seller: {
      endpoint: { scheme: "0007", id: "5599990008" },
      address: { country: "SE" },
      vatNumber: "SE559999000801",
      legalName: "Exempeltand AB",
      companyId: { scheme: "0007", id: "5599990008" },
    },
    buyer: {
      endpoint: { scheme: "0007", id: "5599991014" },
      address: { country: "SE" },
      legalName: "Exempelverken AB",
    },
    payments: [],
  };
  const kid = (text: string): EInvoice => pay(vetDraft, kidPayment("12345678903", text));
  const abroad: InvoiceDraft = { ...danishDraft, buyer: { ...swedish.buyer } };
  const rows: readonly (readonly [string, EInvoice, readonly ProblemCode[]])[] = [
    ["a KID by modulus 10", kid("20260044175"), []],
    ["a KID by modulus 11 that ends in a dash", kid("000006-"), []],
    ["a KID of one digit", kid("0"), ["KID"]],
    ["a KID of 26 digits", kid("0".repeat(26)), ["KID"]],
    ["a KID with a blank", kid("2026 0044175"), ["KID"]],
    ["an RF reference", kid("RF18539007547034"), []],
    ["an RF reference with a wrong digit", kid("RF18539007547035"), ["KID"]],
    ["an account with dots", pay(vetDraft, kidPayment("1234.56.78903", "20260044175")), ["ACCOUNT"]],
    ["a plusgiro", pay(swedish, plusgiroPayment("99990004", "202610041727")), []],
    ["a plusgiro with a wrong digit", pay(swedish, plusgiroPayment("99990005", "202610041727")), ["ACCOUNT"]],
    ["a bankgiro without its mark", pay(swedish, { code: "30", account: "99900128" }), ["BRANCH"]],
    ["a mark that is none", pay(swedish, { code: "30", account: "99900128", branch: "SE:GIRO" }), ["BRANCH"]],
    ["an IBAN with a BIC", pay(swedish, ibanPayment({ iban: "SE4550000000058398257466", bic: "ESSESESS" })), []],
    [
      "an IBAN with a bad BIC",
      pay(swedish, ibanPayment({ iban: "SE4550000000058398257466", bic: "bank" })),
      ["BRANCH"],
    ],
    ["FIK 73 without a number", pay(danishDraft, fikPayment("80000001", "73")), []],
    ["FIK 75", pay(danishDraft, fikPayment("80000001", "75", "1234567890123452")), []],
    ["FIK 71 with 16 digits", pay(danishDraft, fikPayment("80000001", "71", "1234567890123452")), ["FIK"]],
    ["FIK without reference", pay(danishDraft, { code: "93", account: "80000001" }), ["REFERENCE_MISSING"]],
    ["a Danish transfer", pay(danishDraft, danishTransfer("1234", "1234567", "Faktura 1")), []],
    ["a Danish transfer without registration number", pay(danishDraft, { code: "42", account: "1234567" }), ["BRANCH"]],
    ["FIK to a payer abroad", pay(abroad, fikPayment("80000001", "73")), ["PAYMENT_CODE"]],
    ["an IBAN to a payer abroad", pay(abroad, { code: "30", account: "DK5000400440116243" }), []],
    ["direct debit", pay(vetDraft, { code: "49", account: "12345678903" }), ["PAYMENT_CODE"]],
    ["no way to pay", pay(vetDraft), ["PAYMENT_MISSING"]],
    [
      "two ways that differ",
      pay(vetDraft, kidPayment("12345678903", "20260044175"), kidPayment("12345678903", "202600523106")),
      ["PAYMENT_SEVERAL"],
    ],
  ];
  test.each(rows)("%s", (_name, document, expected) => {
    expect(codes(document)).toEqual(expected);
  });

  test("a KID and an OCR number are held to the agreement with the bank, when it is told", () => {
    expect(codes(kid("20260044175"), { kid: { modulus: "mod11" } })).toEqual(["KID"]);
    expect(codes(kid("20260044175"), { kid: { modulus: "mod10", lengths: [12] } })).toEqual(["KID"]);
    const ocr = pay(swedish, plusgiroPayment("99990004", "20261004178"));
    expect(codes(ocr)).toEqual([]);
    expect(codes(ocr, { ocr: { lengthDigit: true } })).toEqual(["OCR"]);
    expect(codes(ocr, { ocr: { lengths: [12] } })).toEqual(["OCR"]);
  });
});

group("VAT", () => {
  const { taxRegistration: _text, ...unregistered } = dentalDraft.seller;
  const dental = (of: InvoiceDraft["seller"], ...vat: readonly (typeof exempt)[]): EInvoice =>
    buildInvoice({
      ...vetDraft,
      seller: of,
      buyer: dentalDraft.buyer,
      allowances: [],
      lines: vat.map((each) => ({ quantity: decimal("1"), price: decimal("100.00"), name: "x", vat: each })),
    });
  const registered = dentalDraft.seller;
  test.each<readonly [string, EInvoice, readonly ProblemCode[]]>([
    ["exempt, the seller registered", dental(registered, exempt), []],
    [
      "exempt, the seller not registered at all",
      dental(unregistered, exempt),
      ["TAX_REGISTRATION_ABSENT", "SELLER_TAX_MISSING"],
    ],
    ["outside the VAT act, the seller not registered", dental(unregistered, outsideVat), ["TAX_REGISTRATION_ABSENT"]],
    ["outside beside exempt", dental(registered, outsideVat, exempt), ["VAT_MIXED_WITH_O"]],
    [
      "outside with a VAT number",
      dental({ ...registered, vatNumber: "NO100000121MVA" }, outsideVat),
      ["VAT_NUMBER_WITH_O"],
    ],
    ["exempt beside taxed", dental(registered, exempt, taxed("25")), []],
    ["a rate of nought taxed", dental(registered, taxed("0")), ["VAT_RATE", "VAT_RATE_COUNTRY"]],
    ["a rate Norway has not", dental(registered, taxed("20")), ["VAT_RATE_COUNTRY"]],
    ["25 and 25.00 are one rate", dental(registered, taxed("25"), taxed("25.00")), []],
    ["reverse charge", dental(registered, { category: "AE", rate: decimal("0") }), ["VAT_CATEGORY", "VAT_RATE"]],
  ])("%s", (_name, document, expected) => {
    expect(codes(document)).toEqual(expected);
  });

  test("is rounded once for each category and rate, half up, not line by line", () => {
    const cents = (price: string) => ({ quantity: decimal("1"), price: decimal(price), name: "x", vat: taxed("25") });
    const of = (...prices: readonly string[]): bigint =>
      buildInvoice({ ...vetDraft, allowances: [], lines: prices.map(cents) }).vatMinor;
    expect(of("0.02")).toBe(1n);
    expect(of("0.01")).toBe(0n);
    expect(of("0.01", "0.01", "0.01", "0.01")).toBe(1n);
    expect(of("3106.90")).toBe(77_673n);
  });
});

group("dates, periods, references", () => {
  const period = { from: "2026-10-01", to: "2026-10-31" };
  const line = { ...invoice.lines[0]!, period: { from: "2026-10-31", to: "2026-11-01" } };
  const { dueOn: _due, ...undated } = invoice;
  const { buyerReference: _reference, ...unreferred } = invoice;
  test.each<readonly [string, EInvoice, readonly ProblemCode[]]>([
    ["due on the day of issue", { ...invoice, dueOn: "2026-11-05" }, []],
    ["due the day before", { ...invoice, dueOn: "2026-11-04" }, ["DUE_DATE_BEFORE_ISSUE"]],
    ["no due date", undated, ["DUE_DATE_MISSING"]],
    ["a date that is none", { ...invoice, deliveredOn: "2026-02-30" }, ["DATE_INVALID"]],
    ["a period the wrong way round", { ...invoice, period: { from: period.to, to: period.from } }, ["PERIOD_REVERSED"]],
    [
      "a line's period beyond the document's",
      { ...invoice, period, lines: [line, ...invoice.lines.slice(1)] },
      ["PERIOD_OUTSIDE"],
    ],
    ["no reference of the payer, but an order", { ...unreferred, orderReference: "B-1" }, []],
    ["neither", unreferred, ["BUYER_REFERENCE_MISSING"]],
    [
      "a line number twice",
      { ...invoice, lines: invoice.lines.map((each) => ({ ...each, id: "1" })) },
      ["LINE_ID_REPEATED", "LINE_ID_REPEATED"],
    ],
    [
      "an attachment of a kind that is refused",
      { ...invoice, attachments: [{ id: "1", content: "AAAA", mimeCode: "text/html", fileName: "a.html" }] },
      ["MIME_CODE"],
    ],
    [
      "an attachment",
      { ...invoice, attachments: [{ id: "1", content: "AAAA", mimeCode: "application/pdf", fileName: "a.pdf" }] },
      [],
    ],
    [
      "rounding of a whole krone",
      {
        ...invoice,
        totals: { ...invoice.totals, roundingMinor: 100n, payableMinor: invoice.totals.payableMinor + 100n },
      },
      ["ROUNDING"],
    ],
    ["a currency without decimals", { ...invoice, currency: "ISK" }, ["CURRENCY"]],
  ])("%s", (_name, document, expected) => {
    expect(codes(document)).toEqual(expected);
  });
});

group("credit notes", () => {
  test("part of an invoice keeps VAT, object and reference", () => {
    const note = creditNoteFor(invoice, { number: "V-52400", issuedOn: "2026-11-20", lineIds: ["1"] });
    expect(codes(note)).toEqual([]);
    expect(note).toMatchObject({
      kind: "creditNote",
      typeCode: "381",
      billingReferences: [{ number: "V-52310", issuedOn: "2026-11-05" }],
      lines: [{ objectReference: "NO-0417-2231", netMinor: 148_000n }],
      totals: { payableMinor: 185_000n },
      allowances: [],
    });
  });

  test("may carry the account, which some public payers ask for", () => {
    const note = creditNoteFor(invoice, { number: "V-52400", issuedOn: "2026-11-20", payments: invoice.payments });
    expect(codes(note)).toEqual([]);
    expect(note.payments).toEqual(invoice.payments);
  });

  test("without anything credited, or of something younger, is refused", () => {
    const { dueOn: _due, prepaidMinor: _paid, ...draft } = vetDraft;
    expect(codes(buildCreditNote({ ...draft, payments: [], credits: [] }))).toEqual(["CREDIT_REFERENCE_MISSING"]);
    const younger = [{ number: "V-1", issuedOn: "2026-11-06" }];
    expect(codes(buildCreditNote({ ...draft, payments: [], credits: younger }))).toEqual(["CREDIT_AFTER_ISSUE"]);
  });
});

test("rounding to whole kroner goes to the nearest, 50 øre up", () => {
  const payable = (price: string) => {
    const line = { quantity: decimal("1"), price: decimal(price), name: "x", vat: exempt };
    const draft = { ...vetDraft, allowances: [], prepaidMinor: 0n, lines: [line], roundToWhole: true };
    const { totals } = buildInvoice({ ...draft, seller: dentalDraft.seller });
    return [totals.payableMinor, totals.roundingMinor];
  };
  expect([payable("1249.49"), payable("1249.50"), payable("1249.00")]).toEqual([
    [124_900n, -49n],
    [125_000n, 50n],
    [124_900n, undefined],
  ]);
});

test("300 lines become two documents, in their order", () => {
  const lines = Array.from({ length: 300 }, (_, at) => at);
  const documents = splitForDocuments(lines);
  expect(documents.map((each) => each.length)).toEqual([200, 100]);
  expect(documents.flat()).toEqual(lines);
  expect(splitForDocuments([])).toEqual([]);
});

test("examples for measuring are all good and all different", () => {
  const made = Array.from({ length: 50 }, (_, n) => exampleInvoice(n));
  expect(made.flatMap((each) => codes(each))).toEqual([]);
  expect(new Set(made.map(({ number }) => number)).size).toBe(50);
});
