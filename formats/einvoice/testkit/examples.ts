/** The documents of the samples, built from facts, and as many invoices as a measurement wants. */
import {
  anonymisedCreditNote,
  anonymisedInvoice,
  asOpaqueReference,
  bankgiroPayment,
  buildInvoice,
  decimal,
  fikPayment,
  ibanPayment,
  kidPayment,
  percentAllowance,
  taxed,
  type AnonymisedCase,
  type AnonymisedCreditNoteDraft,
  type AnonymisedDocument,
  type AnonymisedInvoiceDraft,
  type AnonymisedResult,
  type EInvoice,
  type InvoiceDraft,
  type ItemPhrase,
  type OpaqueReference,
} from "../src/index.ts";

/** A reference known to be good. */
export function reference(text: string): OpaqueReference {
  const found = asOpaqueReference(text);
  if (found === undefined) throw new Error("not an opaque reference");
  return found;
}

/** The document of a draft known to be good. */
export function made(result: AnonymisedResult): AnonymisedDocument {
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.document;
}

const eksempeltann: AnonymisedInvoiceDraft["seller"] = {
  endpoint: { scheme: "0192", id: "100000121" },
  tradingName: "Eksempeltann Tannklinikk",
  address: { street: "Testveien 1", city: "Eksempelvik", postCode: "0001", country: "NO" },
  taxRegistration: "Foretaksregisteret",
  legalName: "Eksempeltann Tannklinikk AS",
  companyId: { scheme: "0192", id: "100000121" },
};

const kommune: AnonymisedInvoiceDraft["buyer"] = {
  endpoint: { scheme: "0192", id: "100000253" },
  address: { street: "Postboks 10", city: "Eksempelvik", postCode: "0002", country: "NO" },
  legalName: "Eksempelvik kommune",
  companyId: { scheme: "0192", id: "100000253" },
};

const requisition: AnonymisedCase = {
  reference: reference("KV-7Q4MT-2ZXPH"),
  item: "careOnRequisition",
  amountMinor: 435_000n,
  vat: { category: "E" },
};

/** Norway, dental: the municipality pays. */
export const dentalDraft: AnonymisedInvoiceDraft = {
  language: "nb",
  number: "100417",
  issuedOn: "2026-11-02",
  dueOn: "2026-12-02",
  currency: "NOK",
  buyerReference: "REK-2026-0931",
  month: "2026-10",
  seller: eksempeltann,
  office: { name: "invoicing", email: "faktura@eksempeltann.example" },
  buyer: kommune,
  payments: [kidPayment("12345678903", "20260044175")],
  termsDays: 30,
  exemption: "care",
  cases: [requisition],
};

const { month: _month, dueOn: _dueOn, termsDays: _terms, office: _office, ...dentalHeader } = dentalDraft;

/** A part of it credited. */
export const dentalCreditDraft: AnonymisedCreditNoteDraft = {
  ...dentalHeader,
  number: "100455",
  issuedOn: "2026-11-10",
  payments: [],
  credits: { number: "100417", issuedOn: "2026-11-02", inFull: false },
  cases: [{ ...requisition, amountMinor: 85_000n }],
};

const swedishCase = (
  text: string,
  item: ItemPhrase,
  amountMinor: bigint,
  week: string,
  costPlace: string,
): AnonymisedCase => ({
  reference: reference(text),
  item,
  amountMinor,
  vat: item === "oralCareProduct" ? { category: "S", percent: "25" } : { category: "E" },
  week,
  costPlace,
  orderLine: "1",
});

/** Sweden, dental: an employer pays for several, collected for the month, exempt and taxed. */
export const collectiveDraft: AnonymisedInvoiceDraft = {
  language: "sv",
  number: "S-2026-1004",
  issuedOn: "2026-11-02",
  dueOn: "2026-12-02",
  currency: "SEK",
  buyerReference: "HR-4410",
  orderReference: "AVROP-2026-77",
  contractReference: "AVTAL-118",
  month: "2026-10",
  seller: {
    endpoint: { scheme: "0007", id: "5599990008" },
    tradingName: "Exempeltand",
    address: { street: "Provgatan 3", city: "Exempelstad", postCode: "00001", country: "SE" },
    vatNumber: "SE559999000801",
    taxRegistration: "Godkänd för F-skatt",
    legalName: "Exempeltand AB",
    companyId: { scheme: "0007", id: "5599990008" },
    legalForm: "Säte: Exempelstad",
  },
  buyer: {
    endpoint: { scheme: "0007", id: "5599991014" },
    address: { street: "Fabriksvägen 9", city: "Exempelstad", postCode: "00002", country: "SE" },
    vatNumber: "SE559999101401",
    legalName: "Exempelverken AB",
    companyId: { scheme: "0007", id: "5599991014" },
  },
  payments: [bankgiroPayment("99900128", "202610041727")],
  termsDays: 30,
  exemption: "care",
  roundToWhole: true,
  cases: [
    swedishCase("KV-K8RWZ-5J3PD", "careByAgreement", 224_000n, "2026-W43", "CC-440"),
    swedishCase("KV-B3C9R-77TDK", "careByAgreement", 185_000n, "2026-W41", "CC-310"),
    swedishCase("KV-B3C9R-77TDK", "oralCareProduct", 23_950n, "2026-W41", "CC-310"),
    swedishCase("KV-F4QXN-25MBW", "careByAgreement", 97_500n, "2026-W42", "CC-310"),
  ],
};

