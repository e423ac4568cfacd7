import type { TFunction } from "i18next";
import { count, day, locales, money, type Language } from "../../format.ts";
import type { Explanation } from "../../parts/Explain.tsx";
import type { Figure, Part } from "./home-questions.ts";

/** A figure as people read it: 2 450,00 kr, 34,2 days, 96,4 %, 0,12, 38 min. */
export function figureText(
  { unit, value }: Pick<Figure, "unit" | "value">,
  currency: string,
  language: Language,
  t: TFunction,
): string {
  if (value === null) return "–";
  const number = (worth: number, decimals: number) =>
    worth.toLocaleString(locales[language], { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  switch (unit) {
    case "minor":
      return money(value, currency, language);
    case "dayTenths":
      return t("home.days", { count: Math.round(value / 10), number: number(value / 10, 1) });
    case "basisPoints":
      return (value / 10_000).toLocaleString(locales[language], {
        style: "percent",
        minimumFractionDigits: 1,
        maximumFractionDigits: 1,
      });
    case "hundredths":
      return number(value / 100, 2);
    case "minutes":
      return t("home.minutes", { count: value, number: count(value, language) });
  }
}

export function partText(
  { unit, value }: Pick<Part, "unit" | "value">,
  currency: string,
  language: Language,
  t: TFunction,
): string {
  if (unit === "minor") return money(value, currency, language);
  return unit === "minutes"
    ? t("home.minutes", { count: value, number: count(value, language) })
    : count(value, language);
}

const PARTS = ["closing", "receivables", "billed", "straight", "lines", "touches", "invoices", "minutes"] as const;

/** A part's name: a bucket of days overdue, a week of the forecast, or a word. */
export function partName(name: string, t: TFunction): string {
  const known = PARTS.find((each) => each === name);
  if (known) return t(`home.part.${known}`);
  if (name === "all") return t("home.part.all");
  if (name === "later" || name === "beyondHabit") return t(`home.part.${name}`);
  const week = /^(expected|low|high)-(\d+)$/.exec(name);
  if (week) return t(`home.part.${week[1] as "expected"}`, { week: week[2]! });
  const over = /^over (\d+)$/.exec(name);
  return over ? t("home.overDays", { days: over[1]! }) : t("home.ageDays", { days: name.replace("-", "–") });
}

const DAYS = ["oldestDay", "newestDay", "from", "to", "asOf"] as const;
const COUNTS = ["accounts", "withoutStatement", "days", "weeks", "habitDays", "leastPayments"] as const;

/** The rule of a figure and what went into it, for the drawer. */
export function explained(
  { name, explanation: { version, inputs } }: Pick<Figure, "name" | "explanation">,
  language: Language,
  t: TFunction,
): Explanation {
  const days = DAYS.flatMap((key) => {
    const value = inputs[key];
    return typeof value === "string" ? [{ label: t(`home.input.${key}`), value: day(value, language) }] : [];
  });
  const counts = COUNTS.flatMap((key) => {
    const value = inputs[key];
    return typeof value === "number" ? [{ label: t(`home.input.${key}`), value: count(value, language) }] : [];
  });
  return {
    title: t(`home.figure.${name}`),
    sentence: t(`home.why.${name}`),
    change: t(`home.change.${name}`),
    rule: [
      ...days,
      ...counts,
      { label: t("home.input.rule"), value: t("explain.version", { name: t(`home.figure.${name}`), version }) },
    ],
  };
}
