import { useTranslation } from "react-i18next";
import { count, day, grouped, money } from "../../format.ts";
import type { Explanation } from "../../parts/Explain.tsx";
import type { Tone } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import type { Texts } from "../../texts/i18n.ts";
import type { Candidate, QueueLine, Suggestion } from "./questions.ts";

type LineState = keyof Texts["lineState"];
type Rule = keyof Texts["answerWhy"];

const TONES: Partial<Record<LineState, Tone>> = { over: "due", closed: "due", held: "held", possibleDuplicate: "held" };

/** The state of a line of the queue: a statement line has its own words, and money that went out its own again. */
export function stateOf({ kind, state, amountMinor }: QueueLine): LineState {
  if (kind === "bankLine") return state as LineState;
  if (amountMinor <= 0) return "moneyOut";
  return state === "held" ? "heldStatement" : "onStatement";
}

export const toneOf = (line: QueueLine): Tone => TONES[stateOf(line)] ?? "due";

/** A statement line that nothing explained may stand without a rule. */
function ruleOf({ explanation: { rule } }: QueueLine): string {
  return typeof rule === "string" ? rule : "statement.unexplained";
}

export function useBankWords() {
  const { t, i18n } = useTranslation();
  const { language } = useLanguage();
  const { currency } = useLedger();
  const amountOf = (minor: number) => money(minor, currency, language);
  const dayOf = (text: string) => day(text, language);
  const nameOf = ({ name, customerNo }: Candidate) =>
    name ?? t("common.customer", { number: String(customerNo ?? "–") });
  /** By which rule of the matching, in words; a rule that no text knows by its code. */
  const ruleIs = (rule: string) =>
    t("bank.ruleIs", {
      rule: i18n.exists(`matchRule.${rule}`) ? t(`matchRule.${rule as "suggest.sameAmount"}`) : rule,
    });
  const inputOf = (name: string, value: unknown) => {
    if (name === "reference") return [{ label: t("field.reference"), value: grouped(String(value)) }];
    if (name === "exact")
      return [{ label: t("matchInput.exact"), value: t(value ? "matchInput.yes" : "matchInput.no") }];
    // Who paid before stands in the answer by name.
    if (typeof value !== "number" || !i18n.exists(`matchInput.${name}`)) return [];
    return [{ label: t(`matchInput.${name as "claims"}`), value: count(value, language) }];
  };
  return {
    t,
    amountOf,
    countOf: (number: number) => count(number, language),
    dayOf,
    nameOf,
    /** A line in a few words: its amount and day. */
    lineOf: (line: QueueLine) => t("bank.line", { amount: amountOf(line.amountMinor), day: dayOf(line.on) }),
    /** What an item is: its invoice's number, else its reference. */
    itemOf: ({ number, reference, kind }: Candidate) => {
      const name = number ?? (reference ? grouped(reference) : "–");
      return kind === "invoice" ? name : t(`itemKind.${kind as "fee"}`, { name });
    },
    whyOf: ({ explanation: { rule, inputs } }: Suggestion) =>
      t(`answerWhy.${rule.replace("suggest.", "") as Rule}`, {
        count: Number(inputs["claims"] ?? inputs["claimsOfThisAmount"] ?? 1),
      }),
    explained: (line: QueueLine): Explanation => ({
      title: t(`lineState.${stateOf(line)}`),
      sentence: t(`lineWhy.${stateOf(line)}`),
      change: t(`lineHelp.${stateOf(line)}`),
      rule: [
        { label: t("field.amount"), value: amountOf(line.amountMinor) },
        { label: t("field.settled"), value: dayOf(line.on) },
        { label: t("bank.waited"), value: t("bank.days", { count: line.ageDays }) },
        { label: t("field.reference"), value: line.reference ? grouped(line.reference) : "–" },
      ],
      law: ruleIs(ruleOf(line)),
    }),
    whyAnswer: ({ explanation: { rule, inputs } }: Suggestion): Pick<Explanation, "rule" | "law"> => ({
      rule: Object.entries(inputs).flatMap(([name, value]) => inputOf(name, value)),
      law: ruleIs(rule),
    }),
  };
}