const standard = taxed("25");

/** Norway, veterinary: a discount, a charge for travel, a deposit already paid, a price per 100 ml. */
export const vetDraft: InvoiceDraft = {
  number: "V-52310",
  issuedOn: "2026-11-05",
  dueOn: "2026-11-19",
  currency: "NOK",
  buyerReference: "Besetning 14",
  seller: {
    endpoint: { scheme: "0192", id: "100000377" },
    tradingName: "Eksempeldal Dyreklinikk",
    address: { street: "Fjellveien 8", city: "Eksempeldal", postCode: "0003", country: "NO" },
    vatNumber: "NO100000377MVA",
    taxRegistration: "Foretaksregisteret",
    legalName: "Eksempeldal Dyreklinikk AS",
    companyId: { scheme: "0192", id: "100000377" },
  },
  buyer: {
    endpoint: { scheme: "0192", id: "100000482" },
    address: { street: "Gardsvegen 20", city: "Eksempeldal", postCode: "0004", country: "NO" },
    vatNumber: "NO100000482MVA",
    legalName: "Eksempelgarden Samdrift DA",
    companyId: { scheme: "0192", id: "100000482" },
  },
  deliveredOn: "2026-11-03",
  payments: [
    ibanPayment({
      name: "Kreditoverføring",
      iban: "NO5399990012349",
      bic: "TESTNOKK",
      accountName: "Eksempeldal Dyreklinikk AS",
      reference: "202600523106",
    }),
  ],
  allowances: [{ isCharge: true, reasonCode: "FC", reason: "Kjøretillegg", amountMinor: 32_000n, vat: standard }],
  prepaidMinor: 100_000n,
  lines: [
    {
      quantity: decimal("1"),
      price: decimal("1480.00"),
      description: "Klinisk undersøkelse av storfe på gard",
      name: "Konsultasjon storfe",
      sellerItemId: "VK-100",
      objectReference: "NO-0417-2231",
      vat: standard,
    },
    {
      quantity: decimal("0.75"),
      unit: "HUR",
      price: decimal("1200.00"),
      baseQuantity: decimal("1"),
      allowances: [
        percentAllowance({
          isCharge: false,
          reasonCode: "95",
          reason: "Avtalerabatt",
          percent: decimal("10"),
          baseMinor: 90_000n,
        }),
      ],
      name: "Behandlingstid",
      vat: standard,
    },
    {
      quantity: decimal("70"),
      unit: "MLT",
      price: decimal("709.86"),
      baseQuantity: decimal("100"),
      name: "Legemiddel, injeksjon",
      vat: standard,
    },
  ],
};

/** Denmark, veterinary: a payment slip. */
export const danishDraft: InvoiceDraft = {
  number: "DK-4170",
  issuedOn: "2026-11-05",
  dueOn: "2026-11-19",
  currency: "DKK",
  buyerReference: "Stald 2",
  seller: {
    endpoint: { scheme: "0184", id: "DK10000017" },
    tradingName: "Eksempelby Dyreklinik",
    address: { street: "Prøvevej 4", city: "Eksempelby", postCode: "0001", country: "DK" },
    vatNumber: "DK10000017",
    legalName: "Eksempelby Dyreklinik ApS",
    companyId: { scheme: "0184", id: "DK10000017" },
  },
  buyer: {
    endpoint: { scheme: "0184", id: "DK10000025" },
    address: { street: "Gårdvej 12", city: "Eksempelby", postCode: "0002", country: "DK" },
    legalName: "Eksempelgården I/S",
    companyId: { scheme: "0184", id: "DK10000025" },
  },
  deliveredOn: "2026-11-04",
  payments: [fikPayment("80000001", "71", "202600004170000")],
  lines: [{ quantity: decimal("1"), price: decimal("1250.00"), name: "Konsultation hest", vat: standard }],
};

/** The anonymised samples' documents. */
export const dentalInvoice = (): AnonymisedDocument => made(anonymisedInvoice(dentalDraft));
export const dentalCreditNote = (): AnonymisedDocument => made(anonymisedCreditNote(dentalCreditDraft));
export const collectiveInvoice = (): AnonymisedDocument => made(anonymisedInvoice(collectiveDraft));

/** The `n`th of as many different invoices as are wanted: three lines, a discount, a charge, a deposit, all valid. */
export function exampleInvoice(n: number): EInvoice {
  const [first, ...others] = vetDraft.lines;
  if (first === undefined) throw new Error("the example has lines");
  return buildInvoice({
    ...vetDraft,
    number: `V-${100_000 + n}`,
    buyerReference: `Besetning ${n % 977}`,
    lines: [{ ...first, price: { digits: 148_000n + BigInt(n % 5000), scale: 2 } }, ...others],
  });
}
