import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { count, money } from "../../format.ts";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { useStepUp } from "../../parts/StepUp.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { Ask } from "./Ask.tsx";
import { useApplying, useDeciding, type Progress, type Run } from "./run-questions.ts";
import { aboveLimit, sumOf, type Sum } from "./run-words.ts";
import { ServiceWindow } from "./ServiceWindow.tsx";

/** A large run asks for its number of lines before it is approved (B-07). */
function TypedCount({
  sum,
  opened,
  close,
  approve,
  busy,
}: {
  readonly sum: Sum;
  readonly opened: boolean;
  readonly close: () => void;
  readonly approve: () => void;
  readonly busy: boolean;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { currency } = useLedger();
  const [typed, setTyped] = useState("");
  const said = { count: sum.lines, number: count(sum.lines, language), sum: money(sum.minor, currency, language) };
  return (
    <Ask
      opened={opened}
      close={close}
      title={t("runs.largeTitle")}
      sentence={t("runs.largeWhy", said)}
      act={t("runs.approve")}
      doing={approve}
      busy={busy}
      off={typed.replace(/\D/g, "") !== String(sum.lines)}
    >
      <TextInput
        label={t("runs.largeType")}
        inputMode="numeric"
        autoComplete="off"
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </Ask>
  );
}

function Approving({ run, progress }: { readonly run: Run; readonly progress: Progress }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const { approve, withdraw } = useDeciding(run);
  const withFactor = useStepUp();
  const sum = sumOf(progress, "proposed");
  const empty = sum.lines === 0;
  const decide = () => {
    void withFactor(() => approve.mutateAsync())
      .catch(() => undefined)
      .finally(() => setAsking(false));
  };
  const act = () => (aboveLimit(sum) ? setAsking(true) : decide());
  useKeys([{ key: "mod+Enter", label: t("runs.approve"), off: empty || asking || approve.isPending, act }]);
  return (
    <>
      <div className="kv-run-acts">
        <Button
          onClick={act}
          loading={approve.isPending}
          disabled={empty}
          rightSection={<kbd>{t("runs.modEnter")}</kbd>}
        >
          {t("runs.approve")}
        </Button>
        {progress.may.propose && (
          <Button variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            {t("runs.withdraw")}
          </Button>
        )}
        <span className="kv-why">
          {empty ? t("runs.allHeld") : t(run.totals["twoPersons"] ? "runs.twoPersons" : "runs.onePerson")}
        </span>
      </div>
      <Problem of={approve.error ?? withdraw.error} />
      <TypedCount sum={sum} opened={asking} close={() => setAsking(false)} approve={decide} busy={approve.isPending} />
    </>
  );
}

function Starting({ run, progress }: { readonly run: Run; readonly progress: Progress }) {
  const { t } = useTranslation();
  const { apply } = useApplying(run);
  const { withdraw } = useDeciding(run);
  const go = () => apply.mutate();
  useKeys([{ key: "mod+Enter", label: t("runs.run"), off: apply.isPending, act: go }]);
  return (
    <>
      <div className="kv-run-acts">
        <Button onClick={go} loading={apply.isPending} rightSection={<kbd>{t("runs.modEnter")}</kbd>}>
          {t("runs.run")}
        </Button>
        {progress.may.propose && (
          <Button variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            {t("runs.withdraw")}
          </Button>
        )}
        <span className="kv-why">{t("runs.exactly", { hash: run.contentHash.slice(0, 8) })}</span>
      </div>
      <Problem of={apply.error ?? withdraw.error} />
    </>
  );
}

/** The next deliberate step of a run, for who may take it; for everybody else, who may. */
export function Deciding({ run, progress }: { readonly run: Run; readonly progress: Progress }) {
  const { t } = useTranslation();
  if (run.state !== "open" && run.state !== "approved") return null;
  if (!progress.may.approve) return <p className="kv-card kv-run-empty">{t("runs.mayNotApprove")}</p>;
  return (
    <section className="kv-run-deciding" aria-label={t("runs.decide")}>
      <ServiceWindow window={progress.serviceWindow} run={run} />
      {run.state === "open" ? <Approving run={run} progress={progress} /> : <Starting run={run} progress={progress} />}
    </section>
  );
}
