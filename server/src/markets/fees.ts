/** What every market asks before a letter may carry a fee, and fees that the law names as amounts. */
import { compareDates } from "@kvitt/values";
import type { FeeDecision, FeeFacts, FeeRefusalCode, FeeRow, FeeRule, Refusal, Regime, Row } from "./contract.ts";
import { rowAt } from "./rows.ts";

type PlainDate = Temporal.PlainDate;
export type FeeRefusal = Refusal<FeeRefusalCode>;
/** Where the country's law says each of these; the sender's paragraph stands in the regime. */
export type FeeLaw = {
  readonly regimeAt: (on: PlainDate) => Row<Regime> | undefined;
  readonly minors: string;
  readonly delivery: string;
  readonly objection: string;
  readonly conduct: string;
};
/** A fee that the law names as an amount. */
export type NamedAmount = FeeRow & { readonly amount: Extract<FeeRule, { by: "amount" }> };

export const namedAmount = (amountMinor: bigint): NamedAmount["amount"] => ({ by: "amount", amountMinor });

export function feeRefused(code: FeeRefusalCode, citation: string, wouldChange?: string): FeeRefusal {
  return { ok: false, code, citation, ...(wouldChange === undefined ? {} : { wouldChange }) };
}

/** What refuses any fee, in this order: sender, minor, delivery, objection, conduct. Null when nothing does; the claim is then due some day. */
export function factsRefuse(facts: FeeFacts, law: FeeLaw): FeeRefusal | null {
  const { step } = facts;
  const regime = law.regimeAt(facts.sentOn);
  if (regime && step !== "instalmentPlan" && !regime.value.sender[step].includes(facts.sender))
    return feeRefused("senderNotAllowed", regime.source);
  if (facts.debtorIsMinor) return feeRefused("debtorIsMinor", law.minors);
  if (facts.dueOn === null) return feeRefused("invoiceNotDelivered", law.delivery);
  if (facts.reasonableObjection) return feeRefused("objection", law.objection);
  return facts.conductBroken ? feeRefused("conductBroken", law.conduct) : null;
}

/** A fee before its first day is too early, and the refusal names the day. */
export function tooEarly(sentOn: PlainDate, earliestOn: PlainDate, citation: string): FeeRefusal | null {
  return compareDates(sentOn, earliestOn) < 0 ? feeRefused("feeTooEarly", citation, earliestOn.toString()) : null;
}

/**
 * The decision of a country whose fees are amounts in its law: what refuses any fee, then whether an amount is known for the letter on
 * its day, whether the claim has been due long enough, and last what `furtherRefusal` says for the country alone.
 */
export function namedAmountFee(
  fees: readonly Row<NamedAmount>[],
  law: FeeLaw,
  furtherRefusal: (facts: FeeFacts, rule: Row<NamedAmount>) => FeeRefusal | null,
): (facts: FeeFacts) => FeeDecision {
  const byStep = Map.groupBy(fees, (each) => each.value.step);
  return (facts) => {
    const { step, sentOn } = facts;
    const refused = factsRefuse(facts, law);
    if (refused !== null) return refused;
    const dueOn = facts.dueOn!;
    const rule = rowAt(byStep.get(step) ?? [], sentOn);
    if (rule === undefined) return feeRefused("feeNotKnown", `no fee is known for ${step} on ${sentOn.toString()}`);
    const early = tooEarly(sentOn, dueOn.add({ days: rule.value.daysAfterDue }), rule.source);
    return early ?? furtherRefusal(facts, rule) ?? allowed(rule);
  };
}

function allowed({ value, source }: Row<NamedAmount>): FeeDecision {
  return { ok: true, feeMinor: value.amount.amountMinor, citation: source, unconfirmed: [] };
}
