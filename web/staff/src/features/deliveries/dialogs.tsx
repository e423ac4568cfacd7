import { Button, Modal, NativeSelect, Radio } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { DateInput } from "../../parts/DateInput.tsx";
import { useDone } from "../../parts/Done.tsx";
import { useKeys } from "../../parts/keys.ts";
import "../../parts/money-dialog.css";
import { Problem } from "../../parts/Problem.tsx";
import { ReasonInput, useReason } from "../../parts/Reason.tsx";
import { daysLater } from "../../parts/typed-day.ts";
import { Keys } from "../../shell/Keys.tsx";
import { useLedger } from "../../shell/session.ts";
import { useActing, type Channel, type Resting, type Task } from "./questions.ts";
import { useDeliveryWords } from "./words.ts";

type Ends = { readonly close: () => void };

function Frame({
  opened,
  close,
  title,
  children,
}: Ends & { readonly opened: boolean; readonly title: string; readonly children: ReactNode }) {
  const { t } = useDeliveryWords();
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      lockScroll={false}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {opened && children}
    </Modal>
  );
}

function Form({
  act,
  label,
  off,
  busy,
  error,
  children,
}: {
  readonly act: () => void;
  readonly label: string;
  readonly off: boolean;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly children: ReactNode;
}) {
  const press = () => {
    if (!off && !busy) act();
  };
  useKeys([{ key: "mod+Enter", label, off, inDialog: true, act: press }]);
  return (
    <form className="kv-stack" onSubmit={(event) => event.preventDefault()}>
      <Problem of={error} />
      {children}
      <div className="kv-form-end">
        <Button disabled={off} loading={busy} onClick={press} rightSection={<Keys of="mod+Enter" />}>
          {label}
        </Button>
      </div>
    </form>
  );
}

const CHANNELS = ["sms", "email", "paper", "efaktura"] as const satisfies readonly Channel[];
const AS_BEFORE = "asBefore";

function Again({ task, close }: Ends & { readonly task: Task }) {
  const { t, reasonOf } = useDeliveryWords();
  const tell = useDone();
  const { again } = useActing();
  const [by, setBy] = useState<string>(AS_BEFORE);
  const channel = CHANNELS.find((each) => each === by);
  const act = () =>
    again.mutate(
      { id: task.id, channel },
      {
        onSuccess: () => {
          close();
          tell(t("deliveries.sentAgain", { name: task.recipient.name }));
        },
      },
    );
  return (
    <Form act={act} label={t("deliveries.send")} off={false} busy={again.isPending} error={again.error}>
      <p>{t("deliveries.againMeans", { name: task.recipient.name, why: reasonOf(task) })}</p>
      <Radio.Group label={t("deliveries.by")} value={by} onChange={setBy}>
        <div className="kv-radios">
          <Radio value={AS_BEFORE} label={t("deliveries.asBefore")} data-autofocus />
          {CHANNELS.filter((each) => each !== task.channel).map((each) => (
            <Radio key={each} value={each} label={t(`deliveries.channel.${each}`)} />
          ))}
        </div>
      </Radio.Group>
    </Form>
  );
}

export function AgainDialog({ task, close }: Ends & { readonly task: Task | undefined }) {
  const { t } = useDeliveryWords();
  return (
    <Frame opened={task !== undefined} close={close} title={t("deliveries.again")}>
      {task && <Again task={task} close={close} />}
    </Frame>
  );
}

function Solve({ task, close }: Ends & { readonly task: Task }) {
  const { t } = useDeliveryWords();
  const tell = useDone();
  const { solve } = useActing();
  const reason = useReason();
  const act = () =>
    solve.mutate(
      { id: task.id, reason: reason.said! },
      {
        onSuccess: () => {
          close();
          tell(t("deliveries.solved", { name: task.recipient.name }));
        },
      },
    );
  const off = reason.said === undefined;
  return (
    <Form act={act} label={t("deliveries.solve")} off={off} busy={solve.isPending} error={solve.error}>
      <p>{t("deliveries.solveMeans")}</p>
      <ReasonInput of={reason} label={t("deliveries.how")} first />
    </Form>
  );
}

export function SolveDialog({ task, close }: Ends & { readonly task: Task | undefined }) {
  const { t } = useDeliveryWords();
  return (
    <Frame opened={task !== undefined} close={close} title={t("deliveries.solveTitle")}>
      {task && <Solve task={task} close={close} />}
    </Frame>
  );
}

const REASONS = [
  "agreed",
  "complaint",
  "hardship",
  "deceased",
  "error",
  "other",
] as const satisfies readonly Resting["reason"][];
const A_WEEK = 7;

function Rest({ itemId, name, close }: Ends & { readonly itemId: string; readonly name: string }) {
  const { t, dayOf } = useDeliveryWords();
  const tell = useDone();
  const { today } = useLedger();
  const { rest } = useActing();
  const [untilOn, setUntil] = useState<string | undefined>(daysLater(today, A_WEEK));
  const [reason, setReason] = useState<Resting["reason"]>("agreed");
  const off = untilOn === undefined || untilOn < today;
  const act = () =>
    rest.mutate(
      { itemId, reason, untilOn: untilOn! },
      {
        onSuccess: () => {
          close();
          tell(t("deliveries.rests", { name, day: dayOf(untilOn!) }));
        },
      },
    );
  return (
    <Form act={act} label={t("deliveries.hold")} off={off} busy={rest.isPending} error={rest.error}>
      <p>{t("deliveries.holdMeans")}</p>
      <NativeSelect
        data-autofocus
        label={t("common.why")}
        value={reason}
        data={REASONS.map((value) => ({ value, label: t(`deliveries.restReason.${value}`) }))}
        onChange={(event) => setReason(event.currentTarget.value as Resting["reason"])}
      />
      <DateInput label={t("deliveries.until")} value={untilOn} onChange={setUntil} />
    </Form>
  );
}

export type RestOf = { readonly itemId: string; readonly name: string };

export function RestDialog({ of, close }: Ends & { readonly of: RestOf | undefined }) {
  const { t } = useDeliveryWords();
  return (
    <Frame opened={of !== undefined} close={close} title={t("deliveries.holdTitle")}>
      {of && <Rest {...of} close={close} />}
    </Frame>
  );
}
