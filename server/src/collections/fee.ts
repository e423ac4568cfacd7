/** Whether a step carries a fee: the policy wants one, the law allows it. It never decides whether the step is taken (DP-031). */
import type { FeeLetter, FeeStep, Letter, MarketPack } from "../markets/index.ts";
import type { FeeOutcome, ItemFacts, LawSaid } from "./decide-model.ts";
import { lawSender } from "./law-words.ts";
import { lawStep, type Level, type LevelName } from "./policy-model.ts";

type PlainDate = Temporal.PlainDate;

/** The law's name of the level's letter; null for a nudge and for what goes to head office or an agency. */
export function letterOf(level: LevelName): Letter | null {
  const step = lawStep[level];
  return step === null || step === "nudge" || step === "handOver" ? null : step;
}

/** What the law calls the step where it may name a fee for it: a letter, or handing over to an agency; null for the others. */
export function feeStepOf(level: LevelName): Exclude<FeeStep, "instalmentPlan"> | null {
  const step = lawStep[level];
  return step === "nudge" ? null : step;
}

/** No fee, with the law that says so where one does. */
function free(rule: string, inputs: Readonly<Record<string, string>>, law: LawSaid | null): FeeOutcome {
  return { feeMinor: 0n, explanation: { rule, with: [], inputs, law } };
}

/** The policy asks for none: one answer for all such steps. */
const noFee: FeeOutcome = Object.freeze({
  feeMinor: 0n,
  explanation: Object.freeze({
    rule: "DP-030",
    with: Object.freeze([]),
    inputs: Object.freeze({ charge: "none" }),
    law: null,
  }),
});

/**
 * The fee of a level sent on `facts.asOf`, in minor units: what the market's law allows, at most what the policy asks for. A figure of the
 * law that nobody has confirmed is not charged. `dueOn` is the due day that counts.
 */
export function feeOf(level: Level, pack: Pick<MarketPack, "fee">, facts: ItemFacts, dueOn: PlainDate): FeeOutcome {
  const step = feeStepOf(level.name);
  if (level.fee.charge === "none" || step === null) return noFee;
  const answer = pack.fee({
    step,
    debtor: facts.debtor.kind,
    debtAroseOn: facts.debtAroseOn,
    feeAgreedOn: facts.feeAgreedOn,
    dueOn,
    sentOn: facts.asOf,
    earlierFeeLetters: earlierFeeLetters(facts),
    sender: lawSender(level),
    debtorIsMinor: facts.debtor.isMinor && !facts.debtor.hasGuardian,
    reasonableObjection: facts.dispute !== null && facts.dispute.answer?.outcome !== "rejected",
    conductBroken: facts.conductBroken,
    planBroken: facts.instalment !== null,
  });
  if (!answer.ok) {
    const { code, citation, wouldChange } = answer;
    return free("DP-030", { refused: code }, { citation, ...(wouldChange === undefined ? {} : { wouldChange }) });
  }
  const law = { citation: answer.citation };
  if (answer.unconfirmed.length > 0) return free("DP-030", { unconfirmed: answer.unconfirmed.join(", ") }, law);
  const most = level.fee.charge === "amount" ? level.fee.mostMinor : answer.feeMinor;
  const feeMinor = most < answer.feeMinor ? most : answer.feeMinor;
  return { feeMinor, explanation: { rule: "DP-030", with: [], inputs: { charge: level.fee.charge }, law } };
}

/** A letter that came back asked nobody for its fee, and neither did what asked for none. One without a deadline counts as having given none. */
function earlierFeeLetters({ sent }: ItemFacts): readonly FeeLetter[] {
  return sent.flatMap(({ level, sentOn, deadlineOn, feeMinor, returnedOn }) => {
    const step = feeStepOf(level);
    if (step === null || feeMinor === 0n || returnedOn !== null) return [];
    return [{ step, sentOn, deadlineOn: deadlineOn ?? sentOn }];
  });
}
