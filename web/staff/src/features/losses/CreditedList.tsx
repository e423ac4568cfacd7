import { NativeSelect } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { DateInput } from "../../parts/DateInput.tsx";
import { State } from "../../parts/State.tsx";
import type { Search } from "../../address.ts";
import { KINDS, useCredited, type Credited, type Days, type Kind } from "./questions.ts";
import { useLossWords } from "./words.ts";

function Filter({ days, kind }: { readonly days: Days; readonly kind: Kind | undefined }) {
  const { t } = useLossWords();
  const navigate = useNavigate();
  const to = (change: Search) =>
    void navigate({ to: "/losses", replace: true, search: (old) => ({ ...old, ...change }) });
  return (
    <form className="kv-filter" role="search" onSubmit={(event) => event.preventDefault()}>
      <DateInput label={t("loss.from")} value={days.fromOn} onChange={(from) => from && to({ from })} />
      <DateInput label={t("loss.to")} value={days.toOn} onChange={(until) => until && to({ to: until })} />
      <NativeSelect
        label={t("field.kind")}
        value={kind ?? ""}
        data={[
          { value: "", label: t("loss.all") },
          ...KINDS.map((value) => ({ value, label: t(`loss.kind.${value}`) })),
        ]}
        onChange={(event) => to({ kind: event.currentTarget.value || undefined })}
      />
    </form>
  );
}

/** Whose it was: the patient, else the payer. */
function Whose({ of }: { readonly of: Credited }) {
  const { t } = useLossWords();
  const party = of.patient ?? of.payer;
  if (!party) return <>–</>;
  return (
    <Link to="/parties/$partyId" params={{ partyId: party.id }} search={() => ({ ledger: of.ledgerId })}>
      {party.name || t("common.customer", { number: String(party.customerNo) })}
    </Link>
  );
}

function ApprovedBy({ of }: { readonly of: Credited }) {
  const { t } = useLossWords();
  if (of.unapproved) return <State tone="overdue">{t("loss.unapproved")}</State>;
  const as = of.approvedAs ? t(`role.${of.approvedAs as "cfo"}`) : "";
  return (
    <>
      {of.approvedByName ?? as} {of.alone && <State tone="held">{t("loss.alone")}</State>}
    </>
  );
}

function useColumns(): readonly Column<Credited>[] {
  const { t, dayOf } = useLossWords();
  return [
    { key: "day", head: t("field.day"), cell: (row) => dayOf(row.bookedOn) },
    { key: "kind", head: t("field.kind"), cell: (row) => t(`loss.kind.${row.kind}`) },
    { key: "number", head: t("field.number"), cell: (row) => <span className="kv-mono">{row.number ?? "–"}</span> },
    { key: "whose", head: t("approvals.patient"), cell: (row) => <Whose of={row} />, fill: true },
    { key: "asked", head: t("approvals.askedBy"), cell: (row) => row.madeByName ?? "–" },
    { key: "approved", head: t("approvals.approvedBy"), cell: (row) => <ApprovedBy of={row} /> },
    {
      key: "amount",
      head: t("field.amount"),
      number: true,
      cell: (row) => <Amount minor={row.kind === "lossRecovered" ? -row.amountMinor : row.amountMinor} />,
    },
  ];
}

/** Every credit and loss of some days, whoever made it: what nobody approved is marked. */
export function CreditedList({ days, kind }: { readonly days: Days; readonly kind: Kind | undefined }) {
  const { t } = useLossWords();
  const found = useCredited(days, kind);
  const columns = useColumns();
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Filter days={days} kind={kind} />
      <Asked of={found} height={360}>
        {() =>
          rows.length === 0 ? (
            <p className="kv-card kv-empty">{t("loss.none")}</p>
          ) : (
            <DataTable
              label={t("loss.view.list")}
              columns={columns}
              rows={rows}
              rowKey={(row) => `${row.kind} ${row.id}`}
              hasMore={found.hasNextPage}
              loadMore={() => void found.fetchNextPage()}
              loadingMore={found.isFetchingNextPage}
            />
          )
        }
      </Asked>
    </>
  );
}
