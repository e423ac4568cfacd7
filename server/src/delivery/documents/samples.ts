/** Documents of an invented clinic in each market: what the settings show as a preview, what the tests read and the bench sets. */
import type { MarketCurrency } from "@kvitt/values";
import type { Country, VatCode } from "../../markets/index.ts";
import type { Address } from "../../parties/index.ts";
import type { Language } from "../../platform/index.ts";
import { marketPaper, noTaxReason } from "./market-words.ts";
import type {
  AccountStatement,
  CollectiveInvoice,
  Company,
  Issuer,
  NeutralLine,
  PatientCreditNote,
  PatientInvoice,
  PaymentLetter,
  PaymentSlip,
  PrintableDocument,
  Receipt,
  Receiver,
  ThirdPartyCreditNote,
  ThirdPartyInvoice,
  TreatmentLine,
  VatSum,
} from "./model.ts";

type SampleMarket = {
  readonly currency: MarketCurrency;
  readonly issuer: Issuer;
  readonly receiver: Receiver;
  readonly company: Company;
  readonly slip: PaymentSlip;
  readonly treatments: readonly [string, string, string];
};

const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><path fill="#0F6B73" d="M4 30 20 6l16 24h-9l-7-11-7 11zM48 8h6l10 14V8h6v24h-6L54 18v14h-6z"/><path fill="#8FC9CD" d="M78 20a12 12 0 1 1 24 0 12 12 0 0 1-24 0zm6 0a6 6 0 1 0 12 0 6 6 0 0 0-12 0z"/></svg>';

const place = (line1: string, postCode: string, city: string): Address => ({ line1, postCode, city });
const clinic = (issuer: Pick<Issuer, "name" | "address" | "registration" | "phone" | "email">): Issuer => ({
  brand: null,
  web: null,
  logoSvg: null,
  accent: null,
  ...issuer,
});

