import { useTranslation } from "react-i18next";
import type { Search } from "../../address.ts";
import type { Bar, Bucket } from "./asking.ts";

/** A bucket as the reader says it: not due, 1–30 days. Counted from the day of issue, the first one is the day itself. */
export function useBucketName(by: string | undefined): (bucket: Bucket) => string {
  const { t } = useTranslation();
  return ({ fromDays, toDays }) => {
    if (fromDays === null) return t(by === "openedOn" ? "aging.sameDay" : "aging.notDue");
    return t("aging.days", { days: toDays === null ? `${fromDays}+` : `${fromDays}–${toDays}` });
  };
}

const daysOf = (days: number | null | undefined) => (days === null ? undefined : days?.toString());

/** The address of the rows behind a bar or one of its parts: their rests add up to it (G-05). */
export function rowsOf(
  words: Search,
  bar: Bar,
  bucket: Bucket | undefined,
  times: { asOf: string; knownAt: string },
): Search {
  return {
    ledger: bar.ledgerId,
    asOf: times.asOf,
    knownAt: times.knownAt,
    side: "receivable",
    by: words.by,
    payer: bar.payer ?? words.payer,
    party: bar.partyId ?? undefined,
    minDays: daysOf(bucket?.fromDays),
    maxDays: daysOf(bucket?.toDays),
  };
}
