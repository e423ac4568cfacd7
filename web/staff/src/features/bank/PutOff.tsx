import { Button, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { DateInput } from "../../parts/DateInput.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { daysLater } from "../../parts/typed-day.ts";
import { useLedger } from "../../shell/session.ts";
import { usePuttingOff } from "./acts.ts";
import type { QueueLine } from "./questions.ts";
import { useBankWords } from "./words.ts";

const SHORTEST = 3;

function Until({ line, done }: { readonly line: QueueLine; readonly done: () => void }) {
  const { t } = useBankWords();
  const { id, today } = useLedger();
  const { putOff } = usePuttingOff(id);
  const [untilOn, setUntil] = useState<string | undefined>(daysLater(today, 1));
  const [reason, setReason] = useState("");
  const ready = untilOn !== undefined && reason.trim().length >= SHORTEST && !putOff.isPending;
  const act = () => ready && putOff.mutate({ line, untilOn, reason: reason.trim() }, { onSuccess: done });
  return (
    <form
      className="kv-stack"
      onSubmit={(event) => {
        event.preventDefault();
        act();
      }}
    >
      <p>{t("bank.putOffMeans")}</p>
      <Problem of={putOff.error} />
      <DateInput data-autofocus label={t("bank.putOffUntil")} value={untilOn} onChange={setUntil} />
      <TextInput
        label={t("bank.leaveReason")}
        maxLength={200}
        value={reason}
        onChange={({ currentTarget: { value } }) => setReason(value)}
      />
      <Button type="submit" disabled={!ready} loading={putOff.isPending} rightSection={<kbd>Enter</kbd>}>
        {t("bank.putOff")}
      </Button>
    </form>
  );
}

/** Puts a line off until a day, with a reason: until then it is out of the queue, and no less unexplained (W-07). */
function Sleep({
  line,
  gone,
  back,
}: {
  readonly line: QueueLine;
  readonly gone: () => void;
  readonly back: () => void;
}) {
  const { t, lineOf } = useBankWords();
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    back();
  };
  useKeys([{ key: "z", label: t("bank.putOff"), act: () => setOpen(true) }]);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)} rightSection={<kbd aria-hidden="true">z</kbd>}>
        {t("bank.putOff")}
      </Button>
      <Modal
        opened={open}
        onClose={close}
        returnFocus={false}
        lockScroll={false}
        title={t("bank.putOffTitle", { line: lineOf(line) })}
        closeButtonProps={{ "aria-label": t("common.close") }}
      >
        <Until
          line={line}
          done={() => {
            setOpen(false);
            gone();
          }}
        />
      </Modal>
    </>
  );
}

/** Why the line is out of the queue and until when, and the way back. */
function Wake({ line, gone }: { readonly line: QueueLine; readonly gone: () => void }) {
  const { t } = useBankWords();
  const { wake } = usePuttingOff(useLedger().id);
  const act = () => !wake.isPending && wake.mutate(line, { onSuccess: gone });
  useKeys([{ key: "z", label: t("bank.wake"), act }]);
  return (
    <>
      <Problem of={wake.error} />
      <Button variant="default" onClick={act} loading={wake.isPending} rightSection={<kbd aria-hidden="true">z</kbd>}>
        {t("bank.wake")}
      </Button>
    </>
  );
}

/** The line's place in time: put off, or back into the queue. */
export function Later(props: { readonly line: QueueLine; readonly gone: () => void; readonly back: () => void }) {
  return <div className="kv-bank-later">{props.line.snoozed ? <Wake {...props} /> : <Sleep {...props} />}</div>;
}
