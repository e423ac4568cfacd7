import { Link, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "../../parts/Page.tsx";
import { ExportMenu } from "../../parts/ExportMenu.tsx";
import { useLedger } from "../../shell/session.ts";
import { CreditedList } from "./CreditedList.tsx";
import { LossList } from "./LossList.tsx";
import "./losses.css";
import { KINDS, useSums, type Days } from "./questions.ts";
import { FileReport } from "./FileReport.tsx";
import { Reports } from "./Reports.tsx";
import { useLossWords } from "./words.ts";

const VIEWS = ["list", "way", "reports"] as const;
type View = (typeof VIEWS)[number];

function Views({ view }: { readonly view: View }) {
  const { t } = useTranslation();
  return (
    <nav className="kv-run-looks" aria-label={t("loss.views")}>
      {VIEWS.map((each) => (
        <Link
          key={each}
          to="/losses"
          replace
          search={(old) => ({ ledger: old.ledger, group: each })}
          className="kv-run-look"
          data-chosen={each === view}
          activeProps={{ "aria-current": each === view ? "true" : undefined }}
        >
          {t(`loss.view.${each}`)}
        </Link>
      ))}
    </nav>
  );
}

/** The days of the list: this month unless the address says others. */
function useDays(): Days {
  const { from, to } = useSearch({ strict: false });
  const { today } = useLedger();
  return { fromOn: from ?? `${today.slice(0, 8)}01`, toOn: to ?? today };
}

function useLead(days: Days): string {
  const { t, amountOf, dayOf } = useLossWords();
  const sums = useSums(days).data;
  if (!sums) return t("nav.losses");
  const shown = { from: dayOf(days.fromOn), to: dayOf(days.toOn) };
  return t("loss.lead", {
    ...shown,
    credits: amountOf(sums.credit.amountMinor),
    losses: amountOf(sums.loss.amountMinor),
    back: amountOf(sums.lossRecovered.amountMinor),
  });
}

/** What was credited and lost, for head office: the list of all clinics, how far each loss has come, and agencies' reports (ux H-09). */
export function Losses() {
  const { t } = useTranslation();
  const { group, kind: asked } = useSearch({ strict: false });
  const view = VIEWS.find((each) => each === group) ?? "list";
  const kind = KINDS.find((each) => each === asked);
  const days = useDays();
  const query = new URLSearchParams({ ...days, ...(kind ? { kind } : {}) }).toString();
  return (
    <Page
      title={t("nav.losses")}
      lead={useLead(days)}
      help={t("loss.help")}
      acts={
        view === "reports" ? (
          <FileReport />
        ) : view === "list" ? (
          <ExportMenu href={(format) => `/api/v1/credits-and-losses/file?${query}&format=${format}`} />
        ) : undefined
      }
    >
      <Views view={view} />
      {view === "list" && <CreditedList days={days} kind={kind} />}
      {view === "way" && <LossList />}
      {view === "reports" && <Reports />}
    </Page>
  );
}
