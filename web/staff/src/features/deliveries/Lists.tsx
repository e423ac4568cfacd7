import { useState } from "react";
import { Amount } from "../../parts/Amount.tsx";
import type { Column } from "../../parts/DataTable.tsx";
import { DutyList, type Act } from "../../parts/DutyList.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { State } from "../../parts/State.tsx";
import { useLedger, useMay } from "../../shell/session.ts";
import { Link } from "@tanstack/react-router";
import { AgainDialog, RestDialog, SolveDialog, type RestOf } from "./dialogs.tsx";
import { useNeeds, useTasks, useUnchosen, type Need, type Task, type Unchosen } from "./questions.ts";
import { TASK_TONES, useDeliveryWords } from "./words.ts";

function Name({ of }: { readonly of: Task["recipient"] }) {
  return (
    <Link to="/parties/$partyId" params={{ partyId: of.id }} search={(old) => ({ ledger: old.ledger })}>
      {of.name}
    </Link>
  );
}

/** Holding is arranging: who may not is not offered it. */
function useHold() {
  const { t } = useDeliveryWords();
  const may = useMay("items.arrange", useLedger().id);
  const [of, hold] = useState<RestOf | undefined>();
  const act = <Row,>(asked: (row: Row) => RestOf | undefined): Act<Row>[] =>
    may ? [{ key: "h", label: t("deliveries.hold"), act: (row) => hold(asked(row)), off: (row) => !asked(row) }] : [];
  return { act, dialog: <RestDialog of={of} close={() => hold(undefined)} /> };
}

/** Who was asked and has chosen nothing: what happens next, and when. */
export function UnchosenList() {
  const { t, dayOf, amountOf } = useDeliveryWords();
  const hold = useHold();
  const plan = (row: Unchosen) => [
    { label: t("deliveries.asked"), value: dayOf(row.askedOn) },
    { label: t("deliveries.warning"), value: dayOf(row.warnedOn ?? row.warnOn) },
    { label: t("deliveries.default"), value: dayOf(row.defaultOn) },
  ];
  const columns: readonly Column<Unchosen>[] = [
    { key: "who", head: t("deliveries.payer"), cell: (row) => <Name of={row.debtor} />, fill: true },
    {
      key: "state",
      head: t("field.state"),
      cell: (row) => (
        <State tone={row.choice === "warned" ? "due" : "held"}>
          <Explain
            of={{
              title: t(`deliveries.choice.${row.choice}`),
              sentence: t(`deliveries.choiceWhy.${row.choice}`, { day: dayOf(row.defaultOn) }),
              change: t("deliveries.choiceChange"),
              rule: plan(row),
            }}
          >
            {t(`deliveries.choice.${row.choice}`)}
          </Explain>
        </State>
      ),
    },
    { key: "next", head: t("deliveries.default"), cell: (row) => dayOf(row.defaultOn) },
    { key: "due", head: t("field.due"), cell: (row) => dayOf(row.dueOn) },
    { key: "left", head: t("deliveries.left"), number: true, cell: (row) => <Amount minor={row.openMinor} /> },
  ];
  return (
    <>
      <DutyList
        of={useUnchosen(useLedger().id)}
        label={t("deliveries.view.unchosen")}
        columns={columns}
        rowKey={(row) => row.requestId}
        partyOf={(row) => row.debtor.id}
        why={(row) =>
          t(`deliveries.atHand.${row.choice}`, {
            name: row.recipient.name,
            amount: amountOf(row.openMinor),
            warn: dayOf(row.warnedOn ?? row.warnOn),
            day: dayOf(row.defaultOn),
          })
        }
        acts={hold.act((row: Unchosen) => ({ itemId: row.itemId, name: row.debtor.name }))}
        done={{ said: t("deliveries.done.unchosen"), next: t("deliveries.doneNext.unchosen") }}
      />
      {hold.dialog}
    </>
  );
}

