/** Amounts and days as each language writes them. An amount is whole minor units all the way: a decimal text is made from its digits. */

/** Whole minor units as the API's JSON holds them, exact up to ninety thousand billion kroner. */
export type Minor = number;

/** Whole minor units as a decimal text with two decimals, exactly: -5 gives "-0.05". */
export function decimalOf(minor: number | bigint): `${number}` {
  const whole = BigInt(minor);
  const digits = (whole < 0n ? -whole : whole).toString().padStart(3, "0");
  return `${whole < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}` as `${number}`;
}

/** How a language is asked for in `Intl`. */
export const locales = { nb: "nb-NO", sv: "sv-SE", da: "da-DK", it: "it-IT", en: "en-GB" } as const;
export type Language = keyof typeof locales;
export const languages = Object.keys(locales) as Language[];

/** English amounts and days are America's, the one market that reads them, a moment's day too; its clock and week stay Europe's. */
export const writing = { ...locales, en: "en-US" } as const;

type Options = Intl.NumberFormatOptions;
const formats = new Map<string, Intl.NumberFormat>();

/** The language's format; made once, because a list of thousands asks for it in every cell. */
function formatOf(language: Language, options: Options): Intl.NumberFormat {
  const key = `${language} ${options.currency ?? ""} ${String(options.maximumFractionDigits)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(writing[language], { ...options, useGrouping: "always" });
  formats.set(key, made);
  return made;
}

/** Every language gets the true minus, which stands as wide as a digit. */
const trueMinus = (text: string) => text.replace("-", "−");

/** An amount without its currency, for columns: a true minus, hard spaces where the language groups by spaces. */
export function amount(minor: number | bigint, language: Language): string {
  return trueMinus(formatOf(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(decimalOf(minor)));
}

/** An amount with its currency. `kr` is a language's own krone only: another country's stands as its code, so that nobody mistakes it. */
export function money(minor: number | bigint, currency: string, language: Language): string {
  return trueMinus(formatOf(language, { style: "currency", currency }).format(decimalOf(minor)));
}

/** The currency's mark as `money` writes it, for beside a field: "kr", "kr.", "€", "NOK". */
export function currencyMark(currency: string, language: Language): string {
  const parts = formatOf(language, { style: "currency", currency }).formatToParts(0);
  return parts.find(({ type }) => type === "currency")!.value;
}

/** A count, grouped as the language groups: 12 480. */
export function count(number: number | bigint, language: Language): string {
  return trueMinus(formatOf(language, { maximumFractionDigits: 0 }).format(number));
}

/** A day at noon UTC, which is the same day wherever it is written. */
const noon = (text: string) => new Date(`${text}T12:00:00Z`);

/** A day, YYYY-MM-DD, as the language writes it. */
export function day(text: string, language: Language): string {
  const [year, month, date] = text.split("-");
  if (language === "sv") return text;
  if (language === "en") return noon(text).toLocaleDateString(writing.en, { timeZone: "UTC", dateStyle: "medium" });
  return language === "it" ? `${date}/${month}/${year}` : `${date}.${month}.${year}`;
}

/** A day, YYYY-MM-DD, in words with its weekday: "lørdag 14. mars 2026". */
export function dayInWords(text: string, language: Language): string {
  return noon(text).toLocaleDateString(writing[language], { timeZone: "UTC", dateStyle: "full" });
}

/** The weekday of a day, short: "lør.", "Sat". */
export function weekday(text: string, language: Language): string {
  return noon(text).toLocaleDateString(writing[language], { timeZone: "UTC", weekday: "short" });
}

/** A payment reference in groups, for reading: 1047 1126 01018. */
export function grouped(reference: string): string {
  return reference.replace(/^(\d{4})(\d{4})(\d+)$/, "$1 $2 $3");
}

const collators = new Map<Language, Intl.Collator>();

/** Compares two texts in the language's order (å after z, in Danish and Norwegian also aa), numbers by their worth. */
export function inOrder(language: Language): (a: string, b: string) => number {
  const known = collators.get(language) ?? new Intl.Collator(locales[language], { numeric: true });
  collators.set(language, known);
  return known.compare;
}
