/** From steps to letters: what one payer is told on one day goes in one letter (E18), and is looked at again before it leaves (E3). */
import type { Decision, StepDecision } from "./decide-model.ts";
import { letterOf } from "./fee.ts";

export type LetterPart = { readonly itemId: string; readonly payerId: string; readonly decision: StepDecision };
export type GatheredLetter = { readonly payerId: string; readonly parts: readonly LetterPart[] };

/**
 * One letter for all items of a payer that take the same step by the same way on the same day, in the order given; at most one of them
 * carries a fee. Steps that are no letters (to head office, to an agency) are left out.
 */
export function gatherLetters(parts: readonly LetterPart[]): readonly GatheredLetter[] {
  const letters = parts.filter(({ decision }) => decision.level === "nudge" || letterOf(decision.level) !== null);
  return [...Map.groupBy(letters, sameLetter).values()].map((together) => ({
    payerId: together[0]!.payerId,
    parts: withOneFee(together),
  }));
}

function sameLetter({ payerId, decision }: LetterPart): string {
  const { level, sender, channels, wording, addressee, byOtherChannel } = decision;
  return JSON.stringify([payerId, level, sender, channels, wording, addressee, byOtherChannel]);
}

function withOneFee(parts: readonly LetterPart[]): readonly LetterPart[] {
  const carrier = parts.findIndex(({ decision }) => decision.fee.feeMinor > 0n);
  return parts.map((part, at) => (at === carrier || part.decision.fee.feeMinor === 0n ? part : withoutFee(part)));
}

function withoutFee(part: LetterPart): LetterPart {
  const { explanation } = part.decision.fee;
  const fee = { feeMinor: 0n, explanation: { ...explanation, rule: "E18" } };
  return { ...part, decision: { ...part.decision, fee } };
}

/** Whether a letter decided on may still leave, by what is decided with the facts of this moment: same step, same amount. */
export function stillStands(decided: StepDecision, now: Decision): boolean {
  return now.kind === "step" && now.level === decided.level && now.amountMinor === decided.amountMinor;
}
