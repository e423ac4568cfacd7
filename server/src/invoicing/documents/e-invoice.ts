/** The e-invoice of a third party: the same facts as its printed document, as EHF or Peppol BIS. Pure. */
import {
  anonymisedCreditNote,
  anonymisedInvoice,
  asOpaqueReference,
  bankgiroPayment,
  expandAnonymised,
  fikPayment,
  kidPayment,
  leakCheck,
  writeInvoice,
  type AnonymisedCase,
  type AnonymisedDraft,
  type AnonymisedResult,
  type AnonymisedSeller,
  type EInvoice,
  type ItemPhrase,
  type Leak,
  type PaymentMeans,
  type PhraseLanguage,
  type Problem as FormatProblem,
} from "@kvitt/format-einvoice";
import { documentProblems, type NeutralPhrase, type PaymentSlip, type Registration } from "../../delivery/index.ts";
import { invariant, type Problem } from "../../platform/index.ts";
import type { CaseLine, ThirdPartyFacts } from "./facts.ts";
import { thirdPartySale } from "./sale.ts";

/** Countries whose sellers write e-invoices of this kind, each in its own language. */
const LANGUAGES: Readonly<Partial<Record<Registration["country"], PhraseLanguage>>> = { NO: "nb", SE: "sv", DK: "da" };

const ITEMS: Readonly<Record<NeutralPhrase, ItemPhrase>> = {
  healthcareAsAgreed: "careByAgreement",
  healthcareOnRequisition: "careOnRequisition",
  healthcareShare: "careByGuarantee",
  veterinaryAsAgreed: "taxedService",
  goods: "oralCareProduct",
};

/** What a seller is registered as, in the fields of the standard (formats/ehf 3). */
type Registered = Pick<AnonymisedSeller, "endpoint" | "companyId" | "vatNumber" | "taxRegistration" | "legalForm">;

function registered(registration: Registration, seat: string | null): Registered | null {
  switch (registration.country) {
    case "NO": {
      const { organisationNumber: id, vatRegistered, inCompanyRegister } = registration;
      const number = { scheme: "0192", id };
      return {
        endpoint: number,
        companyId: number,
        ...(vatRegistered ? { vatNumber: `NO${id}MVA` } : {}),
        ...(inCompanyRegister ? { taxRegistration: "Foretaksregisteret" } : {}),
      };
    }
    case "SE": {
      const id = registration.organisationNumber.replace("-", "");
      const number = { scheme: "0007", id };
      return {
        endpoint: number,
        companyId: number,
        ...(registration.vatRegistered ? { vatNumber: `SE${id}01` } : {}),
        ...(registration.approvedForFTax ? { taxRegistration: "Godkänd för F-skatt" } : {}),
        ...(seat === null ? {} : { legalForm: `Säte: ${seat}` }),
      };
    }
    case "DK": {
      const number = { scheme: "0184", id: `DK${registration.cvrNumber}` };
      return { endpoint: number, companyId: number, vatNumber: `DK${registration.cvrNumber}` };
    }
    default:
      return null;
  }
}

const SCHEMES: Readonly<Record<string, string>> = { NO: "0192", SE: "0007", DK: "0184" };

function addressOf(
  address: { line1: string; line2?: string | null | undefined; postCode: string; city: string } | null,
  country: string,
) {
  if (address === null) return { country };
  const { line1, line2, postCode, city } = address;
  return { street: line1, ...(line2 ? { additionalStreet: line2 } : {}), city, postCode, country };
}

/** Who the e-invoice goes to, or null for a payer that no register can hold. */
export function participantOf({ buyer }: Pick<ThirdPartyFacts, "buyer">): { scheme: string; id: string } | null {
  const scheme = SCHEMES[buyer.country];
  if (scheme === undefined || buyer.organisationNumber === null) return null;
  const digits = buyer.organisationNumber.replace("-", "");
  return { scheme, id: buyer.country === "DK" ? `DK${digits}` : digits };
}

function meansOf(slip: PaymentSlip | null): PaymentMeans[] {
  if (slip === null) return [];
  if (slip.kind === "kid") return [kidPayment(slip.account, slip.kid)];
  if (slip.kind === "bankgiro") return [bankgiroPayment(slip.bankgiro.replace("-", ""), slip.ocr)];
  if (slip.kind !== "fik") return [];
  return [fikPayment(slip.creditor, slip.paymentId.length === 16 ? "75" : "71", slip.paymentId)];
}

/** `2500` basis points as `25`, `1111` as `11.11`. */
function percent(basisPoints: bigint): string {
  const [whole, rest] = [basisPoints / 100n, basisPoints % 100n];
  return rest === 0n ? `${whole}` : `${whole}.${String(rest).padStart(2, "0").replace(/0$/, "")}`;
}

/** Exempt for a seller that is registered for something, outside the act for one that is not: the usual first rejection (formats/ehf 4). */
function vatOf(line: CaseLine, { vatNumber, taxRegistration }: Registered): AnonymisedCase["vat"] {
  if (line.vatCode === "STANDARD") return { category: "S", percent: percent(line.vatRateBasisPoints) };
  const isKnown = vatNumber !== undefined || taxRegistration !== undefined;
  return { category: line.vatCode === "EXEMPT" && isKnown ? "E" : "O" };
}

function caseOf(line: CaseLine, seller: Registered, gathers: boolean): AnonymisedCase {
  const reference = asOpaqueReference(line.reference);
  invariant(reference !== undefined, "a case has an opaque reference");
  return {
    reference,
    item: ITEMS[line.phrase],
    amountMinor: line.netMinor,
    vat: vatOf(line, seller),
    ...(gathers && line.payerReference !== null ? { orderLine: line.payerReference } : {}),
  };
}

