import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { answered, kvitt, type Answer } from "../../api.ts";
import { count, day } from "../../format.ts";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { DateInput } from "../../parts/DateInput.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { ExportMenu } from "../../parts/ExportMenu.tsx";
import { Page } from "../../parts/Page.tsx";
import { State } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import "./series.css";

type Certificate = Answer<"/api/v1/ledgers/{ledgerId}/number-certificate", "get">;
type Run = NonNullable<Certificate["own"]>;
type Sharing = Run["ledgers"][number];

function useCertificate(asOf: string) {
  const { id: ledgerId } = useLedger();
  return useQuery({
    queryKey: ["certificate", ledgerId, asOf],
    queryFn: () =>
      answered(
        kvitt.GET("/api/v1/ledgers/{ledgerId}/number-certificate", { params: { path: { ledgerId }, query: { asOf } } }),
      ),
  });
}

const ofRuns = ({ own, practiceSystem }: Certificate) => [own, practiceSystem].flatMap((run) => (run ? [run] : []));

/** Whose law asks for the series; elsewhere it is Kvitt's own rule. */
const lawOf = (market: string) => (market === "NO" || market === "SE" ? market : "own");

/** Nothing missing is a quiet tick; what is missing is named. */
function Missing({ run, others }: { readonly run: Run; readonly others: boolean }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { market } = useLedger();
  const named = run.missingNumbers.slice(0, 100).join(" ");
  return (
    <State tone={run.missing === 0 ? "settled" : others ? "due" : "overdue"}>
      <Explain
        of={{
          title: t("series.missing"),
          sentence: t(run.missing === 0 ? "series.noneMissing" : "series.someMissing"),
          change: run.missing > 0 && others ? t("series.others") : undefined,
          rule: [
            { label: t("series.first"), value: run.first },
            { label: t("series.last"), value: run.last },
            { label: t("series.count"), value: count(run.count, language) },
            { label: t("series.missing"), value: count(run.missing, language) },
            ...(named
              ? [{ label: t("series.numbers"), value: <span className="kv-mono kv-breaks">{named}</span> }]
              : []),
          ],
          law: t(`series.law.${lawOf(market)}`),
        }}
      >
        {t("series.missingCount", { count: run.missing, shown: count(run.missing, language) })}
      </Explain>
    </State>
  );
}

/** One run of numbers: who gives them, from where to where, and which ledgers share it. */
function RunCard({
  name,
  run,
  others,
}: {
  readonly name: "own" | "practiceSystem";
  readonly run: Run;
  readonly others: boolean;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const columns: Column<Sharing>[] = [
    { key: "name", head: t("series.ledger"), cell: (each) => each.name },
    {
      key: "first",
      head: t("series.first"),
      number: true,
      cell: (each) => <span className="kv-mono">{each.first ?? "–"}</span>,
    },
    {
      key: "last",
      head: t("series.last"),
      number: true,
      cell: (each) => <span className="kv-mono">{each.last ?? "–"}</span>,
    },
    { key: "count", head: t("series.count"), number: true, cell: (each) => count(each.count, language) },
  ];
  return (
    <section aria-labelledby={`run-${name}`}>
      <div className="kv-series-head">
        <h2 id={`run-${name}`}>{t(`series.by.${name}`)}</h2>
        <Missing run={run} others={others && name === "practiceSystem"} />
      </div>
      <p className="kv-series-span kv-mono">
        {run.first} – {run.last}
      </p>
      <DataTable
        label={t(`series.by.${name}`)}
        columns={columns}
        rows={run.ledgers}
        rowKey={({ ledgerId }) => ledgerId}
        quiet={name !== "own"}
      />
    </section>
  );
}

function Seal({ seal }: { readonly seal: Certificate["seal"] }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  if (!seal) return <p className="kv-why">{t("series.unsealed")}</p>;
  return (
    <p className="kv-why">
      <Explain
        of={{
          title: t("series.sealTitle"),
          sentence: t("series.sealWhy"),
          rule: [
            { label: t("series.root"), value: <span className="kv-mono kv-breaks">{seal.root}</span> },
            { label: t("series.entries"), value: count(seal.entries, language) },
            { label: t("series.events"), value: count(seal.auditEvents, language) },
          ],
        }}
      >
        {t("series.sealed", { root: seal.root.slice(0, 12) })}
      </Explain>
    </p>
  );
}

/** The number series of the ledger, whole or not, as of a day, with the certificate of that day as a file (A-08, N-17). */
export function Series() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const ledger = useLedger();
  const navigate = useNavigate();
  const { asOf = ledger.today } = useSearch({ strict: false });
  const certificate = useCertificate(asOf);
  const { data } = certificate;
  const runs = data ? ofRuns(data) : [];
  const missing = runs.reduce((sum, run) => sum + run.missing, 0);
  const numbers = runs.reduce((sum, run) => sum + run.count, 0);
  const lead = !data
    ? t("series.title")
    : missing === 0
      ? t("series.lead", { count: numbers, numbers: count(numbers, language) })
      : t("series.leadMissing", {
          count: missing,
          missing: count(missing, language),
          numbers: count(numbers, language),
        });
  const file = `/api/v1/ledgers/${ledger.id}/number-certificate`;
  return (
    <Page
      title={t("series.title")}
      lead={lead}
      help={t("series.help")}
      acts={
        data && (
          <ExportMenu href={(format) => `${file}?${new URLSearchParams({ format, asOf: data.asOf }).toString()}`} />
        )
      }
    >
      <div className="kv-filter">
        <DateInput
          label={t("field.asOf")}
          w={190}
          value={asOf}
          onChange={(next) =>
            next && void navigate({ to: ".", search: (old) => ({ ...old, asOf: next }), replace: true })
          }
        />
      </div>
      <Asked of={certificate} height={360}>
        {(answer) => (
          <div className="kv-flow">
            {runs.length === 0 && (
              <p className="kv-card kv-empty">{t("series.empty", { day: day(answer.asOf, language) })}</p>
            )}
            {answer.own && <RunCard name="own" run={answer.own} others={answer.otherLedgers} />}
            {answer.practiceSystem && (
              <RunCard name="practiceSystem" run={answer.practiceSystem} others={answer.otherLedgers} />
            )}
            <Seal seal={answer.seal} />
          </div>
        )}
      </Asked>
    </Page>
  );
}