const MARKETS: Readonly<Record<Country, SampleMarket>> = {
  NO: {
    currency: "NOK",
    issuer: {
      ...clinic({
        name: "Nordlys Tannklinikk AS",
        address: place("Storgata 12", "0184", "Oslo"),
        registration: { country: "NO", organisationNumber: "923456783", vatRegistered: true, inCompanyRegister: true },
        phone: "22 00 00 00",
        email: "faktura@nordlys.example",
      }),
      brand: "Nordlys Tannklinikk",
      logoSvg: LOGO,
    },
    receiver: {
      name: "Kari Nordmann",
      address: place("Fjordveien 3", "5003", "Bergen"),
      customerNumber: "10471",
      taxCode: null,
    },
    company: {
      name: "Havn Rederi AS",
      address: place("Kaigata 1", "4006", "Stavanger"),
      organisationNumber: "974760673",
      customerNumber: "20013",
    },
    slip: { kind: "kid", account: "86011117947", kid: "1047112601018" },
    treatments: ["Undersøkelse og røntgen", "Fylling, to flater", "Elektrisk tannbørste"],
  },
  SE: {
    currency: "SEK",
    issuer: clinic({
      name: "Norrsken Tandvård AB",
      address: place("Storgatan 8", "903 26", "Umeå"),
      registration: { country: "SE", organisationNumber: "5560360793", vatRegistered: true, approvedForFTax: true },
      phone: "090-10 00 00",
      email: "faktura@norrsken.example",
    }),
    receiver: {
      name: "Anna Svensson",
      address: place("Björkvägen 4", "117 43", "Stockholm"),
      customerNumber: "10024",
      taxCode: null,
    },
    company: {
      name: "Älvens Bygg AB",
      address: place("Hamngatan 2", "411 08", "Göteborg"),
      organisationNumber: "5025556777",
      customerNumber: "20001",
    },
    slip: { kind: "bankgiro", bankgiro: "9912346", ocr: "1002450" },
    treatments: ["Undersökning", "Lagning, två ytor", "Eltandborste"],
  },
  DK: {
    currency: "DKK",
    issuer: clinic({
      name: "Havnens Tandlæger ApS",
      address: place("Havnegade 21", "5000", "Odense C"),
      registration: { country: "DK", cvrNumber: "13585628" },
      phone: "65 00 00 00",
      email: "faktura@havnens.example",
    }),
    receiver: {
      name: "Mette Sørensen",
      address: place("Bøgevej 9, 2. th.", "8000", "Aarhus C"),
      customerNumber: "30117",
      taxCode: null,
    },
    company: {
      name: "Fyns Værft A/S",
      address: place("Kajen 4", "5300", "Kerteminde"),
      organisationNumber: "25313763",
      customerNumber: "40002",
    },
    slip: { kind: "fik", creditor: "81234567", paymentId: "000000202610424" },
    treatments: ["Undersøgelse", "Plastfyldning, to flader", "Eltandbørste"],
  },
  IT: {
    currency: "EUR",
    issuer: clinic({
      name: "Studio Dentistico Aurora S.r.l.",
      address: place("Via Garibaldi 15", "20121", "Milano MI"),
      registration: {
        country: "IT",
        partitaIva: "01234567897",
        codiceFiscale: null,
        professionalRegister: "Albo Odontoiatri Milano n. 4321",
      },
      phone: "02 0000 0000",
      email: "amministrazione@aurora.example",
    }),
    receiver: {
      name: "Maria Rossi",
      address: place("Via Verdi 2", "00184", "Roma RM"),
      customerNumber: "5012",
      taxCode: "RSSMRA80A01H501U",
    },
    company: {
      name: "Officine Lombarde S.p.A.",
      address: place("Viale Monza 100", "20127", "Milano MI"),
      organisationNumber: "00743110157",
      customerNumber: "6003",
    },
    slip: { kind: "sepa", iban: "IT60X0542811101000000123456", bic: null, reference: "RF462026000123" },
    treatments: ["Visita di controllo", "Ciclo di cure conservative", "Spazzolino elettrico"],
  },
  US: {
    currency: "USD",
    issuer: clinic({
      name: "Evergreen Dental PLLC",
      address: place("400 Pine Street, Suite 210", "99201", "Spokane, WA"),
      registration: { country: "US", taxId: "91-1231231" },
      phone: "(509) 555-0100",
      email: "billing@evergreen.example",
    }),
    receiver: {
      name: "Jordan Miller",
      address: place("1820 Maple Avenue", "99203", "Spokane, WA"),
      customerNumber: "G-4471",
      taxCode: null,
    },
    company: {
      name: "Inland Freight Inc.",
      address: place("77 Yard Road", "99217", "Spokane, WA"),
      organisationNumber: "84-7654321",
      customerNumber: "C-118",
    },
    slip: { kind: "remittance", remitTo: place("PO Box 1170", "99210", "Spokane, WA"), accountNumber: "G-4471" },
    treatments: ["Periodic exam and bitewings", "Composite filling, two surfaces", "Electric toothbrush"],
  },
};

const STANDARD_RATE: Readonly<Record<Country, bigint>> = { NO: 2500n, SE: 2500n, DK: 2500n, IT: 2200n, US: 0n };
const WHOLE_RATE = 10_000n;

/** Days of the samples: nothing here reads a clock. */
const ISSUED = "2026-11-23";
const DUE = "2026-12-07";
/** No vowels and no look-alikes, as real references have it. */
const ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXZ";

/** What a sample may be asked to be. */
export type SampleWish = {
  readonly country: Country;
  readonly language?: Language;
  readonly issuer?: Issuer;
  readonly receiver?: Receiver;
  /** How many lines or movements; three treatments by default. */
  readonly lines?: number;
  /** Counts documents, so that a thousand differ. */
  readonly no?: number;
};

/** The invented clinic of a market. */
export function sampleIssuer(country: Country): Issuer {
  return MARKETS[country].issuer;
}

function opaqueReference(at: number): string {
  let rest = at + 1;
  const letters = Array.from({ length: 10 }, () => {
    rest = (rest * 48_271) % 2_147_483_647;
    return ALPHABET[rest % ALPHABET.length]!;
  });
  return `KV-${letters.join("")}`;
}

function commonOf({ country, language, issuer, no = 101 }: SampleWish, prefix = "") {
  const market = MARKETS[country];
  return {
    language: language ?? marketPaper[country].language,
    currency: market.currency,
    issuer: issuer ?? market.issuer,
    number: `${prefix}26${String(no).padStart(4, "0")}`,
    issuedOn: ISSUED,
  };
}

