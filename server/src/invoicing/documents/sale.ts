/** Invoices and credit notes as documents. Pure: facts in, a document out. */
import {
  noTaxReason,
  type CollectiveInvoice,
  type PatientCreditNote,
  type PatientInvoice,
  type PayLink,
  type PaymentSlip,
  type SalesDocument,
  type ThirdPartyCreditNote,
  type ThirdPartyInvoice,
  type VatSum,
} from "../../delivery/index.ts";
import type { DateText } from "../../ledger/index.ts";
import { invariant, type Language } from "../../platform/index.ts";
import type { PatientFacts, SaleFacts, Taxed, ThirdPartyFacts } from "./facts.ts";

/** How a document shall be read: in which language, and whether it leads to the pay page. */
export type Reading = {
  readonly language: Language;
  readonly payLink: PayLink | null;
  /** When it is drawn from the payer's account; null where the payer pays. */
  readonly drawnOn?: DateText | null | undefined;
};

/** A sum for each VAT code and rate, in the order the lines have them, as the books add them up. */
export function vatSums({ issuer, issuedOn }: Pick<SaleFacts, "issuer" | "issuedOn">, lines: readonly Taxed[]) {
  const { country } = issuer.registration;
  const day = Temporal.PlainDate.from(issuedOn);
  const groups = Map.groupBy(lines, ({ vatCode, vatRateBasisPoints }) => `${vatCode} ${vatRateBasisPoints}`);
  return [...groups.values()].map((group): VatSum => {
    const { vatCode, vatRateBasisPoints } = group[0]!;
    return {
      vatCode,
      rateBasisPoints: vatRateBasisPoints,
      baseMinor: group.reduce((sum, each) => sum + each.netMinor, 0n),
      vatMinor: group.reduce((sum, each) => sum + each.vatMinor, 0n),
      reason: noTaxReason(country, vatCode, day),
    };
  });
}

function common(facts: SaleFacts, lines: readonly Taxed[], { language }: Reading) {
  const { issuer, currency, number, issuedOn } = facts;
  const vat = vatSums(facts, lines);
  return { language, currency, issuer, number, issuedOn, vat, stampDutyMinor: 0n, roundingMinor: 0n };
}

/** As it was issued: what was paid since is on the pay page and the statement, so that the document stays the same. */
function demand({ dueOn, slip }: SaleFacts, { payLink, drawnOn = null }: Omit<Reading, "language">) {
  invariant(slip !== null, "an invoice says how to pay");
  return { dueOn, paidMinor: 0n, slip: slip satisfies PaymentSlip, payLink, drawnOn, saysLateInterest: true };
}

function crediting({ credits }: SaleFacts) {
  invariant(credits !== null, "a credit note names what it credits");
  const { number, issuedOn, settlement } = credits;
  return { credits: [{ number, issuedOn }], settlement };
}

/** The itemised rendering, for the patient or a guardian. */
export function patientSale(facts: PatientFacts, reading: Reading): PatientInvoice | PatientCreditNote {
  const { receiver, patientName, lines, support } = facts;
  const itemised = { rendering: "patientItemised", receiver, patientName, lines, message: null, support } as const;
  const shared = { ...common(facts, lines, reading), ...itemised };
  if (facts.kind === "creditNote") return { kind: "creditNote", ...shared, ...crediting(facts) };
  return { kind: "invoice", ...shared, ...demand(facts, reading) };
}

/** First and last day of the months that cases lie in: nothing finer is told. */
export function monthsCovered(lines: readonly { readonly month: string }[]): { from: string; to: string } {
  const months = lines.map(({ month }) => month).toSorted();
  const last = Temporal.PlainYearMonth.from(months.at(-1)!);
  return { from: `${months[0]!}-01`, to: last.toPlainDate({ day: last.daysInMonth }).toString() };
}

/** The rendering for a third party: an allow-list by type (N-CONF-1). It leads to no pay page, which would name the patient's clinic visit. */
export function thirdPartySale(
  facts: ThirdPartyFacts,
  reading: Omit<Reading, "payLink">,
): ThirdPartyInvoice | CollectiveInvoice | ThirdPartyCreditNote {
  const { buyer, buyerReference } = facts;
  const { name, address, organisationNumber, customerNumber } = buyer;
  const lines = facts.lines.map(({ reference, payerReference, month, phrase, ...money }) => {
    const { netMinor, vatMinor, vatCode, vatRateBasisPoints } = money;
    return { reference, payerReference, month, phrase, netMinor, vatMinor, vatCode, vatRateBasisPoints };
  });
  const shared = {
    ...common(facts, lines, { ...reading, payLink: null }),
    rendering: "payerAnonymous" as const,
    receiver: { name, address, organisationNumber, customerNumber },
    buyerReference,
    lines,
  };
  if (facts.kind === "creditNote") return { kind: "creditNote", ...shared, ...crediting(facts) };
  if (facts.kind === "invoice")
    return { kind: "invoice", ...shared, ...demand(facts, { payLink: null, drawnOn: reading.drawnOn }) };
  return {
    kind: "collectiveInvoice",
    ...shared,
    ...demand(facts, { payLink: null, drawnOn: reading.drawnOn }),
    ...monthsCovered(lines),
  };
}

/** What a document is called where documents are kept. */
export type SalesKind = SalesDocument["kind"];
