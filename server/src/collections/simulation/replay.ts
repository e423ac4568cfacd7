/** Past invoices under a policy, on a clock that is not the world's. Pure: facts in, figures out; the rules are those of the daily run. */
import { compareDates, daysBetween } from "@kvitt/values";
import type { MarketPack } from "../../markets/index.ts";
import { decider } from "../decide.ts";
import type { Debtor, ItemFacts, SentStep } from "../decide-model.ts";
import { letterOf } from "../fee.ts";
import { levelNames, type LevelName, type Policy } from "../policy-model.ts";
import type { FactGroup, SendingPrices } from "./model.ts";
import type { tally, Told } from "./tally.ts";

type PlainDate = Temporal.PlainDate;

/** Nothing stands in the way of a step but its day and the law: what stopped single claims then is not foreseen of others. */
const reachable: Omit<Debtor, "kind"> = {
  isMinor: false,
  hasGuardian: false,
  isDeceased: false,
  hasProtectedIdentity: false,
  optedOutOfNudges: false,
  canBeReached: true,
  hasPostalAddress: true,
  hasOrganisationNumber: true,
};

function factsOn(group: FactGroup, asOf: PlainDate, sent: readonly SentStep[]): ItemFacts {
  const { issuedOn, dueOn, debtor, sumMinor, count } = group;
  const leftMinor = sumMinor / BigInt(count);
  return {
    ...{ asOf, dueOn, sent, leftMinor },
    deliveredOn: issuedOn,
    debtAroseOn: issuedOn,
    patientShareMinor: leftMinor,
    reducedOn: null,
    wasWrong: false,
    dispute: null,
    promises: [],
    hold: null,
    hasPlan: false,
    instalment: null,
    debtor: { kind: debtor, ...reachable },
    custodyOf: null,
    hasUnknownPayment: false,
    bank: { completeThrough: asOf, missing: [] },
    reversedOn: null,
    creditElsewhereMinor: 0n,
    feeAgreedOn: issuedOn,
    conductBroken: false,
    limitation: { debtor, aroseOn: issuedOn, claimableOn: dueOn, interruptedOn: null },
  };
}

/**
 * The letter of this policy that stands for the one after which somebody really paid: the same level; where the policy has none, the last letter
 * before it, else its first letter after it. Undefined: the policy sends no letter.
 */
export function standsFor(policy: Policy, level: LevelName): LevelName | undefined {
  const letters = policy.levels.map(({ name }) => name).filter((name) => letterOf(name) !== null || name === "nudge");
  const rank = (name: LevelName) => levelNames.indexOf(name);
  return letters.findLast((name) => rank(name) <= rank(level)) ?? letters[0];
}

/** A claim's way under a policy through the last day: its steps, and the day it was paid. */
type Way = {
  readonly sent: readonly SentStep[];
  readonly paidOn: PlainDate | null;
};

/** The day of payment as far as it is known: by itself at once, after a letter once that has left. */
function payDay(policy: Policy, { behaviour, dueOn }: FactGroup, sent: readonly SentStep[]): PlainDate | null {
  if (behaviour.kind === "never") return null;
  if (behaviour.kind === "byItself") return dueOn.add({ days: behaviour.days });
  const level = standsFor(policy, behaviour.level);
  const letter = sent.find((each) => each.level === level);
  return letter === undefined ? null : letter.sentOn.add({ days: behaviour.days });
}

/** Follows a claim from its due day, step by step as the run would take them, until it is paid or `lastDay` is over. */
function follow(decide: ReturnType<typeof decider>, policy: Policy, group: FactGroup, lastDay: PlainDate): Way {
  const sent: SentStep[] = [];
  let asOf = group.dueOn;
  for (;;) {
    const paidOn = payDay(policy, group, sent);
    const isPaid = paidOn !== null && compareDates(paidOn, asOf) <= 0;
    if (isPaid || compareDates(asOf, lastDay) > 0) break;
    const decision = decide(policy, factsOn(group, asOf, sent));
    if (decision.kind === "notYet") asOf = decision.until;
    else if (decision.kind === "step") {
      const { level, deadlineOn, fee } = decision;
      sent.push({ level, deadlineOn, feeMinor: fee.feeMinor, sentOn: asOf, returnedOn: null, isProven: true });
      asOf = asOf.add({ days: 1 });
    } else break;
  }
  const paidOn = payDay(policy, group, sent);
  return { sent, paidOn: paidOn !== null && compareDates(paidOn, lastDay) <= 0 ? paidOn : null };
}

/** What leaves with steps, each by the way its level begins with, and what that costs. Head office and agency are told nothing by letter. */
function sendingOf(policy: Policy, { messageMinor, paperMinor }: SendingPrices) {
  const onPaper = new Map(policy.levels.map(({ name, channels }) => [name, channels === "postOnly"]));
  const times = (count: number, priceMinor: bigint | null) =>
    count === 0 ? 0n : priceMinor === null ? null : priceMinor * BigInt(count);
  return (sent: readonly SentStep[]): NonNullable<Told["sent"]> => {
    const letters = sent.filter(({ level }) => level === "nudge" || letterOf(level) !== null);
    const papers = letters.filter(({ level }) => onPaper.get(level) === true).length;
    const messages = letters.length - papers;
    const [byMessage, byPaper] = [times(messages, messageMinor), times(papers, paperMinor)];
    return { messages, papers, costMinor: byMessage === null || byPaper === null ? null : byMessage + byPaper };
  };
}

/**
 * Adds up what a policy makes of invoices through `lastDay`. Identical invoices are followed once. Throws where the calendar lacks a year.
 */
export function replayInto(
  sum: Pick<ReturnType<typeof tally>, "add">,
  policy: Policy,
  pack: MarketPack,
  groups: Iterable<FactGroup>,
  lastDay: PlainDate,
  prices: SendingPrices,
): void {
  const decide = decider(pack);
  const costOf = sendingOf(policy, prices);
  for (const group of groups) {
    const { sent, paidOn } = follow(decide, policy, group, lastDay);
    const days = paidOn === null ? null : daysBetween(group.issuedOn, paidOn);
    sum.add({
      ...{ group, paidOn, days },
      steps: sent.map(({ level }) => level),
      sent: costOf(sent),
      feesMinor: sent.reduce((fees, { feeMinor }) => fees + feeMinor, 0n) * BigInt(group.count),
    });
  }
}
