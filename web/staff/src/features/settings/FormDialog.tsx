import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { Keys } from "../../shell/Keys.tsx";
import { Dialog } from "./Dialog.tsx";
import { Form, type useTried } from "./Form.tsx";
import type { Sending } from "./sending.ts";

/** The fields of a form in a dialog, between its summary of errors and its buttons; Ctrl+Enter sends it from anywhere in it. */
export function DialogForm<Sent>({
  act,
  check,
  sending,
  send,
  leave,
  children,
}: {
  /** What sending does, as the button says it. */
  readonly act: string;
  readonly check: Pick<ReturnType<typeof useTried>, "shown" | "tries">;
  readonly sending: Sending<Sent>;
  readonly send: () => void;
  readonly leave: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  useKeys([{ key: "mod+Enter", label: act, act: send, inDialog: true }]);
  return (
    <Form wrong={{ ...check.shown, ...sending.refused }} tries={check.tries + sending.failures} send={send}>
      {children}
      <Problem of={sending.error} />
      <div className="kv-acts">
        <Button type="submit" loading={sending.pending} rightSection={<Keys of="mod+Enter" />}>
          {act}
        </Button>
        <Button variant="default" onClick={leave}>
          {t("settings.cancel")}
        </Button>
      </div>
    </Form>
  );
}

/** A dialog with a form: what was made or changed is told on when it is closed. */
export function FormDialog<Made>({
  opened,
  leave,
  title,
  made,
  children,
}: {
  readonly opened: boolean;
  readonly leave: () => void;
  readonly title: string;
  readonly made: (made: Made) => void;
  readonly children: (done: (made: Made) => void) => ReactNode;
}) {
  return (
    <Dialog opened={opened} leave={leave} title={title} wide>
      {opened &&
        children((what) => {
          leave();
          made(what);
        })}
    </Dialog>
  );
}
