import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { Asked } from "../../parts/Asked.tsx";
import { useDone } from "../../parts/Done.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { Problem } from "../../parts/Problem.tsx";
import { State, type Tone } from "../../parts/State.tsx";
import { SettingsPage } from "./Frame.tsx";
import { useCan, useJobs, type Jobs } from "./questions.ts";
import { useMoments, useWords } from "./words.ts";

type Job = Jobs["items"][number];
type Runnable = "banking.morningImport" | "banking.morningLook" | "controls.nightWatch";
type Went = NonNullable<Job["last"]>;
type Failed = Jobs["failed"][number];

const TONES: Record<Went["state"], Tone> = { done: "settled", waiting: "due", retrying: "due", failed: "overdue" };

/** How the last run went; with the error's sentence where there was one. */
function Result({ last }: { readonly last: Went | null }) {
  const { t } = useTranslation();
  if (!last) return <>{t("jobPage.state.none")}</>;
  const state = <State tone={TONES[last.state]}>{t(`jobPage.state.${last.state}`)}</State>;
  if (!last.problem) return state;
  const rule = [
    ...(last.remedy ? [{ label: t("jobPage.remedy"), value: last.remedy }] : []),
    { label: t("jobPage.cause"), value: <span className="kv-mono">{last.problem}</span> },
  ];
  const sentence = last.sentence ?? t("jobPage.noWords");
  return <Explain of={{ title: t("jobPage.result"), sentence, rule }}>{state}</Explain>;
}

function Row({
  job,
  run,
  busy,
}: {
  readonly job: Job;
  readonly run: (() => void) | undefined;
  readonly busy: boolean;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const { moment } = useMoments(job.zone);
  const name = words.job(job.name);
  return (
    <tr>
      <th scope="row" className="kv-wrap">
        <Explain
          of={{
            title: name,
            sentence: words.jobWhat(job.name),
            rule: [{ label: t("jobPage.every"), value: `${job.localTime} ${job.zone}` }],
          }}
        >
          {name}
        </Explain>
      </th>
      <td>{job.localTime}</td>
      <td>{job.last ? moment(job.last.at) : t("settings.never")}</td>
      <td>
        <Result last={job.last} />
      </td>
      <td>{moment(job.nextAt)}</td>
      <td>
        {run && (
          <div className="kv-cell-acts">
            <Button
              variant="default"
              size="compact-sm"
              loading={busy}
              aria-label={`${t("jobPage.runNow")}: ${name}`}
              onClick={run}
            >
              {t("jobPage.runNow")}
            </Button>
          </div>
        )}
      </td>
    </tr>
  );
}

function useRunning() {
  const { t } = useTranslation();
  const words = useWords();
  const queries = useQueryClient();
  const tell = useDone();
  return useMutation({
    mutationFn: (name: Runnable) => answered(kvitt.POST("/api/v1/job-runs", { body: { name } })),
    onSuccess: (_, name) => {
      tell(t("jobPage.started", { job: words.job(name) }));
      return queries.invalidateQueries({ queryKey: ["jobs"] });
    },
  });
}

function Daily({ items }: Pick<Jobs, "items">) {
  const { t } = useTranslation();
  const may = useCan()("jobs.run");
  const running = useRunning();
  const heads = ["job", "every", "last", "result", "next"] as const;
  return (
    <>
      <Problem of={running.error} />
      <div className="kv-card kv-scroll" role="region" aria-label={t("jobPage.list")} tabIndex={0}>
        <table className="kv-table kv-rows" aria-label={t("jobPage.list")}>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {t(`jobPage.${head}`)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {items.map((job) => (
              <Row
                key={job.name}
                job={job}
                run={may && job.canRunNow ? () => running.mutate(job.name as Runnable) : undefined}
                busy={running.isPending && running.variables === job.name}
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function FailedRow({ job }: { readonly job: Failed }) {
  const { t } = useTranslation();
  const words = useWords();
  const { moment } = useMoments();
  const queries = useQueryClient();
  const tell = useDone();
  const may = useCan()("jobs.run");
  const again = useMutation({
    mutationFn: () =>
      answered(kvitt.POST("/api/v1/failed-jobs/{jobId}/retry", { params: { path: { jobId: job.id } } })),
    onSuccess: () => {
      tell(t("jobPage.againDone"));
      return queries.invalidateQueries({ queryKey: ["jobs"] });
    },
  });
  return (
    <li>
      <div>
        <strong>{words.job(job.kind)}</strong>
        {(job.sentence ?? job.remedy) === null && <div>{t("jobPage.noWords")}</div>}
        {job.sentence && <div>{job.sentence}</div>}
        {job.remedy && <div>{job.remedy}</div>}
        <div className="kv-why">
          <span className="kv-mono">{job.problem}</span> · {t("jobPage.tries", { count: job.attempts })} ·{" "}
          {moment(job.failedAt)}
        </div>
        <Problem of={again.error} />
      </div>
      {may && (
        <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
          {t("jobPage.again")}
        </Button>
      )}
    </li>
  );
}

function GivenUp({ failed }: Pick<Jobs, "failed">) {
  const { t } = useTranslation();
  return (
    <section className="kv-card kv-block kv-below" aria-labelledby="failed-title">
      <h2 id="failed-title">{t("jobPage.failed")}</h2>
      <p className="kv-why">{failed.length > 0 ? t("jobPage.failedHelp") : t("jobPage.failedNone")}</p>
      <ul className="kv-steps">
        {failed.map((job) => (
          <FailedRow key={job.id} job={job} />
        ))}
      </ul>
    </section>
  );
}

/** What runs by itself, when it ran and how it went; and what gave up and waits for a person. */
export function JobsPage() {
  const { t } = useTranslation();
  const jobs = useJobs();
  const { items = [], failed = [] } = jobs.data ?? {};
  const lead = () => {
    if (failed.length > 0) return t("jobPage.leadBad", { count: failed.length });
    if (items.some(({ last }) => last)) return t("jobPage.leadGood");
    return items.length > 0 ? t("jobPage.leadNotYet") : t("jobPage.leadNone");
  };
  return (
    <SettingsPage section="jobs" lead={jobs.data && lead()} help={t("jobPage.help")}>
      <Asked of={jobs}>
        {(answer) => (
          <>
            {answer.items.length > 0 && <Daily items={answer.items} />}
            <GivenUp failed={answer.failed} />
          </>
        )}
      </Asked>
    </SettingsPage>
  );
}
