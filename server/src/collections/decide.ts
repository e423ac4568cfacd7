/** What to do with an open item today. Facts in, one decision with its explanation out; no database, no clock. */
import { type LimitRule, type MarketPack, type Row, rowAtOrEarliest } from "../markets/index.ts";
import { compareDays, type Day } from "./day-key.ts";
import type {
  Closed,
  ClosedReason,
  Decision,
  Explanation,
  HandOverLack,
  HeldReason,
  ItemFacts,
  LawSaid,
  PersonReason,
  StepDecision,
} from "./decide-model.ts";
import { feeOf, letterOf } from "./fee.ts";
import { levelNames, type Level, type LevelName, type Policy } from "./policy-model.ts";
import { type RunMarket, runMarket } from "./run-market.ts";
import { type CalendarGap, isRed, type Taken, withKnownDays } from "./timeline.ts";

type PlainDate = Temporal.PlainDate;
type Inputs = Readonly<Record<string, string>>;

/** Working days a debtor gets after a dispute was answered (E12) or a payment reversed (E22). */
const RESPITE_WORKING_DAYS = 5;

/** The rule behind each level: the routine's number, or the market's timetable where the routine knows no such level. */
const ruleOf: Readonly<Record<LevelName, string>> = {
  nudge: "timetable",
  remind1: "DP-010",
  remind2: "DP-013",
  collectionNotice: "timetable",
  paymentDemand: "timetable",
  headOffice: "DP-014",
  agency: "DP-022",
};
/** What the approved policy version sends without anybody pressing (DP-019); a nudge is less than a reminder. */
const standing: readonly LevelName[] = ["nudge", "remind1", "remind2"];

/** One item, one policy. A calendar that lacks the year is a matter for a person here; over a whole run `decideAll` stops it. */
export function decide(policy: Policy, pack: MarketPack, facts: ItemFacts): Decision {
  const answer = withKnownDays(() => decideKnown(policy, runMarket(pack), facts));
  if (answer.ok) return answer.value;
  return needsPerson("calendarUnknown", "E36", { year: String(answer.year) });
}

/** The decisions of a clinic's run in the order of the items, or the gap in the calendar that stops all of it (E36). */
export function decideAll(
  pack: MarketPack,
  items: readonly { readonly policy: Policy; readonly facts: ItemFacts }[],
): { readonly ok: true; readonly value: readonly Decision[] } | CalendarGap {
  const market = runMarket(pack);
  return withKnownDays(() => items.map(({ policy, facts }) => decideKnown(policy, market, facts)));
}

/** Decides for many items over many days of one market; what days and law say is worked out once. Throws where the calendar lacks a year. */
export function decider(pack: MarketPack): (policy: Policy, facts: ItemFacts) => Decision {
  const market = runMarket(pack);
  return (policy, facts) => decideKnown(policy, market, facts);
}

function decideKnown(policy: Policy, market: RunMarket, facts: ItemFacts): Decision {
  const ended = outsideOrClosed(policy, facts) ?? stopped(policy, market, facts);
  if (ended !== null) return ended;
  const dueOn = market.effectiveDue(facts.dueOn, facts.deliveredOn);
  if (dueOn === null) return undelivered(policy, facts);
  const known: Known = { policy, market, facts, today: market.day(facts.asOf), dueOn };
  const pending = calledIn(known) ?? pendingLevel(known);
  if (pending === null) return afterTheLast(facts);
  const when = dayOf(pending, known);
  const earliestOn = later(when.on, market.addWorkingDays(known.today, 0));
  if (known.today.key < earliestOn.key) return notYet(pending.level.name, earliestOn, when);
  return blocked(pending, known) ?? stepToTake(pending, when, known);
}

/** An item that is due, on the day of the run. */
type Known = {
  readonly policy: Policy;
  readonly market: RunMarket;
  readonly facts: ItemFacts;
  readonly today: Day;
  /** The due day that counts. */
  readonly dueOn: Day;
};

// What ends or stops an item

function outsideOrClosed(policy: Policy, facts: ItemFacts): Decision | null {
  const { custodyOf, leftMinor, patientShareMinor } = facts;
  if (custodyOf !== null) return held("partnerCustody", "E39", { partner: custodyOf });
  if (patientShareMinor <= 0n) return closed("noPatientShare", "E23", { patientShare: String(patientShareMinor) });
  if (leftMinor <= 0n) return settled(facts);
  if (leftMinor <= policy.minorBalanceMinor)
    return closed("minorBalance", "E6", { left: String(leftMinor) }, { roundedOffMinor: leftMinor });
  return facts.hasPlan ? closed("plan", "E14", { left: String(leftMinor) }) : null;
}