function taxed(country: Country, vatCode: VatCode, netMinor: bigint) {
  const rate = vatCode === "STANDARD" ? STANDARD_RATE[country] : 0n;
  return { netMinor, vatMinor: (netMinor * rate) / WHOLE_RATE, vatCode, vatRateBasisPoints: rate };
}

function treatmentLines({ country, lines = 3 }: SampleWish): TreatmentLine[] {
  const { treatments } = MARKETS[country];
  return Array.from({ length: lines }, (_, at) => {
    const isGoods = at % 3 === 2;
    const net = [85_000n, 142_000n, 18_400n][at % 3]!;
    return {
      ...taxed(country, isGoods && country !== "US" ? "STANDARD" : "EXEMPT", net),
      deliveredOn: `2026-11-${String(2 + ((at * 3) % 20)).padStart(2, "0")}`,
      text: treatments[at % 3]!,
      code: isGoods ? null : ["101", "302"][at % 3]!,
      tooth: at % 3 === 1 ? "46" : null,
      quantity: isGoods ? 2 : 1,
    };
  });
}

function neutralLines({ country, lines = 3 }: SampleWish): NeutralLine[] {
  return Array.from({ length: lines }, (_, at) => ({
    ...taxed(country, "EXEMPT", 120_000n + BigInt((at * 7_350) % 310_000)),
    reference: opaqueReference(at),
    payerReference: at % 2 === 0 ? `REQ 2026/${String(1_100 + at)}` : null,
    month: "2026-10",
    phrase: "healthcareAsAgreed",
  }));
}

/** Sums as the books would have them: per code and rate. */
function vatSums(country: Country, lines: readonly (TreatmentLine | NeutralLine)[]): VatSum[] {
  const groups = Map.groupBy(lines, (line) => line.vatCode);
  return [...groups].map(([vatCode, group]) => ({
    vatCode,
    rateBasisPoints: group[0]!.vatRateBasisPoints,
    baseMinor: group.reduce((sum, line) => sum + line.netMinor, 0n),
    vatMinor: group.reduce((sum, line) => sum + line.vatMinor, 0n),
    reason: noTaxReason(country, vatCode, Temporal.PlainDate.from(ISSUED)),
  }));
}

const noExtras = { stampDutyMinor: 0n, roundingMinor: 0n } as const;

function demandOf({ country }: SampleWish) {
  const { slip } = MARKETS[country];
  const payLink = { url: "https://betal.example/p/q7Wc2mXn4LrT9vKd1zHs8JbF3yGu6PaE", checkCode: "K7F-2Q" };
  return { dueOn: DUE, paidMinor: 0n, slip, payLink, saysLateInterest: country !== "US" };
}

/** An itemised invoice to the patient. */
export function sampleInvoice(wish: SampleWish): PatientInvoice {
  const lines = treatmentLines(wish);
  return {
    kind: "invoice",
    rendering: "patientItemised",
    ...commonOf(wish),
    ...demandOf(wish),
    ...noExtras,
    ...(wish.country === "IT" ? { stampDutyMinor: 200n } : {}),
    receiver: wish.receiver ?? MARKETS[wish.country].receiver,
    patientName: null,
    lines,
    vat: vatSums(wish.country, lines),
    message: null,
  };
}

/** An itemised credit note. */
export function sampleCreditNote(wish: SampleWish): PatientCreditNote {
  const { receiver, patientName, lines, vat, message, rendering } = sampleInvoice(wish);
  const credits = [{ number: "260101", issuedOn: "2026-11-02" }];
  return {
    ...{ kind: "creditNote", rendering, ...commonOf({ ...wish, no: 118 }), ...noExtras },
    ...{ receiver, patientName, lines, vat, message, credits, settlement: "customerCredit" },
  };
}

/** An invoice to a third party: references and fixed phrases only. */
export function sampleThirdPartyInvoice(wish: SampleWish): ThirdPartyInvoice {
  const lines = neutralLines({ lines: 1, ...wish });
  return {
    kind: "invoice",
    rendering: "payerAnonymous",
    ...commonOf(wish),
    ...demandOf(wish),
    ...noExtras,
    payLink: null,
    receiver: MARKETS[wish.country].company,
    buyerReference: "PO 4500012",
    lines,
    vat: vatSums(wish.country, lines),
  };
}

