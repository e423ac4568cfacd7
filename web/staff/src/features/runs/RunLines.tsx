import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { day, money } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { useDone } from "../../parts/Done.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { State } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { AllLines } from "./AllLines.tsx";
import { HoldDialog, type Holding } from "./HoldDialog.tsx";
import { LineWhy } from "./LineWhy.tsx";
import {
  useHolding,
  useLines,
  type LineState,
  type Looked,
  type Progress,
  type Run,
  type RunLine,
} from "./run-questions.ts";
import { causeInWords, LINE_TONES, sumOf } from "./run-words.ts";

const LOOKS = ["proposed", "held", "stale", "applied", "failed"] as const satisfies readonly LineState[];

/** Chooses which lines are shown; the choice stands in the address. */
function Looks({ progress, looked }: { readonly progress: Progress; readonly looked: Looked }) {
  const { t } = useTranslation();
  const shown = LOOKS.filter((state) => sumOf(progress, state).lines > 0);
  const link = (state: Looked, text: string, lines: number) => (
    <Link
      key={state ?? "all"}
      to="."
      replace
      search={(old) => ({ ...old, state })}
      className="kv-run-look"
      data-chosen={looked === state}
      activeProps={{ "aria-current": looked === state ? "true" : undefined }}
    >
      {text} <span className="kv-why">{lines}</span>
    </Link>
  );
  const all = sumOf(progress, ...LOOKS).lines;
  return (
    <nav className="kv-run-looks" aria-label={t("runs.looks")}>
      {link(undefined, t("runs.allLines"), all)}
      {shown.map((state) => link(state, t(`runs.line.${state}`), sumOf(progress, state).lines))}
      {progress.changed.length > 0 && link("changed", t("runs.changed"), progress.changed.length)}
    </nav>
  );
}

/** Who a line is about: by name for who may see names, else by number. */
function Whom({ line: { subject, lineNo } }: { readonly line: RunLine }) {
  const { t } = useTranslation();
  if (!subject) return <>{t("runs.lineNo", { number: lineNo })}</>;
  return <>{subject.name ?? t("common.customer", { number: String(subject.customerNo ?? "–") })}</>;
}

/** A person's reason, after the day until which the line is held where one was named. */
function Reason({ line: { reason, heldUntilOn } }: { readonly line: RunLine }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  if (reason === null) return null;
  const said = causeInWords(reason, t);
  return (
    <span className="kv-why kv-run-reason">
      {heldUntilOn === null ? said : t("runs.heldUntil", { day: day(heldUntilOn, language), reason: said })}
    </span>
  );
}

function Stands({ line }: { readonly line: RunLine }) {
  const { t } = useTranslation();
  const { state, subject } = line;
  if (subject?.changed) return <State tone="held">{t("runs.changedLine")}</State>;
  return (
    <>
      <State tone={LINE_TONES[state]}>{t(`runs.line.${state}`)}</State>
      <Reason line={line} />
    </>
  );
}

function useColumns(run: Run): readonly Column<RunLine>[] {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const invoices: Column<RunLine>[] = [
    {
      key: "claims",
      head: t("runs.claims"),
      cell: ({ subject }) => (subject ? (subject.externalId ?? t("runs.claimCount", { count: subject.claims })) : "–"),
    },
    { key: "due", head: t("field.due"), cell: ({ subject }) => (subject ? day(subject.dueOn, language) : "–") },
  ];
  const issued: Column<RunLine>[] =
    run.state === "applied"
      ? [{ key: "invoice", head: t("runs.invoice"), cell: ({ subject }) => subject?.invoiceNumber ?? "–" }]
      : [];
  return [
    {
      key: "whom",
      head: run.kind === "invoices" ? t("runs.whom") : t("field.lines"),
      cell: (line) => <Whom line={line} />,
    },
    ...(run.kind === "invoices" ? invoices : []),
    {
      key: "amount",
      head: t("field.amount"),
      number: true,
      cell: ({ amountMinor }) => <Amount minor={amountMinor} />,
    },
    { key: "why", head: t("common.why"), cell: (line) => <LineWhy line={line} /> },
    ...(run.kind === "invoices" ? issued : []),
    { key: "stands", head: t("field.state"), cell: (line) => <Stands line={line} /> },
  ];
}

