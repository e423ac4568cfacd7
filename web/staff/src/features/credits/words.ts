import { useTranslation } from "react-i18next";
import { count, day, grouped, money } from "../../format.ts";
import { shortMoment } from "../../parts/moment.ts";
import { useLanguage } from "../../shell/language.ts";
import { useLedger, useZone } from "../../shell/session.ts";
import type { Credit } from "./questions.ts";

export function useCreditWords() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { currency } = useLedger();
  const zone = useZone();
  return {
    t,
    /** A payer by name for who sees people, else by number; money that nobody is known for yet says so. */
    whoOf: ({ partyName, customerNo }: Pick<Credit, "partyName" | "customerNo">): string =>
      partyName ?? (customerNo === null ? t("credits.nobody") : t("common.customer", { number: String(customerNo) })),
    dayOf: (of: string) => day(of, language),
    momentOf: (of: string) => shortMoment(of, language, zone),
    amountOf: (minor: number) => money(minor, currency, language),
    countOf: (of: number) => count(of, language),
    groupedOf: (of: string | null) => (of === null ? "–" : grouped(of)),
  };
}