/** For what nobody may or can be asked, and what would mend it. */
export function NeedsList() {
  const { t, dayOf, momentOf } = useDeliveryWords();
  const hold = useHold();
  const columns: readonly Column<Need>[] = [
    { key: "who", head: t("deliveries.payer"), cell: (row) => <Name of={row.debtor} />, fill: true },
    {
      key: "why",
      head: t("common.why"),
      cell: (row) => (
        <State tone="due">
          <Explain of={{ title: t(`deliveries.need.${row.reason}`), sentence: t(`deliveries.needHelp.${row.reason}`) }}>
            {t(`deliveries.need.${row.reason}`)}
          </Explain>
        </State>
      ),
    },
    { key: "since", head: t("deliveries.since"), cell: (row) => momentOf(row.since) },
    { key: "due", head: t("field.due"), cell: (row) => dayOf(row.dueOn) },
    { key: "left", head: t("deliveries.left"), number: true, cell: (row) => <Amount minor={row.openMinor} /> },
  ];
  return (
    <>
      <DutyList
        of={useNeeds(useLedger().id)}
        label={t("deliveries.view.contact")}
        columns={columns}
        rowKey={(row) => row.itemId}
        partyOf={(row) => row.debtor.id}
        why={(row) => t(`deliveries.needHelp.${row.reason}`)}
        acts={hold.act((row: Need) => ({ itemId: row.itemId, name: row.debtor.name }))}
        done={{ said: t("deliveries.done.contact"), next: t("deliveries.doneNext.contact") }}
      />
      {hold.dialog}
    </>
  );
}

function useTaskColumns(): readonly Column<Task>[] {
  const { t, momentOf, messageOf, reasonOf } = useDeliveryWords();
  return [
    { key: "who", head: t("deliveries.receiver"), cell: (row) => <Name of={row.recipient} />, fill: true },
    {
      key: "what",
      head: t("deliveries.what"),
      cell: (row) =>
        row.channel
          ? `${messageOf(row.messageKind)} · ${t(`deliveries.channel.${row.channel}`)}`
          : messageOf(row.messageKind),
    },
    {
      key: "why",
      head: t("common.why"),
      cell: (row) => (
        <State tone={TASK_TONES[row.kind]}>
          <Explain
            of={{
              title: t(`deliveries.task.${row.kind}`),
              sentence: reasonOf(row),
              change: t(`deliveries.taskHelp.${row.kind}`),
              ...(row.rule === null ? {} : { rule: [{ label: t("deliveries.rule"), value: row.rule }] }),
            }}
          >
            {t(`deliveries.task.${row.kind}`)}
          </Explain>
        </State>
      ),
    },
    { key: "since", head: t("deliveries.since"), cell: (row) => momentOf(row.openedAt) },
    {
      key: "left",
      head: t("deliveries.left"),
      number: true,
      cell: (row) => (row.openMinor === null ? "–" : <Amount minor={row.openMinor} />),
    },
  ];
}

/** What did not get through: why, and what a person can do about it. */
export function FailedList() {
  const { t, reasonOf } = useDeliveryWords();
  const ledger = useLedger();
  const may = useMay("deliveries.handle", ledger.id);
  const hold = useHold();
  const [again, setAgain] = useState<Task | undefined>();
  const [solving, setSolving] = useState<Task | undefined>();
  const acts: Act<Task>[] = may
    ? [
        { key: "s", label: t("deliveries.again"), act: setAgain },
        { key: "r", label: t("deliveries.solve"), act: setSolving },
      ]
    : [];
  const rested = hold.act((row: Task) => (row.itemId ? { itemId: row.itemId, name: row.recipient.name } : undefined));
  return (
    <>
      <DutyList
        of={useTasks(ledger.id)}
        label={t("deliveries.view.failed")}
        columns={useTaskColumns()}
        rowKey={(row) => row.id}
        partyOf={(row) => row.recipient.id}
        why={(row) => `${reasonOf(row)} ${t(`deliveries.taskHelp.${row.kind}`)}`}
        acts={[...acts, ...rested]}
        done={{ said: t("deliveries.done.failed"), next: t("deliveries.doneNext.failed") }}
      />
      <AgainDialog task={again} close={() => setAgain(undefined)} />
      <SolveDialog task={solving} close={() => setSolving(undefined)} />
      {hold.dialog}
    </>
  );
}
