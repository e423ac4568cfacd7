import type { PartnerAnswer, PartnerPayment } from "./ports.ts";
import type { Attempt, AttemptState } from "./types.ts";

/** What an attempt has become by what the partner says. Pure: facts in, the new facts out. */

export type Figures = Pick<Attempt, "authorizedMinor" | "capturedMinor" | "cancelledMinor">;
export type Learned = Figures & { readonly state: AttemptState; readonly problem: string | null };

const LIVE: readonly AttemptState[] = ["created", "awaitingPayer", "authorized", "unknown"];

/** May it still take money, as far as we know? Then nothing else may for the same item. */
export const isLive = (state: AttemptState): boolean => LIVE.includes(state);

/** A reservation of which nothing is left: all taken, a part of it, or nothing. */
function endOf({ authorizedMinor, capturedMinor, cancelledMinor }: Figures): AttemptState {
  if (capturedMinor + cancelledMinor < authorizedMinor) return "authorized";
  if (capturedMinor === 0n) return "voided";
  return capturedMinor < authorizedMinor ? "capturedInPart" : "captured";
}

function told(payment: PartnerPayment): Learned {
  const { authorizedMinor, capturedMinor, cancelledMinor } = payment;
  const figures = { authorizedMinor, capturedMinor, cancelledMinor };
  if (payment.state === "authorized") return { ...figures, state: endOf(figures), problem: null };
  if (payment.state === "unknown") return { ...figures, state: "unknown", problem: "strangeState" };
  return { ...figures, state: payment.state, problem: null };
}

/**
 * What a partner's answer makes of an attempt. An answer about another amount or currency than was asked is not believed; one that never
 * came changes nothing but that nobody knows; a payment that the partner has never heard of took no money.
 */
export function learn(attempt: Attempt, answer: PartnerAnswer<PartnerPayment>): Learned {
  const { authorizedMinor, capturedMinor, cancelledMinor } = attempt;
  const before = { authorizedMinor, capturedMinor, cancelledMinor };
  if (answer.outcome === "unknown") return { ...before, state: "unknown", problem: answer.cause };
  if (answer.outcome === "refused") {
    if (answer.reason === "notFound") return { ...before, state: "failed", problem: answer.reason };
    return answer.payment ? believed(attempt, answer.payment) : { ...before, state: "unknown", problem: answer.reason };
  }
  return believed(attempt, answer.value);
}

function believed(attempt: Attempt, payment: PartnerPayment): Learned {
  const { authorizedMinor, capturedMinor, cancelledMinor } = attempt;
  const learned = told(payment);
  const isOurs = payment.reference === attempt.reference;
  const fits = payment.authorizedMinor <= attempt.amountMinor && payment.currency === attempt.currency;
  // In state unknown the partner's figures are zero, because nothing is believed.
  if (learned.state !== "unknown" && isOurs && fits) return learned;
  const problem = learned.problem ?? "otherAmount";
  return { authorizedMinor, capturedMinor, cancelledMinor, state: "unknown", problem };
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
