import type { ReactNode } from "react";
import { useState } from "react";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Page } from "../../parts/Page.tsx";
import { useLedger, useMay } from "../../shell/session.ts";
import { CallDialog } from "./CallDialog.tsx";
import { useCalls, type Call } from "./questions.ts";
import { useCaseWords } from "./words.ts";

function useColumns(): readonly Column<Call>[] {
  const { t, dayOf, levelOf } = useCaseWords();
  return [
    { key: "who", head: t("cases.payer"), cell: (row) => <strong>{row.payer.name}</strong>, fill: true },
    {
      key: "bill",
      head: t("cases.bill"),
      cell: (row) => <span className="kv-mono">{row.bill?.number ?? "–"}</span>,
      spare: true,
    },
    {
      key: "why",
      head: t("cases.calls.why"),
      cell: (row) => `${t(`cases.calls.reason.${row.reason}`)}, ${dayOf(row.since)}`,
    },
    { key: "level", head: t("cases.level"), cell: (row) => levelOf(row.lastLevel), spare: true },
    { key: "phone", head: t("cases.calls.phone"), cell: (row) => row.phone ?? t("cases.calls.noPhone"), spare: true },
    { key: "left", head: t("cases.left"), number: true, cell: (row) => <Amount minor={row.openMinor} /> },
  ];
}

/** Whom to telephone today, and why: `n` or Enter opens the call (S3-28). */
export function Calls({ views }: { readonly views: ReactNode }) {
  const { t } = useCaseWords();
  const { id } = useLedger();
  const found = useCalls(id);
  const columns = useColumns();
  const may = useMay("followUp.register", id);
  const [at, choose] = useState<string | undefined>();
  const [calling, call] = useState<Call | undefined>();
  const items = found.data?.items ?? [];
  const row = items.find(({ itemId }) => itemId === at) ?? items[0];
  useKeys([{ key: "n", label: t("cases.calls.act"), off: !may || !row, act: () => call(row) }]);
  const lead = items.length > 0 ? t("cases.calls.lead", { count: items.length }) : t("cases.calls.leadNone");
  return (
    <Page title={t("cases.title")} lead={lead} help={t("cases.calls.help")}>
      {views}
      <Asked of={found} height={300}>
        {(known) =>
          known.items.length > 0 && (
            <DataTable
              label={t("cases.view.calls")}
              columns={columns}
              rows={known.items}
              rowKey={({ itemId }) => itemId}
              selectedKey={at}
              onSelect={({ itemId }) => choose(itemId)}
              onOpen={may ? call : undefined}
            />
          )
        }
      </Asked>
      {calling && <CallDialog of={calling} close={() => call(undefined)} />}
    </Page>
  );
}
