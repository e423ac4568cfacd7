import { Button, NativeSelect } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { Amount } from "../../parts/Amount.tsx";
import type { Column } from "../../parts/DataTable.tsx";
import { DossierDialog } from "../../parts/dossier/DossierDialog.tsx";
import { DutyList, type Act } from "../../parts/DutyList.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { useNarrow } from "../../parts/narrow.ts";
import { Page } from "../../parts/Page.tsx";
import { State } from "../../parts/State.tsx";
import { useGo } from "../../shell/going.ts";
import { useLedger, useMay } from "../../shell/session.ts";
import { ExplainDialog } from "./ExplainDialog.tsx";
import { PayoutDialog } from "./PayoutDialog.tsx";
import { STATES, useBoard, type Board, type Row } from "./questions.ts";
import "./subsidy.css";
import { TONES, useSubsidyWords } from "./words.ts";

function Who({ of }: { readonly of: Row }) {
  const { whoOf } = useSubsidyWords();
  return (
    <Link to="/parties/$partyId" params={{ partyId: of.partyId }} search={(old) => ({ ledger: old.ledger })}>
      {whoOf(of)}
    </Link>
  );
}

function Bill({ of }: { readonly of: Row }) {
  return (
    <Link to="/invoices/$invoiceId" params={{ invoiceId: of.invoiceId }} search={(old) => ({ ledger: old.ledger })}>
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

function useColumns(): readonly Column<Row>[] {
  const { t, measureOf, daysOf } = useSubsidyWords();
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
      {row.measure !== null && <div className="kv-why">{daysOf(row)}</div>}
    </div>
  );
  if (useNarrow()) return [{ key: "who", head: t("approvals.patient"), cell: all }, amount];
  return [
    { key: "who", head: t("approvals.patient"), cell: (row) => <Who of={row} />, fill: true },
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

function useLead(board: Board | undefined): string {
  const { t, amountOf } = useSubsidyWords();
  if (!board) return t("nav.subsidy");
  if (!board.isHere) return t("subsidy.notHere");
  const [gap, inProcess] = [board.sums[0]!, board.sums[1]!];
  const open = { process: amountOf(inProcess.stateMinor) };
  if (gap.invoices === 0) return inProcess.invoices === 0 ? t("subsidy.leadNone") : t("subsidy.leadSafe", open);
  return t("subsidy.lead", { count: gap.invoices, amount: amountOf(gap.stateMinor), ...open });
}

/** Which states are listed; all that are not paid unless one is chosen. */
function Filter({ board }: { readonly board: Board | undefined }) {
  const { t, countOf } = useSubsidyWords();
  const { state } = useSearch({ strict: false });
  const navigate = useNavigate();
  const labelOf = (each: (typeof STATES)[number]) => {
    const sum = board?.sums.find((one) => one.state === each);
    return sum ? `${t(`subsidy.state.${each}`)} (${countOf(sum.invoices)})` : t(`subsidy.state.${each}`);
  };
  return (
    <div className="kv-filter">
      <NativeSelect
        label={t("subsidy.proof")}
        value={state ?? ""}
        data={[{ value: "", label: t("subsidy.unpaid") }, ...STATES.map((value) => ({ value, label: labelOf(value) }))]}
        onChange={({ currentTarget: { value } }) =>
          void navigate({ to: "/subsidy", replace: true, search: (old) => ({ ...old, state: value || undefined }) })
        }
      />
    </div>
  );
}

/** The state's share of bills that could be lost, worst first: what is missing, and how long there is (N-15). */
export function Subsidy() {
  const { t, amountOf, measureOf, daysOf } = useSubsidyWords();
  const { id } = useLedger();
  const asked = useSearch({ strict: false }).state;
  const found = useBoard(
    id,
    STATES.find((each) => each === asked),
  );
  const go = useGo();
  const board = found.data?.pages[0];
  const files = useMay("stateSupport.file", id) && board?.isHere === true;
  const [filing, setFiling] = useState(false);
  const [explaining, setExplaining] = useState<Row | undefined>();
  const may = useMay("stateSupport.explain", id);
  const notGap = ({ state }: Row) => state !== "gap";
  const takes = useMay("dossiers.export", id);
  const [dossierOf, setDossierOf] = useState<Row | undefined>();
  const acts: Act<Row>[] = [
    ...(may
      ? [{ key: "n", label: t("subsidy.explain"), act: (row: Row) => !notGap(row) && setExplaining(row), off: notGap }]
      : []),
    ...(takes ? [{ key: "v", label: t("dossier.open"), act: setDossierOf }] : []),
  ];
  const why = (row: Row) =>
    [
      t(`subsidy.risk.${row.state}`, { amount: amountOf(row.stateMinor), number: row.number }),
      ...(row.measure === null ? [] : [`${measureOf(row)}, ${daysOf(row)}.`]),
      ...row.notes.slice(0, 1).map(({ words }) => t("subsidy.said", { words: words ?? t("subsidy.erased") })),
    ].join(" ");
  return (
    <Page
      title={t("nav.subsidy")}
      lead={useLead(board)}
      help={t("subsidy.help")}
      acts={
        files && (
          <Button variant="default" onClick={() => setFiling(true)}>
            {t("subsidy.payout.file")}
          </Button>
        )
      }
    >
      {board?.isHere !== false && <Filter board={board} />}
      <DutyList
        of={found}
        label={t("nav.subsidy")}
        columns={useColumns()}
        rowKey={(row) => row.invoiceId}
        onOpen={(row) => go(`/invoices/${row.invoiceId}`)}
        why={why}
        acts={acts}
        done={
          board?.isHere === false
            ? { said: t("subsidy.notHere"), next: t("subsidy.notHereNext") }
            : { said: t("subsidy.none"), next: t("subsidy.noneNext") }
        }
      />
      {takes && (
        <DossierDialog
          of={dossierOf && { id: dossierOf.invoiceId, number: dossierOf.number, ledgerId: id }}
          close={() => setDossierOf(undefined)}
        />
      )}
      {files && <PayoutDialog opened={filing} close={() => setFiling(false)} />}
      <ExplainDialog row={explaining} close={() => setExplaining(undefined)} />
    </Page>
  );
}
