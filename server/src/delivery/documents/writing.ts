/** How a language writes amounts, days, months and shares on paper. */
import { currencyDecimals, formatDecimal } from "@kvitt/values";
import type { DateText } from "../../ledger/index.ts";
import type { Country } from "../../markets/index.ts";
import type { Language } from "../../platform/index.ts";

const LOCALES: Readonly<Record<Language, string>> = { nb: "nb-NO", sv: "sv-SE", da: "da-DK", it: "it-IT", en: "en-GB" };

/** English is American at home and British abroad: 12/7 would be read as two days. */
export function localeOf(language: Language, country: Country): string {
  return language === "en" && country === "US" ? "en-US" : LOCALES[language];
}

/** A writer for one locale and currency: made once for a document, asked for each cell. */
export type Writing = {
  /** `2 450,00`: amounts in a column, the currency stands in its head. */
  amount(minor: bigint): string;
  /** `2 450,00 kr` */
  money(minor: bigint): string;
  /** `07.12.2026` */
  day(day: DateText): string;
  /** `7. desember 2026` */
  longDay(day: DateText): string;
  /** `oktober 2026` of `2026-10` */
  month(month: string): string;
  /** `25 %` of 2500 basis points. */
  rate(basisPoints: bigint): string;
  /** `kr` */
  readonly currency: string;
};

const SHORT_DAY: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  "en-US": { year: "numeric", month: "short", day: "numeric" },
  "en-GB": { year: "numeric", month: "short", day: "numeric" },
};
const NUMERIC_DAY: Intl.DateTimeFormatOptions = { year: "numeric", month: "2-digit", day: "2-digit" };

const trueMinus = (text: string): string => text.replace("-", "\u2212");

function symbolOf(locale: string, currency: string): string {
  const parts = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
  }).formatToParts(0);
  return parts.find((part) => part.type === "currency")?.value ?? currency;
}

/** The makers of Intl take a twentieth of a millisecond for a number, and a document has dozens: of theirs only the signs are taken. */
function amountWriter(locale: string, decimals: number): (exact: string) => string {
  const parts = new Intl.NumberFormat(locale, { useGrouping: "always", minimumFractionDigits: 1 }).formatToParts(1_000);
  const sign = (type: "group" | "decimal") => parts.find((part) => part.type === type)!.value;
  const [group, point] = [sign("group"), sign("decimal")];
  return (exact) => {
    const [whole, fraction] = exact.split(".") as [string, string?];
    const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, group);
    return decimals === 0 ? grouped : `${grouped}${point}${fraction}`;
  };
}

/** The same answer for the same question, found once: for what has few answers. */
function remembered(answer: (question: bigint) => string): (question: bigint) => string {
  const known = new Map<bigint, string>();
  return (question) => {
    const found = known.get(question) ?? answer(question);
    known.set(question, found);
    return found;
  };
}

function makeWriting(locale: string, currency: string): Writing {
  const decimals = currencyDecimals(currency);
  const grouped = { minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: "always" } as const;
  const amounts = amountWriter(locale, decimals);
  const moneys = new Intl.NumberFormat(locale, { ...grouped, style: "currency", currency });
  const rates = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });
  const utc = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
  const short = utc(SHORT_DAY[locale] ?? NUMERIC_DAY);
  const long = utc({ dateStyle: "long" });
  const months = utc({ month: "long", year: "numeric" });
  const at = (day: DateText) => Date.parse(`${day}T00:00:00Z`);
  const exact = (minor: bigint) => formatDecimal(minor, decimals) as `${number}`;
  return {
    amount: (minor) => trueMinus(amounts(exact(minor))),
    money: (minor) => trueMinus(moneys.format(exact(minor))),
    day: (day) => short.format(at(day)),
    longDay: (day) => long.format(at(day)),
    month: (month) => months.format(at(`${month}-01`)),
    rate: remembered((basisPoints) => rates.format(formatDecimal(basisPoints, 4) as `${number}`)),
    currency: symbolOf(locale, currency),
  };
}

const writings = new Map<string, Writing>();

/** The writer of a locale and currency; the makers behind it are costly, so each is kept. */
export function writingOf(locale: string, currency: string): Writing {
  const key = `${locale} ${currency}`;
  const known = writings.get(key) ?? makeWriting(locale, currency);
  writings.set(key, known);
  return known;
}

/** Characters that steer a terminal or turn the order of letters around. Joiners stay: Persian names are written with them. */
const STEERING = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;
/** A run of letters longer than any word: without a place to break it would leave the paper. */
const LONG_RUN = /[^\s\u00AD-]{25}(?=[^\s-])/gu;
const BREAK = "\u200B";

/** A text from outside as it may be set: composed letters, nothing that steers, a place to break in endless words. */
export function printable(text: string): string {
  return text.normalize("NFC").replace(STEERING, "").trim().replace(LONG_RUN, `$&${BREAK}`);
}
