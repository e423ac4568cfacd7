import { useTranslation } from "react-i18next";
import { day } from "../../format.ts";
import { Explain } from "../../parts/Explain.tsx";
import { useLanguage } from "../../shell/language.ts";
import type { RunLine } from "./run-questions.ts";

const RULES: Partial<Record<string, "single" | "collective" | "opensAgain" | "fromCredit" | "byBank">> = {
  "refund.opensAgain": "opensAgain",
  "refund.fromCredit": "fromCredit",
  "repayment.byBank": "byBank",
  "invoiceRun.single": "single",
  "invoiceRun.collective": "collective",
};

type Inputs = {
  readonly claims?: number;
  readonly firstOn?: string;
  readonly lastOn?: string;
  readonly deadlineOn?: string;
  readonly late?: boolean;
};

function inputsOf({ explanation }: RunLine): Inputs {
  return explanation["inputs"] ?? {};
}

/** By which rule the line stands in the run, and what went into it. */
export function LineWhy({ line }: { readonly line: RunLine }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const rule = RULES[String(line.explanation["rule"])];
  const word = rule ? t(`runs.rule.${rule}`) : t("runs.rule.other");
  const { claims, firstOn, lastOn, deadlineOn, late } = inputsOf(line);
  const citation = line.explanation["citation"];
  const facts = [
    ...(firstOn && lastOn
      ? [{ label: t("runs.period"), value: `${day(firstOn, language)} – ${day(lastOn, language)}` }]
      : []),
    ...(claims ? [{ label: t("runs.claims"), value: claims }] : []),
    ...(deadlineOn
      ? [{ label: late ? t("runs.deadlineLate") : t("runs.deadline"), value: day(deadlineOn, language) }]
      : []),
    {
      label: t("runs.ruleName"),
      value: t("explain.version", { name: word, version: String(line.explanation["version"]) }),
    },
  ];
  return (
    <Explain
      of={{
        title: word,
        sentence: rule ? t(`runs.ruleWhy.${rule}`) : t("runs.ruleWhy.other"),
        rule: facts,
        ...(typeof citation === "string" ? { law: citation } : {}),
      }}
    >
      {word}
    </Explain>
  );
}
