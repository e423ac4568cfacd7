import type { PartnerAnswer, PartnerPayment } from "../ports.ts";
import type { MoneyBack } from "./types.ts";

/** Where money that goes back is taken from, and what a partner's answer makes of it. Pure: facts in, decisions out. */

export type OpenCredit = { readonly itemId: string; readonly account: string; readonly openMinor: bigint };

/** What stands of the money an attempt took. */
export type Standing = {
  /** Taken from the payer, and neither gone back nor asked to. */
  readonly leftMinor: bigint;
  /** The payer's credits that came of the item: overpaid, or credited after it was paid. Those meant first. */
  readonly credits: readonly OpenCredit[];
  /** Of the item itself: what this attempt paid of what is still owed, so that it opens again. */
  readonly reopenableMinor: bigint;
};

/** Where an amount is taken from: credits first, then the item opens again; what is spent already is owed to us anew. */
export type Taken = {
  readonly credits: readonly (OpenCredit & { readonly amountMinor: bigint })[];
  readonly reopensMinor: bigint;
  readonly returnedMinor: bigint;
};

const least = (one: bigint, other: bigint) => (one < other ? one : other);
const sum = (amounts: readonly bigint[]) => amounts.reduce((total, one) => total + one, 0n);

/**
 * Takes money that goes back from where it lies: the payer's credit (after a credit note, or paid too much), then the item, which opens again;
 * the part of a credit that is spent becomes a claim of its own (`returned`).
 */
export function takeFrom(amountMinor: bigint, { credits, reopenableMinor }: Omit<Standing, "leftMinor">): Taken {
  let restMinor = amountMinor;
  const taken = credits.flatMap((credit) => {
    const part = least(credit.openMinor, restMinor);
    restMinor -= part;
    return part > 0n ? [{ ...credit, amountMinor: part }] : [];
  });
  const reopensMinor = least(reopenableMinor, restMinor);
  return { credits: taken, reopensMinor, returnedMinor: restMinor - reopensMinor };
}

/** The most that may be asked back: of what was taken and not yet gone back, as far as nothing of it is spent elsewhere. */
export function mostRefundable({ leftMinor, credits, reopenableMinor }: Standing): bigint {
  return least(leftMinor, sum(credits.map(({ openMinor }) => openMinor)) + reopenableMinor);
}

/** Of rows that moved or may still move money: how much went back to the payer in all. */
export function goneBack(rows: readonly Pick<MoneyBack, "kind" | "state" | "amountMinor">[]): bigint {
  const standing = rows.filter(({ state }) => state !== "refused");
  return sum(standing.map(({ kind, amountMinor }) => (kind === "chargebackWon" ? -amountMinor : amountMinor)));
}

/** By the partner's own running total: what was paid back before this, as we know it. */
export function refundedBefore(rows: readonly Pick<MoneyBack, "kind" | "state" | "amountMinor">[]): bigint {
  const done = rows.filter(({ kind, state }) => state === "done" && (kind === "refund" || kind === "refundSeen"));
  return sum(done.map(({ amountMinor }) => amountMinor));
}

/** How disputes stand as we know it. */
export function chargedBackBefore(rows: readonly Pick<MoneyBack, "kind" | "amountMinor">[]): bigint {
  const signed = rows.map(({ kind, amountMinor }) =>
    kind === "chargeback" ? amountMinor : kind === "chargebackWon" ? -amountMinor : 0n,
  );
  return sum(signed);
}

export type RefundOutcome =
  { readonly is: "done" } | { readonly is: "asked" } | { readonly is: "refused"; readonly why: string };

/** What the partner has paid back in all, as its answer says; null where it says nothing that can be believed. */
export function toldRefunded(answer: PartnerAnswer<PartnerPayment>, reference: string): bigint | null {
  const payment = answer.outcome === "ok" ? answer.value : answer.outcome === "refused" ? answer.payment : null;
  return payment !== null && payment.state !== "unknown" && payment.reference === reference
    ? payment.refundedMinor
    : null;
}

/**
 * What a partner's answer makes of a refund that was asked. Done only when the partner agrees and its own total says so; an answer that never
 * came, or says something else, leaves it asked, to be asked again under the same id.
 */
export function refundOutcome(
  answer: PartnerAnswer<PartnerPayment>,
  asked: { readonly reference: string; readonly beforeMinor: bigint; readonly amountMinor: bigint },
): RefundOutcome {
  if (answer.outcome === "refused" && answer.reason !== "tryLater") return { is: "refused", why: answer.reason };
  const told = answer.outcome === "ok" ? toldRefunded(answer, asked.reference) : null;
  return told !== null && told >= asked.beforeMinor + asked.amountMinor ? { is: "done" } : { is: "asked" };
}