/** Paid or credited. A reminder that left on the day of the money or later crossed it: its fee goes, and so does that of a wrong invoice (E2, E8). */
function settled({ leftMinor, sent, reducedOn, wasWrong }: ItemFacts): Decision {
  const crossed = reducedOn !== null && sent.some(({ sentOn }) => compareDays(sentOn, reducedOn) >= 0);
  const rule = crossed ? "E2" : wasWrong ? "E8" : "DP-011";
  return closed("nothingLeft", rule, { left: String(leftMinor) }, { crossed, feesWithdrawn: crossed || wasWrong });
}

/** Stops that hold whether or not a step's day has come, so that head office sees them at once. */
function stopped(policy: Policy, market: RunMarket, facts: ItemFacts): Decision | null {
  const { asOf, hold, dispute, debtor } = facts;
  if (hold !== null && compareDays(hold.fromOn, asOf) <= 0 && compareDays(asOf, hold.endsOn) <= 0)
    return held("hold", "DP-033", { reason: hold.reason }, { until: hold.endsOn.add({ days: 1 }) });
  if (debtor.isDeceased) return needsPerson("deceased", "E20", {});
  if (dispute?.answer?.outcome === "upheld")
    return needsPerson("disputeUpheld", "DP-032", { answeredOn: String(dispute.answer.on) });
  if (dispute?.answer !== null) return null;
  const openedOn = market.day(dispute.openedOn);
  const answerBy = market.addWorkingDays(openedOn, policy.disputeAnswerWorkingDays);
  const inputs = { openedOn: openedOn.text, answerBy: answerBy.text };
  return held("disputed", "DP-032", inputs, { isRed: compareDays(asOf, answerBy.on) > 0, with: ["SEC-84", "E10"] });
}

function undelivered({ levels }: Policy, { asOf, dueOn }: ItemFacts): Decision {
  const first = levels[0];
  const inputs = { dueOn: String(dueOn) };
  if (first === undefined || compareDays(asOf, dueOn) > 0) return needsPerson("invoiceNotDelivered", "DP-010", inputs);
  const explanation = explained("DP-010", inputs);
  return { kind: "notYet", level: first.name, until: dueOn.add({ days: 1 }), explanation };
}

function afterTheLast({ sent }: ItemFacts): Decision {
  const handedOver = sent.findLast(({ level }) => level === "agency");
  if (handedOver === undefined) return needsPerson("headOfficeDecides", "DP-021", {});
  const { agencyEnd } = handedOver;
  if (agencyEnd === undefined) return held("atAgency", "DP-023", {});
  const endedOn = String(agencyEnd.on);
  if (agencyEnd.how === "failed") return needsPerson("collectionFailed", "DP-060", { endedOn });
  // The agency closed it as paid, and the money was taken back since.
  return needsPerson("headOfficeDecides", "E22", { endedOn });
}

/** What stops a step whose day has come. Who has paid, or may have, is looked at before anything is said of the debtor. */
function blocked({ level }: Pending, { policy, market, facts, today }: Known): Decision | null {
  const { bank, debtor } = facts;
  const { name } = level;
  if (facts.hasUnknownPayment) return held("paymentUnknown", "DP-011", {}, { with: ["SEC-84"] });
  const neededThrough = market.addWorkingDays(today, -1);
  if (bank.missing.length > 0 || compareDays(bank.completeThrough, neededThrough.on) < 0) {
    const inputs = { missing: bank.missing.join(", "), completeThrough: String(bank.completeThrough) };
    return held("bankDataMissing", "DP-017", { ...inputs, neededThrough: neededThrough.text }, { with: ["SEC-84"] });
  }
  const limited = limitationReached(market.pack, facts);
  if (limited !== null) return limited;
  if (debtor.isMinor && !debtor.hasGuardian) return needsPerson("minorWithoutGuardian", "E19", {});
  if (debtor.hasProtectedIdentity) return needsPerson("protectedIdentity", "E21", {});
  const regime = market.regimeForbidding(level, today);
  if (regime !== null)
    return needsPerson("senderNotAllowed", "regime", { level: name }, { law: { citation: regime.source } });
  if (name === "agency") return handOverLacks(policy, facts);
  const isSent = name !== "headOffice";
  return isSent && !debtor.canBeReached ? needsPerson("addressUnknown", "E17", { level: name }) : null;
}

function limitationReached(pack: MarketPack, { limitation, asOf }: ItemFacts): Decision | null {
  const { state, stopOn } = pack.limitationState(limitation, asOf);
  if (state !== "stop") return null;
  const isOurs = ({ value }: Row<LimitRule>): boolean => value.debtor === "any" || value.debtor === limitation.debtor;
  const citation = rowAtOrEarliest(pack.limitation.filter(isOurs), asOf)?.source;
  const law = citation === undefined ? null : { citation };
  return needsPerson("limitationReached", "DP-022", { stopOn: String(stopOn) }, { law });
}

