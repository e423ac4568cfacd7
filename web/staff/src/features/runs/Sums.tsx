import { useTranslation } from "react-i18next";
import { count, day, money } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { daysLater } from "../../parts/typed-day.ts";
import { useAging } from "../../parts/questions.ts";
import { useLanguage } from "../../shell/language.ts";
import { useLedger, useMay } from "../../shell/session.ts";
import type { LineState, Progress, Run } from "./run-questions.ts";
import { sumOf } from "./run-words.ts";
import { When } from "./When.tsx";

const SHOWN = ["proposed", "held", "stale", "applied", "failed"] as const satisfies readonly LineState[];

/** One state of the lines: how many, and what they come to. */
function Part({ state, progress }: { readonly state: LineState; readonly progress: Progress }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { lines, minor } = sumOf(progress, state);
  if (lines === 0) return null;
  return (
    <div className="kv-run-sum" data-state={state}>
      <dt>
        <Explain of={{ title: t(`runs.line.${state}`), sentence: t(`runs.lineWhy.${state}`) }}>
          {t(`runs.line.${state}`)}
        </Explain>
      </dt>
      <dd>
        <strong>{count(lines, language)}</strong> <Amount minor={minor} />
      </dd>
    </div>
  );
}

/** What is owed now and what will be owed when it is done: the dry run's before and after (B-06). */
function BeforeAfter({ progress }: { readonly progress: Progress }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { id, currency } = useLedger();
  const own = useAging(id).data?.ledgers[0];
  if (!own) return null;
  const { minor } = sumOf(progress, "proposed");
  const said = (sum: number) => money(sum, currency, language);
  return (
    <div className="kv-run-sum">
      <dt>
        <Explain of={{ title: t("runs.after"), sentence: t("runs.afterWhy") }}>{t("runs.after")}</Explain>
      </dt>
      <dd>{t("runs.beforeAfter", { before: said(own.total.openMinor), after: said(own.total.openMinor + minor) })}</dd>
    </div>
  );
}

/** What the run leaves out because it is held back until a later day: how many claims, their sum, and when they come back. */
function HeldUntil({ run }: { readonly run: Run }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { heldClaims, heldMinor = 0, heldFirstInDays = 0, heldLastInDays = 0 } = run.totals;
  if (!heldClaims) return null;
  const after = (days: number) => day(daysLater(run.asOf, days), language);
  const back =
    heldFirstInDays === heldLastInDays
      ? [{ label: t("runs.backOn"), value: after(heldFirstInDays) }]
      : [
          { label: t("runs.backFirst"), value: after(heldFirstInDays) },
          { label: t("runs.backLast"), value: after(heldLastInDays) },
        ];
  const title = t("runs.group.held");
  const rule = [{ label: t("runs.claims"), value: count(heldClaims, language) }, ...back];
  return (
    <div className="kv-run-sum" data-state="held">
      <dt>
        <Explain of={{ title, sentence: t("runs.groupWhy.held"), rule }}>{title}</Explain>
      </dt>
      <dd>
        <strong>{count(heldClaims, language)}</strong> <Amount minor={heldMinor} />
      </dd>
    </div>
  );
}

/** Counts and sums of the run as it stands. */
export function Sums({ run, progress }: { readonly run: Run; readonly progress: Progress }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const mayRead = useMay("reports.read", useLedger().id);
  const preview = run.state === "open" || run.state === "approved";
  return (
    <dl className="kv-run-sums" aria-label={t("runs.sums")}>
      {SHOWN.map((state) => (
        <Part key={state} state={state} progress={progress} />
      ))}
      {progress.changed.length > 0 && (
        <div className="kv-run-sum" data-state="stale">
          <dt>{t("runs.changed")}</dt>
          <dd>
            <strong>{count(progress.changed.length, language)}</strong> {t("runs.changedOut")}
          </dd>
        </div>
      )}
      <HeldUntil run={run} />
      {preview && run.kind === "invoices" && mayRead && <BeforeAfter progress={progress} />}
      {preview && run.expiresAt !== null && (
        <div className="kv-run-sum">
          <dt>{t("runs.expires")}</dt>
          <dd>
            <When at={run.expiresAt} />
          </dd>
        </div>
      )}
      {run.kind === "invoices" && (
        <div className="kv-run-sum">
          <dt>{t("field.issued")}</dt>
          <dd>{day(run.asOf, language)}</dd>
        </div>
      )}
    </dl>
  );
}

const ACTS = [
  "made",
  "linesHeld",
  "linesReleased",
  "holdsEnded",
  "approved",
  "begun",
  "paused",
  "rested",
  "cancelled",
  "retried",
  "applied",
  "withdrawn",
  "refused",
  "remarked",
  "nudged",
] as const;

/** Who did what with this run, newest first. */
export function History({ progress }: { readonly progress: Progress }) {
  const { t } = useTranslation();
  const said = (action: string) => {
    const known = ACTS.find((act) => action === `proposal.${act}`);
    return known ? t(`runs.act.${known}`) : action;
  };
  return (
    <section aria-labelledby="run-history">
      <h2 id="run-history">{t("runs.history")}</h2>
      <ol className="kv-card kv-run-history">
        {progress.history.map(({ at, action, byName }, index) => (
          <li key={`${at}${action}${String(index)}`}>
            <span>{said(action)}</span>
            <span className="kv-why">{byName ?? t("runs.program")}</span>
            <span className="kv-why">
              <When at={at} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
