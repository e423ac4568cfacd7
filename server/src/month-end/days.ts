/** The days of a month's end (DP-040, DP-041). Pure. */
import type { DateText } from "../ledger/index.ts";
import type { MarketDays } from "../markets/index.ts";

/** Made on the first working day after the month, due on the third. */
const MADE_ON_WORKING_DAY = 1;
const DUE_ON_WORKING_DAY = 3;
/** What lies further away is no countdown any more. */
const MOST_DAYS = 60;

export type MonthEnd = {
  readonly monthOn: DateText;
  readonly asOfOn: DateText;
  readonly madeOn: DateText;
  readonly dueOn: DateText;
};

/** The days of the month that begins on `monthOn`, YYYY-MM-01. */
export function monthEnd(days: Pick<MarketDays, "addWorkingDays">, monthOn: DateText): MonthEnd {
  const asOf = Temporal.PlainDate.from(monthOn).add({ months: 1 }).subtract({ days: 1 });
  const workingDay = (count: number) => days.addWorkingDays(asOf, count).toString();
  return {
    monthOn,
    asOfOn: asOf.toString(),
    madeOn: workingDay(MADE_ON_WORKING_DAY),
    dueOn: workingDay(DUE_ON_WORKING_DAY),
  };
}

/** First day of the month before the one a day lies in, or of so many months before. */
export function monthBefore(day: DateText, months = 1): DateText {
  return Temporal.PlainDate.from(day).with({ day: 1 }).subtract({ months }).toString();
}

/** How many working days lie after `from` through `to`; below zero where `to` is past: -1 is the next working day after it. */
export function workingDaysTo(days: Pick<MarketDays, "addWorkingDays">, from: DateText, to: DateText): number {
  if (from === to) return 0;
  const sign = from < to ? 1 : -1;
  const [early, late] = sign === 1 ? [from, to] : [to, from];
  let count = 0;
  for (let on = Temporal.PlainDate.from(early); count < MOST_DAYS; count += 1) {
    on = days.addWorkingDays(on, 1);
    if (on.toString() > late) break;
  }
  return sign * count;
}
