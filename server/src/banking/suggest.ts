import type { Explanation } from "../ledger/index.ts";

/**
 * Where unplaced money may belong: suggestions for a person, exact to the øre, each with its reason and how sure it is. Pure.
 * Never accepts by itself; when two answers fit equally well, both are shown and neither is called certain (N-20).
 */

export type OpenClaim = {
  readonly itemId: string;
  readonly partyId: string | null;
  readonly reference: string | null;
  /** Of a part of a bill or of a partner's lump: the reference of the whole. */
  readonly wholeReference?: string | null;
  readonly dueOn: string;
  readonly openMinor: bigint;
};

export type MoneyFacts = {
  readonly amountMinor: bigint;
  readonly reference: string | null;
  /** References found in the payment's text. */
  readonly textReferences: readonly string[];
  /** Parties that paid from this account before. */
  readonly payersBefore: readonly string[];
};

export type Suggestion = {
  readonly allocations: readonly { readonly itemId: string; readonly amountMinor: bigint }[];
  /** In per cent; two equally good answers share it. */
  readonly confidence: number;
  readonly explanation: Explanation;
};

/** Sums are searched among this many claims at most: more would be guessing, and the work doubles with each. */
const MOST_CLAIMS = 18;
const MOST_SUGGESTIONS = 5;

function suggestion(
  rule: string,
  confidence: number,
  claims: readonly OpenClaim[],
  inputs: Record<string, unknown>,
  amountMinor?: bigint,
): Suggestion {
  const allocations = claims.map((claim) => ({
    itemId: claim.itemId,
    amountMinor:
      amountMinor !== undefined && claims.length === 1 && amountMinor < claim.openMinor ? amountMinor : claim.openMinor,
  }));
  return { allocations, confidence, explanation: { rule: `suggest.${rule}`, version: 1, inputs } };
}

/** Do two references differ by one digit, or by two neighbours in the wrong order? What a tired payer types. */
export function nearlyEqual(a: string, b: string): boolean {
  if (a.length !== b.length || a === b) return false;
  const differing: number[] = [];
  for (let i = 0; i < a.length && differing.length < 3; i++) if (a[i] !== b[i]) differing.push(i);
  const [first, second] = differing;
  if (differing.length === 1) return true;
  return differing.length === 2 && second === first! + 1 && a[first!] === b[second] && a[second] === b[first!];
}

/** All sets of claims whose open amounts are the amount exactly; stops at three, since two already mean that nobody can be sure. */
export function exactSums(amountMinor: bigint, claims: readonly OpenClaim[]): OpenClaim[][] {
  const usable = claims.filter((claim) => claim.openMinor > 0n && claim.openMinor <= amountMinor).slice(0, MOST_CLAIMS);
  const after: bigint[] = Array<bigint>(usable.length + 1).fill(0n);
  for (let i = usable.length - 1; i >= 0; i--) after[i] = after[i + 1]! + usable[i]!.openMinor;
  const found: OpenClaim[][] = [];
  const chosen: OpenClaim[] = [];
  const search = (from: number, rest: bigint) => {
    if (found.length >= 3) return;
    if (rest === 0n) return void found.push([...chosen]);
    for (let i = from; i < usable.length; i++) {
      if (after[i]! < rest) return;
      if (usable[i]!.openMinor > rest) continue;
      chosen.push(usable[i]!);
      search(i + 1, rest - usable[i]!.openMinor);
      chosen.pop();
    }
  };
  search(0, amountMinor);
  return found;
}

function byReference(money: MoneyFacts, claims: readonly OpenClaim[]): Suggestion[] {
  const suggestions: Suggestion[] = [];
  for (const claim of claims) {
    if (claim.reference === null) continue;
    const exact = claim.openMinor === money.amountMinor;
    if (money.textReferences.includes(claim.reference)) continue;
    if (money.reference && nearlyEqual(money.reference, claim.reference))
      suggestions.push(
        suggestion(
          "nearlyTheReference",
          exact ? 95 : 50,
          [claim],
          { reference: claim.reference, exact },
          money.amountMinor,
        ),
      );
  }
  return suggestions;
}

/** A reference that the text names: of one claim, or of a whole with all of its parts that are open. */
function byText(money: MoneyFacts, claims: readonly OpenClaim[]): Suggestion[] {
  return money.textReferences.flatMap((reference) => {
    const named = claims.filter((claim) => claim.reference === reference || claim.wholeReference === reference);
    if (named.length === 0) return [];
    const exact = named.reduce((sum, { openMinor }) => sum + openMinor, 0n) === money.amountMinor;
    const { amountMinor } = money;
    if (exact || named.length === 1)
      return suggestion("referenceInText", exact ? 97 : 70, named, { reference, exact }, amountMinor);
    // Less or more than the whole: a person says which of its parts.
    return named
      .filter((claim) => claim.reference === reference)
      .map((claim) => suggestion("referenceInText", 70, [claim], { reference, exact: false }, amountMinor));
  });
}

function byPayer(money: MoneyFacts, claims: readonly OpenClaim[]): Suggestion[] {
  return money.payersBefore.flatMap((partyId) => {
    const own = claims.filter((claim) => claim.partyId === partyId).sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
    return exactSums(money.amountMinor, own).map((sum) =>
      suggestion("payerBefore", 90, sum, { partyId, claims: sum.length }),
    );
  });
}

function byAmount(money: MoneyFacts, claims: readonly OpenClaim[]): Suggestion[] {
  const equal = claims.filter((claim) => claim.openMinor === money.amountMinor);
  return equal
    .slice(0, MOST_SUGGESTIONS)
    .map((claim) => suggestion("sameAmount", 60, [claim], { claimsOfThisAmount: equal.length }));
}

function key(one: Suggestion): string {
  return one.allocations
    .map((a) => `${a.itemId}:${a.amountMinor}`)
    .sort()
    .join(",");
}

/** The best suggestions, surest first. Equally sure ones share their confidence, so that none of two equals stands out. */
export function suggest(money: MoneyFacts, claims: readonly OpenClaim[]): Suggestion[] {
  const best = new Map<string, Suggestion>();
  for (const one of [
    ...byText(money, claims),
    ...byReference(money, claims),
    ...byPayer(money, claims),
    ...byAmount(money, claims),
  ]) {
    const known = best.get(key(one));
    if (!known || known.confidence < one.confidence) best.set(key(one), one);
  }
  const ranked = [...best.values()]
    .sort((a, b) => b.confidence - a.confidence || (key(a) < key(b) ? -1 : 1))
    .slice(0, MOST_SUGGESTIONS);
  return ranked.map((one) => {
    const equals = ranked.filter((other) => other.confidence === one.confidence).length;
    return equals === 1 ? one : { ...one, confidence: Math.floor(one.confidence / equals) };
  });
}

/** Is there exactly one answer, and is it sure enough to be proposed for approval? */
export function singleAnswer(suggestions: readonly Suggestion[]): Suggestion | undefined {
  const [first] = suggestions;
  return first && first.confidence >= 90 ? first : undefined;
}