function draftOf(
  facts: ThirdPartyFacts,
  language: PhraseLanguage,
  seller: Registered,
  receiver: { scheme: string; id: string },
): AnonymisedDraft {
  const { issuer, buyer, kind } = facts;
  const cases = facts.lines.map((line) => caseOf(line, seller, kind === "collective"));
  const { country } = issuer.registration;
  return {
    language,
    number: facts.number,
    issuedOn: facts.issuedOn,
    currency: facts.currency,
    buyerReference: facts.buyerReference ?? facts.ownReference,
    seller: {
      ...seller,
      legalName: issuer.name,
      ...(issuer.brand === null ? {} : { tradingName: issuer.brand }),
      address: addressOf(issuer.address, country),
    },
    office: { name: "invoicing", ...(issuer.email === null ? {} : { email: issuer.email }) },
    buyer: {
      endpoint: receiver,
      companyId: receiver,
      legalName: buyer.name,
      address: addressOf(buyer.address, buyer.country),
    },
    payments: meansOf(facts.slip),
    exemption: cases.some(({ vat }) => vat.category === "O") ? "outsideVat" : "care",
    cases,
  };
}

function anonymisedOf(facts: ThirdPartyFacts, draft: AnonymisedDraft): AnonymisedResult {
  const { credits, issuedOn, dueOn, lines } = facts;
  if (facts.kind === "creditNote") {
    invariant(credits !== null, "a credit note names what it credits");
    const { number, issuedOn: creditedOn, inFull } = credits;
    return anonymisedCreditNote({ ...draft, credits: { number, issuedOn: creditedOn, inFull } });
  }
  // A week over the turn of a month bears the month it ended in.
  const month = lines
    .map((line) => line.month)
    .toSorted()
    .at(-1)!;
  const termsDays = Temporal.PlainDate.from(issuedOn).until(dueOn).days;
  return anonymisedInvoice({ ...draft, month, dueOn, termsDays });
}

/** So many øre the tax of single claims, rounded each, may differ from the tax of their sum: half an øre a line at most. */
const mostRounding = (lines: number): bigint => BigInt(Math.ceil(lines / 2));

/**
 * The document asks for what the books ask for: where each claim's tax was rounded by itself, the difference to the tax of the sum stands as
 * rounding (BT-114). Null when it is more than rounding.
 */
function asBooked(document: EInvoice, totalMinor: bigint, lines: number): EInvoice | null {
  const { totals } = document;
  const off = totalMinor - totals.payableMinor;
  if (off === 0n) return document;
  if ((off < 0n ? -off : off) > mostRounding(lines)) return null;
  return { ...document, totals: { ...totals, roundingMinor: off, payableMinor: totalMinor } };
}

export type EInvoiceWritten =
  | { readonly ok: true; readonly xml: Uint8Array; readonly warnings: readonly FormatProblem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const refused = (problems: readonly Problem[]): EInvoiceWritten => ({ ok: false, problems });

/** The e-invoice's problems in our form: the field is the path in it. */
function told(problems: readonly (FormatProblem | Leak)[]): Problem[] {
  return problems
    .filter((each) => !("level" in each) || each.level === "error")
    .map(({ code, path, sentence, ...more }) => ({
      code: `E_INVOICE_${code}`,
      sentence,
      field: path,
      ...("rule" in more ? { rule: more.rule } : {}),
    }));
}

const problem = (code: string, sentence: string, field: string): Problem => ({ code, sentence, field });

/** Whole texts of the agreement between clinic and payer: a patient of the same name or town stops nothing. */
function knownOf({
  issuer,
  seat,
  buyer,
  lines,
  ownReference,
  ownNumber,
  number,
  reference,
}: ThirdPartyFacts): string[] {
  const addresses = [issuer.address, buyer.address].flatMap((each) =>
    each === null ? [] : [each.line1, each.line2 ?? "", each.postCode, each.city],
  );
  // The payer's own references are searched: a patient's name may hide in one.
  const own = [ownReference, ...lines.map((line) => line.reference), ...(ownNumber ? [number, reference] : [])];
  const names = [issuer.name, issuer.brand, issuer.email, buyer.name, seat === null ? null : `Säte: ${seat}`];
  return [...addresses, ...names, ...own].flatMap((text) => text || []);
}

/**
 * Writes the e-invoice of a third party: built from an allow-list, validated, and searched for anything of the patients' records
 * (`forbidden`). Every reason why not is named, none with a value.
 */
export function writeEInvoice(facts: ThirdPartyFacts, forbidden: readonly string[]): EInvoiceWritten {
  const language = LANGUAGES[facts.issuer.registration.country];
  const seller = registered(facts.issuer.registration, facts.seat);
  if (language === undefined || seller === null)
    return refused([problem("E_INVOICE_MARKET", "This country has another kind of e-invoice.", "issuer")]);
  const receiver = participantOf(facts);
  if (receiver === null)
    return refused([problem("E_INVOICE_RECEIVER", "The payer has no organisation number.", "receiver")]);
  const printed = documentProblems(thirdPartySale(facts, { language }));
  if (printed.length > 0) return refused(printed);
  const made = anonymisedOf(facts, draftOf(facts, language, seller, receiver));
  if (!made.ok) return refused(told(made.problems));
  const document = asBooked(expandAnonymised(made.document), facts.totalMinor, facts.lines.length);
  if (document === null) return refused([problem("E_INVOICE_SUM", "The tax differs from the books.", "totals")]);
  const written = writeInvoice(document, facts.kid === null ? {} : { kid: facts.kid });
  if (!written.ok) return refused(told(written.problems));
  const leaks = leakCheck(written.bytes, forbidden, { known: knownOf(facts) });
  return leaks.length > 0 ? refused(told(leaks)) : { ok: true, xml: written.bytes, warnings: written.problems };
}
