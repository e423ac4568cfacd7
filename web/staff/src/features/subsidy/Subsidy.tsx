import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Amount } from "../../parts/Amount.tsx";
import type { Column } from "../../parts/DataTable.tsx";
import { DossierDialog } from "../../parts/dossier/DossierDialog.tsx";
import { DutyList, type Act } from "../../parts/DutyList.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { useNarrow } from "../../parts/narrow.ts";
import { Page } from "../../parts/Page.tsx";
import { State } from "../../parts/State.tsx";
import { useGo } from "../../shell/going.ts";
import { ledgers, may, useLedger, useMay, useMe, type Action } from "../../shell/session.ts";
import { ExplainDialog } from "./ExplainDialog.tsx";
import { PayoutDialog } from "./PayoutDialog.tsx";
import { STATES, useBoard, useBoardAsked, type Board, type BoardAsked, type Row } from "./questions.ts";
import "./subsidy.css";
import { TONES, useSubsidyWords } from "./words.ts";

function Who({ of }: { readonly of: Row }) {
  const { whoOf } = useSubsidyWords();
  return (
    <Link to="/parties/$partyId" params={{ partyId: of.partyId }} search={{ ledger: of.ledgerId }}>
      {whoOf(of)}
    </Link>
  );
}

function Bill({ of }: { readonly of: Row }) {
  return (
    <Link to="/invoices/$invoiceId" params={{ invoiceId: of.invoiceId }} search={{ ledger: of.ledgerId }}>
      <span className="kv-mono">{of.number}</span>
    </Link>
  );
}

/** Where the proof stands, and what of the bill says so. */
function Proof({ of }: { readonly of: Row }) {
  const { t, dayOf, amountOf, measureOf, daysOf } = useSubsidyWords();
  const { state, byOn, notes } = of;
  const rule = [
    { label: t("field.due"), value: dayOf(of.dueOn) },
    { label: t("subsidy.patientPart"), value: amountOf(of.patientMinor) },
    { label: t("subsidy.statePart"), value: amountOf(of.stateMinor) },
    { label: t("subsidy.stateOpen"), value: amountOf(of.stateOpenMinor) },
    ...(of.measure === null ? [] : [{ label: t("subsidy.measureHead"), value: measureOf(of) }]),
    ...(byOn === null ? [] : [{ label: t("subsidy.by"), value: `${dayOf(byOn)}, ${daysOf(of)}` }]),
    ...notes.map(({ words }) => ({ label: t("subsidy.words"), value: words ?? t("subsidy.erased") })),
  ];
  return (
    <State tone={TONES[state]}>
      <Explain
        of={{ title: t(`subsidy.state.${state}`), sentence: t(`subsidy.why.${state}`), rule, law: t("subsidy.law") }}
      >
        {notes.length > 0 && state === "gap" ? t("subsidy.gapExplained") : t(`subsidy.state.${state}`)}
      </Explain>
    </State>
  );
}

function useColumns(names: Board["names"]): readonly Column<Row>[] {
  const { t, measureOf, daysOf } = useSubsidyWords();
  const clinicOf = ({ ledgerId }: Row) => names.get(ledgerId);
  const amount: Column<Row> = {
    key: "amount",
    head: t("subsidy.statePart"),
    number: true,
    cell: (row) => <Amount minor={row.stateMinor} />,
  };
  const all = (row: Row) => (
    <div className="kv-subsidy-narrow">
      <Who of={row} />
      <div>
        <Proof of={row} />
      </div>
      {clinicOf(row) && <div className="kv-why">{clinicOf(row)}</div>}
      {row.measure !== null && <div className="kv-why">{daysOf(row)}</div>}
    </div>
  );
  if (useNarrow()) return [{ key: "who", head: t("approvals.patient"), cell: all }, amount];
  const clinic: Column<Row> = { key: "clinic", head: t("headOffice.clinic"), spare: true, cell: clinicOf };
  return [
    { key: "who", head: t("approvals.patient"), cell: (row) => <Who of={row} />, fill: true },
    ...(names.size > 0 ? [clinic] : []),
    { key: "bill", head: t("subsidy.bill"), cell: (row) => <Bill of={row} /> },
    { key: "state", head: t("subsidy.proof"), cell: (row) => <Proof of={row} /> },
    { key: "measure", head: t("subsidy.measureHead"), cell: (row) => measureOf(row) },
    {
      key: "days",
      head: t("subsidy.daysHead"),
      number: true,
      cell: (row) => (row.measure === null ? "–" : daysOf(row)),
    },
    amount,
  ];
}

function useLead(board: Board | undefined, { ledgerId }: BoardAsked): string {
  const { t, amountOf } = useSubsidyWords();
  if (!board) return t("nav.subsidy");
  if (!board.isHere) return t(ledgerId ? "subsidy.notHere" : "subsidy.nowhere");
  const [gap, inProcess] = [board.sums[0]!, board.sums[1]!];
  const open = { process: amountOf(inProcess.stateMinor) };
  if (gap.invoices === 0) return inProcess.invoices === 0 ? t("subsidy.leadNone") : t("subsidy.leadSafe", open);
  return t("subsidy.lead", { count: gap.invoices, amount: amountOf(gap.stateMinor), ...open });
}

