import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useKeys } from "../../parts/keys.ts";

function Buttons({ act, doing, busy, off, close }: Pick<Props, "act" | "doing" | "busy" | "off" | "close">) {
  const { t } = useTranslation();
  const ready = !busy && off !== true;
  // Heard also when it does nothing yet: else what lies beneath the dialog would hear it.
  useKeys([{ key: "mod+Enter", label: act, inDialog: true, act: () => ready && doing() }]);
  return (
    <div className="kv-run-acts">
      <Button onClick={doing} loading={busy} disabled={off === true} rightSection={<kbd>{t("runs.modEnter")}</kbd>}>
        {act}
      </Button>
      <Button variant="default" onClick={close}>
        {t("runs.leave")}
      </Button>
    </div>
  );
}

type Props = {
  readonly opened: boolean;
  readonly close: () => void;
  readonly title: string;
  readonly sentence: string;
  readonly act: string;
  readonly doing: () => void;
  readonly busy: boolean;
  /** What is asked for is not given yet. */
  readonly off?: boolean;
  readonly children?: ReactNode;
};

/** A second look before an act: what it does, said before it is done; `mod+Enter` does it (K-06). */
export function Ask({ opened, close, title, sentence, children, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      lockScroll={false}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <div className="kv-run-ask">
        <p>{sentence}</p>
        {children}
        <Buttons {...rest} close={close} />
      </div>
    </Modal>
  );
}
