import { formatDecimal } from "@kvitt/values";

/** The languages a report is written in, and how each writes numbers and days (separators as CLDR 48 has them for the language's main country). */
export const REPORT_LANGUAGES = ["nb", "sv", "da", "it", "en"] as const;
export type ReportLanguage = (typeof REPORT_LANGUAGES)[number];

type Writing = {
  /** Between whole and fraction. */
  readonly decimal: "," | ".";
  /** Between groups of three, on paper only. */
  readonly group: string;
  /** Between the fields of a CSV file: a semicolon where the comma is taken. */
  readonly field: "," | ";";
  /** A day on paper; in data files a day is always YYYY-MM-DD. */
  readonly day: (year: string, month: string, day: string) => string;
};

const HARD_SPACE = "\u00A0";
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const dotted: Writing["day"] = (year, month, day) => `${day}.${month}.${year}`;

export const WRITING: Readonly<Record<ReportLanguage, Writing>> = {
  nb: { decimal: ",", group: HARD_SPACE, field: ";", day: dotted },
  sv: { decimal: ",", group: HARD_SPACE, field: ";", day: (year, month, day) => `${year}-${month}-${day}` },
  da: { decimal: ",", group: ".", field: ";", day: dotted },
  it: { decimal: ",", group: ".", field: ";", day: (year, month, day) => `${day}/${month}/${year}` },
  en: {
    decimal: ".",
    group: ",",
    field: ",",
    day: (year, month, day) => `${MONTHS[Number(month) - 1]!} ${Number(day)}, ${year}`,
  },
};

const DECIMALS = 2;
const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;

/** Minor units as a number of a data file: no groups, the language's decimal sign. */
export function moneyInData(minor: bigint, language: ReportLanguage): string {
  return formatDecimal(minor, DECIMALS).replace(".", WRITING[language].decimal);
}

/** Minor units as a person reads them: `1 240,50`. */
export function moneyOnPaper(minor: bigint, language: ReportLanguage): string {
  const { decimal, group } = WRITING[language];
  const [whole = "", fraction = ""] = formatDecimal(minor, DECIMALS).split(".");
  return `${whole.replace(/\B(?=(?:\d{3})+$)/g, group)}${decimal}${fraction}`;
}

/** A day as a person reads it; what is no day stays as it is. */
export function dayOnPaper(text: string, language: ReportLanguage): string {
  const [, year, month, day] = DAY.exec(text) ?? [];
  return year && month && day ? WRITING[language].day(year, month, day) : text;
}
