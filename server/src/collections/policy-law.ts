/** Whether a policy keeps the law of its market on the day it begins. The law itself stands in the market's pack. */
import type { MarketPack } from "../markets/index.ts";
import { feeStepOf } from "./fee.ts";
import { lawSender, noticeOf, regimeForbidding } from "./law-words.ts";
import { lawStep, levelNames, type Field, type Level, type LevelName, type Policy } from "./policy-model.ts";

type PlainDate = Temporal.PlainDate;

export type LawBreachCode =
  | "feeAboveLimit"
  | "feeNotKnown"
  | "feeCountReached"
  | "feeOnlyOnLetters"
  | "beforeDue"
  | "deadlineTooShort"
  | "waitShorterThanDeadline"
  | "noDeadlineToWaitFor"
  | "letterMissingBefore"
  | "senderNotAllowed"
  | "levelsOutOfOrder";
/** A field of the policy that breaks the law, with the paragraph, and what would be lawful where a figure says it. */
export type LawBreach = {
  readonly code: LawBreachCode;
  readonly field: Field;
  readonly citation: string;
  readonly wouldChange?: string;
};

/** Everything in the policy that the law forbids on `validFrom`; empty when it may run. Templates' words are checked where they are written. */
export function lawBreaches(policy: Policy, pack: MarketPack, validFrom: PlainDate): readonly LawBreach[] {
  const { levels } = policy;
  return levels.flatMap((level, at) => {
    const before = levels.slice(0, at);
    return [
      ...orderBreach(level, before),
      ...dueBreach(level, pack, validFrom),
      ...deadlineBreach(level, pack, validFrom),
      ...waitBreach(level, before, pack, validFrom),
      ...precedingBreach(level, before, pack, validFrom),
      ...senderBreach(level, pack, validFrom),
      ...feeBreach(level, before, pack, validFrom),
    ];
  });
}

function breach(
  code: LawBreachCode,
  level: LevelName,
  field: keyof Omit<Level, "name">,
  citation: string,
  wouldChange?: string,
): readonly LawBreach[] {
  return [{ code, field: `${level}.${field}`, citation, ...(wouldChange === undefined ? {} : { wouldChange }) }];
}

/** Levels are stated in the order they are taken, each once. The first, and the one after a nudge that may be passed over, count from the due day. */
function orderBreach({ name, wait }: Level, before: readonly Level[]): readonly LawBreach[] {
  const rank = levelNames.indexOf(name);
  const isWrong = before.some((each) => levelNames.indexOf(each.name) >= rank);
  const hasNothingBefore = before.every((each) => each.name === "nudge") && wait.after !== "due";
  return isWrong || hasNothingBefore
    ? breach("levelsOutOfOrder", name, "wait", "own rule: each level once, in order")
    : [];
}

/** A claim is followed up after the day it fell due, never on it or before. */
function dueBreach({ name, wait }: Level, pack: MarketPack, on: PlainDate): readonly LawBreach[] {
  if (wait.days >= (wait.after === "due" ? 1 : 0)) return [];
  const citation = noticeOf(pack, name, on)?.source ?? "own rule: follow-up begins after the due day";
  return breach("beforeDue", name, "wait", citation, wait.after === "due" ? "1" : "0");
}

/** A reminder without a fee asks for nothing by law; a letter with a fee, a notice and a demand must give their days. */
export function bindingDays(level: Level, pack: MarketPack, on: PlainDate): { days: number; source: string } | null {
  const notice = noticeOf(pack, level.name, on);
  if (notice === undefined) return null;
  const isFree = level.fee.charge === "none" && notice.value.step === "reminder";
  return isFree ? null : { days: notice.value.deadlineDays, source: notice.source };
}

/** A letter that states no days gets the law's when it is sent; one that states fewer is refused. */
function deadlineBreach(level: Level, pack: MarketPack, on: PlainDate): readonly LawBreach[] {
  const binding = bindingDays(level, pack, on);
  if (binding === null || level.deadlineDays === null || level.deadlineDays >= binding.days) return [];
  return breach("deadlineTooShort", level.name, "deadlineDays", binding.source, String(binding.days));
}

