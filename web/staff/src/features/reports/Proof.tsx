import { TextInput } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../api.ts";
import { money } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { Page } from "../../parts/Page.tsx";
import { State } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import type { Texts } from "../../texts/i18n.ts";
import { useLedger } from "../../shell/session.ts";
import { useProof } from "../../parts/questions.ts";

type Line = Answer<"/api/v1/ledgers/{ledgerId}/reports/day-proof", "get">["lines"][number];
type LineName = keyof Texts["proofLine"];
type PartName = keyof Texts["proofPart"];

/** What stands before a part; all others are added. */
const SIGNS: Partial<Record<LineName, Partial<Record<PartName, string>>>> = {
  receivables: { openYesterday: "", settled: "−", credited: "−", lost: "−", openToday: "=" },
  receivableAccount: { openToday: "", receivableAccount: "=" },
  bankLines: { linesIn: "", linesSettled: "=" },
  bankClearing: { bankClearing: "", unpairedLumps: "=" },
  bank: { bank: "", closingBalance: "=" },
};

/** One equation, its parts in a row with their signs, and the missing amount where it does not come out. */
function Equation({ line }: { readonly line: Line }) {
  const { t } = useTranslation();
  const name = line.name as LineName;
  return (
    <section className="kv-card kv-equation" aria-label={t(`proofLine.${name}`)}>
      <div className="kv-equation-head">
        <h2>{t(`proofLine.${name}`)}</h2>
        {line.holds ? (
          <State tone="settled">
            <Amount minor={0} />
          </State>
        ) : (
          <State tone="overdue">
            {t("proof.difference")} <Amount minor={line.differenceMinor} />
          </State>
        )}
      </div>
      <div className="kv-parts">
        {line.parts.map((part) => (
          <span key={part.name} className="kv-part" title={part.count > 0 ? String(part.count) : undefined}>
            <span className="kv-why">{t(`proofPart.${part.name as PartName}`)}</span>
            <span className="kv-term">
              <span aria-hidden="true">{SIGNS[name]?.[part.name as PartName] ?? "+"}</span>
              <Amount minor={part.amountMinor} />
            </span>
          </span>
        ))}
      </div>
    </section>
  );
}

/** The day's proof: each equation with its parts, and what is missing where one does not come to nothing. */
export function Proof() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const ledger = useLedger();
  const navigate = useNavigate();
  const { day } = useSearch({ strict: false });
  const proof = useProof(ledger.id, day);
  const missing = proof.data?.lines.reduce((sum, line) => sum + Math.abs(line.differenceMinor), 0) ?? 0;
  const lead = !proof.data
    ? t("proof.title")
    : proof.data.holds
      ? t("proof.holds")
      : t("proof.missing", { amount: money(missing, ledger.currency, language) });
  return (
    <Page title={t("nav.proof")} lead={lead} help={t("proof.help")}>
      <TextInput
        type="date"
        label={t("field.day")}
        w={180}
        mb="md"
        value={day ?? proof.data?.day ?? ""}
        onChange={({ currentTarget: { value } }) =>
          void navigate({ to: ".", search: (old) => ({ ...old, day: value || undefined }) })
        }
      />
      <Asked of={proof} height={420}>
        {({ lines }) => (
          <div className="kv-flow">
            {lines.map((line) => (
              <Equation key={line.name} line={line} />
            ))}
          </div>
        )}
      </Asked>
    </Page>
  );
}
