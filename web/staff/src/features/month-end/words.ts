import { useTranslation } from "react-i18next";
import { amount, count, day, locales, money } from "../../format.ts";
import { shortMoment } from "../../parts/moment.ts";
import { useLanguage } from "../../shell/language.ts";
import { useZone } from "../../shell/session.ts";

export function useMonthWords() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const zone = useZone();
  return {
    t,
    dayOf: (of: string) => day(of, language),
    countOf: (of: number) => count(of, language),
    moneyOf: (minor: number, currency: string) => money(minor, currency, language),
    amountOf: (minor: number) => amount(minor, language),
    momentOf: (of: string) => shortMoment(of, language, zone),
    /** A month by its first day: "oktober 2026". */
    monthOf: (of: string) =>
      new Date(`${of}T12:00:00Z`).toLocaleDateString(locales[language], {
        month: "long",
        year: "numeric",
        timeZone: "UTC",
      }),
  };
}

/** First day of the month so many months before the one a day lies in. */
export function monthBefore(day: string, months: number): string {
  const [year, month] = day.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 10);
}
