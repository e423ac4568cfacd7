/** How a language writes amounts, days and references on the pay page. */
import type { Country, Language } from "./view.ts";

const LOCALES: Readonly<Record<Language, string>> = { nb: "nb-NO", sv: "sv-SE", da: "da-DK", it: "it-IT", en: "en-US" };

type Writer = {
  money(minor: bigint): string;
  day(day: string): string;
  rate(thousandths: number): string;
};

const NUMERIC: Intl.DateTimeFormatOptions = { year: "numeric", month: "2-digit", day: "2-digit", timeZone: "UTC" };
const ENGLISH: Intl.DateTimeFormatOptions = { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" };

/** Abroad, languages write NKr and the like; the page has one currency, which its readers know as kr. */
const FOREIGN_KRONE = /[NSD]Kr/;

/** Øre as a decimal number in digits: 245000n is `2450.00`. All currencies of our markets have two decimals. */
export function decimals(minor: bigint): `${number}` {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(3, "0");
  return `${minor < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}` as `${number}`;
}

function makeWriter(language: Language, currency: string): Writer {
  const locale = LOCALES[language];
  const money = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    useGrouping: "always",
  });
  const days = new Intl.DateTimeFormat(locale, language === "en" ? ENGLISH : NUMERIC);
  const rates = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });
  return {
    money: (minor) => money.format(decimals(minor)).replace("-", "\u2212").replace(FOREIGN_KRONE, "kr"),
    // A date is not broken at its hyphens: those that do not break look the same.
    day: (day) => days.format(Date.parse(`${day}T00:00:00Z`)).replaceAll("-", "\u2011"),
    rate: (thousandths) => rates.format(thousandths / 100_000),
  };
}

const writers = new Map<string, Writer>();

/** The writer of a language and currency; what it is made of is costly, so each is kept. */
export function writerOf(language: Language, currency: string): Writer {
  const key = `${language} ${currency}`;
  const known = writers.get(key) ?? makeWriter(language, currency);
  writers.set(key, known);
  return known;
}

/** Groups of four for reading, as in `1047 1126 01018`: the last group takes what is left, so that no digit stands alone. */
export function grouped(reference: string): string {
  if (!/^\d{9,}$/.test(reference)) return reference;
  const rest = reference.length % 4;
  const last = rest === 0 ? 4 : rest + 4;
  const head = reference.slice(0, -last).match(/.{4}/g) ?? [];
  return [...head, reference.slice(-last)].join("\u00A0");
}

/** An account number as its country writes it: Norway's eleven digits as `1234 56 78903`, a Swedish bankgiro as `991-2346`. */
export function accountNumber(account: string, country: Country): string {
  if (country === "NO" && /^\d{11}$/.test(account))
    return `${account.slice(0, 4)}\u00A0${account.slice(4, 6)}\u00A0${account.slice(6)}`;
  if (country === "SE" && /^\d{7,8}$/.test(account)) return `${account.slice(0, -4)}\u2011${account.slice(-4)}`;
  return account;
}

/** A telephone number as a link dials it. */
export function dialled(phone: string): string {
  return phone.replace(/[^\d+]/g, "");
}

/** An organisation number as its country writes it. */
export function organisationNumber(number: string, country: Country): string {
  if (country === "NO" && /^\d{9}$/.test(number)) return number.replace(/(\d{3})(?=\d)/g, "$1\u00A0");
  if (country === "SE" && /^\d{10}$/.test(number)) return `${number.slice(0, 6)}\u2011${number.slice(6)}`;
  return number;
}
