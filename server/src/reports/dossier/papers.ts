import type { Found, MissingReason, Paper, PaperName, Piece } from "./types.ts";

/** Which papers must be in the dossier, by how the bill was paid or not (table T4 of the Swedish market), and which are. Pure. */

type Wanted = { readonly paper: PaperName; readonly found: readonly Found[]; readonly why: MissingReason | null };

export type PaperFacts = { readonly openMinor: bigint; readonly lostMinor: bigint };

/** A measure's code stands first in its line, as three digits (the dental list of measures, 101 to 941). */
export function measureCode(text: string | null): string | null {
  return /^\s*([1-9]\d\d)(?=\D|$)/.exec(text ?? "")?.[1] ?? null;
}

function invoicePapers(found: readonly Found[]): readonly Wanted[] {
  const lines = found.filter(({ kind }) => kind === "lines");
  const documents = found.filter(({ kind }) => kind === "document" || kind === "itemisedDocument");
  const ofBill = documents.filter(({ facts }) => facts["of"] === "invoice");
  const asksCodes = found.some(({ kind }) => kind === "stateShare");
  const lacksCode = lines.some(({ parts = [] }) => parts.some(({ measureCode: code }) => code === null));
  return [
    { paper: "specifiedInvoice", found: lines, why: asksCodes && lacksCode ? "noMeasureCode" : null },
    { paper: "invoiceAsIssued", found: ofBill, why: ofBill.length === 0 ? "notKept" : null },
  ];
}

const PROOF_OF: Readonly<Record<string, readonly [PaperName, field: string, MissingReason]>> = {
  bank: ["bankExtract", "fileSha256", "noBankFile"],
  partner: ["partnerReceipt", "reference", "noReference"],
};

function paymentPaper(payment: Found): Wanted {
  const proof = PROOF_OF[String(payment.facts["proof"])];
  if (!proof) return { paper: "otherProof", found: [payment], why: "noProof" };
  const [paper, field, why] = proof;
  return { paper, found: [payment], why: (payment.facts[field] ?? null) === null ? why : null };
}

function stepPaper(found: readonly Found[], level: "remind1" | "remind2" | "headOffice"): Wanted {
  const steps = found.filter(({ kind, facts }) => kind === "step" && facts["level"] === level);
  const isLetter = level !== "headOffice";
  const proven = steps.some(({ facts }) => !isLetter || facts["leftOn"] !== null);
  return { paper: level, found: steps, why: steps.length === 0 ? "notTaken" : proven ? null : "noProof" };
}

function unpaidPapers(found: readonly Found[]): readonly Wanted[] {
  const kindOf = (paper: "handOver" | "agencyReport"): Wanted => {
    const own = found.filter(({ kind }) => kind === paper);
    return { paper, found: own, why: own.length === 0 ? "notTaken" : null };
  };
  return [
    ...(["remind1", "remind2", "headOffice"] as const).map((level) => stepPaper(found, level)),
    kindOf("handOver"),
    kindOf("agencyReport"),
  ];
}

/** The papers in T4's order: the invoice, proof of each payment by its way, the plan; of what is open or lost every measure that was to be taken. */
export function papersOf(
  found: readonly Found[],
  pieces: readonly Piece[],
  { openMinor, lostMinor }: PaperFacts,
): readonly Paper[] {
  const numbers = new Map(pieces.map(({ kind, id, no }) => [`${kind} ${id}`, no]));
  const plans = found.filter(({ kind }) => kind === "plan");
  const wanted: readonly Wanted[] = [
    ...invoicePapers(found),
    ...found.filter(({ kind }) => kind === "payment").map(paymentPaper),
    ...(plans.length > 0 ? [{ paper: "paymentPlan" as const, found: plans, why: null }] : []),
    ...(openMinor > 0n || lostMinor > 0n ? unpaidPapers(found) : []),
  ];
  return wanted.map(({ paper, found: own, why }) => {
    const held = own.flatMap(({ kind, id }) => numbers.get(`${kind} ${id}`) ?? []);
    const state = why !== null ? "missing" : held.length === 0 ? "leftOut" : "in";
    return { paper, state, why, pieces: held };
  });
}
