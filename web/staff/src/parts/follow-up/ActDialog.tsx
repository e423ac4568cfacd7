import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Keys } from "../../shell/Keys.tsx";
import { useKeys } from "../keys.ts";
import "../money-dialog.css";
import { Problem } from "../Problem.tsx";

type Act = {
  readonly label: string;
  readonly act: () => void;
  readonly off: boolean;
  readonly busy: boolean;
  readonly error: Error | null;
};

function Form({ label, act, off, busy, error, children }: Act & { readonly children: ReactNode }) {
  const press = () => {
    if (!off && !busy) act();
  };
  // Heard also when it does nothing yet: else what lies beneath the dialog would hear it.
  useKeys([{ key: "mod+Enter", label, inDialog: true, act: press }]);
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

/** A question before an act of follow-up; `mod+Enter` does it (K-06). */
export function ActDialog({
  opened,
  close,
  title,
  children,
  ...act
}: Act & {
  readonly opened: boolean;
  readonly close: () => void;
  readonly title: string;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      lockScroll={false}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {opened && <Form {...act}>{children}</Form>}
    </Modal>
  );
}