/** A credit note to a third party. */
export function sampleThirdPartyCreditNote(wish: SampleWish): ThirdPartyCreditNote {
  const { receiver, buyerReference, lines, vat, rendering } = sampleThirdPartyInvoice(wish);
  const credits = [{ number: "260101", issuedOn: "2026-11-02" }];
  return {
    ...{ kind: "creditNote", rendering, ...commonOf({ ...wish, no: 119 }), ...noExtras },
    ...{ receiver, buyerReference, lines, vat, credits, settlement: "againstInvoice" },
  };
}

/** All cases of October for one payer. */
export function sampleCollectiveInvoice(wish: SampleWish): CollectiveInvoice {
  const invoice = sampleThirdPartyInvoice({ lines: 12, ...wish });
  return { ...invoice, kind: "collectiveInvoice", from: "2026-10-01", to: "2026-10-31" };
}

/** A receipt for a part payment. */
export function sampleReceipt(wish: SampleWish): Receipt {
  return {
    kind: "receipt",
    ...commonOf(wish, "K"),
    paidOn: "2026-11-23",
    payerName: MARKETS[wish.country].receiver.name,
    method: "card",
    payments: [
      { invoiceNumber: "260101", amountMinor: 150_000n },
      { invoiceNumber: "260098", amountMinor: 42_050n },
    ],
    leftMinor: 100_000n,
  };
}

const MOVED = ["invoice", "payment", "invoice", "fee", "payment", "creditNote"] as const;

/** A statement of some months. */
export function sampleStatement(wish: SampleWish): AccountStatement {
  const market = MARKETS[wish.country];
  let balanceMinor = 45_000n;
  const movements = Array.from({ length: wish.lines ?? 6 }, (_, at) => {
    const kind = MOVED[at % MOVED.length]!;
    const amountMinor =
      kind === "invoice" ? 245_000n : kind === "fee" ? 3_800n : kind === "payment" ? -150_000n : -20_000n;
    balanceMinor += amountMinor;
    const day = Temporal.PlainDate.from("2026-01-05").add({ days: at * 7 });
    return {
      bookedOn: day.toString(),
      kind,
      numbers: kind === "fee" ? [] : [String(260_090 + at)],
      amountMinor,
      balanceMinor,
    };
  });
  const isUs = wish.country === "US";
  return {
    kind: "accountStatement",
    ...commonOf(wish, "S"),
    receiver: wish.receiver ?? market.receiver,
    from: "2026-01-01",
    to: "2026-11-23",
    openingMinor: 45_000n,
    movements,
    closingMinor: balanceMinor,
    aging: [
      { upToDays: 0, amountMinor: balanceMinor - 30_000n },
      { upToDays: 30, amountMinor: 30_000n },
      { upToDays: 60, amountMinor: 0n },
      { upToDays: 90, amountMinor: 0n },
      { upToDays: null, amountMinor: 0n },
    ],
    insurancePendingMinor: isUs ? 25_000n : 0n,
    demand: { dueOn: DUE, slip: market.slip, payLink: null },
  };
}

/** A letter to somebody who pays on paper. */
export function samplePaymentLetter(wish: SampleWish): PaymentLetter {
  const { payLink, slip } = demandOf(wish);
  return {
    kind: "paymentLetter",
    ...commonOf(wish, "B"),
    receiver: wish.receiver ?? MARKETS[wish.country].receiver,
    occasion: "overdue",
    invoices: [
      { number: "260101", issuedOn: "2026-10-05", dueOn: "2026-10-19", leftMinor: 245_000n },
      { number: "260098", issuedOn: "2026-10-02", dueOn: "2026-10-16", leftMinor: 42_050n },
    ],
    charges: [{ reason: "reminderFee", amountMinor: 3_800n }],
    dueOn: DUE,
    slip,
    payLink,
  };
}

/** One of each kind and rendering. */
export function sampleDocuments(wish: SampleWish): Readonly<Record<string, PrintableDocument>> {
  return {
    invoice: sampleInvoice(wish),
    creditNote: sampleCreditNote(wish),
    thirdPartyInvoice: sampleThirdPartyInvoice(wish),
    thirdPartyCreditNote: sampleThirdPartyCreditNote(wish),
    collectiveInvoice: sampleCollectiveInvoice(wish),
    receipt: sampleReceipt(wish),
    accountStatement: sampleStatement(wish),
    paymentLetter: samplePaymentLetter(wish),
  };
}
