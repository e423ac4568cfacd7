import type { MarketPack } from "../../markets/index.ts";

/** How many working days a clinic has at least between being told of a case and its leaving. */
export const NOTICE_WORKING_DAYS = 3;

/** The nth such weekday of a month; where it is closed, the next working day. */
function dayIn(
  month: Temporal.PlainYearMonth,
  { leavesWeek, leavesWeekday }: Rule,
  { days }: Pick<MarketPack, "days">,
) {
  const first = month.toPlainDate({ day: 1 });
  const ahead = (leavesWeekday - first.dayOfWeek + 7) % 7;
  return days.bankDayOnOrAfter(first.add({ days: ahead + 7 * (leavesWeek - 1) }));
}

type Rule = { readonly leavesWeek: number; readonly leavesWeekday: number };

/** The day on which a case that is listed today leaves: the first such day that gives the clinic its notice. */
export function leavingDay(today: Temporal.PlainDate, rule: Rule, pack: Pick<MarketPack, "days">): Temporal.PlainDate {
  const earliest = pack.days.addBankDays(today, NOTICE_WORKING_DAYS);
  let month = today.toPlainYearMonth();
  for (;;) {
    const day = dayIn(month, rule, pack);
    if (Temporal.PlainDate.compare(day, earliest) >= 0) return day;
    month = month.add({ months: 1 });
  }
}