/** The next outward step may not overtake the time that a notice or demand has given. */
function waitBreach(level: Level, before: readonly Level[], pack: MarketPack, on: PlainDate): readonly LawBreach[] {
  const previous = before.at(-1);
  if (level.wait.after === "previousDeadline" && (previous?.deadlineDays ?? null) === null)
    return breach("noDeadlineToWaitFor", level.name, "wait", "own rule: the level before gives no deadline");
  if (level.name !== "paymentDemand" && level.name !== "agency") return [];
  const at = before.findLastIndex((each) => each.name === "collectionNotice" || each.name === "paymentDemand");
  const letter = before[at];
  const binding = letter === undefined ? null : bindingDays(letter, pack, on);
  if (letter === undefined || binding === null) return [];
  const waited = shortestDays([...before.slice(at + 1), level], letter.deadlineDays ?? binding.days);
  if (waited >= binding.days) return [];
  return breach("waitShorterThanDeadline", level.name, "wait", binding.source, String(binding.days));
}

/** The fewest calendar days from a letter through the levels after it: five working days always hold a weekend. */
function shortestDays(after: readonly Level[], deadlineDays: number): number {
  const daysOf = ({ wait }: Level): number =>
    (wait.unit === "calendarDays" ? wait.days : wait.days + 2 * Math.floor(wait.days / 5)) +
    (wait.after === "previousDeadline" ? deadlineDays : 0);
  return after.reduce((sum, level) => sum + daysOf(level), 0);
}

function precedingBreach(
  { name }: Level,
  before: readonly Level[],
  pack: MarketPack,
  on: PlainDate,
): readonly LawBreach[] {
  const notice = noticeOf(pack, name, on);
  const needed = notice?.value.mustPrecede;
  if (notice === undefined || needed === undefined || before.some((each) => lawStep[each.name] === needed)) return [];
  return breach("letterMissingBefore", name, "wait", notice.source, needed);
}

function senderBreach(level: Level, pack: MarketPack, on: PlainDate): readonly LawBreach[] {
  const regime = regimeForbidding(pack, level, on);
  const step = lawStep[level.name];
  if (regime === null || step === null) return [];
  return breach("senderNotAllowed", level.name, "sender", regime.source, regime.value.sender[step].join(", "));
}

/** Long enough for any letter's deadline to have passed before the next is asked about. */
const daysApart = 40;

/**
 * Asks the pack what the letter might cost at best: agreed to, long due, every deadline before it given and over. What is then still
 * too much, or one fee too many, is so on any day.
 */
function feeBreach(level: Level, before: readonly Level[], pack: MarketPack, on: PlainDate): readonly LawBreach[] {
  const { fee, name } = level;
  if (fee.charge === "none") return [];
  const step = feeStepOf(name);
  // A hand-over is no letter; some countries' law names a fee for it all the same.
  const isNamed = step !== "handOver" || pack.fees.some(({ value }) => value.step === "handOver");
  if (step === null || !isNamed)
    return breach("feeOnlyOnLetters", name, "fee", "own rule: only a letter may carry a fee");
  const best = bestFee(level, step, before, pack, on);
  if (best.ok) {
    const isAbove = fee.charge === "amount" && fee.mostMinor > best.feeMinor;
    return isAbove ? breach("feeAboveLimit", name, "fee", best.citation, String(best.feeMinor)) : [];
  }
  if (best.code === "feeCountReached") return breach("feeCountReached", name, "fee", best.citation);
  const isUnproven = best.code === "feeNotKnown" && fee.charge === "amount";
  return isUnproven ? breach("feeNotKnown", name, "fee", best.citation) : [];
}

/** What the law says of the level's fee under the best of circumstances, after the levels before it. */
export function bestFee(
  level: Level,
  step: NonNullable<ReturnType<typeof feeStepOf>>,
  before: readonly Level[],
  pack: MarketPack,
  on: PlainDate,
): ReturnType<MarketPack["fee"]> {
  const withFee = before.filter((each) => each.fee.charge !== "none" && feeStepOf(each.name) !== null);
  const sentOn = (at: number): PlainDate => on.subtract({ days: daysApart * (withFee.length - at) });
  const dueOn = sentOn(-1);
  return pack.fee({
    step,
    debtor: "consumer",
    debtAroseOn: dueOn,
    feeAgreedOn: dueOn,
    dueOn,
    sentOn: on,
    earlierFeeLetters: withFee.map((each, at) => ({
      step: feeStepOf(each.name)!,
      sentOn: sentOn(at),
      deadlineOn: sentOn(at).add({ days: daysApart / 2 }),
    })),
    sender: lawSender(level),
    debtorIsMinor: false,
    reasonableObjection: false,
    conductBroken: false,
    planBroken: false,
  });
}
