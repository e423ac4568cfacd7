import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { count, money } from "../../format.ts";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { Ask } from "./Ask.tsx";
import { useApplying, useDeciding, type Progress, type Run } from "./run-questions.ts";
import { sumOf } from "./run-words.ts";
import { ServiceWindow } from "./ServiceWindow.tsx";

const STEP = 10;

/** Lines a second as this page has seen them, once it has seen enough to say. */
function useSpeed(done: number, running: boolean): number | undefined {
  const first = useRef<{ readonly done: number; readonly at: number } | undefined>(undefined);
  const [speed, setSpeed] = useState<number | undefined>();
  useEffect(() => {
    if (!running) first.current = undefined;
    else if (!first.current) first.current = { done, at: performance.now() };
    else {
      const seconds = (performance.now() - first.current.at) / 1000;
      if (seconds > 1 && done > first.current.done) setSpeed((done - first.current.done) / seconds);
    }
  }, [done, running]);
  return running ? speed : undefined;
}

/** Speed and time left, from real counts. */
function Pace({ done, all, running }: { readonly done: number; readonly all: number; readonly running: boolean }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const speed = useSpeed(done, running);
  if (!speed) return null;
  const seconds = Math.ceil((all - done) / speed);
  return (
    <>
      <span>{t("runs.speed", { count: Math.round(speed), number: count(Math.round(speed), language) })}</span>
      <span>
        {seconds < 90
          ? t("runs.secondsLeft", { count: seconds })
          : t("runs.minutesLeft", { count: Math.ceil(seconds / 60) })}
      </span>
    </>
  );
}

function Stopping({ run, progress }: { readonly run: Run; readonly progress: Progress }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const { pause, cancel } = useDeciding(run);
  const { apply } = useApplying(run);
  const running = run.state === "applying";
  const left = sumOf(progress, "proposed").lines;
  const window = progress.serviceWindow.standing === "open";
  const resting = window && progress.serviceWindow.resting;
  const go = () => apply.mutate();
  useKeys([{ key: "mod+Enter", label: t("runs.resume"), off: running || resting || apply.isPending, act: go }]);
  return (
    <>
      <div className="kv-run-acts">
        {running ? (
          <Button variant="default" loading={pause.isPending} onClick={() => pause.mutate()}>
            {t("runs.pause")}
          </Button>
        ) : (
          <Button
            loading={apply.isPending}
            disabled={resting}
            onClick={go}
            rightSection={<kbd>{t("runs.modEnter")}</kbd>}
          >
            {t("runs.resume")}
          </Button>
        )}
        {running && !window && (
          <Button variant="subtle" color="gray" loading={apply.isPending} onClick={go}>
            {t("runs.stuck")}
          </Button>
        )}
        <Button variant="subtle" color="red" onClick={() => setAsking(true)}>
          {t("runs.cancel")}
        </Button>
      </div>
      <Problem of={pause.error ?? cancel.error ?? apply.error} />
      <Ask
        opened={asking}
        close={() => setAsking(false)}
        title={t("runs.cancelTitle")}
        sentence={t("runs.cancelWhy", { count: left })}
        act={t("runs.cancel")}
        doing={() => cancel.mutate(undefined, { onSettled: () => setAsking(false) })}
        busy={cancel.isPending}
      />
    </>
  );
}

/** A run under way: real counts of lines and money, how fast and how long, and how to stop it (B-01 to B-03, B-09, B-10). */
export function UnderWay({ run, progress }: { readonly run: Run; readonly progress: Progress }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { currency } = useLedger();
  const [seen, all] = [
    sumOf(progress, "applied", "stale", "failed"),
    sumOf(progress, "applied", "stale", "failed", "proposed"),
  ];
  const running = run.state === "applying";
  const resting = progress.serviceWindow.resting && progress.serviceWindow.standing === "open";
  const percent = all.lines === 0 ? 0 : Math.floor((seen.lines / all.lines) * 100);
  const said = { done: count(seen.lines, language), all: count(all.lines, language) };
  return (
    <section className="kv-card kv-run-way" aria-label={t("runs.progress")}>
      <div className="kv-run-counts">
        <strong>{t("runs.counts", said)}</strong>
        <span>
          {t("runs.moneyDone", {
            done: money(seen.minor, currency, language),
            all: money(all.minor, currency, language),
          })}
        </span>
        <Pace done={seen.lines} all={all.lines} running={running} />
      </div>
      <progress max={all.lines} value={seen.lines} aria-label={t("runs.progress")} />
      <ServiceWindow window={progress.serviceWindow} run={run} />
      {!resting && <p className="kv-why">{running ? t("runs.worksOn") : t("runs.pausedWhy")}</p>}
      {progress.may.approve && <Stopping run={run} progress={progress} />}
      <div role="status" className="kv-unseen">
        {running && t("runs.percent", { percent: Math.floor(percent / STEP) * STEP })}
      </div>
    </section>
  );
}
