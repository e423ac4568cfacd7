import "./files.css";
import { Button, NativeSelect } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { Page } from "../../parts/Page.tsx";
import { State } from "../../parts/State.tsx";
import { useFilesWaiting, useMay } from "../../shell/session.ts";
import { Alarms } from "./Alarms.tsx";
import { useFiles, type FileRow, type FileState } from "./questions.ts";
import { Upload } from "./Upload.tsx";
import { byThemselves, TONES, useFileWords } from "./words.ts";

const STATES = Object.keys(TONES) as FileState[];

function useColumns(): readonly Column<FileRow>[] {
  const { t, momentOf, countOf, formatOf, broughtBy, explained } = useFileWords();
  const some = (number: number) => (number === 0 ? "" : countOf(number));
  return [
    { key: "received", head: t("field.received"), cell: (file) => momentOf(file.receivedAt) },
    { key: "format", head: t("field.file"), cell: formatOf },
    {
      key: "state",
      head: t("field.state"),
      cell: (file) => (
        <State tone={TONES[file.state]}>
          <Explain of={explained(file)}>{t(`fileState.${file.state}`)}</Explain>
        </State>
      ),
    },
    { key: "payments", head: t("files.payments"), number: true, spare: true, cell: (file) => some(file.payments) },
    {
      key: "sum",
      head: t("field.amount"),
      number: true,
      spare: true,
      cell: (file) => (file.payments === 0 ? "" : <Amount minor={file.amountMinor} />),
    },
    {
      key: "placed",
      head: t("files.byThemselves"),
      number: true,
      spare: true,
      cell: (file) => some(byThemselves(file)),
    },
    { key: "waiting", head: t("files.waiting"), number: true, cell: (file) => some(file.waiting) },
    {
      key: "problems",
      head: t("files.problems"),
      number: true,
      spare: true,
      cell: (file) => some(file.totals.problemCount),
    },
    { key: "by", head: t("files.from"), spare: true, cell: broughtBy },
  ];
}

/** Files of one state or of all; it stands in the address. */
function useNarrowing() {
  const navigate = useNavigate();
  return (state: string | undefined) => void navigate({ to: ".", search: (old) => ({ ...old, state }) });
}

function Filter({ state }: { readonly state: FileState | undefined }) {
  const { t } = useFileWords();
  const narrow = useNarrowing();
  return (
    <NativeSelect
      label={t("field.state")}
      w={260}
      value={state ?? ""}
      onChange={({ currentTarget: { value } }) => narrow(value || undefined)}
      data={[
        { value: "", label: t("files.allStates") },
        ...STATES.map((value) => ({ value, label: t(`fileState.${value}`) })),
      ]}
    />
  );
}

/** The inbox of the bank's files, and what happened to each. */
export function Files() {
  const { t } = useFileWords();
  const navigate = useNavigate();
  const columns = useColumns();
  const search = useSearch({ strict: false });
  const state = STATES.find((each) => each === search.state);
  const narrow = useNarrowing();
  const files = useFiles(state);
  const rows = files.data?.pages.flatMap((page) => page.items) ?? [];
  const waiting = useFilesWaiting();
  const lead =
    !files.data || waiting === undefined
      ? t("files.title")
      : rows.length === 0
        ? t(state ? "files.noneSo" : "files.none")
        : waiting > 0
          ? t("files.lead", { count: waiting })
          : t("files.allDone");
  return (
    <Page title={t("files.title")} lead={lead} help={t("files.help")}>
      <div className="kv-files">
        <Alarms />
        <div className="kv-files-top">
          <Filter state={state} />
          {useMay("bankFiles.upload") && <Upload />}
        </div>
        <Asked of={files} height={480}>
          {() =>
            rows.length === 0 ? (
              state && (
                <p className="kv-card kv-empty">
                  <Button variant="default" onClick={() => narrow(undefined)}>
                    {t("files.allStates")}
                  </Button>
                </p>
              )
            ) : (
              <DataTable
                label={t("files.title")}
                columns={columns}
                rows={rows}
                rowKey={(file) => file.id}
                hasMore={files.hasNextPage}
                loadMore={() => void files.fetchNextPage()}
                loadingMore={files.isFetchingNextPage}
                onOpen={({ id }) =>
                  void navigate({
                    to: "/files/$fileId",
                    params: { fileId: id },
                    search: (old) => ({ ledger: old.ledger }),
                  })
                }
              />
            )
          }
        </Asked>
      </div>
    </Page>
  );
}
