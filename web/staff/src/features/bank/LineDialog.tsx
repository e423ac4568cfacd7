import { Button, Modal } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useKeys } from "../../parts/keys.ts";
import type { QueueLine } from "./questions.ts";
import { useBankWords } from "./words.ts";

/** A button and its letter that open a dialog about a line; leaving it leads `back` to the queue, what is done in it to `done`. */
export function LineDialog({
  line,
  letter,
  label,
  title,
  done,
  back,
  children,
}: {
  readonly line: QueueLine;
  readonly letter: string;
  readonly label: string;
  readonly title: "bank.putOffTitle" | "bank.leaveTitle";
  readonly done: () => void;
  readonly back: () => void;
  readonly children: (done: () => void) => ReactNode;
}) {
  const { t, lineOf } = useBankWords();
  const [open, setOpen] = useState(false);
  const closing = (then: () => void) => () => {
    setOpen(false);
    then();
  };
  useKeys([{ key: letter, label, act: () => setOpen(true) }]);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)} rightSection={<kbd aria-hidden="true">{letter}</kbd>}>
        {label}
      </Button>
      <Modal
        opened={open}
        onClose={closing(back)}
        returnFocus={false}
        lockScroll={false}
        title={t(title, { line: lineOf(line) })}
        closeButtonProps={{ "aria-label": t("common.close") }}
      >
        {children(closing(done))}
      </Modal>
    </>
  );
}
