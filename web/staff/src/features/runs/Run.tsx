import "./runs.css";
import { useParam } from "../../parts/param.ts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { count, day, money } from "../../format.ts";
import { Asked } from "../../parts/Asked.tsx";
import { ExportMenu } from "../../parts/ExportMenu.tsx";
import { Page } from "../../parts/Page.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { Deciding } from "./Deciding.tsx";
import { isMoneyBack, MoneyBack } from "./MoneyBack.tsx";
import { Outcomes } from "./Outcomes.tsx";
import { RunLines } from "./RunLines.tsx";
import { useProgress, useRun, type Progress, type Run as OneRun } from "./run-questions.ts";
import { RunStanding } from "./RunStanding.tsx";
import { kindInWords, standingOf, sumOf } from "./run-words.ts";
import { History, Sums } from "./Sums.tsx";
import { UnderWay } from "./UnderWay.tsx";
import { momentAt } from "./window-time.ts";

/** The screen's one answer: what will be done, is being done, or was done. */
function useLead(run: OneRun, progress: Progress): string {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { currency } = useLedger();
  const [wanted, done, failed] = [sumOf(progress, "proposed"), sumOf(progress, "applied"), sumOf(progress, "failed")];
  const standing = standingOf(run, progress);
  const seen = sumOf(progress, "applied", "stale", "failed");
  const kind = run.kind === "invoices" ? "invoices" : "other";
  const said = (of: typeof wanted) => ({ count: of.lines, sum: money(of.minor, currency, language) });
  if (run.resting?.begun === false) {
    const to = momentAt(run.resting.until, run.resting.zone, language, "time");
    return t(`runs.lead.begins.${kind}`, { ...said(wanted), to });
  }
  switch (standing) {
    case "open":
    case "approved":
      return t(`runs.lead.${standing}.${kind}`, said(wanted));
    case "applying":
    case "paused":
      return t(`runs.lead.${standing}`, { count: seen.lines, all: seen.lines + wanted.lines });
    case "applied":
    case "cancelled":
      return t(`runs.lead.${standing}.${kind}`, said(done));
    case "partly":
      return t(`runs.lead.partly.${kind}`, { ...said(done), failed: count(failed.lines, language) });
    case "failed":
      return t(`runs.lead.failed.${kind}`, said(failed));
    default:
      return t(`runs.lead.${standing}`);
  }
}

function Body({ run, progress }: { readonly run: OneRun; readonly progress: Progress }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const begun = ["applying", "paused", "applied", "cancelled"].includes(run.state);
  const standing = standingOf(run, progress);
  const lead = useLead(run, progress);
  // Said when it comes to its end before the reader's eyes, not when an old record is opened (B-02).
  const [begunAs] = useState(run.state);
  const ended = run.state !== begunAs && (run.state === "applied" || run.state === "cancelled");
  const { serviceWindow } = progress;
  const resting = run.state === "paused" && serviceWindow.resting && serviceWindow.standing === "open";
  const waits = run.resting?.begun === false ? "begins" : "resting";
  const title = t("runs.titleOne", { kind: kindInWords(run.kind, t), day: day(run.asOf, language) });
  return (
    <Page
      title={title}
      lead={lead}
      help={
        run.state === "open" && isMoneyBack(run)
          ? t("runs.moneyBack.help")
          : t(`runs.helpOne.${resting ? waits : standing}`)
      }
    >
      <div className="kv-run-head">
        <RunStanding run={run} standing={standing} />
        <span>{title}</span>
        <span className="kv-why kv-mono" title={run.contentHash}>
          {t("runs.plan", { hash: run.contentHash.slice(0, 8) })}
        </span>
        <span className="kv-spacer" />
        <ExportMenu
          href={(format) => `/api/v1/proposals/${run.id}/lines/file?format=${format}`}
          formats={["csv", "xlsx", "json"]}
        />
      </div>
      {(run.state === "applying" || run.state === "paused") && <UnderWay run={run} progress={progress} />}
      <MoneyBack run={run} may={progress.may.approve} />
      <Deciding run={run} progress={progress} />
      <Sums run={run} progress={progress} />
      {begun && <Outcomes run={run} progress={progress} />}
      <RunLines run={run} progress={progress} />
      <History progress={progress} />
      <div role="status" className="kv-unseen">
        {ended && lead}
      </div>
    </Page>
  );
}

/** One batch at one address: its preview, then its progress, then its record (`ux.md` section 7). */
export function Run() {
  const proposalId = useParam("proposalId");
  const run = useRun(proposalId);
  const progress = useProgress(proposalId);
  return (
    <Asked of={run} height={480}>
      {(one) => (
        <Asked of={progress} height={480}>
          {(how) => <Body key={proposalId} run={one} progress={how} />}
        </Asked>
      )}
    </Asked>
  );
}
