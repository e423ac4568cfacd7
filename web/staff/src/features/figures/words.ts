import { useTranslation } from "react-i18next";
import { count, day, locales, money } from "../../format.ts";
import { useLanguage } from "../../shell/language.ts";
import type { Bar, Book, Chart } from "./questions.ts";

const LEVELS = ["nudge", "remind1", "remind2", "collectionNotice", "paymentDemand"] as const;
const CHANNELS = ["sms", "email", "paper", "ehf", "efaktura"] as const;
const PARTS = ["lost", "billed", "receivables", "paid7", "paid14", "reminded", "paid", "reached"] as const;

/** The figures in the reader's language. */
export function useFigureWords() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  /** A share or a number of days. */
  const valueOf = (unit: Chart["unit"], value: number | null): string => {
    if (value === null) return "–";
    const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    if (unit === "basisPoints")
      return (value / 10_000).toLocaleString(locales[language], { style: "percent", ...digits });
    const number = (value / 10).toLocaleString(locales[language], digits);
    return t("home.days", { count: Math.round(value / 10), number });
  };
  /** A month, a level, a channel, or a clinic. */
  const barOf = ({ bar, ledgerId }: Pick<Bar, "bar" | "ledgerId">, { ledgers }: Book): string => {
    const level = LEVELS.find((each) => each === bar);
    if (level) return t(`figures.level.${level}`);
    const channel = CHANNELS.find((each) => each === bar);
    if (channel) return t(`figures.channel.${channel}`);
    if (bar !== null)
      return Temporal.PlainDate.from(bar).toLocaleString(locales[language], { month: "short", year: "numeric" });
    return ledgers.find((ledger) => ledger.ledgerId === ledgerId)?.name ?? t("figures.all");
  };
  const partOf = (name: string): string => {
    const known = PARTS.find((each) => each === name);
    return known ? t(`figures.part.${known}`) : name;
  };
  return {
    ...{ t, valueOf, barOf, partOf },
    dayOf: (on: string) => day(on, language),
    countOf: (number: number) => count(number, language),
    moneyOf: (minor: number, currency: string) => money(minor, currency, language),
  };
}
