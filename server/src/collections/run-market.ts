/** A market as a run asks it. Of a hundred thousand items most share their days: what the rules say of those is worked out once. */
import type { FeeFacts, MarketDays, MarketPack, NoticeRow, Regime, Row } from "../markets/index.ts";
import { type Day, dayKey, daysOnce, onceADay, onceADayAndNumber, onceTwoDays } from "./day-key.ts";
import { noticeOf, regimeForbidding } from "./law-words.ts";
import type { FollowUp, Level, LevelName, Wait } from "./policy-model.ts";
import { rememberingDays } from "./remember-days.ts";
import {
  countedFrom,
  deadlineOf,
  firstDayAfter,
  followUpDay,
  movedByPromise,
  type Taken,
  targetFrom,
} from "./timeline.ts";

type PlainDate = Temporal.PlainDate;

/** Each answers as the rule of the same name does, in the timeline, the law's words or the market's pack. */
export type RunMarket = {
  readonly pack: MarketPack;
  readonly day: (on: PlainDate) => Day;
  readonly addWorkingDays: (on: Day, count: number) => Day;
  readonly effectiveDue: (dueOn: PlainDate, deliveredOn: PlainDate | null) => Day | null;
  readonly fee: MarketPack["fee"];
  readonly noticeOf: (level: LevelName, on: Day) => Row<NoticeRow> | null;
  readonly regimeForbidding: (level: Level, on: Day) => Row<Regime> | null;
  readonly targetOf: (level: Level, dueOn: Day, previous: Taken | null) => Day;
  readonly followUpDay: (followUp: FollowUp, target: Day) => Day;
  readonly deadlineOf: (deadlineDays: number | null, sentOn: Day) => PlainDate | null;
  readonly workingDaysBetween: (from: Day, to: Day) => number;
  readonly firstDayAfter: (endsOn: Day) => Day;
  readonly movedByPromise: (target: Day, promisedOn: PlainDate, mostWorkingDays: number) => Day;
};

/** One for each run: what it remembers beyond the calendar goes when the run is over. */
export function runMarket(market: MarketPack): RunMarket {
  const pack = rememberingDays(market);
  const { days } = pack;
  const day = daysOnce();
  const deadline = onceADayAndNumber((sentOn, deadlineDays) => deadlineOf(days, deadlineDays, sentOn.on));
  return {
    pack,
    day,
    addWorkingDays: onceADayAndNumber((on, count) => day(days.addWorkingDays(on.on, count))),
    effectiveDue: dueDays(pack, day),
    fee: onceTheseFacts(pack),
    noticeOf: notices(pack),
    regimeForbidding: forbidding(pack),
    targetOf: targets(days, day),
    followUpDay: followUpDays(days, day),
    deadlineOf: (deadlineDays, sentOn) => (deadlineDays === null ? null : deadline(sentOn, deadlineDays)),
    workingDaysBetween: countedBack(days),
    firstDayAfter: onceADay((endsOn) => day(firstDayAfter(days, endsOn.on))),
    movedByPromise: (target, promisedOn, most) => day(movedByPromise(days, target.on, promisedOn, most)),
  };
}

/** A run asks of many days how long ago they were: it is counted back from today once, as far as any of them lies. */
function countedBack(days: MarketDays): RunMarket["workingDaysBetween"] {
  const known = onceADay((to) => ({ counts: new Map([[to.key, 0]]), earliest: to.on }));
  return (from, to) => {
    if (from.key >= to.key) return 0;
    const back = known(to);
    while (dayKey(back.earliest) > from.key) {
      const count = back.counts.get(dayKey(back.earliest))! + (days.isWorkingDay(back.earliest) ? 1 : 0);
      back.earliest = back.earliest.subtract({ days: 1 });
      back.counts.set(dayKey(back.earliest), count);
    }
    return back.counts.get(from.key)!;
  };
}

