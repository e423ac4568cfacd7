import {
  type Entry,
  type HasShape,
  looksLikeReference,
  normaliseReference,
  type ReferenceCandidate,
  referenceCandidates,
  type Transaction,
} from "@kvitt/format-iso20022";
import { checkKid, isRf, type KidAgreement } from "@kvitt/values";
import type { AccountAgreement, IncomingPayment } from "../../banking/ports.ts";

/** What a payment says it is for, in banking's words. */
export type Named = Pick<IncomingPayment, "reference" | "referenceProblem" | "parts" | "suggestedReferences">;

function kidAgreement(agreement: AccountAgreement | undefined): KidAgreement | undefined {
  if (!agreement || agreement.kidModulus === null) return undefined;
  const { kidModulus: modulus, kidLengths: lengths } = agreement;
  return lengths.length > 0 ? { modulus, lengths } : { modulus };
}

/** The shape of the account's own references, or of any reference when no KID is agreed. */
function shapeOf(kid: KidAgreement | undefined): HasShape {
  if (!kid) return looksLikeReference;
  return (token) => checkKid(token, kid) === undefined || isRf(token);
}

/** A reference counts when it stands in a field for references; one found in a text, or of no shape of ours, suggests. */
function counts({ source, type }: ReferenceCandidate, kid: KidAgreement | undefined): boolean {
  if (source === "creditorReference") return true;
  if (source === "document") return type !== "CREN";
  return source === "endToEndId" && kid !== undefined;
}

const WELL_FORMED_KID = /^\d{1,24}[\d-]$/;

function problemOf(found: ReferenceCandidate | undefined, kid: KidAgreement | undefined): "badCheck" | null {
  if (found?.source !== "creditorReference" || !kid || !WELL_FORMED_KID.test(found.value)) return null;
  return checkKid(found.value, kid) === undefined ? null : "badCheck";
}

/** The payer's own split, when its signed parts are the payment to the øre and each names what it is for. */
function partsOf({ remittance, signedMinor }: Transaction): IncomingPayment["parts"] {
  if (remittance.split !== "exact" || remittance.parts.length < 2) return null;
  const sign = (signedMinor ?? 0n) < 0n ? -1n : 1n;
  const parts = [];
  for (const { reference, documents, partMinor } of remittance.parts) {
    const named = reference ?? documents.find(({ number }) => number !== undefined)?.number;
    if (named === undefined || partMinor === undefined) return null;
    parts.push({ reference: normaliseReference(named), amountMinor: sign * partMinor });
  }
  return parts;
}

/**
 * The reference of a transaction: the first candidate that counts. Several structured parts that do not divide the
 * payment are suggestions all, for a person decides. Source: camt, references.
 */
export function namedBy(entry: Entry, transaction: Transaction, agreement: AccountAgreement | undefined): Named {
  const kid = kidAgreement(agreement);
  // What the entry says as a whole is said of one payment only when it holds no other.
  const said = entry.transactions.length === 1 ? entry : { additionalInfo: [] };
  const candidates = referenceCandidates(said, transaction, shapeOf(kid));
  const parts = partsOf(transaction);
  const { split } = transaction.remittance;
  const undecided =
    split === "unstated" ||
    split === "unequal" ||
    (split === "exact" && !parts && transaction.remittance.parts.length > 1);
  const found = parts || undecided ? undefined : candidates.find((candidate) => counts(candidate, kid));
  const taken = new Set(parts?.map(({ reference }) => reference) ?? (found ? [found.value] : []));
  return {
    reference: found?.value ?? null,
    referenceProblem: problemOf(found, kid),
    parts,
    suggestedReferences: [...new Set(candidates.map(({ value }) => value))].filter((value) => !taken.has(value)),
  };
}

/** What an entry as a whole suggests it is for, when its transactions are not there or not trusted. */
export function suggestedBy(entry: Entry, agreement: AccountAgreement | undefined): string[] {
  const shape = shapeOf(kidAgreement(agreement));
  const each = entry.transactions.length > 0 ? entry.transactions : [undefined];
  return [...new Set(each.flatMap((one) => referenceCandidates(entry, one, shape).map(({ value }) => value)))];
}

/** The references an entry names in fields for references: what a debit to a supplier paid. */
export function structuredReferences(entry: Entry): string[] {
  const structured = entry.transactions.flatMap((one) =>
    referenceCandidates({ additionalInfo: [] }, one)
      .filter(({ source }) => source === "creditorReference" || source === "document")
      .map(({ value }) => value),
  );
  return [...new Set(structured)];
}
