import { useTranslation } from "react-i18next";
import { useLanguage } from "../../shell/language.ts";
import { useZone } from "../../shell/session.ts";
import { shortMoment } from "../moment.ts";
import type { Tone } from "../State.tsx";

/** What became of a message, in words: the card, the timeline and the invoice say it alike. */

const TONES = {
  queued: "due",
  handedOver: "due",
  accepted: "due",
  delivered: "settled",
  seen: "settled",
  failed: "overdue",
  bounced: "overdue",
  cancelled: "held",
} as const satisfies Readonly<Record<string, Tone>>;
export type MessageState = keyof typeof TONES;
export type MessageChannel = "sms" | "email" | "efaktura" | "ehf" | "paper";
export type MessageKind =
  | "payLink"
  | "choiceReminder"
  | "invoice"
  | "creditNote"
  | "amountChanged"
  | "receipt"
  | "courtesyNotice"
  | "accountStatement"
  | "nudge"
  | "remind1"
  | "remind2"
  | "collectionNotice"
  | "paymentDemand";

export const messageTone = (state: string): Tone => TONES[state as MessageState];

export function useSentWords() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const zone = useZone();
  return {
    /** "SMS to Kari Nordmann". */
    whom: (channel: string, name: string) =>
      t("payDesk.asked.message", { channel: t(`payDesk.channel.${channel as MessageChannel}`), name }),
    kind: (kind: string) => t(`payDesk.kind.${kind as MessageKind}`),
    /** "Seen 21.11.26, 09:12". */
    state: (state: string, at: string) =>
      t("payDesk.messageAt", {
        state: t(`payDesk.message.${state as MessageState}`),
        at: shortMoment(at, language, zone),
      }),
  };
}
