import { useTranslation } from "react-i18next";
import { count, day, locales, money } from "../../format.ts";
import { useLanguage } from "../../shell/language.ts";
import type { Bar, Book, Chart } from "./questions.ts";

const LEVELS = ["nudge", "remind1", "remind2", "collectionNotice", "paymentDemand"] as const;
const CHANNELS = ["sms", "email", "paper", "ehf", "efaktura"] as const;
const WORK_KINDS = [
  "invoicing",
  "messages",
  "money",
  "contact",
  "followUp",
  "arrangements",
  "credits",
  "cases",
  "monthEnd",
] as const;
const PARTS = [
  ...(["lost", "billed", "receivables", "paid7", "paid14", "reminded", "paid", "reached"] as const),
  ...(["bankReference", "bank", "directDebit", "card", "wallet", "partPayment", "terminal"] as const),
  ...(["customerCredit", "agency", "credit", "other", "open", "invoiced"] as const),
  ...(["clinic", "headOffice", "untouched", "invoices", "byItself"] as const),
];

/** The figures in the reader's language. */
export function useFigureWords() {
  const { t, i18n } = useTranslation();
  const { language } = useLanguage();
  /** A share, a number of days, a number of acts for each hundred invoices, or of acts. */
  const valueOf = (unit: Chart["unit"], value: number | null): string => {
    if (value === null) return "–";
    const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    if (unit === "basisPoints")
      return (value / 10_000).toLocaleString(locales[language], { style: "percent", ...digits });
    if (unit === "count") return count(value, language);
    const number = (value / 10).toLocaleString(locales[language], digits);
    if (unit === "per100Tenths") return number;
    return t("home.days", { count: Math.round(value / 10), number });
  };
  /** A month, a level, a channel, a kind of work, or a place. */
  const barOf = ({ bar, ledgerId }: Pick<Bar, "bar" | "ledgerId">, { ledgers }: Book): string => {
    const level = LEVELS.find((each) => each === bar);
    if (level) return t(`figures.level.${level}`);
    const channel = CHANNELS.find((each) => each === bar);
    if (channel) return t(`figures.channel.${channel}`);
    const kind = WORK_KINDS.find((each) => each === bar);
    if (kind) return t(`figures.workKind.${kind}`);
    if (bar === "headOffice") return t("figures.part.headOffice");
    if (bar !== null)
      return Temporal.PlainDate.from(bar).toLocaleString(locales[language], { month: "short", year: "numeric" });
    return ledgers.find((ledger) => ledger.ledgerId === ledgerId)?.name ?? t("figures.all");
  };
  const partOf = (name: string): string => {
    const known = PARTS.find((each) => each === name);
    return known ? t(`figures.part.${known}`) : name;
  };
  const moneyOf = (minor: number, currency: string) => money(minor, currency, language);
  const countOf = (number: number) => count(number, language);
  /** What somebody did, as the audit trail calls it. */
  const actOf = (action: string): string => {
    const key = `audit.action.${action}`;
    return i18n.exists(key) ? t(key as "audit.title") : action;
  };
  return {
    ...{ t, valueOf, barOf, partOf, moneyOf, countOf, actOf },
    /** A part of a bar, in the book's currency or in things. */
    sumOf: (value: number, { partUnit }: Pick<Chart, "partUnit">, { currency }: Pick<Book, "currency">) =>
      partUnit === "minor" ? moneyOf(value, currency) : countOf(value),
    dayOf: (on: string) => day(on, language),
  };
}
