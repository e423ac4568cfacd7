import "./proof.css";
import { Button } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { day as dayText, money } from "../../format.ts";
import { Asked } from "../../parts/Asked.tsx";
import { DateInput } from "../../parts/DateInput.tsx";
import { ExportMenu } from "../../parts/ExportMenu.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Page } from "../../parts/Page.tsx";
import { useProof } from "../../parts/questions.ts";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { Equations } from "./Equations.tsx";
import { missingOf, partNamed, type PartName, type Proof as Answered } from "./figures.ts";
import { Flow } from "./Flow.tsx";
import { Rows } from "./Rows.tsx";

const DAY_MS = 86_400_000;
const moved = (day: string, by: number) =>
  new Date(Date.parse(`${day}T12:00:00Z`) + by * DAY_MS).toISOString().slice(0, 10);

/** The day in the address, and how to go to another: the field, the buttons beside it, or `p` and `n`. */
function useDay(shown: string | undefined) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const go = (day: string | undefined) =>
    void navigate({ to: ".", search: (old) => ({ ...old, day, kind: undefined }), resetScroll: false });
  const step = (by: number) => shown && go(moved(shown, by));
  useKeys([
    { key: "p", label: t("proof.dayBefore"), off: !shown, act: () => step(-1) },
    { key: "n", label: t("proof.dayAfter"), off: !shown, act: () => step(1) },
  ]);
  return { go, step };
}

function Whole({ proof, kind }: { readonly proof: Answered; readonly kind: string | undefined }) {
  const part = kind ? partNamed(proof, kind as PartName) : undefined;
  return (
    <div className="kv-flow">
      <Flow proof={proof} />
      {part && <Rows key={part.name} day={proof.day} part={part} />}
      <Equations proof={proof} />
    </div>
  );
}

/** The day's proof: the way of the money as a picture, each equation with its parts, and what is missing where one does not come out. */
export function Proof() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const ledger = useLedger();
  const { day, kind } = useSearch({ strict: false });
  const proof = useProof(ledger.id, day);
  const shown = day ?? proof.data?.day;
  const { go, step } = useDay(shown);
  const of = { day: proof.data ? dayText(proof.data.day, language) : "" };
  const lead = !proof.data
    ? t("proof.title")
    : proof.data.holds
      ? t("proof.holdsOn", of)
      : t("proof.missingOn", { ...of, amount: money(missingOf(proof.data), ledger.currency, language) });
  const href = (format: string) =>
    `/api/v1/ledgers/${ledger.id}/reports/day-proof?format=${format}${shown ? `&day=${shown}` : ""}`;
  return (
    <Page title={t("nav.proof")} lead={lead} help={t("proof.help")} acts={<ExportMenu href={href} />}>
      <div className="kv-filter">
        <DateInput label={t("field.day")} w={190} value={shown} onChange={(next) => next && go(next)} />
        <div className="kv-acts">
          <Button variant="default" disabled={!shown} onClick={() => step(-1)}>
            {t("proof.dayBefore")}
          </Button>
          <Button variant="default" disabled={!shown} onClick={() => step(1)}>
            {t("proof.dayAfter")}
          </Button>
        </div>
      </div>
      <Asked of={proof} height={420}>
        {(answer) => <Whole proof={answer} kind={kind} />}
      </Asked>
    </Page>
  );
}
