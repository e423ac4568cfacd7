import { Button, NativeSelect, Radio } from "@mantine/core";
import { useState } from "react";
import { DateInput } from "../../parts/DateInput.tsx";
import { useDone } from "../../parts/Done.tsx";
import { ActDialog } from "../../parts/follow-up/ActDialog.tsx";
import { useCaseActs } from "../../parts/follow-up/case.ts";
import { HoldDialog } from "../../parts/follow-up/HoldDialog.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { daysLater } from "../../parts/typed-day.ts";
import { useLedger, useMay, useMe } from "../../shell/session.ts";
import { DECISIONS, NEXT_ACTIONS, useDeskActs, type Decision, type DeskRow, type NextAction } from "./questions.ts";
import { useCaseWords } from "./words.ts";
import { WordsDialog } from "./WordsDialog.tsx";

type Open = { readonly of: DeskRow; readonly close: () => void };

/** What head office does with the case, with why. */
function Decide({ of, close }: Open) {
  const { t } = useCaseWords();
  const tell = useDone();
  const { decide } = useDeskActs(of.itemId);
  const [decision, choose] = useState<Decision>(of.decision ?? "telephone");
  return (
    <WordsDialog
      opened
      close={close}
      title={t("cases.decide.title")}
      field={t("cases.decide.why")}
      label={t("cases.decide.act")}
      act={(words) =>
        decide.mutate(
          { decision, words },
          {
            onSuccess: () => {
              close();
              tell(t("cases.decide.done", { decision: t(`cases.action.${decision}`) }));
            },
          },
        )
      }
      busy={decide.isPending}
      error={decide.error}
    >
      <Radio.Group label={t("cases.set.what")} value={decision} onChange={(value: Decision) => choose(value)}>
        <div className="kv-radios">
          {DECISIONS.map((each) => (
            <Radio
              key={each}
              value={each}
              label={t(`cases.action.${each}`)}
              description={t(`cases.decide.means.${each}`)}
            />
          ))}
        </div>
      </Radio.Group>
    </WordsDialog>
  );
}

/** What is next, and on which day. */
function SetNext({ of, close }: Open) {
  const { t } = useCaseWords();
  const tell = useDone();
  const { today } = useLedger();
  const { set } = useDeskActs(of.itemId);
  const [action, choose] = useState<NextAction>(of.nextAction ?? "telephone");
  const [on, setOn] = useState<string | undefined>(daysLater(today, 1));
  const act = () =>
    set.mutate(
      { ownerId: of.ownerId, next: { action, on: on! } },
      {
        onSuccess: () => {
          close();
          tell(t("cases.set.done"));
        },
      },
    );
  return (
    <ActDialog
      opened
      close={close}
      title={t("cases.set.title")}
      label={t("cases.set.act")}
      act={act}
      off={on === undefined || on < today}
      busy={set.isPending}
      error={set.error}
    >
      <NativeSelect
        data-autofocus
        label={t("cases.set.what")}
        value={action}
        data={NEXT_ACTIONS.map((value) => ({ value, label: t(`cases.action.${value}`) }))}
        onChange={(event) => choose(event.currentTarget.value as NextAction)}
      />
      <DateInput label={t("cases.set.on")} value={on} onChange={setOn} />
    </ActDialog>
  );
}

function Hold({ of, close }: Open) {
  const { t, dayOf } = useCaseWords();
  const tell = useDone();
  const { hold } = useCaseActs(of.itemId);
  return (
    <HoldDialog
      of={{ whom: of.payer.name, amountMinor: of.openMinor, mostDays: undefined }}
      close={close}
      keep={(holding) =>
        hold.mutate(holding, {
          onSuccess: () => {
            close();
            tell(t("cases.hold.done", { day: dayOf(holding.endsOn) }));
          },
        })
      }
      busy={hold.isPending}
      error={hold.error}
    />
  );
}

function Ask({ itemId, close }: { readonly itemId: string; readonly close: () => void }) {
  const { t } = useCaseWords();
  const tell = useDone();
  const { ask } = useDeskActs(itemId);
  const done = () => {
    close();
    tell(t("cases.talk.asked"));
  };
  return (
    <WordsDialog
      opened
      close={close}
      title={t("cases.talk.askTitle")}
      field={t("cases.talk.words")}
      label={t("cases.talk.ask")}
      act={(words) => ask.mutate(words, { onSuccess: done })}
      busy={ask.isPending}
      error={ask.error}
    />
  );
}

function useTaking(of: DeskRow | null, itemId: string) {
  const { t } = useCaseWords();
  const tell = useDone();
  const { userId } = useMe();
  const { set } = useDeskActs(itemId);
  const isMine = of?.ownerId === userId;
  const next = of?.nextAction && of.nextOn ? { action: of.nextAction, on: of.nextOn } : null;
  const act = () =>
    set.mutate(
      { ownerId: isMine ? null : userId, next },
      { onSuccess: () => tell(t(isMine ? "cases.take.dropped" : "cases.take.done")) },
    );
  return { label: t(isMine ? "cases.take.drop" : "cases.take.act"), act, busy: set.isPending, error: set.error };
}

type Asking = "ask" | "set" | "decide" | "hold";

/** What is done with a case: head office takes, sets, decides and holds; everybody asks. */
export function Acts({ itemId, of }: { readonly itemId: string; readonly of: DeskRow | null }) {
  const { t } = useCaseWords();
  const { id } = useLedger();
  const [mayAsk, isDesk] = [useMay("followUp.register", id), useMay("desk.manage", id)];
  const mayManage = isDesk && of !== null;
  const mayHold = useMay("followUp.hold", id) && of !== null;
  const [asking, open] = useState<Asking | undefined>();
  const taking = useTaking(of, itemId);
  const acts = [
    { key: "t", label: taking.label, off: !mayManage, act: taking.act },
    { key: "s", label: t("cases.set.act"), off: !mayManage, act: () => open("set") },
    { key: "d", label: t("cases.decide.act"), off: !mayManage, act: () => open("decide") },
    { key: "h", label: t("cases.action.hold"), off: !mayHold, act: () => open("hold") },
    { key: "n", label: t("cases.talk.ask"), off: !mayAsk, act: () => open("ask") },
  ];
  useKeys(acts);
  const close = () => open(undefined);
  return (
    <>
      <div className="kv-acts">
        {acts
          .filter(({ off }) => !off)
          .map(({ key, label, act }) => (
            <Button
              key={key}
              size="compact-md"
              variant="default"
              loading={key === "t" && taking.busy}
              onClick={act}
              rightSection={<kbd aria-hidden>{key}</kbd>}
            >
              {label}
            </Button>
          ))}
      </div>
      <Problem of={taking.error} />
      {asking === "ask" && <Ask itemId={itemId} close={close} />}
      {of && asking === "set" && <SetNext of={of} close={close} />}
      {of && asking === "decide" && <Decide of={of} close={close} />}
      {of && asking === "hold" && <Hold of={of} close={close} />}
    </>
  );
}
