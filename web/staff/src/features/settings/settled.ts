import { useTranslation } from "react-i18next";
import type { SetUp } from "./questions.ts";

/** What a ledger has settled for itself, as it is read: the same words in the page and in what a change would make of it. */

export type Settled = Pick<
  SetUp,
  "vatRegistered" | "paymentTermDays" | "usedFirst" | "remittanceRecipient" | "agingBuckets" | "referenceDigits"
>;
export type Said = { readonly label: string; readonly said: string };

export function useSettledWords(usual: Pick<SetUp, "usualTermDays" | "usualReferenceDigits">) {
  const { t } = useTranslation();
  const { usualTermDays, usualReferenceDigits } = usual;
  const digits = ({ customer, series }: SetUp["usualReferenceDigits"]) =>
    t("termsForm.digits", { customer, series, length: customer + series + 1 });
  return (settled: Settled): readonly Said[] => {
    const { vatRegistered, paymentTermDays, usedFirst, remittanceRecipient, agingBuckets, referenceDigits } = settled;
    const days = t("ledgerPage.days", { count: paymentTermDays ?? usualTermDays });
    return [
      { label: t("ledgerPage.vatRegime"), said: vatRegistered ? t("ledgerPage.vatYes") : t("ledgerPage.vatNo") },
      {
        label: t("ledgerPage.terms"),
        said: paymentTermDays === null ? t("termsForm.usual", { what: days }) : days,
      },
      { label: t("termsForm.usedFirst"), said: t(`termsForm.first.${usedFirst ?? "market"}`) },
      {
        label: t("termsForm.reference"),
        said: referenceDigits ? digits(referenceDigits) : t("termsForm.usual", { what: digits(usualReferenceDigits) }),
      },
      { label: t("ledgerPage.recipient"), said: remittanceRecipient ?? t("settings.notSet") },
      { label: t("ledgerPage.buckets"), said: [0, ...agingBuckets].join(" / ") + "+" },
    ];
  };
}
