import { useTranslation } from "react-i18next";
import { count, day, money } from "../../format.ts";
import type { Tone } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useBoardAsked, type Row, type SupportState } from "./questions.ts";

export const TONES: Readonly<Record<SupportState, Tone>> = {
  gap: "overdue",
  inProcess: "due",
  allMeasuresTaken: "settled",
  paid: "settled",
};

export function useSubsidyWords() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { currency } = useBoardAsked();
  const dayOf = (of: string) => day(of, language);
  return {
    t,
    dayOf,
    amountOf: (minor: number) => money(minor, currency, language),
    countOf: (of: number) => count(of, language),
    whoOf: ({ name, customerNo }: Pick<Row, "name" | "customerNo">) =>
      name ?? t("common.customer", { number: customerNo }),
    /** What is to be done, or what is missing or came late. */
    measureOf: ({ measure, why }: Row) =>
      measure === null || why === null ? "–" : t(`subsidy.measure.${why}`, { measure: t(`subsidy.step.${measure}`) }),
    /** How long there is, or how long it is past. */
    daysOf: ({ daysLeft }: Row) => {
      if (daysLeft === null) return t("subsidy.noDay");
      return daysLeft < 0 ? t("subsidy.late", { count: -daysLeft }) : t("subsidy.left", { count: daysLeft });
    },
  };
}
