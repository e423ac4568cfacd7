import { useTranslation } from "react-i18next";
import { day, grouped, money } from "../../format.ts";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import type { Loss } from "./questions.ts";

export function useLossWords() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { currency } = useLedger();
  return {
    t,
    dayOf: (of: string) => day(of, language),
    amountOf: (minor: number) => money(minor, currency, language),
    groupedOf: (of: string | null) => (of === null ? "–" : grouped(of)),
    groundOf: ({ exception }: Pick<Loss, "exception">) => t(`lossReason.${exception ?? "agencyReport"}`),
  };
}
