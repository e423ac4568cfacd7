/** When each level is due by the policy, when it is taken, and how late it was. Days come from the market's calendar. */
import { CalendarUnknown, type MarketDays, type MarketPack } from "../markets/index.ts";
import { compareDays, laterDay } from "./day-key.ts";
import type { FollowUp, Level, LevelName, Policy, Wait } from "./policy-model.ts";

type PlainDate = Temporal.PlainDate;

/** The market's calendar is not trusted for a year that is needed: the run of the clinic stops, and nothing is guessed (E36). */
export type CalendarGap = {
  readonly ok: false;
  readonly code: "calendarUnknown";
  readonly year: number;
  readonly knownThrough: number;
};

/** The answer, or the gap in the calendar it ran into. */
export function withKnownDays<T>(answer: () => T): { readonly ok: true; readonly value: T } | CalendarGap {
  try {
    return { ok: true, value: answer() };
  } catch (error) {
    if (!(error instanceof CalendarUnknown)) throw error;
    return { ok: false, code: error.code, year: error.year, knownThrough: error.knownThrough };
  }
}

/** The working day itself, or the next one. */
export function workingDayOnOrAfter(days: MarketDays, on: PlainDate): PlainDate {
  return days.addWorkingDays(on, 0);
}

/** Working days after `from` through `to`; 0 when `to` is not later. */
export function workingDaysBetween(days: MarketDays, from: PlainDate, to: PlainDate): number {
  let count = 0;
  for (let on = from; compareDays(on, to) < 0;) {
    on = on.add({ days: 1 });
    if (days.isWorkingDay(on)) count += 1;
  }
  return count;
}

/** A level that was taken. Its deadline is null where the letter gave none. */
export type Taken = { readonly sentOn: PlainDate; readonly deadlineOn: PlainDate | null };

/**
 * The day a level is due by the policy, on a working day. Counted from the due day that counts, or from when the level before was really
 * sent, so that what was late moves the rest and is never made up (DP-015). Throws when the level follows a letter and none is given.
 */
export function targetOf(days: MarketDays, level: Level, dueOn: PlainDate, previous: Taken | null): PlainDate {
  return targetFrom(days, level.wait, countedFrom(level, dueOn, previous));
}

/** The day a level's wait begins. Throws when it follows a letter and none is given. */
export function countedFrom({ name, wait }: Level, dueOn: PlainDate, previous: Taken | null): PlainDate {
  const from = wait.after === "due" ? dueOn : wait.after === "previousSent" ? previous?.sentOn : previous?.deadlineOn;
  if (from === undefined || from === null) throw new Error(`${name} follows a letter and needs its day`);
  return from;
}

/** The end of a wait. Working days after the due day count from the first working day on or after it (day 0); calendar days from the day itself. */
export function targetFrom(days: MarketDays, wait: Wait, from: PlainDate): PlainDate {
  if (wait.unit === "calendarDays") return workingDayOnOrAfter(days, from.add({ days: wait.days }));
  return days.addWorkingDays(wait.after === "due" ? workingDayOnOrAfter(days, from) : from, wait.days);
}

/**
 * The day on which a step of this target is taken. Daily: the first working day on or after it. Weekly: the first follow-up day on or
 * after it; where the weekday is closed, that week's follow-up is on the next working day, also when that lies in the week after (DP-018).
 */
export function followUpDay(days: MarketDays, followUp: FollowUp, target: PlainDate): PlainDate {
  if (followUp.mode === "daily") return workingDayOnOrAfter(days, target);
  const weekdayThatWeek = target.add({ days: followUp.weekday - target.dayOfWeek });
  for (let week = -1; ; week += 1) {
    const on = workingDayOnOrAfter(days, weekdayThatWeek.add({ weeks: week }));
    if (compareDays(on, target) >= 0) return on;
  }
}

/** Late beyond what the mode explains: any day in daily follow-up, more than a week's five in weekly (DP-018). */
export function isRed(followUp: FollowUp, lag: number): boolean {
  return lag > (followUp.mode === "daily" ? 0 : 5);
}

/** The payment deadline of a letter, on a bank day and never shorter than its days; null: it gives none. */
export function deadlineOf(days: MarketDays, deadlineDays: number | null, sentOn: PlainDate): PlainDate | null {
  return deadlineDays === null ? null : days.bankDayOnOrAfter(sentOn.add({ days: deadlineDays }));
}

export type TimelineFacts = {
  readonly dueOn: PlainDate;
  /** When a valid invoice reached the payer; null: none did. */
  readonly deliveredOn: PlainDate | null;
  readonly sent: ReadonlyMap<LevelName, PlainDate>;
};
export type TimelineStep = {
  readonly level: LevelName;
  readonly targetOn: PlainDate;
  /** The day it left, or the day it will if nothing changes. */
  readonly on: PlainDate;
  readonly isSent: boolean;
  readonly lag: number;
  readonly isRed: boolean;
};
export type Timeline = { readonly ok: true; readonly steps: readonly TimelineStep[] } | CalendarGap;

/** Every level of an item: what was taken with its lag, and what would follow on which day. Empty while nothing is due: no valid invoice came. */
export function timeline(policy: Policy, pack: MarketPack, facts: TimelineFacts): Timeline {
  const dueOn = pack.effectiveDue(facts.dueOn, facts.deliveredOn);
  if (dueOn === null) return { ok: true, steps: [] };
  const answer = withKnownDays(() => stepsFrom(policy, pack.days, dueOn, facts.sent));
  return answer.ok ? { ok: true, steps: answer.value } : answer;
}

function stepsFrom(
  { levels, followUp }: Policy,
  days: MarketDays,
  dueOn: PlainDate,
  sent: TimelineFacts["sent"],
): readonly TimelineStep[] {
  const steps: TimelineStep[] = [];
  let previous: Taken | null = null;
  for (const level of levels) {
    const targetOn = targetOf(days, level, dueOn, previous);
    const sentOn = sent.get(level.name);
    const on: PlainDate = sentOn ?? followUpDay(days, followUp, targetOn);
    const lag = workingDaysBetween(days, targetOn, on);
    steps.push({ level: level.name, targetOn, on, isSent: sentOn !== undefined, lag, isRed: isRed(followUp, lag) });
    previous = { sentOn: on, deadlineOn: deadlineOf(days, level.deadlineDays, on) };
  }
  return steps;
}

/** The first working day after a stop has ended; a step that waited counts its lag from here (DP-034). */
export function firstDayAfter(days: MarketDays, endsOn: PlainDate): PlainDate {
  return workingDayOnOrAfter(days, endsOn.add({ days: 1 }));
}

/**
 * Where a promise moves a step to: the working day after the promised one, at most so many working days past the target, and never
 * earlier than the target (E13).
 */
export function movedByPromise(
  days: MarketDays,
  target: PlainDate,
  promisedOn: PlainDate,
  mostWorkingDays: number,
): PlainDate {
  const wished = firstDayAfter(days, promisedOn);
  const latest = days.addWorkingDays(target, mostWorkingDays);
  return laterDay(target, compareDays(wished, latest) > 0 ? latest : wished);
}