function handOverLacks(policy: Policy, { sent, debtor, leftMinor }: ItemFacts): Decision | null {
  const reminders = policy.levels.filter(({ name }) => letterOf(name) !== null);
  const isProven = ({ name }: Level): boolean =>
    sent.some((each) => each.level === name && each.isProven && each.returnedOn === null);
  const lacks: HandOverLack[] = [];
  if (!reminders.every(isProven)) lacks.push("proofOfReminders");
  if (!debtor.hasPostalAddress) lacks.push("postalAddress");
  if (debtor.kind === "business" && !debtor.hasOrganisationNumber) lacks.push("organisationNumber");
  if (leftMinor < policy.agencyMinimumMinor) lacks.push("amountBelowMinimum");
  if (lacks.length === 0) return null;
  return needsPerson("handOverNotReady", "DP-022", { left: String(leftMinor) }, { lacks });
}

// Which level comes next, and when

type Pending = { readonly level: Level; readonly next: Level | undefined; readonly previous: Taken | null };

/** An instalment whose plan was called in goes to head office without reminders of its own (E14); null where that does not hold, or is done. */
function calledIn({ policy: { levels }, facts }: Known): Pending | null {
  const at = levels.findIndex(({ name }) => name === "headOffice");
  const level = levels[at];
  if (level === undefined || (facts.instalment?.calledInOn ?? null) === null) return null;
  if (
    facts.sent.some(
      (each) => each.returnedOn === null && levelNames.indexOf(each.level) >= levelNames.indexOf(level.name),
    )
  )
    return null;
  return { level, next: levels[at + 1], previous: null };
}

/** The level after the last that was really taken. A nudge that is unwanted, or would come with the reminder itself, is passed over. */
function pendingLevel({ policy: { levels }, market, facts, today, dueOn }: Known): Pending | null {
  const takenAt = ({ name }: Level) => facts.sent.findLast((each) => each.level === name && each.returnedOn === null);
  const last = levels.findLastIndex((level) => takenAt(level) !== undefined);
  const previous = levels[last] === undefined ? null : (takenAt(levels[last]) ?? null);
  const [level, next, afterNext] = [levels[last + 1], levels[last + 2], levels[last + 3]];
  if (level === undefined) return null;
  if (level.name !== "nudge" || next === undefined) return { level, next, previous };
  const isUnwanted = level.skippedWhen.includes("optedOut") && facts.debtor.optedOutOfNudges;
  const isTooLate = market.targetOf(next, dueOn, previous).key <= today.key;
  return isUnwanted || isTooLate ? { level: next, next: afterNext, previous } : { level, next, previous };
}

type When = {
  readonly targetOn: Day;
  /** The day the step is taken at the earliest. */
  readonly on: Day;
  readonly lagFrom: Day;
  readonly rules: readonly string[];
  readonly dueOn: Day;
};

function dayOf(pending: Pending, { policy, market, facts, dueOn }: Known): When {
  const { hold, dispute, reversedOn } = facts;
  const calledInOn = pending.previous === null ? (facts.instalment?.calledInOn ?? null) : null;
  const rules: string[] = calledInOn === null ? [] : ["E14"];
  let targetOn =
    calledInOn === null
      ? market.targetOf(pending.level, dueOn, pending.previous)
      : market.addWorkingDays(market.day(calledInOn), 1);
  const moveTo = (day: Day, rule: string): void => {
    if (day.key <= targetOn.key) return;
    targetOn = day;
    rules.push(rule);
  };
  const respiteFrom = (on: PlainDate): Day => market.addWorkingDays(market.day(on), RESPITE_WORKING_DAYS);
  if (reversedOn !== null) moveTo(respiteFrom(reversedOn), "E22");
  if (dispute?.answer) moveTo(respiteFrom(dispute.answer.on), "E12");
  const promisedOn = movingPromise(pending.level.name, facts);
  if (promisedOn !== null) moveTo(market.movedByPromise(targetOn, promisedOn, policy.promiseMaxWorkingDays), "E13");
  const on = market.followUpDay(policy.followUp, targetOn);
  if (on.key !== targetOn.key) rules.push("DP-018");
  const lagFrom = hold === null ? targetOn : later(targetOn, market.firstDayAfter(market.day(hold.endsOn)));
  if (lagFrom.key !== targetOn.key) rules.push("DP-034");
  return { targetOn, on, lagFrom, rules, dueOn };
}

function later(a: Day, b: Day): Day {
  return a.key >= b.key ? a : b;
}

