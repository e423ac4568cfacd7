import { ValueError } from "./result.ts";

/** The days on which a market's banks settle. Made by `bankCalendar` from the market's own table of closed days. */
export type BankCalendar = {
  /** Whether banks settle on this day. */
  isBankDay(date: Temporal.PlainDate): boolean;
  /** The first bank day after the date; never the date itself. */
  nextBankDay(date: Temporal.PlainDate): Temporal.PlainDate;
  /** The last bank day before the date; never the date itself. */
  previousBankDay(date: Temporal.PlainDate): Temporal.PlainDate;
  /** The date itself when it is a bank day, else the next one. */
  bankDayOnOrAfter(date: Temporal.PlainDate): Temporal.PlainDate;
  /** The date itself when it is a bank day, else the one before. */
  bankDayOnOrBefore(date: Temporal.PlainDate): Temporal.PlainDate;
  /**
   * The `count`-th bank day after the date, the date itself not counted; before it when `count` is negative.
   * `count` 0 is the date itself, or the next bank day when banks are closed on it.
   */
  addBankDays(date: Temporal.PlainDate, count: number): Temporal.PlainDate;
};

/** No market closes its banks for so long; reaching it means the table of closed days is broken. */
const LONGEST_CLOSURE_DAYS = 60;

/**
 * A bank calendar from the answer to one question: are banks closed on this date? Weekends are part of that answer.
 * Looking for a bank day through 60 closed days in a row throws `noBankDay`.
 */
export function bankCalendar(isClosed: (date: Temporal.PlainDate) => boolean): BankCalendar {
  const isBankDay = (date: Temporal.PlainDate): boolean => !isClosed(date);
  const nextBankDay = (date: Temporal.PlainDate) => seek(date.add({ days: 1 }), 1, isBankDay);
  const previousBankDay = (date: Temporal.PlainDate) => seek(date.subtract({ days: 1 }), -1, isBankDay);
  const bankDayOnOrAfter = (date: Temporal.PlainDate) => seek(date, 1, isBankDay);
  const bankDayOnOrBefore = (date: Temporal.PlainDate) => seek(date, -1, isBankDay);

  function addBankDays(date: Temporal.PlainDate, count: number): Temporal.PlainDate {
    if (!Number.isInteger(count)) throw new ValueError("badDayCount", "bank days are counted in whole days");
    if (count === 0) return bankDayOnOrAfter(date);
    const step = count > 0 ? nextBankDay : previousBankDay;
    let reached = date;
    for (let left = Math.abs(count); left > 0; left--) reached = step(reached);
    return reached;
  }

  return { isBankDay, nextBankDay, previousBankDay, bankDayOnOrAfter, bankDayOnOrBefore, addBankDays };
}

/** Whether the date is a Saturday or a Sunday. */
export function isWeekend(date: Temporal.PlainDate): boolean {
  return date.dayOfWeek >= 6;
}

function seek(
  from: Temporal.PlainDate,
  direction: 1 | -1,
  isBankDay: (date: Temporal.PlainDate) => boolean,
): Temporal.PlainDate {
  let date = from;
  for (let tried = 0; tried < LONGEST_CLOSURE_DAYS; tried++) {
    if (isBankDay(date)) return date;
    date = date.add({ days: direction });
  }
  throw new ValueError("noBankDay", `the calendar has no bank day in ${LONGEST_CLOSURE_DAYS} days`);
}
