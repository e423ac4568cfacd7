import { NativeSelect } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { LEVELS } from "../../parts/follow-up/words.ts";
import { useNarrow } from "../../parts/narrow.ts";
import { Page } from "../../parts/Page.tsx";
import { State } from "../../parts/State.tsx";
import { useLedger, useMay, useMe } from "../../shell/session.ts";
import { AGENCY_STATES, useDesk, type DeskRow, type Narrowed } from "./questions.ts";
import { useCaseWords } from "./words.ts";

/** What is next and when; red once it should have happened. */
function Next({ of }: { readonly of: DeskRow }) {
  const { t, dayOf } = useCaseWords();
  const { today } = useLedger();
  if (of.isOverdue) return <State tone="overdue">{t("cases.late", { day: dayOf(of.decideBy) })}</State>;
  if (of.nextAction && of.nextOn) {
    const said = t("cases.nextOn", { action: t(`cases.action.${of.nextAction}`), day: dayOf(of.nextOn) });
    return <State tone={of.nextOn < today ? "overdue" : "due"}>{said}</State>;
  }
  if (of.decision && of.decidedOn) return <>{t(`cases.action.${of.decision}`)}</>;
  return <State tone="due">{t("cases.decideBy", { day: dayOf(of.decideBy) })}</State>;
}

function Asking({ of: { unanswered } }: { readonly of: DeskRow }) {
  const { t } = useCaseWords();
  return unanswered > 0 && <div className="kv-why">{t("cases.asked", { count: unanswered })}</div>;
}

function useColumns(isHeadOffice: boolean): readonly Column<DeskRow>[] {
  const { t, dayOf, levelOf, clinicOf } = useCaseWords();
  const left: Column<DeskRow> = {
    key: "left",
    head: t("cases.left"),
    number: true,
    cell: (row) => <Amount minor={row.openMinor} />,
  };
  /** The last step, or how the case stands with the agency once it is there. */
  const reachedBy = ({ agencyState, lastLevel }: DeskRow) =>
    agencyState ? t(`cases.agencyState.${agencyState}`) : levelOf(lastLevel);
  const who = (row: DeskRow) => (
    <>
      <strong>{row.payer.name}</strong>
      <Asking of={row} />
    </>
  );
  if (useNarrow())
    return [
      {
        key: "who",
        head: t("cases.payer"),
        cell: (row) => (
          <>
            {who(row)}
            <div>
              <Next of={row} />
            </div>
          </>
        ),
      },
      left,
    ];
  return [
    { key: "who", head: t("cases.payer"), cell: who, fill: !isHeadOffice },
    { key: "bill", head: t("cases.bill"), cell: (row) => <span className="kv-mono">{row.bill?.number ?? "–"}</span> },
    ...(isHeadOffice
      ? [
          {
            key: "clinic",
            head: t("cases.clinic"),
            fill: true,
            cell: (row: DeskRow) => <span className="kv-clip">{clinicOf(row.ledgerId)}</span>,
          },
        ]
      : []),
    { key: "level", head: t("cases.level"), cell: (row) => `${reachedBy(row)}, ${dayOf(row.cameOn)}` },
    { key: "owner", head: t("cases.owner"), cell: (row) => row.ownerName ?? t("cases.nobody") },
    { key: "next", head: t("cases.next"), cell: (row) => <Next of={row} /> },
    left,
  ];
}

/** What of the list is shown, as the address says. */
function useNarrowed(): Narrowed {
  const { by, kind, state, side } = useSearch({ strict: false });
  const { userId } = useMe();
  const level = LEVELS.find((each) => each === state);
  const agencyState = AGENCY_STATES.find((each) => each === side);
  return {
    ...(by === "mine" ? { owner: userId } : by === "nobody" ? { owner: "nobody" } : {}),
    ...(kind === "overdue" ? { overdue: "yes" } : {}),
    ...(level ? { level } : {}),
    ...(agencyState ? { agencyState } : {}),
  };
}

function Filter() {
  const { t, levelOf } = useCaseWords();
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const all = { value: "", label: t("cases.filter.all") };
  const field = (
    name: "by" | "kind" | "state" | "side",
    label: string,
    data: readonly { readonly value: string; readonly label: string }[],
  ) => (
    <NativeSelect
      label={label}
      value={search[name] ?? ""}
      data={[all, ...data]}
      onChange={({ currentTarget: { value } }) =>
        void navigate({ to: "/cases", search: (old) => ({ ...old, [name]: value || undefined }), replace: true })
      }
    />
  );
  return (
    <div className="kv-filter">
      {field("by", t("cases.filter.owner"), [
        { value: "mine", label: t("cases.filter.mine") },
        { value: "nobody", label: t("cases.filter.nobody") },
      ])}
      {field("kind", t("cases.filter.late"), [{ value: "overdue", label: t("cases.filter.overdue") }])}
      {field(
        "state",
        t("cases.filter.level"),
        (["headOffice", "agency"] as const).map((value) => ({ value, label: levelOf(value) })),
      )}
      {field(
        "side",
        t("cases.filter.agency"),
        AGENCY_STATES.map((value) => ({ value, label: t(`cases.agencyState.${value}`) })),
      )}
    </div>
  );
}

/** The cases, the worst first: of all clinics for head office, of its own for a clinic. */
export function CaseList({ views }: { readonly views: ReactNode }) {
  const { t } = useCaseWords();
  const navigate = useNavigate();
  const { id } = useLedger();
  const isHeadOffice = useMay("desk.read");
  const found = useDesk(id, isHeadOffice, useNarrowed());
  const columns = useColumns(isHeadOffice);
  const open = ({ itemId, ledgerId }: DeskRow) =>
    void navigate({ to: "/cases/$itemId", params: { itemId }, search: { ledger: ledgerId } });
  return (
    <Page title={t("cases.title")} lead={t("cases.lead")} help={t("cases.help")}>
      {views}
      <Filter />
      <Asked of={found} height={420}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.items);
          if (rows.length === 0) return <p className="kv-card kv-empty">{t("cases.none")}</p>;
          return (
            <DataTable
              label={t("cases.title")}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.itemId}
              onOpen={open}
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