/**
 * The day promised, when the promise moves this level. It moves the second reminder or the hand-over to head office, once: the first
 * promise, at the first such level taken after it was made. The first reminder it never moves (DP-032).
 */
function movingPromise(level: LevelName, { promises, sent }: ItemFacts): PlainDate | null {
  if (promises.length === 0 || !canBePromisedAway(level)) return null;
  const first = promises.reduce((a, b) => (compareDays(b.madeOn, a.madeOn) < 0 ? b : a));
  const isUsed = sent.some(
    (each) => canBePromisedAway(each.level) && each.returnedOn === null && compareDays(each.sentOn, first.madeOn) > 0,
  );
  return isUsed ? null : first.promisedOn;
}

function canBePromisedAway(level: LevelName): boolean {
  return level !== "nudge" && level !== "remind1" && level !== "agency";
}

// Answers

function stepToTake(pending: Pending, when: When, known: Known): StepDecision {
  const { level } = pending;
  const { policy, market, facts, today } = known;
  const fee = feeOf(level, market, facts, known.dueOn.on);
  const lag = market.workingDaysBetween(when.lagFrom, today);
  const deadlineDays = level.deadlineDays ?? (fee.feeMinor > 0n ? lawfulDays(level, known) : null);
  const deadlineOn = market.deadlineOf(deadlineDays, today);
  const byOtherChannel = facts.sent.some((each) => each.level === level.name && each.returnedOn !== null);
  const addressee = facts.debtor.isMinor ? "guardian" : "debtor";
  return {
    kind: "step",
    level: level.name,
    amountMinor: facts.leftMinor,
    sender: level.sender,
    channels: level.channels,
    wording: level.wording,
    addressee,
    byOtherChannel,
    targetOn: when.targetOn.on,
    lag,
    isRed: isRed(policy.followUp, lag),
    deadlineOn,
    nextStepOn: nextDay(pending.next, { sentOn: facts.asOf, deadlineOn }, known),
    fee,
    approval: standing.includes(level.name) ? "standing" : "person",
    creditElsewhereMinor: facts.creditElsewhereMinor,
    wholeRestFallsDue: level.name === "headOffice" && facts.instalment?.wholeRestFallsDue === true,
    explanation: explained(ruleOf[level.name], whenInputs(when), {
      with: [...when.rules, ...(byOtherChannel ? ["E17"] : []), ...(addressee === "guardian" ? ["E19"] : [])],
    }),
  };
}

/** A letter with a fee gives the days the law asks for, also where the policy names none. */
function lawfulDays({ name }: Level, { market, today }: Known): number | null {
  const days = market.noticeOf(name, today)?.value.deadlineDays ?? 0;
  return days === 0 ? null : days;
}

function nextDay(next: Level | undefined, taken: Taken, { policy, market, dueOn }: Known): PlainDate | null {
  if (next === undefined) return null;
  return market.followUpDay(policy.followUp, market.targetOf(next, dueOn, taken)).on;
}

function whenInputs({ targetOn, dueOn }: When): Inputs {
  return { dueOn: dueOn.text, targetOn: targetOn.text };
}

function notYet(level: LevelName, until: Day, when: When): Decision {
  const explanation = explained(ruleOf[level], whenInputs(when), { with: when.rules });
  return { kind: "notYet", level, until: until.on, explanation };
}

function explained(
  rule: string,
  inputs: Inputs,
  more: { readonly with?: readonly string[]; readonly law?: LawSaid | null } = {},
): Explanation {
  return { rule, with: more.with ?? [], inputs, law: more.law ?? null };
}

function held(
  reason: HeldReason,
  rule: string,
  inputs: Inputs,
  more: { readonly until?: PlainDate; readonly isRed?: boolean; readonly with?: readonly string[] } = {},
): Decision {
  const explanation = explained(rule, inputs, { with: more.with ?? [] });
  return { kind: "heldBack", reason, until: more.until ?? null, isRed: more.isRed ?? false, explanation };
}

function closed(reason: ClosedReason, rule: string, inputs: Inputs, more: Partial<Closed> = {}): Decision {
  const explanation = explained(rule, inputs);
  return { kind: "closed", reason, crossed: false, feesWithdrawn: false, roundedOffMinor: 0n, ...more, explanation };
}

function needsPerson(
  reason: PersonReason,
  rule: string,
  inputs: Inputs,
  more: { readonly lacks?: readonly HandOverLack[]; readonly law?: LawSaid | null } = {},
): Decision {
  const explanation = explained(rule, inputs, { law: more.law ?? null });
  return { kind: "needsPerson", reason, lacks: more.lacks ?? [], explanation };
}
