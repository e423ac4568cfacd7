import type { Details, Entry } from "./camt.ts";
import { compact } from "./lists.ts";
import { lumpMinor, lumpReference, type Lump } from "./settlement.ts";
import type { Order, Payment } from "./records.ts";

const lumpWords: Record<Lump["lumpClass"], { words: string; code: readonly [string, string] }> = {
  electronic: { words: "OCR giro", code: ["RCDT", "VCOM"] },
  large: { words: "OCR giro", code: ["RCDT", "VCOM"] },
  paper: { words: "OCR giro blankett", code: ["RCDT", "VCOM"] },
  avtaleGiro: { words: "OCR giro AvtaleGiro", code: ["IDDT", "PMDD"] },
  card: { words: "Kortoppgjør", code: ["MCRD", "POSP"] },
};

/**
 * A lump as one entry of the statement, named so that a person can pair it: `OCR giro 06.10.2026 delavregning 1
 * løpenummer 10001`. A lump that comes to zero (a purchase undone at once) has no entry.
 */
export function lumpEntry(lump: Lump): Entry | undefined {
  const signedMinor = lumpMinor(lump);
  if (signedMinor === 0n) return undefined;
  const { words, code } = lumpWords[lump.lumpClass];
  const [year, month, day] = lump.settledOn.split("-");
  const serial = String(lump.serial).padStart(5, "0");
  return {
    signedMinor,
    bookedOn: lump.settledOn,
    reference: lumpReference(lump),
    code,
    info: `${words} ${day}.${month}.${year} delavregning ${lump.partialSettlement} løpenummer ${serial}`,
    batchOf: lump.payments.length,
  };
}

/** The same lump with its payments told, for camt.054. */
export function detailedLumpEntry(lump: Lump): Entry {
  const { code } = lumpWords[lump.lumpClass];
  return {
    signedMinor: lumpMinor(lump),
    bookedOn: lump.settledOn,
    reference: lumpReference(lump),
    code,
    batchOf: lump.payments.length,
    details: lump.payments.map(detailsOf),
  };
}

function detailsOf(payment: Payment): Details {
  return {
    reference: payment.id,
    signedMinor: payment.signedMinor,
    partyName: payment.payerName,
    partyAccount: payment.payerAccount,
    kid: payment.kid,
    text: payment.text,
    ...(payment.endToEndId === undefined ? {} : { endToEndId: payment.endToEndId }),
    ...(payment.reverses === undefined
      ? {}
      : { returned: { reason: payment.reverses.reason, original: payment.reverses.id } }),
  };
}

/** A payment with an entry of its own: no agreed KID, or taken back by the payer's bank. */
export function singleEntry(payment: Payment, bookedOn: string): Entry {
  const isReturn = payment.kind === "reversal";
  const isCard = payment.kind === "card";
  // Outside an agreement a KID is only a text to the payee's bank.
  const details = { ...detailsOf(payment), kid: "", text: payment.text === "" ? payment.kid : payment.text };
  return {
    signedMinor: payment.signedMinor,
    bookedOn,
    reference: `${compact(bookedOn)}-${payment.id}`,
    code: isReturn ? ["RCDT", "RRTN"] : isCard ? ["MCRD", "POSP"] : ["RCDT", "DMCT"],
    ...(isReturn ? { reversal: true } : {}),
    details: [details],
  };
}

export function orderEntry({ order, state }: Order, bookedOn: string): Entry {
  const { creditorName, creditorAccount, kid = "", text = "", endToEndId } = order;
  return {
    signedMinor: -order.amountMinor,
    bookedOn,
    reference: `${compact(bookedOn)}-${state.orderId}`,
    code: ["ICDT", "DMCT"],
    details: [
      {
        reference: state.orderId,
        signedMinor: -order.amountMinor,
        partyName: creditorName,
        partyAccount: creditorAccount,
        kid,
        text,
        ...(endToEndId === undefined ? {} : { endToEndId }),
      },
    ],
  };
}

/** What the bank takes for its work. `reference` must be unique on the account. */
export function chargeEntry(minor: bigint, text: string, bookedOn: string, reference: string): Entry {
  return { signedMinor: -minor, bookedOn, reference, code: ["MDOP", "CHRG"], info: text };
}
