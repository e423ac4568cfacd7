import { useTranslation } from "react-i18next";
import { count, day, writing, money } from "../../format.ts";
import type { Explanation } from "../../parts/Explain.tsx";
import type { Tone } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger, useMe } from "../../shell/session.ts";
import type { FileRow, FileState } from "./questions.ts";

export const TONES: Record<FileState, Tone> = {
  stored: "due",
  rejected: "overdue",
  quarantined: "held",
  awaitingRelease: "held",
  posting: "due",
  posted: "settled",
};

/** Payments of these states found their place without a person. */
const BY_THEMSELVES = ["matched", "part", "reversal", "repeated"];

export function byThemselves({ totals }: Pick<FileRow, "totals">): number {
  return BY_THEMSELVES.reduce((sum, state) => sum + (totals.byState[state]?.lines ?? 0), 0);
}

export function useFileWords() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { currency, zone } = useLedger();
  const { userId } = useMe();
  const shown = { dateStyle: "short", timeStyle: "short", hourCycle: "h23", timeZone: zone } as const;
  const format = new Intl.DateTimeFormat(writing[language], shown);
  const broughtByMe = (file: Pick<FileRow, "receivedBy">) => file.receivedBy.endsWith(userId);
  return {
    t,
    broughtByMe,
    amountOf: (minor: number) => money(minor, currency, language),
    countOf: (number: number) => count(number, language),
    dayOf: (text: string) => day(text, language),
    momentOf: (text: string) => format.format(new Date(text)),
    formatOf: ({ format: name }: Pick<FileRow, "format">) => t(`format.${name as "camt053"}`),
    broughtBy: (file: Pick<FileRow, "receivedBy" | "channel">) =>
      file.channel !== "upload"
        ? t(`fileChannel.${file.channel as "directory"}`)
        : broughtByMe(file)
          ? t("files.byYou")
          : t("files.byColleague"),
    explained: (file: Pick<FileRow, "id" | "state" | "payments" | "waiting" | "totals">): Explanation => ({
      title: t(`fileState.${file.state}`),
      sentence: t(`fileWhy.${file.state}`),
      change: t(`fileHelp.${file.state}`),
      rule: [
        { label: t("files.payments"), value: count(file.payments, language) },
        { label: t("files.byThemselves"), value: count(byThemselves(file), language) },
        { label: t("files.waiting"), value: count(file.waiting, language) },
        { label: t("files.problems"), value: count(file.totals.problemCount, language) },
      ],
    }),
  };
}
