import type { Minor } from "../../format.ts";
import type { AtHand, Candidate, QueueLine, Suggestion, Way } from "./questions.ts";

/** Where a payment goes, as an equation that must come to 0,00 before it can be placed. Whole minor units throughout. */

export type Part = { readonly item: Candidate; readonly amountMinor: Minor };

export type Equation = {
  readonly parts: readonly Part[];
  /** Above zero: left over and taken by rounding. Below: lacking and given by it. */
  readonly roundingMinor: Minor;
  /** The rest becomes this party's credit. */
  readonly restTo: { readonly partyId: string; readonly name: string } | undefined;
  /** The rest is what a partner pays out, who kept its fee before. */
  readonly payout: { readonly way: Way; readonly feeMinor: Minor } | undefined;
};

/** Rounding takes less than a krone, so that no difference is hidden there. The server holds to the same. */
export const MOST_ROUNDING = 99;
export const NOTHING: Equation = { parts: [], roundingMinor: 0, restTo: undefined, payout: undefined };

const sumOf = (parts: readonly Part[]) => parts.reduce((sum, part) => sum + part.amountMinor, 0);

/** What of the payment has no place yet; below zero when the parts are more than it. */
export function leftOf(equation: Equation, amountMinor: Minor): number {
  return amountMinor - sumOf(equation.parts) - equation.roundingMinor;
}

/** What becomes a party's credit. */
export function restOf(equation: Equation, amountMinor: Minor): number {
  return equation.restTo ? leftOf(equation, amountMinor) : 0;
}

/** What a partner pays out of it. */
export function payoutOf(equation: Equation, amountMinor: Minor): number {
  return equation.payout ? leftOf(equation, amountMinor) : 0;
}

/** Does it come to 0,00, with money placed somewhere? */
export function comesOut(equation: Equation, amountMinor: Minor): boolean {
  const left = leftOf(equation, amountMinor);
  const takesRest = equation.restTo !== undefined || equation.payout !== undefined;
  return takesRest ? left > 0 : equation.parts.length > 0 && left === 0;
}

/** With one more invoice, of which as much is paid as there is money; as it was when the invoice stands there, or no money is left. */
export function added(equation: Equation, item: Candidate, amountMinor: Minor): Equation {
  if (equation.parts.some((part) => part.item.itemId === item.itemId)) return equation;
  const plain = { ...NOTHING, parts: equation.parts };
  const paid = Math.min(item.openMinor, Math.max(0, leftOf(plain, amountMinor)));
  return paid === 0 ? equation : { ...plain, parts: [...equation.parts, { item, amountMinor: paid }] };
}

/** Without one of its invoices. */
export function without(equation: Equation, itemId: string): Equation {
  return { ...NOTHING, parts: equation.parts.filter((part) => part.item.itemId !== itemId) };
}

/** With the rest as a partner's pay-out. */
export const paidOut = ({ parts }: Equation, way: Way, feeMinor: Minor = 0): Equation => ({
  ...NOTHING,
  parts,
  payout: { way, feeMinor },
});

/** What rounding could take: øre left over, or øre that the last part lacks to be settled. Zero where it could not. */
export function roundable(equation: Equation, amountMinor: Minor): number {
  if (equation.roundingMinor !== 0 || equation.restTo || equation.payout) return 0;
  const left = leftOf(equation, amountMinor);
  if (equation.parts.length === 0 || left > MOST_ROUNDING || left < 0) return 0;
  if (left > 0) return left;
  const last = equation.parts.at(-1)!;
  const lacking = last.item.openMinor - last.amountMinor;
  return lacking > 0 && lacking <= MOST_ROUNDING ? -lacking : 0;
}

/** With the øre booked to rounding. */
export function rounded(equation: Equation, amountMinor: Minor): Equation {
  const roundingMinor = roundable(equation, amountMinor);
  if (roundingMinor >= 0) return { ...equation, roundingMinor };
  const last = equation.parts.at(-1)!;
  const settled = { ...last, amountMinor: last.item.openMinor };
  return { ...equation, roundingMinor, parts: [...equation.parts.slice(0, -1), settled] };
}

/** A suggestion as an equation. */
export function equationOf(suggestion: Suggestion, atHand: AtHand): Equation {
  const candidates = new Map(atHand.candidates.map((each) => [each.itemId, each]));
  const parts = suggestion.allocations.flatMap(({ itemId, amountMinor }) => {
    const item = candidates.get(itemId);
    return item ? [{ item, amountMinor }] : [];
  });
  return { ...NOTHING, parts };
}

/** The one answer that stands alone as the surest. Of two equals none does: a person chooses. */
export function oneAnswer({ suggestions }: AtHand): Suggestion | undefined {
  const [first, second] = suggestions;
  return first && (!second || second.confidence < first.confidence) ? first : undefined;
}

/** What the equation says, to see whether it still says the same. */
export const keyOf = ({ parts, roundingMinor, restTo, payout }: Equation): string =>
  JSON.stringify([parts.map((part) => [part.item.itemId, part.amountMinor]), roundingMinor, restTo?.partyId, payout]);

/** A person can place the money of every line but those that wait to be told apart, and money that went out. */
export const isPlaceable = (line: QueueLine): boolean => line.state !== "held" && line.amountMinor > 0;