/** Holds the line at hand back, or takes the hold back; `h` does either. */
function useHeld(run: Run, progress: Progress, line: RunLine | undefined) {
  const { t } = useTranslation();
  const tell = useDone();
  const [asking, setAsking] = useState(false);
  const { hold, release } = useHolding(run.id);
  const may = progress.may.propose;
  const mayHold = may && line?.state === "proposed" && (run.state === "open" || run.state === "approved");
  const mayRelease = may && line?.state === "held" && run.state === "open";
  const act = () => {
    if (mayHold) setAsking(true);
    else if (mayRelease) release.mutate(line.lineNo, { onSuccess: () => tell(t("runs.released")) });
  };
  useKeys([{ key: "h", label: t("runs.holdKey"), off: asking || !(mayHold || mayRelease), act }]);
  const keep = (holding: Holding) => {
    const { lineNo } = line!;
    hold.mutate(
      { lineNo, ...holding },
      {
        onSuccess: () => tell(t("runs.held"), run.state === "open" ? () => release.mutateAsync(lineNo) : undefined),
        onSettled: () => setAsking(false),
      },
    );
  };
  return { asking, close: () => setAsking(false), keep, busy: hold.isPending, error: hold.error ?? release.error };
}

function HoldOne({
  run,
  line,
  held,
}: {
  readonly run: Run;
  readonly line: RunLine;
  readonly held: ReturnType<typeof useHeld>;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { currency } = useLedger();
  const whom = line.subject?.name ?? t("runs.lineNo", { number: line.lineNo });
  const said = { whom, sum: money(line.amountMinor, currency, language) };
  return (
    <HoldDialog
      opened={held.asking}
      title={t("runs.holdTitle")}
      sentence={(untilOn) => (untilOn ? t("runs.holdWhyUntil", { ...said, day: untilOn }) : t("runs.holdWhy", said))}
      untilADay={run.kind === "invoices"}
      close={held.close}
      keep={held.keep}
      busy={held.busy}
    />
  );
}

/** The lines of a run, each with whom it is about and why, and how it stands. */
export function RunLines({ run, progress }: { readonly run: Run; readonly progress: Progress }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id } = useLedger();
  const { state } = useSearch({ strict: false });
  const looked = ([...LOOKS, "changed"] as const).find((each) => each === state);
  const found = useLines(run.id, looked);
  const [at, choose] = useState<string | undefined>();
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  const line = rows.find((each) => String(each.lineNo) === at);
  const held = useHeld(run, progress, line);
  const columns = useColumns(run);
  const openable = run.kind === "invoices" && rows.some((each) => each.resultId !== null);
  return (
    <section aria-labelledby="run-lines" className="kv-run-section">
      <h2 id="run-lines">{t("field.lines")}</h2>
      <Looks progress={progress} looked={looked} />
      <AllLines key={looked ?? "all"} run={run} progress={progress} looked={looked} />
      <Problem of={held.error} />
      <Asked of={found}>
        {() => (
          <DataTable
            label={t("field.lines")}
            columns={columns}
            rows={rows}
            rowKey={(each) => String(each.lineNo)}
            hasMore={found.hasNextPage}
            loadMore={() => void found.fetchNextPage()}
            loadingMore={found.isFetchingNextPage}
            selectedKey={at}
            onSelect={(each) => choose(String(each.lineNo))}
            onOpen={
              openable
                ? ({ resultId }) =>
                    resultId &&
                    void navigate({
                      to: "/invoices/$invoiceId",
                      params: { invoiceId: resultId },
                      search: { ledger: id },
                    })
                : undefined
            }
          />
        )}
      </Asked>
      {line && <HoldOne run={run} line={line} held={held} />}
    </section>
  );
}
