import type { MarketDays } from "../../markets/index.ts";

/** Is the state's share of an invoice safe? It asks that the patient paid, or that every conceivable measure was taken (DP-070). Pure. */

/** The measures in their order; the last is the agency's word that collection failed. */
export const MEASURES = ["remind1", "remind2", "headOffice", "agency", "failureReport"] as const;
export type MeasureName = (typeof MEASURES)[number];

export const SUPPORT_STATES = ["gap", "inProcess", "allMeasuresTaken", "paid"] as const;
/** Worst first (DP-072). */
export type SupportState = (typeof SUPPORT_STATES)[number];

/** A step later than this many working days is a gap. */
const MOST_LAG = 5;

type MeasureFact = {
  readonly level: string;
  readonly targetOn: string;
  readonly takenOn: string | null;
  /** Working days between target and taking. */
  readonly lag: number;
};

/** One claim on the patient with a state share behind it. Days are ISO text. */
export type SupportFacts = {
  readonly asOf: string;
  readonly openMinor: bigint;
  /** Given up as lost, and not come after all. */
  readonly lostMinor: bigint;
  readonly measures: readonly MeasureFact[];
  /** The day the agency reported that collection failed; null: it has not. */
  readonly reportedOn: string | null;
};

/** `measure` is what comes next, or what makes the gap; `daysLeft` are working days, below zero when its day is past; null where no day is set. */
export type SupportStanding = {
  readonly state: SupportState;
  readonly measure: MeasureName | null;
  readonly why: "next" | "missing" | "late" | null;
  readonly byOn: string | null;
  readonly daysLeft: number | null;
};

type Days = Pick<MarketDays, "addWorkingDays" | "isWorkingDay">;

const settled = (state: SupportState): SupportStanding => ({
  state,
  measure: null,
  why: null,
  byOn: null,
  daysLeft: null,
});

/** Working days from one day to another, below zero when the other is earlier. */
function workingDays(days: Days, from: string, to: string): number {
  if (to < from) return -workingDays(days, to, from);
  let count = 0;
  for (let on = Temporal.PlainDate.from(from).add({ days: 1 }); on.toString() <= to; on = on.add({ days: 1 }))
    if (days.isWorkingDay(on)) count += 1;
  return count;
}

/** One measure: null when it was taken in time, else what it makes of the claim. */
function judged(days: Days, facts: SupportFacts, measure: MeasureName): SupportStanding | null {
  const isLost = facts.lostMinor > 0n;
  if (measure === "failureReport") {
    if (facts.reportedOn !== null) return null;
    if (isLost) return { state: "gap", measure, why: "missing", byOn: null, daysLeft: null };
    return { state: "inProcess", measure, why: "next", byOn: null, daysLeft: null };
  }
  const fact = facts.measures.find(({ level }) => level === measure);
  if (!fact)
    return {
      state: isLost ? "gap" : "inProcess",
      measure,
      why: isLost ? "missing" : "next",
      byOn: null,
      daysLeft: null,
    };
  const byOn = days.addWorkingDays(Temporal.PlainDate.from(fact.targetOn), MOST_LAG).toString();
  if (fact.takenOn !== null) {
    if (fact.lag <= MOST_LAG) return null;
    return { state: "gap", measure, why: "late", byOn, daysLeft: MOST_LAG - fact.lag };
  }
  const daysLeft = workingDays(days, facts.asOf, byOn);
  if (isLost || facts.asOf > byOn) return { state: "gap", measure, why: "missing", byOn, daysLeft };
  return { state: "inProcess", measure, why: "next", byOn, daysLeft };
}

/**
 * Where the proof of one claim stands: paid; in process with the next measure and how long it may wait; all measures taken; or a gap, with the first
 * measure that is missing or came more than five working days late. A gap is never mended: it can be explained. What was lost is a gap unless
 * every measure was taken before.
 */
export function supportStanding(days: Days, facts: SupportFacts): SupportStanding {
  if (facts.openMinor === 0n && facts.lostMinor === 0n) return settled("paid");
  const found = MEASURES.flatMap((measure) => judged(days, facts, measure) ?? []);
  return found.find(({ state }) => state === "gap") ?? found[0] ?? settled("allMeasuresTaken");
}

/** The worst of several, as of the parts of a bill that was split; paid where there is none. */
export function worstOf(standings: readonly SupportStanding[]): SupportStanding {
  const rank = ({ state }: SupportStanding) => SUPPORT_STATES.indexOf(state);
  const [worst] = standings.toSorted(
    (one, other) => rank(one) - rank(other) || (one.daysLeft ?? 999) - (other.daysLeft ?? 999),
  );
  return worst ?? settled("paid");
}
