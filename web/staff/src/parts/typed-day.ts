import { locales, type Language } from "../format.ts";

/** A day as a person types it (`ux.md` K-05): `+14` and `-3` from today, `15` of this month, `15.3` of this year, or the whole day. */

const DAY_MS = 86_400_000;

/** Milliseconds of a day YYYY-MM-DD at midnight UTC: reckoning with days knows no time zone. */
function moment(day: string): number {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  return Date.UTC(year, month - 1, date);
}

const textOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** The day so many days later, or earlier when negative. */
export function daysLater(day: string, days: number): string {
  return textOf(moment(day) + days * DAY_MS);
}

/** The day of the calendar, or null where it has none: 30.2. */
function real(year: number, month: number, date: number): string | null {
  if (year < 1900 || year > 2199) return null;
  const at = Date.UTC(year, month - 1, date);
  const found = new Date(at);
  return found.getUTCMonth() === month - 1 && found.getUTCDate() === date ? textOf(at) : null;
}

/** The first three letters of the year's months. */
function monthsOf(language: Language): string[] {
  const format = new Intl.DateTimeFormat(locales[language], { month: "long", timeZone: "UTC" });
  return Array.from({ length: 12 }, (_, month) =>
    format
      .format(Date.UTC(2026, month, 15))
      .slice(0, 3)
      .toLowerCase(),
  );
}

const RELATIVE = /^([+-])\s?(\d{1,4})$/;
const WHOLE = /^(\d{4})([-./]?)(\d{1,2})\2(\d{1,2})$/;
const PARTS = /^(\d{1,2})[-./ ](\d{1,2})(?:[-./ ](\d{4}|\d{2}))?$/;
const DIGITS = /^(\d{2})(\d{2})(\d{4}|\d{2})$/;

/** Two digits of a year are the century's that today is in. */
const yearOf = (text: string, today: string) => Number(text.length === 2 ? today.slice(0, 2) + text : text);

/** A month in words, known by its first three letters, as the languages write it: "15. mars 2026", "Mar 15, 2026". */
function inWords(text: string, language: Language, today: string): string | null | undefined {
  const dayFirst = /^(?<date>\d{1,2})\.? (?<month>\p{L}{3,})\.?(?: (?<year>\d{4}))?$/u.exec(text);
  const found = dayFirst ?? /^(?<month>\p{L}{3,})\.? (?<date>\d{1,2})(?:,? (?<year>\d{4}))?$/u.exec(text);
  if (!found?.groups) return undefined;
  const { date, month, year = today.slice(0, 4) } = found.groups;
  return real(Number(year), monthsOf(language).indexOf(month!.slice(0, 3).toLowerCase()) + 1, Number(date));
}

/** Swedish 03-15 is the end of 2026-03-15, American 3/15 has the month first; a dot puts the day first everywhere. */
function monthFirst(text: string, first: string, language: Language): boolean {
  if (language === "sv") return /^\d+-\d+$/.test(text);
  return language === "en" && text.includes("/") && Number(first) <= 12;
}

/** Day, month and perhaps year in digits; Swedish digits in a row begin with the year: 260315. */
function inDigits(text: string, language: Language, today: string): string | null | undefined {
  const six = /^(\d{2})(\d{2})(\d{2})$/.exec(text);
  if (language === "sv" && six) return real(yearOf(six[1]!, today), Number(six[2]), Number(six[3]));
  const found = PARTS.exec(text) ?? DIGITS.exec(text);
  if (!found) return undefined;
  const [, first, second, year = today.slice(0, 4)] = found as unknown as [string, string, string, string?];
  const [date, month] = monthFirst(text, first, language) ? [second, first] : [first, second];
  return real(yearOf(year, today), Number(month), Number(date));
}

/** Reads what was typed as YYYY-MM-DD: undefined when nothing was, null when it is no day. */
export function typedDay(text: string, language: Language, today: string): string | undefined | null {
  const plain = text
    .replace(/[\s\u00a0]+/g, " ")
    .replace("−", "-")
    .trim()
    .replace(/\.$/, "");
  if (plain === "") return undefined;
  const relative = RELATIVE.exec(plain);
  if (relative) return daysLater(today, Number(relative[1]! + relative[2]!));
  if (/^\d{1,2}$/.test(plain)) return real(Number(today.slice(0, 4)), Number(today.slice(5, 7)), Number(plain));
  const parts = inWords(plain, language, today) ?? inDigits(plain, language, today);
  if (parts) return parts;
  const whole = WHOLE.exec(plain);
  return whole ? real(Number(whole[1]), Number(whole[3]), Number(whole[4])) : null;
}
