import { NativeSelect } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { LEVELS, useFollowUpWords } from "../../parts/follow-up/words.ts";
import { useNarrow } from "../../parts/narrow.ts";
import { Page } from "../../parts/Page.tsx";
import { State } from "../../parts/State.tsx";
import { useGo } from "../../shell/going.ts";
import { useLedger } from "../../shell/session.ts";
import { useCases, type CaseRow } from "./questions.ts";
import { Bill, Payer } from "./Whom.tsx";

/** Where the case stands: what stops it, else the last step. */
function Stands({ of }: { readonly of: CaseRow }) {
  const { t, dayOf, levelOf } = useFollowUpWords();
  if (of.disputedSince)
    return <State tone="held">{t("followUp.cases.disputed", { day: dayOf(of.disputedSince) })}</State>;
  if (of.heldUntil) return <State tone="held">{t("followUp.cases.held", { day: dayOf(of.heldUntil) })}</State>;
  if (!of.lastLevel || !of.lastTakenOn) return <>–</>;
  return (
    <State tone={of.lastLevel === "headOffice" || of.lastLevel === "agency" ? "overdue" : "due"}>
      {t("followUp.cases.taken", { level: levelOf(of.lastLevel), day: dayOf(of.lastTakenOn) })}
    </State>
  );
}

function useColumns(): readonly Column<CaseRow>[] {
  const { t, dayOf } = useFollowUpWords();
  const left: Column<CaseRow> = {
    key: "left",
    head: t("followUp.left"),
    number: true,
    cell: (row) => <Amount minor={row.openMinor} />,
  };
  const both = (row: CaseRow) => (
    <div className="kv-follow-narrow">
      <Payer of={row.payer} />
      <div>
        <Stands of={row} />
      </div>
    </div>
  );
  if (useNarrow()) return [{ key: "who", head: t("followUp.payer"), cell: both }, left];
  return [
    { key: "who", head: t("followUp.payer"), cell: (row) => <Payer of={row.payer} />, fill: true },
    { key: "bill", head: t("followUp.invoice"), cell: (row) => <Bill of={row.bill} /> },
    { key: "due", head: t("field.due"), cell: (row) => dayOf(row.dueOn) },
    { key: "stands", head: t("followUp.cases.last"), cell: (row) => <Stands of={row} /> },
    left,
  ];
}

/** Claims that are followed up and still owed; Enter opens the invoice, where each case stands whole. */
export function Cases({ views }: { readonly views: ReactNode }) {
  const { t, levelOf } = useFollowUpWords();
  const navigate = useNavigate();
  const go = useGo();
  const asked = useSearch({ strict: false }).state;
  const level = LEVELS.find((each) => each === asked);
  const found = useCases(useLedger().id, level);
  const columns = useColumns();
  const choose = (state: string) =>
    void navigate({ to: "/follow-up", search: (old) => ({ ...old, state: state || undefined }), replace: true });
  const levels = LEVELS.map((value) => ({ value, label: levelOf(value) }));
  return (
    <Page title={t("followUp.title")} lead={t("followUp.lead.cases")} help={t("followUp.cases.help")}>
      {views}
      <div className="kv-filter">
        <NativeSelect
          label={t("followUp.cases.level")}
          value={level ?? ""}
          data={[{ value: "", label: t("followUp.cases.allLevels") }, ...levels]}
          onChange={(event) => choose(event.currentTarget.value)}
        />
      </div>
      <Asked of={found} height={420}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.items);
          if (rows.length === 0) return <p className="kv-card kv-empty">{t("followUp.cases.none")}</p>;
          return (
            <DataTable
              label={t("followUp.view.cases")}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.itemId}
              onOpen={({ bill, payer }) => go(bill ? `/invoices/${bill.invoiceId}` : `/parties/${payer.id}`)}
              hasMore={found.hasNextPage}
              loadMore={() => void found.fetchNextPage()}
              loadingMore={found.isFetchingNextPage}
            />
          );
        }}
      </Asked>
    </Page>
  );
}
