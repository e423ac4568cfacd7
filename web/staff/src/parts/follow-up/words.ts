import { useTranslation } from "react-i18next";
import type { Answer } from "../../api.ts";
import { count, day, grouped, money } from "../../format.ts";
import { useLanguage } from "../../shell/language.ts";
import { useLedger, useZone } from "../../shell/session.ts";
import type { Explanation } from "../Explain.tsx";
import { shortMoment } from "../moment.ts";

export type Case = Answer<"/api/v1/open-items/{itemId}/follow-up", "get">;
export type Level = Case["timeline"][number]["level"];

export const LEVELS = [
  "nudge",
  "remind1",
  "remind2",
  "collectionNotice",
  "paymentDemand",
  "headOffice",
  "agency",
] as const satisfies readonly Level[];
/** Why a decision is no step: every reason that follow-up gives. */
export const REASONS = [
  "partnerCustody",
  "hold",
  "disputed",
  "paymentUnknown",
  "bankDataMissing",
  "atAgency",
  "deceased",
  "minorWithoutGuardian",
  "protectedIdentity",
  "addressUnknown",
  "limitationReached",
  "senderNotAllowed",
  "disputeUpheld",
  "headOfficeDecides",
  "collectionFailed",
  "handOverNotReady",
  "calendarUnknown",
  "invoiceNotDelivered",
  "nothingLeft",
  "noPatientShare",
  "minorBalance",
  "plan",
] as const;
export const HOLD_REASONS = [
  "disputeUnderReview",
  "deceased",
  "protectedIdentity",
  "bankruptcyOrDebtRelief",
  "wrongDebtor",
  "bankFileMissing",
  "systemFault",
] as const;
const LACKS = ["proofOfReminders", "postalAddress", "organisationNumber", "amountBelowMinimum"] as const;
const CHANNELS = ["sms", "email", "paper", "efaktura", "ehf"] as const;

/** What a decision rests on, as lines and cases tell it. */
export type Rested = {
  readonly rule: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly citation?: string | undefined;
  readonly policy?: string | undefined;
};

const among = <Word extends string>(words: readonly Word[], word: string | null): Word | undefined =>
  words.find((each) => each === word);

/** Why, of which the first layer is a sentence. */
type Why = Explanation & { readonly sentence: string };
type Fact = NonNullable<Explanation["rule"]>[number];
const DAYS = [
  ["targetOn", "target"],
  ["nextStepOn", "next"],
  ["deadlineOn", "deadline"],
  ["openedOn", "opened"],
  ["answerBy", "answerBy"],
  ["until", "until"],
  ["endedOn", "agencyEnded"],
] as const;

/** The words of follow-up: steps, reasons and what they rest on, for lists and for a claim's own page. */
export function useFollowUpWords() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { currency } = useLedger();
  const zone = useZone();
  const dayOf = (of: string) => day(of, language);
  const amountOf = (minor: number) => money(minor, currency, language);
  const levelOf = (of: string): string => {
    const known = among([...LEVELS, "heldBack", "needsYou"], of);
    return known ? t(`followUp.group.${known}`) : of;
  };
  const reasonOf = (of: string | null): string => {
    const known = among(REASONS, of);
    return known ? t(`followUp.reason.${known}`) : (of ?? "–");
  };
  const holdReasonOf = (of: string): string => {
    const known = among(HOLD_REASONS, of);
    return known ? t(`followUp.holdReason.${known}`) : of;
  };
  const lacksOf = (of: string): string =>
    of
      .split(", ")
      .map((each) => {
        const known = among(LACKS, each);
        return known ? t(`followUp.lack.${known}`) : each;
      })
      .join(", ");
  const factsOf = ({ rule, inputs, policy }: Rested): Fact[] => {
    const text = (name: string) => (typeof inputs[name] === "string" ? inputs[name] : undefined);
    const number = (name: string) => (typeof inputs[name] === "number" ? inputs[name] : 0);
    const named = policy ?? text("versionName");
    const [lacks, held] = [text("lacks"), text("reason")];
    return [
      ...(text("dueOn") ? [{ label: t("field.due"), value: dayOf(text("dueOn")!) }] : []),
      ...DAYS.flatMap(([name, label]) => {
        const found = text(name);
        return found ? [{ label: t(`followUp.fact.${label}`), value: dayOf(found) }] : [];
      }),
      ...(number("lag") > 0 ? [{ label: t("followUp.fact.lag"), value: count(number("lag"), language) }] : []),
      ...(number("feeMinor") > 0 ? [{ label: t("followUp.fact.fee"), value: amountOf(number("feeMinor")) }] : []),
      ...(lacks ? [{ label: t("followUp.fact.lacks"), value: lacksOf(lacks) }] : []),
      ...(held ? [{ label: t("followUp.fact.holdReason"), value: holdReasonOf(held) }] : []),
      { label: t("followUp.fact.rule"), value: [rule, text("with")].filter(Boolean).join(", ") },
      ...(named ? [{ label: t("followUp.fact.policy"), value: named }] : []),
    ];
  };
  /** A step with why it is taken; the law where it decided. */
  const stepWhy = (of: string, rested: Rested): Why => {
    const known = among(LEVELS, of);
    const law = rested.citation ?? (typeof rested.inputs["feeLaw"] === "string" ? rested.inputs["feeLaw"] : undefined);
    return {
      title: levelOf(of),
      sentence: known ? t(`followUp.levelWhy.${known}`) : levelOf(of),
      change: t("followUp.levelChange"),
      rule: factsOf(rested),
      ...(law ? { law } : {}),
    };
  };
  /** Why nothing is sent, and who or what ends that (E-04). */
  const reasonWhy = (of: string | null, rested: Rested): Why => {
    const known = among(REASONS, of);
    return {
      title: reasonOf(of),
      sentence: known ? t(`followUp.reasonWhy.${known}`) : reasonOf(of),
      rule: factsOf(rested),
      ...(rested.citation ? { law: rested.citation } : {}),
    };
  };
  return {
    ...{ t, dayOf, amountOf, levelOf, reasonOf, holdReasonOf, stepWhy, reasonWhy },
    countOf: (of: number) => count(of, language),
    momentOf: (of: string) => shortMoment(of, language, zone),
    referenceOf: (of: string | null) => (of === null ? "–" : grouped(of)),
    channelOf: (of: string | null): string => t(`followUp.by.${among(CHANNELS, of) ?? "none"}`),
    /** By name for who sees people, else by number. */
    whoOf: ({ name, customerNo }: { readonly name: string | null; readonly customerNo: number }): string =>
      name ?? t("common.customer", { number: String(customerNo) }),
  };
}
