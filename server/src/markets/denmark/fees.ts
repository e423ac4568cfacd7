import { compareDates } from "@kvitt/values";
import type { FeeFacts, FeeStep, Row } from "../contract.ts";
import {
  type FeeLaw,
  type FeeRefusal,
  feeRefused,
  namedAmount,
  type NamedAmount,
  namedAmountFee,
  tooEarly,
} from "../fees.ts";
import { row } from "../rows.ts";
import { regimeAt } from "./notices.ts";

const section9b = "renteloven section 9 b";
const daysBetweenReminders = 10;
const mostReminders = 3;

/**
 * 100 kr, tax included, for a reminder, at most three for the same service and ten days apart, and 100 kr once for handing over to a
 * collector. The demand letter is one of the reminders. Sections and amounts were seen, from which day on was not.
 */
export const fees: readonly Row<NamedAmount>[] = [
  row(reminder("reminder"), "seen", section9b),
  row(reminder("collectionNotice"), "seen", section9b),
  row(
    { step: "handOver", debtor: "any", amount: namedAmount(100_00n), daysAfterDue: 1, most: 1, needsAgreement: false },
    "seen",
    `${section9b}: inkassogebyr`,
  ),
];

function reminder(step: FeeStep): NamedAmount {
  return {
    step,
    debtor: "any",
    amount: namedAmount(100_00n),
    daysAfterDue: 1,
    daysAfterPrevious: daysBetweenReminders,
    most: mostReminders,
    needsAgreement: false,
  };
}

const law: FeeLaw = {
  regimeAt,
  minors: "own rule: guardians are asked, never minors",
  delivery: "renteloven section 9 a: the delay is not the debtor's",
  objection: "renteloven section 9 a: the delay is not the debtor's",
  conduct: "inkassoloven section 9",
};

/**
 * May this letter, or handing the claim over, carry a fee, and which? Amount in øre. After what every market asks come a broken plan, the
 * number of reminders or hand-overs, and the ten days since the reminder before, its own day not counted. A reminder that may carry no fee
 * may still be sent.
 */
export const fee = namedAmountFee(fees, law, planOrEarlierOnesRefuse);

function planOrEarlierOnesRefuse(facts: FeeFacts, { value, source }: Row<NamedAmount>): FeeRefusal | null {
  if (facts.planBroken)
    return feeRefused("planBroken", "Supreme Court: no reminder fee on top of a broken instalment plan");
  const isHandOver = value.step === "handOver";
  const alike = facts.earlierFeeLetters.filter(({ step }) => (step === "handOver") === isHandOver);
  if (alike.length >= value.most) return feeRefused("feeCountReached", source);
  const previous = alike
    .map((letter) => letter.sentOn)
    .toSorted(compareDates)
    .at(-1);
  return previous === undefined
    ? null
    : tooEarly(facts.sentOn, previous.add({ days: value.daysAfterPrevious ?? 0 }), source);
}
