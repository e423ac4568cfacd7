import { dayKey } from "./calendar.ts";
import type { LimitationFacts, LimitationState, LimitRule, MarketPack, Row } from "./contract.ts";

type PlainDate = Temporal.PlainDate;
type Period = {
  readonly warnOn: PlainDate;
  readonly stopOn: PlainDate;
  readonly warnKey: number;
  readonly stopKey: number;
};
type Periods = { readonly first: Map<number, Period>; readonly anew: Map<number, Period> };

const monthsInYear = 12;

/**
 * Where a claim stands on a day: the period runs from the day `runsFrom` names, or anew from the latest interruption. Throws for a
 * kind of debtor that no row is about. The period from a day is worked out once and kept, as a follow-up asks of every claim every day.
 */
export function limitationRules(
  limitation: readonly Row<LimitRule>[],
  runsFrom: (facts: LimitationFacts) => PlainDate,
): Pick<MarketPack, "limitation" | "limitationState"> {
  const known = new Map<LimitRule, Periods>(
    limitation.map(({ value }) => [value, { first: new Map(), anew: new Map() }]),
  );
  const limitationState = (facts: LimitationFacts, asOf: PlainDate): LimitationState => {
    const rule = limitation.find(({ value }) => value.debtor === "any" || value.debtor === facts.debtor)?.value;
    const periods = rule && known.get(rule);
    if (rule === undefined || periods === undefined) throw new Error(`no limitation rule for a ${facts.debtor}`);
    const { interruptedOn } = facts;
    const period =
      interruptedOn === null
        ? once(periods.first, runsFrom(facts), (from) => periodFrom(rule, rule.years, from))
        : once(periods.anew, interruptedOn, (from) => periodFrom(rule, rule.yearsAnew ?? rule.years, from));
    const { warnOn, stopOn, warnKey, stopKey } = period;
    const today = dayKey(asOf);
    return { state: today >= stopKey ? "stop" : today >= warnKey ? "warn" : "running", warnOn, stopOn };
  };
  return { limitation, limitationState };
}

function once(known: Map<number, Period>, from: PlainDate, make: (from: PlainDate) => Period): Period {
  const period = known.get(dayKey(from)) ?? make(from);
  known.set(dayKey(from), period);
  return period;
}

function periodFrom({ years, warn }: LimitRule, lasting: number, from: PlainDate): Period {
  const stopOn = from.add({ years: lasting });
  const warnOn =
    "monthsIn" in warn
      ? from.add({ months: warn.monthsIn + monthsInYear * (lasting - years) })
      : stopOn.subtract({ days: warn.daysBefore });
  return { warnOn, stopOn, warnKey: dayKey(warnOn), stopKey: dayKey(stopOn) };
}
