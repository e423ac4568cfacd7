import { compareDates, divideHalfUp } from "@kvitt/values";
import type { FeeDecision, FeeFacts, FeeLetter, FeeRow, FeeRule, FeeStep, Row } from "../contract.ts";
import { factsRefuse, type FeeLaw, type FeeRefusal, feeRefused, tooEarly } from "../fees.ts";
import { row, rowAt } from "../rows.ts";
import { baseRates } from "./base-rate.ts";
import { shiftDue } from "./days.ts";
import { noticeAt, regimeAt } from "./notices.ts";

type PlainDate = Temporal.PlainDate;

const regulation = "inkassoforskriften sections 1-2 and 1-3";
/** Every Norwegian fee is a share of the inkassosats. */
type ShareOfBaseRate = FeeRow & { readonly amount: Extract<FeeRule, { by: "baseRate" }> };

const wholeKrone = 100n;
const mostSmallFees = 2;

/** Share of the inkassosats by the day the claim fell due; halved for claims due from 1 October 2020 on. */
export const fees: readonly Row<ShareOfBaseRate>[] = [
  row(feeRow("reminder", 1n, 10n, 2), "law", regulation, { from: "2009-01-01", to: "2020-09-30" }),
  row(feeRow("reminder", 1n, 20n, 2), "law", regulation, { from: "2020-10-01" }),
  row(feeRow("collectionNotice", 1n, 10n, 1), "law", regulation, { from: "2009-01-01", to: "2020-09-30" }),
  row(feeRow("collectionNotice", 1n, 20n, 1), "law", regulation, { from: "2020-10-01" }),
  row(feeRow("paymentDemand", 3n, 10n, 1), "unconfirmed", regulation, { from: "2009-01-01", to: "2020-09-30" }),
  row(feeRow("paymentDemand", 3n, 20n, 1), "law", regulation, { from: "2020-10-01" }),
];

const feesByStep = Map.groupBy(fees, (each) => each.value.step);

function feeRow(step: FeeStep, numerator: bigint, denominator: bigint, most: number): ShareOfBaseRate {
  const amount = { by: "baseRate", numerator, denominator, roundToMinor: wholeKrone } as const;
  return { step, debtor: "any", amount, daysAfterDue: 14, most, needsAgreement: false };
}

const law: FeeLaw = {
  regimeAt,
  minors: "inkassoloven section 8; guardians are asked, never minors",
  delivery: "inkassoforskriften section 1-2; FinKN 2017-492",
  objection: "inkassoloven section 17",
  conduct: "inkassoloven section 8",
};

/**
 * May this letter carry a fee, and which? Amount in øre, nearest whole krone, .50 up. The checks come in a fixed order and
 * the first that fails answers: sender, minor, delivery, objection, conduct, 14 days, number of fees, the deadline of the
 * letter before, known rate. A letter that may carry no fee may still be sent.
 */
export function fee(facts: FeeFacts): FeeDecision {
  const refused = factsRefuse(facts, law);
  if (refused !== null) return refused;
  const dueOn = facts.dueOn!;
  const rule = rowAt(feesByStep.get(facts.step) ?? [], dueOn);
  if (rule === undefined) return notKnown(facts.step, dueOn);
  const earliestOn = dueOn.add({ days: rule.value.daysAfterDue });
  const early = tooEarly(facts.sentOn, earliestOn, "inkassoforskriften section 1-2");
  return early ?? earlierLettersRefuse(facts, rule.value) ?? amount(facts, rule);
}

/**
 * At most two reminders and one payment demand, or one reminder, one collection notice and one payment demand. After six
 * months without a step the count may start anew, but its exact effect is not settled: that is left to a person.
 */
function earlierLettersRefuse(facts: FeeFacts, rule: FeeRow): FeeRefusal | null {
  const earlier = facts.earlierFeeLetters;
  const sameStep = earlier.filter((letter) => letter.step === facts.step).length;
  const small = earlier.filter((letter) => letter.step !== "paymentDemand").length;
  if (sameStep >= rule.most || (facts.step !== "paymentDemand" && small >= mostSmallFees))
    return feeRefused("feeCountReached", "inkassoforskriften section 1-3");
  const previous = earlier.toSorted((a, b) => compareDates(a.sentOn, b.sentOn)).at(-1);
  return previous === undefined ? null : previousDeadlineRefuses(previous, facts.sentOn);
}

/** A second fee needs that the letter before gave at least 14 days and that they have passed; the last day, or the bank day after it, is in time. */
function previousDeadlineRefuses(previous: FeeLetter, sentOn: PlainDate): FeeRefusal | null {
  const notice = noticeAt(previous.step, previous.sentOn)?.value;
  if (notice === undefined) return notKnown(previous.step, previous.sentOn);
  if (isBefore(previous.deadlineOn, previous.sentOn.add({ days: notice.deadlineDays })))
    return feeRefused("previousDeadlineTooShort", "inkassoforskriften section 1-3");
  const lastDayInTime = shiftDue(previous.deadlineOn);
  if (isBefore(lastDayInTime, sentOn)) return null;
  const earliestOn = lastDayInTime.add({ days: 1 });
  return feeRefused("previousDeadlineRunning", "inkassoforskriften section 1-3", earliestOn.toString());
}

function amount(facts: FeeFacts, rule: Row<ShareOfBaseRate>): FeeDecision {
  const base = rowAt(baseRates, facts.sentOn);
  if (base === undefined) return notKnown("inkassosats", facts.sentOn);
  const { numerator, denominator, roundToMinor } = rule.value.amount;
  const feeMinor = divideHalfUp(base.value * numerator, denominator * roundToMinor) * roundToMinor;
  const regime = regimeAt(facts.sentOn);
  const unconfirmed = [
    ...(rule.mark === "unconfirmed" ? [`fees.${facts.step}`] : []),
    ...(regime?.mark === "unconfirmed" ? [`regimes.${regime.value.id}`] : []),
  ];
  return { ok: true, feeMinor, citation: `${rule.source}; ${base.source}`, unconfirmed };
}

function notKnown(what: string, on: PlainDate): FeeRefusal {
  return feeRefused("feeNotKnown", `no confirmed row for ${what} on ${on.toString()}`);
}

function isBefore(a: PlainDate, b: PlainDate): boolean {
  return compareDates(a, b) < 0;
}
