import { Button, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { useLedger } from "../../shell/session.ts";
import { useLeaving } from "./acts.ts";
import type { QueueLine } from "./questions.ts";
import { useBankWords } from "./words.ts";

const SHORTEST = 3;

function Reason({ line, done }: { readonly line: QueueLine; readonly done: () => void }) {
  const { t } = useBankWords();
  const leaving = useLeaving(useLedger().id);
  const [reason, setReason] = useState("");
  const ready = reason.trim().length >= SHORTEST && !leaving.isPending;
  const act = () => ready && leaving.mutate({ line, how: "leave", reason: reason.trim() }, { onSuccess: done });
  useKeys([{ key: "mod+Enter", label: t("bank.leave"), act }]);
  return (
    <div className="kv-stack">
      <p>{t("bank.leaveMeans")}</p>
      <Problem of={leaving.error} />
      <TextInput
        data-autofocus
        label={t("bank.leaveReason")}
        maxLength={200}
        value={reason}
        onChange={({ currentTarget: { value } }) => setReason(value)}
      />
      <Button onClick={act} disabled={!ready} loading={leaving.isPending} rightSection={<kbd>Ctrl Enter</kbd>}>
        {t("bank.leave")}
      </Button>
    </div>
  );
}

/** Leaving a payment where it is, with a reason. */
export function Leave({ line, back }: { readonly line: QueueLine; readonly back: () => void }) {
  const { t, lineOf } = useBankWords();
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    back();
  };
  useKeys([{ key: "h", label: t("bank.leave"), act: () => setOpen(true) }]);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)} rightSection={<kbd aria-hidden="true">h</kbd>}>
        {t("bank.leave")}
      </Button>
      <Modal
        opened={open}
        onClose={close}
        returnFocus={false}
        lockScroll={false}
        title={t("bank.leaveTitle", { line: lineOf(line) })}
        closeButtonProps={{ "aria-label": t("common.close") }}
      >
        <Reason line={line} done={close} />
      </Modal>
    </>
  );
}

/** A payment that looks told before: is it one of its own, or that earlier one? Nothing of it is posted until a person says. */
export function Held({ line }: { readonly line: QueueLine }) {
  const { t } = useBankWords();
  const leaving = useLeaving(useLedger().id);
  const say = (how: "own" | "same") => () => !leaving.isPending && leaving.mutate({ line, how });
  useKeys([
    { key: "o", label: t("bank.own"), act: say("own") },
    { key: "s", label: t("bank.same"), act: say("same") },
  ]);
  return (
    <section className="kv-answers" aria-label={t("lineState.held")}>
      <h2>{t("bank.heldAsks")}</h2>
      <p className="kv-why">{t("lineHelp.held")}</p>
      <Problem of={leaving.error} />
      <div className="kv-parts">
        <Button onClick={say("own")} loading={leaving.isPending} rightSection={<kbd aria-hidden="true">o</kbd>}>
          {t("bank.own")}
        </Button>
        <Button
          variant="default"
          onClick={say("same")}
          disabled={leaving.isPending}
          rightSection={<kbd aria-hidden="true">s</kbd>}
        >
          {t("bank.same")}
        </Button>
      </div>
    </section>
  );
}
