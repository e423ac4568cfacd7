/** Easter Sunday of the Gregorian calendar (the anonymous computus of Meeus, Jones and Butcher). */
export function easterSunday(year: number): Temporal.PlainDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(f / 31), day: (f % 31) + 1 });
}

const fixedHolidays = new Set(["01-01", "05-01", "05-17", "12-24", "12-25", "12-26"]);

/** Days from Easter Sunday: Maundy Thursday, Good Friday, Easter Monday, Ascension, Whit Monday. */
const movingHolidays = [-3, -2, 1, 39, 50];

/**
 * True when Norges Bank's settlement system is open: not Saturdays, Sundays, 1 January, Maundy Thursday, Good
 * Friday, Easter Monday, 1 and 17 May, Ascension, Whit Monday, 24 to 26 December. 31 December is open.
 */
export function isNorwegianBankDay(day: Temporal.PlainDate): boolean {
  if (day.dayOfWeek > 5 || fixedHolidays.has(day.toString().slice(5))) return false;
  const fromEaster = easterSunday(day.year).until(day, { largestUnit: "days" }).days;
  return !movingHolidays.includes(fromEaster);
}

export type Calendar = {
  readonly isBankDay: (day: Temporal.PlainDate) => boolean;
  /** The day itself when it is a bank day, else the first one after it. */
  readonly onOrAfter: (day: Temporal.PlainDate) => Temporal.PlainDate;
  readonly plus: (day: Temporal.PlainDate, bankDays: number) => Temporal.PlainDate;
};

/** A calendar that asks `isBankDay` once per day, since a bank asks for the same few days a hundred thousand times. */
export function createCalendar(isBankDay: (day: Temporal.PlainDate) => boolean): Calendar {
  const nearest = new Map<string, Temporal.PlainDate>();
  const onOrAfter = (day: Temporal.PlainDate): Temporal.PlainDate => {
    const key = day.toString();
    const known = nearest.get(key);
    if (known !== undefined) return known;
    const found = search(day, isBankDay);
    nearest.set(key, found);
    return found;
  };
  const plus = (day: Temporal.PlainDate, bankDays: number): Temporal.PlainDate => {
    let at = day;
    for (let i = 0; i < bankDays; i += 1) at = onOrAfter(at.add({ days: 1 }));
    return at;
  };
  return { isBankDay: (day) => onOrAfter(day).equals(day), onOrAfter, plus };
}

function search(day: Temporal.PlainDate, isBankDay: (day: Temporal.PlainDate) => boolean): Temporal.PlainDate {
  let at = day;
  for (let tries = 0; tries < 400; tries += 1) {
    if (isBankDay(at)) return at;
    at = at.add({ days: 1 });
  }
  throw new Error(`the bank-day rule knows no bank day within 400 days of ${day.toString()}`);
}
