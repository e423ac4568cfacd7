import { Button } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { useDone } from "../../parts/Done.tsx";
import { Page } from "../../parts/Page.tsx";
import { State } from "../../parts/State.tsx";
import { useGo } from "../../shell/going.ts";
import { may, useLedger, useMay, useMe } from "../../shell/session.ts";
import { useAgencyActs, useLeaving, type Leaving as Row } from "./questions.ts";
import { useCaseWords } from "./words.ts";
import { WordsDialog } from "./WordsDialog.tsx";

function useColumns(isHeadOffice: boolean, object: (row: Row) => void): readonly Column<Row>[] {
  const { t, dayOf, momentOf, whoOf, clinicOf } = useCaseWords();
  const who = useMe();
  const clinic: Column<Row> = {
    key: "clinic",
    head: t("cases.clinic"),
    cell: (row) => <span className="kv-clip">{clinicOf(row.ledgerId)}</span>,
    spare: true,
  };
  const act: Column<Row> = {
    key: "act",
    head: "",
    cell: (row) =>
      may(who, "desk.object", row.ledgerId) && (
        <Button variant="default" size="compact-sm" onClick={() => object(row)}>
          {t("cases.leaving.object")}
        </Button>
      ),
  };
  return [
    { key: "who", head: t("cases.payer"), cell: (row) => (row.payer ? whoOf(row.payer) : "–"), fill: true },
    ...(isHeadOffice ? [clinic] : []),
    {
      key: "bill",
      head: t("cases.bill"),
      cell: (row) => <span className="kv-mono">{row.number ?? "–"}</span>,
      spare: true,
    },
    { key: "listed", head: t("cases.leaving.listed"), cell: (row) => dayOf(row.listedOn), spare: true },
    {
      key: "told",
      head: t("cases.leaving.told"),
      cell: (row) => (row.toldAt ? momentOf(row.toldAt) : <State tone="due">{t("cases.leaving.untold")}</State>),
      spare: true,
    },
    { key: "on", head: t("cases.leaving.on"), cell: (row) => <strong>{dayOf(row.leavesOn)}</strong> },
    { key: "left", head: t("cases.left"), number: true, cell: (row) => <Amount minor={row.openMinor} /> },
    ...(may(who, "desk.object") ? [act] : []),
  ];
}

/** The stop-list: who leaves to the agency on which day, and the no that may be said until then. */
export function Leaving({ views }: { readonly views: ReactNode }) {
  const { t } = useCaseWords();
  const go = useGo();
  const tell = useDone();
  const { id } = useLedger();
  const isHeadOffice = useMay("desk.read");
  const found = useLeaving(id, isHeadOffice);
  const [asking, ask] = useState<Row | undefined>();
  const { object } = useAgencyActs();
  const columns = useColumns(isHeadOffice, ask);
  const rows = found.data?.pages.flatMap(({ items }) => items) ?? [];
  const count = found.data?.pages[0]?.cases ?? 0;
  const lead = count > 0 ? t("cases.leaving.lead", { count }) : t("cases.leaving.leadNone");
  return (
    <Page title={t("cases.title")} lead={lead} help={t("cases.leaving.help")}>
      {views}
      <Asked of={found} height={300}>
        {() =>
          rows.length > 0 && (
            <DataTable
              label={t("cases.view.leaving")}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.id}
              onOpen={({ itemId, ledgerId }) => go(`/cases/${itemId}`, { ledger: ledgerId })}
              hasMore={found.hasNextPage}
              loadMore={() => void found.fetchNextPage()}
              loadingMore={found.isFetchingNextPage}
            />
          )
        }
      </Asked>
      <WordsDialog
        opened={asking !== undefined}
        close={() => ask(undefined)}
        title={t("cases.leaving.objectTitle")}
        field={t("cases.decide.why")}
        label={t("cases.leaving.object")}
        act={(words) =>
          object.mutate(
            { caseId: asking!.id, words },
            {
              onSuccess: () => {
                ask(undefined);
                tell(t("cases.leaving.objected"));
              },
            },
          )
        }
        busy={object.isPending}
        error={object.error}
      >
        <p>{t("cases.leaving.objectMeans")}</p>
      </WordsDialog>
    </Page>
  );
}
