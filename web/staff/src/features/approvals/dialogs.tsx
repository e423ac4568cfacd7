import { Button, Modal, Textarea } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useKeys } from "../../parts/keys.ts";
import "../../parts/money-dialog.css";
import { Problem } from "../../parts/Problem.tsx";
import { Keys } from "../../shell/Keys.tsx";
import { useApproving, useRefusing, useRemarking, type OneRequest, type Outcome } from "./questions.ts";
import { useRequestWords } from "./words.ts";

/** What is decided about one request, and with which last key (K-06). */
function Deciding({
  act,
  busy,
  off = false,
  error,
  press,
  children,
}: {
  readonly act: string;
  readonly busy: boolean;
  readonly off?: boolean;
  readonly error: Error | null;
  readonly press: () => void;
  readonly children: ReactNode;
}) {
  const go = () => {
    if (!off && !busy) press();
  };
  useKeys([{ key: "mod+Enter", label: act, inDialog: true, act: go }]);
  return (
    <form className="kv-stack" onSubmit={(event) => event.preventDefault()}>
      <Problem of={error} />
      {children}
      <div className="kv-form-end">
        <Button onClick={go} disabled={off} loading={busy} rightSection={<Keys of="mod+Enter" />}>
          {act}
        </Button>
      </div>
    </form>
  );
}

type Props<Done> = {
  /** Open while there is one. */
  readonly of: OneRequest | undefined;
  readonly close: () => void;
  readonly done: Done;
};

function Dialog({
  of,
  close,
  title,
  children,
}: {
  readonly of: OneRequest | undefined;
  readonly close: () => void;
  readonly title: string;
  readonly children: (of: OneRequest) => ReactNode;
}) {
  const { t } = useRequestWords();
  return (
    <Modal
      opened={of !== undefined}
      onClose={close}
      title={title}
      lockScroll={false}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {of && children(of)}
    </Modal>
  );
}

function Approving({ of, done }: { readonly of: OneRequest; readonly done: (how: Outcome) => void }) {
  const { t, amountOf, billOf, reasonOf, whoOf } = useRequestWords();
  const approving = useApproving(of, done);
  const [hash] = useState(of.contentHash);
  const said = { kind: t(`approvals.kind.${of.request}`), amount: amountOf(of.amountMinor, of), bill: billOf(of) };
  return (
    <Deciding
      act={t(of.may.carryOut ? "approvals.carryOut" : "approvals.approve")}
      busy={approving.isPending}
      error={approving.error}
      press={() => approving.mutate()}
    >
      <div className="kv-consequence">
        <strong>{t("approvals.exactly", said)}</strong>
        <p>
          {reasonOf(of.reason)} · {whoOf(of)}
        </p>
        {of.earlier.length > 0 && (
          <p>{t("approvals.withEarlier", { count: of.earlier.length, sum: amountOf(of.sumMinor, of) })}</p>
        )}
        <p>{t(of.may.alone ? "approvals.aloneMeans" : `approvals.means.${of.request}`)}</p>
        <p className="kv-why">
          {t("approvals.covers")} <span className="kv-mono">{hash.slice(0, 8)}</span>
        </p>
      </div>
    </Deciding>
  );
}

/** Approving what is shown, word by word. */
export function ApproveDialog({ of, close, done }: Props<(how: Outcome) => void>) {
  const { t } = useRequestWords();
  return (
    <Dialog of={of} close={close} title={t("approvals.approveTitle")}>
      {(one) => <Approving of={one} done={done} />}
    </Dialog>
  );
}

const LEAST = 3;

function Words({
  label,
  typed,
  type,
}: {
  readonly label: string;
  readonly typed: string;
  readonly type: (text: string) => void;
}) {
  const { t } = useRequestWords();
  return (
    <Textarea
      data-autofocus
      label={label}
      description={t("approvals.wordsHelp")}
      maxLength={500}
      autosize
      minRows={3}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}

function Refusing({ of, done }: { readonly of: OneRequest; readonly done: () => void }) {
  const { t } = useRequestWords();
  const [typed, type] = useState("");
  const refusing = useRefusing(of.id, done);
  const words = typed.trim();
  return (
    <Deciding
      act={t("approvals.refuse")}
      busy={refusing.isPending}
      off={words.length < LEAST}
      error={refusing.error}
      press={() => refusing.mutate(words)}
    >
      <Words label={t("approvals.refuseWhy")} typed={typed} type={type} />
      <p className="kv-why">{t("approvals.refuseMeans")}</p>
    </Deciding>
  );
}

/** Saying no, with the reason that who asked reads. */
export function RefuseDialog({ of, close, done }: Props<() => void>) {
  const { t } = useRequestWords();
  return (
    <Dialog of={of} close={close} title={t("approvals.refuseTitle")}>
      {(one) => <Refusing of={one} done={done} />}
    </Dialog>
  );
}

function Remarking({ of, done }: { readonly of: OneRequest; readonly done: () => void }) {
  const { t } = useRequestWords();
  const [typed, type] = useState("");
  const remarking = useRemarking(of.id, done);
  const words = typed.trim();
  const kind = of.mine ? "comment" : "question";
  return (
    <Deciding
      act={t("approvals.send")}
      busy={remarking.isPending}
      off={words.length < LEAST}
      error={remarking.error}
      press={() => remarking.mutate({ kind, words })}
    >
      <Words label={t(`approvals.remarkLabel.${kind}`)} typed={typed} type={type} />
      <p className="kv-why">{t("approvals.remarkMeans")}</p>
    </Deciding>
  );
}

/** A question to who asked, or their answer: the request waits on. */
export function RemarkDialog({ of, close, done }: Props<() => void>) {
  const { t } = useRequestWords();
  return (
    <Dialog of={of} close={close} title={t(of?.mine ? "approvals.answer" : "approvals.ask")}>
      {(one) => <Remarking of={one} done={done} />}
    </Dialog>
  );
}