/** This ledger, or all whose country has such support; who has one ledger is not asked. */
function Scope({ board }: { readonly board: Board | undefined }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { scope } = useSearch({ strict: false });
  const several = (useQuery(ledgers).data?.items.length ?? 1) > 1;
  // Where there is no such support there is nothing to choose, but the way back from all.
  if (!several || (scope !== "all" && board?.isHere !== true)) return null;
  const change = (all: boolean) =>
    void navigate({
      to: "/subsidy",
      replace: true,
      search: (old) => ({ ...old, scope: all ? "all" : undefined, currency: undefined }),
    });
  return (
    <NativeSelect
      label={t("home.scope")}
      value={scope === "all" ? "all" : ""}
      data={[
        { value: "", label: t("home.thisLedger") },
        { value: "all", label: t("subsidy.allLedgers") },
      ]}
      onChange={({ currentTarget: { value } }) => change(value === "all")}
    />
  );
}

/** Which states are listed; all that are not paid unless one is chosen. */
function States({ board }: { readonly board: Board | undefined }) {
  const { t, countOf } = useSubsidyWords();
  const { state } = useSearch({ strict: false });
  const navigate = useNavigate();
  const labelOf = (each: (typeof STATES)[number]) => {
    const sum = board?.sums.find((one) => one.state === each);
    return sum ? `${t(`subsidy.state.${each}`)} (${countOf(sum.invoices)})` : t(`subsidy.state.${each}`);
  };
  return (
    <NativeSelect
      label={t("subsidy.proof")}
      value={state ?? ""}
      data={[{ value: "", label: t("subsidy.unpaid") }, ...STATES.map((value) => ({ value, label: labelOf(value) }))]}
      onChange={({ currentTarget: { value } }) =>
        void navigate({ to: "/subsidy", replace: true, search: (old) => ({ ...old, state: value || undefined }) })
      }
    />
  );
}

/** What may be done with a row, in its own ledger. */
function useActs(open: {
  readonly explain: (row: Row) => void;
  readonly dossier: (row: Row) => void;
}): readonly Act<Row>[] {
  const { t } = useSubsidyWords();
  const who = useMe();
  const mayNot = (action: Action) => (row: Row) => !may(who, action, row.ledgerId);
  const noWords = (row: Row) => row.state !== "gap" || mayNot("stateSupport.explain")(row);
  const noPapers = mayNot("dossiers.export");
  return [
    { key: "n", label: t("subsidy.explain"), act: (row) => !noWords(row) && open.explain(row), off: noWords },
    { key: "v", label: t("dossier.open"), act: (row) => !noPapers(row) && open.dossier(row), off: noPapers },
  ];
}

/** The state's share of bills that could be lost, worst first: what is missing, and how long there is (N-15). */
export function Subsidy() {
  const { t, amountOf, measureOf, daysOf } = useSubsidyWords();
  const { id } = useLedger();
  const asked = useBoardAsked();
  const found = useBoard(asked);
  const go = useGo();
  const board = found.data?.pages[0];
  const files = useMay("stateSupport.file", id) && board?.isHere === true && asked.ledgerId !== undefined;
  const [filing, setFiling] = useState(false);
  const [explaining, setExplaining] = useState<Row | undefined>();
  const [dossierOf, setDossierOf] = useState<Row | undefined>();
  const acts = useActs({ explain: setExplaining, dossier: setDossierOf });
  const columns = useColumns(board?.names ?? new Map());
  const why = (row: Row) =>
    [
      t(`subsidy.risk.${row.state}`, { amount: amountOf(row.stateMinor), number: row.number }),
      ...(row.measure === null ? [] : [`${measureOf(row)}, ${daysOf(row)}.`]),
      ...row.notes.slice(0, 1).map(({ words }) => t("subsidy.said", { words: words ?? t("subsidy.erased") })),
    ].join(" ");
  return (
    <Page
      title={t("nav.subsidy")}
      lead={useLead(board, asked)}
      help={t("subsidy.help")}
      acts={
        files && (
          <Button variant="default" onClick={() => setFiling(true)}>
            {t("subsidy.payout.file")}
          </Button>
        )
      }
    >
      <div className="kv-filter">
        <Scope board={board} />
        {board?.isHere !== false && <States board={board} />}
      </div>
      <DutyList
        of={found}
        label={t("nav.subsidy")}
        columns={columns}
        rowKey={(row) => row.invoiceId}
        onOpen={({ invoiceId, ledgerId }) => go(`/invoices/${invoiceId}`, { ledger: ledgerId })}
        why={why}
        acts={acts}
        done={
          board?.isHere === false
            ? { said: t(asked.ledgerId ? "subsidy.notHere" : "subsidy.nowhere"), next: t("subsidy.notHereNext") }
            : { said: t("subsidy.none"), next: t("subsidy.noneNext") }
        }
      />
      <DossierDialog
        of={dossierOf && { id: dossierOf.invoiceId, number: dossierOf.number, ledgerId: dossierOf.ledgerId }}
        close={() => setDossierOf(undefined)}
      />
      {files && <PayoutDialog opened={filing} close={() => setFiling(false)} />}
      <ExplainDialog row={explaining} close={() => setExplaining(undefined)} />
    </Page>
  );
}
