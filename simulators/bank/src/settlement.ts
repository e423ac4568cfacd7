import { compact, push } from "./lists.ts";
import type { Payment } from "./records.ts";

/** A payment above 25 million kroner gets a lump of its own. */
const largeMinor = 2_500_000_000n;

export type LumpClass = "electronic" | "avtaleGiro" | "paper" | "card" | "large";

/** The bank's lump ("oppgjør"): one amount on the statement, its payments told one by one in the detail file. */
export type Lump = {
  readonly lumpClass: LumpClass;
  readonly account: string;
  readonly settledOn: string;
  readonly centre: string;
  /** 0 for card lumps, which are settled outside the day's clearing. */
  readonly partialSettlement: number;
  readonly serial: number;
  readonly payments: readonly Payment[];
};

/** What the lump adds to the account: credit notes and card reversals are negative. */
export function lumpMinor(lump: Lump): bigint {
  return lump.payments.reduce((sum, payment) => sum + payment.signedMinor, 0n);
}

/** The lump's identification, unique on its account for ever: date, partial settlement, serial number. */
export function lumpReference(lump: Lump): string {
  const serial = String(lump.serial).padStart(5, "0");
  return `${compact(lump.settledOn)}-${lump.partialSettlement}-${serial}`;
}

function classOf(payment: Payment): LumpClass {
  if (payment.kind === "card" || payment.kind === "cardReversal") return "card";
  if (payment.kind === "creditNote") return "electronic";
  if (payment.amountMinor > largeMinor) return "large";
  if (payment.kind === "avtaleGiro") return "avtaleGiro";
  return payment.kind === "counter" || payment.kind === "cashGiro" ? "paper" : "electronic";
}

const centres: Record<LumpClass, string> = { electronic: "13", avtaleGiro: "13", paper: "42", card: "00", large: "13" };

/** Groups one account's detail payments of one settlement into lumps, in the order the first payment of each came. */
export function lumpsOf(payments: readonly Payment[], settledOn: string, round: number): Lump[] {
  const groups = new Map<string, Payment[]>();
  for (const payment of payments) {
    const lumpClass = classOf(payment);
    push(groups, lumpClass === "large" ? payment.id : lumpClass, payment);
  }
  return [...groups.values()].map((group, index) => {
    const first = group[0] as Payment;
    const lumpClass = classOf(first);
    return {
      lumpClass,
      account: first.account,
      settledOn,
      centre: centres[lumpClass],
      partialSettlement: lumpClass === "card" ? 0 : round,
      serial: round * 10_000 + index + 1,
      payments: group,
    };
  });
}

/**
 * Holds credit notes back that the payments of their settlement cannot carry: a lump below zero has no written form
 * in OCR giro, so such a note waits for the next bank day.
 */
export function holdCreditNotes(payments: readonly Payment[]): { carried: Payment[]; held: Payment[] } {
  const room = new Map<string, bigint>();
  const key = (payment: Payment): string => `${payment.account} ${payment.round}`;
  for (const payment of payments) {
    if (payment.route !== "detail" || payment.kind === "creditNote" || classOf(payment) !== "electronic") continue;
    room.set(key(payment), (room.get(key(payment)) ?? 0n) + payment.signedMinor);
  }
  const held: Payment[] = [];
  const carried = payments.filter((payment) => {
    if (payment.kind !== "creditNote") return true;
    const left = (room.get(key(payment)) ?? 0n) - payment.amountMinor;
    if (left > 0n) room.set(key(payment), left);
    else held.push(payment);
    return left > 0n;
  });
  return { carried, held };
}
