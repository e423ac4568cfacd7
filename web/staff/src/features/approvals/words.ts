import { useTranslation } from "react-i18next";
import { count, day, grouped, money } from "../../format.ts";
import { dayAt, shortMoment } from "../../parts/moment.ts";
import type { Tone } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger, useZone } from "../../shell/session.ts";
import type { Request } from "./questions.ts";

const DAY_MS = 86_400_000;
const REASONS = ["creditReason", "refund.why", "lossReason"] as const;

export type Stands = "waits" | "asks" | "lapsed" | "approved" | "done" | "notDone" | "refused" | "withdrawn";

/** Where a request stands, as who asked sees it. */
export function standingOf({ state, refused, lapsed, asks, failedLines }: Request): Stands {
  if (refused) return "refused";
  if (state === "withdrawn" || state === "cancelled" || state === "expired") return "withdrawn";
  if (state === "applied") return failedLines > 0 ? "notDone" : "done";
  if (lapsed) return "lapsed";
  if (state === "open") return asks ? "asks" : "waits";
  return "approved";
}

export const TONES: Record<Stands, Tone> = {
  waits: "due",
  asks: "held",
  lapsed: "due",
  approved: "held",
  done: "settled",
  notDone: "overdue",
  refused: "overdue",
  withdrawn: "held",
};

export function useRequestWords() {
  const { t, i18n } = useTranslation();
  const { language } = useLanguage();
  const { today } = useLedger();
  const zone = useZone();
  const anyOf = new Intl.ListFormat(language, { type: "disjunction" });
  return {
    t,
    amountOf: (minor: number, { currency }: Pick<Request, "currency">) => money(minor, currency, language),
    countOf: (of: number) => count(of, language),
    dayOf: (of: string) => day(of, language),
    momentOf: (of: string) => shortMoment(of, language, zone),
    /** "today", "1 day", "3 days": by the ledger's calendar. */
    ageOf: ({ madeAt }: Pick<Request, "madeAt">): string => {
      const days = Math.round((Date.parse(today) - Date.parse(dayAt(madeAt, zone))) / DAY_MS);
      return days <= 0 ? t("approvals.today") : t("approvals.days", { count: days });
    },
    rolesOf: (roles: Request["roles"]) => anyOf.format(roles.map((role) => t(`role.${role}`))),
    reasonOf: (reason: string | null): string => {
      const key = REASONS.map((area) => `${area}.${reason ?? ""}`).find((each) => i18n.exists(each));
      return key ? t(key as "creditReason.other") : (reason ?? "–");
    },
    /** The bill by its number; several by how many they are. */
    billOf: ({ bills, number }: Pick<Request, "bills" | "number">) =>
      bills > 1 ? t("approvals.bills", { count: bills }) : number === null ? "–" : grouped(number),
    whoOf: ({ madeByName, mine }: Pick<Request, "madeByName" | "mine">) =>
      mine ? t("approvals.you") : (madeByName ?? t("runs.program")),
  };
}
