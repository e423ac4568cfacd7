import "./runs.css";
import { NativeSelect } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { day } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { Page } from "../../parts/Page.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { NewRun } from "./NewRun.tsx";
import { useRuns, type Run } from "./run-questions.ts";
import { kindInWords, lineCount, RUN_KINDS, RUN_STATES, standsInList } from "./run-words.ts";
import { RunStanding } from "./RunStanding.tsx";
import { When } from "./When.tsx";

function useColumns(): readonly Column<Run>[] {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return [
    { key: "kind", head: t("field.kind"), cell: (run) => kindInWords(run.kind, t) },
    { key: "asOf", head: t("field.asOf"), cell: (run) => day(run.asOf, language) },
    { key: "lines", head: t("field.lines"), number: true, spare: true, cell: (run) => lineCount(run) || "–" },
    {
      key: "amount",
      head: t("field.amount"),
      number: true,
      cell: ({ totals: { amountMinor } }) => (amountMinor === undefined ? "–" : <Amount minor={amountMinor} />),
    },
    {
      key: "state",
      head: t("field.state"),
      cell: (run) => <RunStanding run={run} standing={standsInList(run)} />,
    },
    { key: "by", head: t("runs.madeBy"), spare: true, cell: (run) => run.madeByName ?? t("runs.program") },
    { key: "at", head: t("runs.madeAt"), spare: true, cell: (run) => <When at={run.madeAt} /> },
  ];
}

/** Which runs are shown: kind and state stand in the address. */
function Filter() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { kind, state } = useSearch({ strict: false });
  const to = (changed: { kind?: string | undefined; state?: string | undefined }) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...changed }), replace: true });
  return (
    <div className="kv-run-filter">
      <NativeSelect
        label={t("field.kind")}
        data={[
          { value: "", label: t("runs.all") },
          ...RUN_KINDS.slice(0, 2).map((value) => ({ value, label: t(`runs.kind.${value}`) })),
        ]}
        value={kind ?? ""}
        onChange={({ currentTarget: { value } }) => to({ kind: value || undefined })}
      />
      <NativeSelect
        label={t("field.state")}
        data={[
          { value: "", label: t("runs.all") },
          ...RUN_STATES.filter((each) => each !== "expired").map((value) => ({
            value,
            label: t(`runs.state.${value}`),
          })),
        ]}
        value={state ?? ""}
        onChange={({ currentTarget: { value } }) => to({ state: value || undefined })}
      />
    </div>
  );
}

function RunList() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const ledger = useLedger();
  const { kind, state } = useSearch({ strict: false });
  const wanted = RUN_STATES.find((each) => each === state);
  const found = useRuns(ledger.id, kind, wanted);
  const columns = useColumns();
  return (
    <section aria-label={t("runs.list")}>
      <Filter />
      <Asked of={found}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.items);
          if (rows.length === 0) return <p className="kv-card kv-run-empty">{t("runs.none")}</p>;
          return (
            <DataTable
              label={t("runs.list")}
              columns={columns}
              rows={rows}
              rowKey={(run) => run.id}
              hasMore={found.hasNextPage}
              loadMore={() => void found.fetchNextPage()}
              loadingMore={found.isFetchingNextPage}
              onOpen={(run) =>
                void navigate({
                  to: "/runs/$proposalId",
                  params: { proposalId: run.id },
                  search: { ledger: ledger.id },
                })
              }
            />
          );
        }}
      </Asked>
    </section>
  );
}

/** Every batch of the ledger: what waits to be made, what waits to be decided, what was done. */
export function Runs() {
  const { t } = useTranslation();
  const ledger = useLedger();
  const waits = useRuns(ledger.id, undefined, "open").data?.pages[0]?.items.length;
  const lead = waits === undefined ? t("runs.title") : t("runs.leadList", { count: waits });
  return (
    <Page title={t("runs.title")} lead={waits === 0 ? t("runs.leadNone") : lead} help={t("runs.help")}>
      <NewRun />
      <RunList />
    </Page>
  );
}
