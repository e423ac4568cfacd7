import { useTranslation } from "react-i18next";
import { count, day, money } from "../../format.ts";
import { shortMoment } from "../../parts/moment.ts";
import type { Tone } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger, useZone } from "../../shell/session.ts";
import type { Task } from "./questions.ts";

export const TASK_TONES: Record<Task["kind"], Tone> = {
  failed: "overdue",
  bounced: "overdue",
  needsContact: "due",
  contentRefused: "overdue",
  setUp: "overdue",
  businessRejected: "due",
  wrongPerson: "held",
};

/** A rule of the linter is named by a language or a kind of number: `nb.treatment`, `number.se`, `code.icd`. */
const families = ["number", "code", "forbidden"] as const;
const REASONS = [
  "addressInvalid",
  "receiverUnknown",
  "receiverRefuses",
  "contentRefused",
  "noContact",
  "silent",
  "stopped",
] as const;

export function useDeliveryWords() {
  const { t, i18n } = useTranslation();
  const { language } = useLanguage();
  const { currency } = useLedger();
  const zone = useZone();
  /** Why a task is here, in words: the channel's reason, or which rule a finding broke; never what stood there. */
  const reasonOf = ({ rule, kind }: Pick<Task, "rule" | "kind">): string => {
    if (rule === null) return t(`deliveries.taskWhy.${kind}`);
    const known = REASONS.find((each) => each === rule);
    if (known) return t(`deliveries.reason.${known}`);
    if (kind !== "contentRefused") return t("deliveries.reason.code", { code: rule });
    const family = families.find((each) => rule === each || rule.startsWith(`${each}.`));
    return t(`deliveries.finding.${family ?? "word"}`, { rule });
  };
  const kindKey = (kind: string) => `deliveries.message.${kind}`;
  return {
    t,
    reasonOf,
    messageOf: (kind: string) => (i18n.exists(kindKey(kind)) ? t(kindKey(kind) as "deliveries.message.payLink") : kind),
    dayOf: (of: string) => day(of, language),
    momentOf: (of: string) => shortMoment(of, language, zone),
    amountOf: (minor: number) => money(minor, currency, language),
    countOf: (of: number) => count(of, language),
  };
}
