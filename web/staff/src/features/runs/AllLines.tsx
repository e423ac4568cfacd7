import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { count } from "../../format.ts";
import { useDone } from "../../parts/Done.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { useLanguage } from "../../shell/language.ts";
import { HoldDialog, type Holding } from "./HoldDialog.tsx";
import { useHoldingAll, type Looked, type Progress, type Run } from "./run-questions.ts";
import { sumOf } from "./run-words.ts";

/** How many lines the filter shows, on this page and all others. */
function linesIn(progress: Progress, looked: Looked): number {
  if (looked === "changed") return progress.changed.length;
  return looked ? sumOf(progress, looked).lines : 0;
}

/** What can be done with all lines of the filter, said with their number (W-04); nothing with one line or without a filter. */
export function AllLines({
  run,
  progress,
  looked,
}: {
  readonly run: Run;
  readonly progress: Progress;
  readonly looked: Looked;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const tell = useDone();
  const [asking, setAsking] = useState(false);
  const { hold, release } = useHoldingAll(run.id);
  const lines = linesIn(progress, looked);
  const many = progress.may.propose && lines > 1;
  const holds = looked === "proposed" || looked === "changed" ? looked : undefined;
  const mayHold = many && holds !== undefined && (run.state === "open" || run.state === "approved");
  const mayRelease = many && looked === "held" && run.state === "open";
  const saidOf = (number: number) => ({ count: number, number: count(number, language) });
  const releaseAll = () =>
    release.mutate(undefined, { onSuccess: ({ released }) => tell(t("runs.releasedAll", saidOf(released))) });
  const act = () => (mayHold ? setAsking(true) : releaseAll());
  const label = t(mayRelease ? "runs.releaseAll" : "runs.holdAll", { number: count(lines, language) });
  useKeys([{ key: "H", label, off: asking || !(mayHold || mayRelease), act }]);
  const keep = (holding: Holding) =>
    hold.mutate(
      { all: holds!, ...holding },
      { onSuccess: ({ held }) => tell(t("runs.heldAll", saidOf(held))), onSettled: () => setAsking(false) },
    );
  return (
    <>
      <Problem of={hold.error ?? release.error} />
      {(mayHold || mayRelease) && (
        <div className="kv-run-acts kv-run-all">
          <Button variant="default" loading={release.isPending} onClick={act} rightSection={<kbd>H</kbd>}>
            {label}
          </Button>
        </div>
      )}
      {mayHold && (
        <HoldDialog
          opened={asking}
          title={t("runs.holdAllTitle")}
          sentence={(untilOn) => {
            const number = count(lines, language);
            return untilOn ? t("runs.holdAllWhyUntil", { number, day: untilOn }) : t("runs.holdAllWhy", { number });
          }}
          untilADay={run.kind === "invoices"}
          close={() => setAsking(false)}
          keep={keep}
          busy={hold.isPending}
        />
      )}
    </>
  );
}