function dueDays(pack: MarketPack, day: RunMarket["day"]): RunMarket["effectiveDue"] {
  const counts = (dueOn: PlainDate, deliveredOn: PlainDate | null): Day | null => {
    const on = pack.effectiveDue(dueOn, deliveredOn);
    return on === null ? null : day(on);
  };
  const delivered = onceTwoDays((dueOn, deliveredOn) => counts(dueOn.on, deliveredOn.on));
  return (dueOn, deliveredOn) => (deliveredOn === null ? counts(dueOn, null) : delivered(day(dueOn), day(deliveredOn)));
}

function targets(days: MarketDays, day: RunMarket["day"]): RunMarket["targetOf"] {
  const waited = (wait: Omit<Wait, "days">) =>
    onceADayAndNumber((from, count) => day(targetFrom(days, { ...wait, days: count }, from.on)));
  const calendarDays = waited({ after: "due", unit: "calendarDays" });
  const workingDaysAfterDue = waited({ after: "due", unit: "workingDays" });
  const workingDays = waited({ after: "previousSent", unit: "workingDays" });
  return (level, dueOn, previous) => {
    const { after, unit, days: count } = level.wait;
    const from = after === "due" ? dueOn : day(countedFrom(level, dueOn.on, previous));
    if (unit === "calendarDays") return calendarDays(from, count);
    return after === "due" ? workingDaysAfterDue(from, count) : workingDays(from, count);
  };
}

function followUpDays(days: MarketDays, day: RunMarket["day"]): RunMarket["followUpDay"] {
  const daily = onceADay((target) => day(followUpDay(days, { mode: "daily" }, target.on)));
  const weekly = onceADayAndNumber((target, weekday) => day(followUpDay(days, { mode: "weekly", weekday }, target.on)));
  return (followUp, target) => (followUp.mode === "daily" ? daily(target) : weekly(target, followUp.weekday));
}

function notices(pack: MarketPack): RunMarket["noticeOf"] {
  const known = new Map<LevelName, (on: Day) => Row<NoticeRow> | null>();
  return (level, on) => {
    const ofLevel = known.get(level) ?? onceADay((day) => noticeOf(pack, level, day.on) ?? null);
    known.set(level, ofLevel);
    return ofLevel(on);
  };
}

function forbidding(pack: MarketPack): RunMarket["regimeForbidding"] {
  const known = new Map<Level, (on: Day) => Row<Regime> | null>();
  return (level, on) => {
    const ofLevel = known.get(level) ?? onceADay((day) => regimeForbidding(pack, level, day.on));
    known.set(level, ofLevel);
    return ofLevel(on);
  };
}

function onceTheseFacts(pack: MarketPack): MarketPack["fee"] {
  const known = new Map<string, ReturnType<MarketPack["fee"]>>();
  return (facts) => {
    const key = allFacts(facts);
    const answer = known.get(key) ?? pack.fee(facts);
    known.set(key, answer);
    return answer;
  };
}

/** Everything the law is told of a letter as one text; the compiler asks for a fact that is added. */
function allFacts(facts: FeeFacts): string {
  const { feeAgreedOn, dueOn, earlierFeeLetters } = facts;
  const told: Readonly<Record<keyof FeeFacts, string | number | boolean>> = {
    step: facts.step,
    debtor: facts.debtor,
    debtAroseOn: dayKey(facts.debtAroseOn),
    feeAgreedOn: feeAgreedOn === null ? "never" : dayKey(feeAgreedOn),
    dueOn: dueOn === null ? "never" : dayKey(dueOn),
    sentOn: dayKey(facts.sentOn),
    earlierFeeLetters: earlierFeeLetters
      .map(({ step, sentOn, deadlineOn }) => `${step} ${dayKey(sentOn)} ${dayKey(deadlineOn)}`)
      .join(";"),
    sender: facts.sender,
    debtorIsMinor: facts.debtorIsMinor,
    reasonableObjection: facts.reasonableObjection,
    conductBroken: facts.conductBroken,
    planBroken: facts.planBroken,
  };
  return Object.values(told).join();
}
