import { useQuery } from "@tanstack/react-query";
import { answered, kvitt, type Answer } from "../../api.ts";
import type { Tone } from "../../parts/State.tsx";

/** The partners behind the ledgers, and how each of its promises stands. */

export type Partner = Answer<"/api/v1/partners", "get">["items"][number];

export const usePartners = () =>
  useQuery({ queryKey: ["partners"], queryFn: () => answered(kvitt.GET("/api/v1/partners")) });

export const partnerKey = ({ ledgerId, way }: Partner): string => `${ledgerId} ${way}`;

/** More than it took; money that should have come; else how much of it came in time; else nothing to say yet. */
export type PayoutWord = "beyond" | "late" | "inTime" | "partlyInTime" | "noPromise" | "nothingYet";

export function payoutWord({ payout }: Partner): PayoutWord | undefined {
  if (!payout) return undefined;
  if (payout.aheadMinor > 0) return "beyond";
  if (payout.promisedBankDays === null) return "noPromise";
  if ((payout.lateMinor ?? 0) > 0) return "late";
  if (payout.paidMinor === 0) return "nothingYet";
  return payout.inTimeMinor === payout.paidMinor ? "inTime" : "partlyInTime";
}

export const PAYOUT_TONES: Readonly<Record<PayoutWord, Tone>> = {
  ...{
    beyond: "overdue",
    late: "overdue",
    inTime: "settled",
    partlyInTime: "due",
    noPromise: "held",
    nothingYet: "held",
  },
};

/** The invoice against the price: the same to a minor unit, or not. */
export type FeeWord = "noPrice" | "nothingTaken" | "notInvoiced" | "agrees" | "differs";

export function feeWord({ payout, fees }: Partner): FeeWord | undefined {
  if (!payout) return undefined;
  if (!fees) return "noPrice";
  if (fees.invoicedMinor === null) return fees.owedMinor === 0 ? "nothingTaken" : "notInvoiced";
  return fees.invoicedMinor === fees.owedMinor ? "agrees" : "differs";
}

export const FEE_TONES: Readonly<Record<FeeWord, Tone>> = {
  ...{ noPrice: "held", nothingTaken: "held", notInvoiced: "due", agrees: "settled", differs: "overdue" },
};

/** What somebody has to see to: money that is late or more than was taken, an invoice that differs, credentials that are not there. */
export const isWrong = (partner: Partner): boolean =>
  PAYOUT_TONES[payoutWord(partner) ?? "nothingYet"] === "overdue" ||
  feeWord(partner) === "differs" ||
  (partner.state === "active" && partner.missing.length > 0);

/** What somebody has to see to comes first, then clinic by clinic. */
export const worstFirst = (partners: readonly Partner[]): readonly Partner[] =>
  partners.toSorted(
    (one, other) => Number(isWrong(other)) - Number(isWrong(one)) || one.ledgerName.localeCompare(other.ledgerName),
  );
