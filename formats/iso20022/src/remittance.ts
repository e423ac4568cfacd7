/** Structured remittance: which invoices and credit notes one payment is for. */
import type { Money } from "@kvitt/values";
import type { RemittancePart, RemittanceSplit } from "./camt-model.ts";
import { amountOf, at, child, childrenOf, textAt, textsOf, type Reading } from "./fields.ts";
import type { XmlNode } from "./xml.ts";

/** A part with its amounts as written, each in its own currency. */
export interface StatedPart {
  readonly reference: string | undefined;
  readonly referenceType: string | undefined;
  readonly documents: RemittancePart["documents"];
  readonly duePayable: Money | undefined;
  readonly creditNote: Money | undefined;
  readonly remitted: Money | undefined;
  readonly texts: readonly string[];
}

const codeOrProprietary = (node: XmlNode | undefined): string | undefined =>
  textAt(node, "CdOrPrtry", "Cd") ?? textAt(node, "CdOrPrtry", "Prtry") ?? textAt(node, "Cd") ?? textAt(node, "Prtry");

function readPart(reading: Reading, strd: XmlNode): StatedPart {
  const amounts = child(strd, "RfrdDocAmt");
  const creditor = child(strd, "CdtrRefInf");
  const amount = (name: string): Money | undefined => amountOf(reading, child(amounts, name), `Strd/${name}`);
  return {
    reference: textAt(creditor, "Ref"),
    referenceType: codeOrProprietary(at(creditor, "Tp")),
    documents: childrenOf(strd, "RfrdDocInf").map((document) => ({
      type: codeOrProprietary(child(document, "Tp")),
      number: textAt(document, "Nb"),
    })),
    duePayable: amount("DuePyblAmt"),
    creditNote: amount("CdtNoteAmt"),
    remitted: amount("RmtdAmt"),
    texts: textsOf(strd, "AddtlRmtInf"),
  };
}

/** Every Strd of a RmtInf, in file order. */
export function readRemittanceParts(reading: Reading, remittance: XmlNode | undefined): readonly StatedPart[] {
  return childrenOf(remittance, "Strd").map((strd) => readPart(reading, strd));
}

/** RmtdAmt adds, CdtNoteAmt subtracts, and so does any amount of a document that is a credit note (CREN). */
function partOf(part: StatedPart, remittedMinor: bigint | undefined, creditNoteMinor: bigint | undefined) {
  if (remittedMinor === undefined && creditNoteMinor === undefined) return undefined;
  const isCreditNote = part.documents.some(({ type }) => type === "CREN");
  const remitted = remittedMinor ?? 0n;
  return (isCreditNote ? -remitted : remitted) - (creditNoteMinor ?? 0n);
}

/** A part with its amounts in the entry's currency; others are left out. */
export function settlePart(part: StatedPart, currency: string): RemittancePart {
  const inCurrency = (money: Money | undefined): bigint | undefined =>
    money?.currency === currency ? money.minor : undefined;
  const creditNoteMinor = inCurrency(part.creditNote);
  const remittedMinor = inCurrency(part.remitted);
  return {
    reference: part.reference,
    referenceType: part.referenceType,
    documents: part.documents,
    duePayableMinor: inCurrency(part.duePayable),
    creditNoteMinor,
    remittedMinor,
    texts: part.texts,
    partMinor: partOf(part, remittedMinor, creditNoteMinor),
  };
}

/** Whether the parts divide a payment of `paidMinor` (gross: what the payer paid) exactly. */
export function splitOf(parts: readonly RemittancePart[], paidMinor: bigint | undefined): RemittanceSplit {
  if (parts.length === 0) return "none";
  const stated = parts.flatMap(({ partMinor }) => (partMinor === undefined ? [] : [partMinor]));
  if (stated.length === 0) return parts.length === 1 ? "single" : "unstated";
  if (stated.length < parts.length) return "unstated";
  return stated.reduce((sum, part) => sum + part, 0n) === paidMinor ? "exact" : "unequal";
}
