import type { NeutralPhrase } from "../../delivery/index.ts";
import { refuse, type TenantTransaction } from "../../platform/index.ts";
import { caseKey, caseReferences, type CasePayer } from "./case-references.ts";
import type { CaseLine, ThirdPartyFacts } from "./facts.ts";
import { linesOfInvoice, type InvoiceRow, type LineRow } from "./read-sale.ts";
import { holdsRecord, recordTexts } from "./records.ts";
import { addressOfParty, rateOf, sharedFacts, zoneOf, type Reader } from "./shared-facts.ts";

/** What is said of a case: from a fixed list, by what kind of clinic it was and what the payer agreed. */
function phraseOf(line: LineRow, kind: "dental" | "veterinary"): NeutralPhrase {
  if (kind === "veterinary") return "veterinaryAsAgreed";
  if (line.vatCode === "STANDARD") return "goods";
  return line.payerReference === null ? "healthcareAsAgreed" : "healthcareOnRequisition";
}

/** The lines of a case under one VAT code as one, so that neither treatments nor visits can be counted. */
function casesOf(
  lines: readonly LineRow[],
  { ledger, clinicKind, issuedOn }: Reader,
): (CaseLine & { caseId: string })[] {
  const groups = Map.groupBy(lines, ({ caseId, vatCode }) => `${caseId} ${vatCode}`);
  return [...groups.values()].map((group) => {
    const first = group[0]!;
    return {
      caseId: first.caseId,
      reference: "",
      payerReference: first.payerReference,
      month: first.day.slice(0, 7),
      phrase: phraseOf(first, clinicKind),
      netMinor: group.reduce((sum, each) => sum + each.netMinor, 0n),
      vatMinor: group.reduce((sum, each) => sum + each.vatMinor, 0n),
      ...rateOf(ledger.market, first.vatCode, issuedOn),
    };
  });
}

/** By reference, which is random: the order tells nothing of the appointment book. */
const byReference = (one: CaseLine, other: CaseLine) =>
  one.reference < other.reference ? -1 : one.reference > other.reference ? 1 : one.vatCode < other.vatCode ? -1 : 1;

async function referencedCases(tx: TenantTransaction, invoice: InvoiceRow, reader: Reader) {
  const lines = await linesOfInvoice(tx, invoice.id, zoneOf(reader.ledger));
  const cases = casesOf(lines, reader);
  const payerId = invoice.partyId;
  const whole: CasePayer = { subjectId: invoice.creditsId ?? invoice.id, payerId };
  const wanted = cases.map(({ caseId }) => ({ subjectId: caseId, payerId }));
  // A payer without a reference of its own knows a single case by the case's, and several by one for the whole.
  const gathers = invoice.kind === "collective" || new Set(wanted.map(({ subjectId }) => subjectId)).size > 1;
  const references = await caseReferences(tx, gathers ? [whole, ...wanted] : wanted);
  const named = cases.map(({ caseId, ...line }) => ({
    ...line,
    reference: references.get(caseKey({ subjectId: caseId, payerId }))!,
  }));
  return {
    lines: named.toSorted(byReference),
    claimIds: [...new Set(lines.map((line) => line.caseId))],
    ownReference: references.get(caseKey(whole)) ?? named[0]!.reference,
  };
}

/** The one reference of the payer for the whole; null where it gave several, or none. */
function referenceForAll(lines: readonly CaseLine[]): string | null {
  const own = new Set(lines.map((line) => line.payerReference));
  return own.size === 1 ? [...own][0]! : null;
}

async function buyerOf(tx: TenantTransaction, reader: Reader): Promise<ThirdPartyFacts["buyer"]> {
  const { party, ledger } = reader;
  const address = await addressOfParty(tx, party.id);
  const { name, orgNo: organisationNumber, customerNo } = party;
  return {
    name,
    address,
    organisationNumber,
    customerNumber: customerNo.toString(),
    country: address?.country ?? ledger.market,
  };
}

export type ThirdPartyRead = { readonly facts: ThirdPartyFacts; readonly forbidden: readonly string[] };

/**
 * What a third party may read of an invoice, and what it must not: the patients' records, for the last look at what was written. Throws
 * THIRD_PARTY_FOREIGN_NUMBER where the payer is a third party and the number is not ours, THIRD_PARTY_REFERENCE_LEAKS, and what the
 * sender's settings lack.
 */
export async function thirdPartyFacts(
  tx: TenantTransaction,
  invoice: InvoiceRow,
  reader: Reader,
): Promise<ThirdPartyRead> {
  const shared = await sharedFacts(tx, invoice, reader);
  if (reader.isThirdParty && !shared.ownNumber) throw refuse("THIRD_PARTY_FOREIGN_NUMBER");
  const { lines, claimIds, ownReference } = await referencedCases(tx, invoice, reader);
  const forbidden = reader.isThirdParty ? await recordTexts(tx, claimIds) : [];
  const references = lines.flatMap((line) => line.payerReference ?? []);
  if (holdsRecord(references, forbidden)) throw refuse("THIRD_PARTY_REFERENCE_LEAKS");
  const buyer = await buyerOf(tx, reader);
  return { facts: { ...shared, buyer, buyerReference: referenceForAll(lines), ownReference, lines }, forbidden };
}
