import type { PartnerAnswer, PartnerPayment } from "./ports.ts";
import type { Attempt, AttemptState } from "./types.ts";

/** What an attempt has become by what the partner says. Pure: facts in, the new facts out. */

export type Figures = Pick<Attempt, "authorizedMinor" | "capturedMinor" | "cancelledMinor">;
export type Learned = Figures & {
  readonly state: AttemptState;
  readonly problem: string | null;
  /** What went back to the payer in all, by the partner's word; left out where it is not believed. */
  readonly back?: Pick<PartnerPayment, "refundedMinor" | "chargedBackMinor">;
  /** A card that was declined; what was heard before stays where nothing new is said. */
  readonly decline?: NonNullable<PartnerPayment["decline"]>;
};

const LIVE: readonly AttemptState[] = ["created", "awaitingPayer", "authorized", "unknown"];

/** May it still take money, as far as we know? Then nothing else may for the same item. */
export const isLive = (state: AttemptState): boolean => LIVE.includes(state);

/** What a partner told cannot be so: a person has to look, and nothing of it is booked (SEC-41). */
const DOUBTS: readonly string[] = ["otherAmount", "figuresFell"];
export const isDoubt = (problem: string | null): boolean => problem !== null && DOUBTS.includes(problem);

/** How long a call to begin may be under way: until then a partner that has never heard of the payment may hear of it yet. */
const BEGINNING_SECONDS = 60;

/** A reservation of which nothing is left: all taken, a part of it, or nothing. */
function endOf({ authorizedMinor, capturedMinor, cancelledMinor }: Figures): AttemptState {
  if (capturedMinor + cancelledMinor < authorizedMinor) return "authorized";
  if (capturedMinor === 0n) return "voided";
  return capturedMinor < authorizedMinor ? "capturedInPart" : "captured";
}

/** Ended it stays ended: money that came late is told in the figures, and what is only reserved makes it no live one again. */
function endedStill(before: AttemptState, payment: PartnerPayment): AttemptState {
  const end = payment.state === "authorized" ? endOf(payment) : before;
  if (end === "authorized") return payment.capturedMinor > 0n ? "capturedInPart" : before;
  return end;
}

const asBefore = (attempt: Attempt): Figures => ({
  authorizedMinor: attempt.authorizedMinor,
  capturedMinor: attempt.capturedMinor,
  cancelledMinor: attempt.cancelledMinor,
});

const still = (attempt: Attempt): Learned => ({
  ...asBefore(attempt),
  state: attempt.state,
  problem: attempt.problem,
});

/** Nobody can say. What has ended stays so, with why it is doubted. */
function doubted(attempt: Attempt, problem: string): Learned {
  return { ...asBefore(attempt), state: isLive(attempt.state) ? "unknown" : attempt.state, problem };
}

/** Is it about what was asked? Money once taken or let go is never less afterwards; what was given back is told beside it. */
function mismatch(attempt: Attempt, payment: PartnerPayment): string | undefined {
  if (payment.reference !== attempt.reference || payment.currency !== attempt.currency) return "otherAmount";
  if (payment.authorizedMinor > attempt.amountMinor) return "otherAmount";
  if (payment.capturedMinor + payment.cancelledMinor > payment.authorizedMinor) return "otherAmount";
  if (payment.chargedBackMinor + payment.refundedMinor > payment.capturedMinor) return "otherAmount";
  const falls = payment.capturedMinor < attempt.capturedMinor || payment.cancelledMinor < attempt.cancelledMinor;
  return falls ? "figuresFell" : undefined;
}

function believed(attempt: Attempt, payment: PartnerPayment): Learned {
  // In state unknown the partner's figures are zero, because nothing is believed.
  if (payment.state === "unknown") return doubted(attempt, "strangeState");
  const wrong = mismatch(attempt, payment);
  if (wrong) return doubted(attempt, wrong);
  const { authorizedMinor, capturedMinor, cancelledMinor, refundedMinor, chargedBackMinor } = payment;
  const decline = payment.decline ? { decline: payment.decline } : {};
  const back = { refundedMinor, chargedBackMinor };
  const figures = { authorizedMinor, capturedMinor, cancelledMinor, back, ...decline };
  if (!isLive(attempt.state)) {
    const state = endedStill(attempt.state, payment);
    const isWhy = state === attempt.state && !isDoubt(attempt.problem);
    return { ...figures, state, problem: isWhy ? attempt.problem : null };
  }
  return { ...figures, state: payment.state === "authorized" ? endOf(figures) : payment.state, problem: null };
}

function neverHeardOf(attempt: Attempt, askedAt: Temporal.Instant): Learned {
  if (!isLive(attempt.state)) return still(attempt);
  const isBeginning = attempt.state === "created" && attempt.madeAt.until(askedAt).total("seconds") < BEGINNING_SECONDS;
  return isBeginning
    ? { ...asBefore(attempt), state: "created", problem: null }
    : { ...asBefore(attempt), state: "failed", problem: "notFound" };
}

/**
 * What a partner's answer makes of an attempt. An answer about another amount or currency than was asked is not believed; one that never
 * came changes nothing but that nobody knows; a payment that the partner has never heard of took no money. An attempt that has ended
 * never becomes live again: what the partner took late is in its figures all the same.
 */
export function learn(attempt: Attempt, answer: PartnerAnswer<PartnerPayment>, askedAt: Temporal.Instant): Learned {
  if (answer.outcome === "ok") return believed(attempt, answer.value);
  if (answer.outcome === "unknown") return isLive(attempt.state) ? doubted(attempt, answer.cause) : still(attempt);
  if (answer.reason === "notFound") return neverHeardOf(attempt, askedAt);
  if (answer.payment) return believed(attempt, answer.payment);
  return isLive(attempt.state) ? doubted(attempt, answer.reason) : still(attempt);
}

/** What to do with reserved money: take what is still owed, and let the rest go. Nothing is owed any more: let all of it go. */
export function nextMovement(
  { authorizedMinor, capturedMinor, cancelledMinor }: Figures,
  openMinor: bigint,
): { readonly kind: "capture" | "release"; readonly amountMinor: bigint } | undefined {
  const left = authorizedMinor - capturedMinor - cancelledMinor;
  if (left <= 0n) return undefined;
  // What was taken once is the answer to what was owed: a second bite would be a second payment.
  if (capturedMinor > 0n || openMinor <= 0n) return { kind: "release", amountMinor: left };
  return { kind: "capture", amountMinor: openMinor < left ? openMinor : left };
}
