import { Button, Modal, NativeSelect, Radio, Textarea } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { money, type Minor } from "../format.ts";
import { Keys } from "../shell/Keys.tsx";
import { useLanguage } from "../shell/language.ts";
import { AmountInput } from "./AmountInput.tsx";
import { Asked } from "./Asked.tsx";
import { useKeys } from "./keys.ts";
import "./money-dialog.css";
import { Problem } from "./Problem.tsx";
import { REFUND_REASONS, useProposingRefund, useRefundTerms, type RefundTerms, type RefundWish } from "./refunds.ts";
import { State } from "./State.tsx";

type RefundReason = (typeof REFUND_REASONS)[number];
/** Why money goes back, as it is chosen. */
export type WhyDraft = { readonly reason: RefundReason | ""; readonly words: string };
export const NO_REASON: WhyDraft = { reason: "", words: "" };

const SHORTEST = 3;

/** The reason as the server takes it; undefined while something is missing. */
export function whyOf({ reason, words }: WhyDraft): Pick<RefundWish, "reason" | "words"> | undefined {
  const said = words.trim();
  if (reason === "" || (reason === "other" && said.length < SHORTEST)) return undefined;
  return { reason, ...(said.length >= SHORTEST ? { words: said } : {}) };
}

export function WhyBack({ draft, change }: { readonly draft: WhyDraft; readonly change: (draft: WhyDraft) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <NativeSelect
        label={t("refund.reason")}
        required
        value={draft.reason}
        data={[
          { value: "", label: t("refund.choose") },
          ...REFUND_REASONS.map((value) => ({ value, label: t(`refund.why.${value}`) })),
        ]}
        onChange={(event) => change({ ...draft, reason: event.currentTarget.value as WhyDraft["reason"] })}
      />
      <Textarea
        label={t("refund.words")}
        description={t("refund.wordsHelp")}
        required={draft.reason === "other"}
        maxLength={200}
        autosize
        minRows={2}
        value={draft.words}
        onChange={(event) => change({ ...draft, words: event.currentTarget.value })}
      />
    </>
  );
}

/** What follows when somebody else has approved: said before anything is decided (SEC-12). */
function Consequence({ sum, terms }: { readonly sum: Minor; readonly terms: RefundTerms }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const said = (minor: Minor) => money(minor, terms.currency, language);
  // What a payer has to their credit goes first; the rest opens the bill again.
  const fromCredit = Math.min(sum, terms.fromCreditMinor);
  const reopens = sum - fromCredit;
  return (
    <div className="kv-consequence" role="status">
      <strong>
        <State tone="held">{t("refund.twoPersons", { amount: said(sum) })}</State>
      </strong>
      {fromCredit > 0 && <p>{t("refund.fromCredit", { amount: said(fromCredit) })}</p>}
      {reopens > 0 && <p>{t("refund.reopens", { amount: said(reopens) })}</p>}
      {sum > terms.mostMinor && <p>{t("refund.tooMuch", { amount: said(terms.mostMinor) })}</p>}
      <p className="kv-why">{t("refund.original")}</p>
    </div>
  );
}

function Form({
  attemptId,
  terms,
  done,
}: {
  readonly attemptId: string;
  readonly terms: RefundTerms;
  readonly done: (proposalId: string) => void;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [whole, setWhole] = useState(true);
  const [part, setPart] = useState<Minor | null>(null);
  const [draft, setDraft] = useState(NO_REASON);
  const refund = useProposingRefund(attemptId, done);
  const sum = whole ? terms.mostMinor : (part ?? 0);
  const why = whyOf(draft);
  const off = why === undefined || sum <= 0 || sum > terms.mostMinor;
  const press = () => {
    if (!off && !refund.isPending) refund.mutate({ ...why, ...(whole ? {} : { amountMinor: sum }) });
  };
  useKeys([{ key: "mod+Enter", label: t("refund.propose"), off, inDialog: true, act: press }]);
  if (terms.mostMinor <= 0) return <p>{t("refund.nothing")}</p>;
  return (
    <form className="kv-stack" onSubmit={(event) => event.preventDefault()}>
      <Problem of={refund.error} />
      <Radio.Group
        label={t("refund.howMuch")}
        value={whole ? "whole" : "part"}
        onChange={(value) => setWhole(value === "whole")}
      >
        <div className="kv-radios">
          <Radio
            value="whole"
            data-autofocus
            label={t("refund.whole", { amount: money(terms.mostMinor, terms.currency, language) })}
          />
          <Radio value="part" label={t("refund.part")} />
        </div>
      </Radio.Group>
      {!whole && (
        <AmountInput label={t("field.amount")} currency={terms.currency} valueMinor={part} onChange={setPart} />
      )}
      <WhyBack draft={draft} change={setDraft} />
      {sum > 0 && <Consequence sum={sum} terms={terms} />}
      <div className="kv-form-end">
        <Button onClick={press} disabled={off} loading={refund.isPending} rightSection={<Keys of="mod+Enter" />}>
          {t("refund.propose")}
        </Button>
      </div>
    </form>
  );
}

/** The proposal that was made: who decides it, and where it stands. */
function Sent({ proposalId }: { readonly proposalId: string }) {
  const { t } = useTranslation();
  return (
    <div className="kv-stack" role="status">
      <p>{t("refund.sent")}</p>
      <Link to="/runs/$proposalId" params={{ proposalId }} search={(old) => ({ ledger: old.ledger })}>
        {t("refund.see")}
      </Link>
    </div>
  );
}

function Loaded({ attemptId }: { readonly attemptId: string }) {
  const terms = useRefundTerms(attemptId);
  const [proposalId, setProposal] = useState<string | undefined>();
  if (proposalId) return <Sent proposalId={proposalId} />;
  return (
    <Asked of={terms} height={260}>
      {(known) => <Form attemptId={attemptId} terms={known} done={setProposal} />}
    </Asked>
  );
}

/** Money back to the card or wallet it came from: how much, why, and what follows, proposed for somebody else to approve. */
export function RefundDialog({
  attemptId,
  close,
}: {
  /** The payment; undefined while the dialog is closed. */
  readonly attemptId: string | undefined;
  readonly close: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={attemptId !== undefined}
      onClose={close}
      size="lg"
      title={t("refund.title")}
      lockScroll={false}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {attemptId && <Loaded attemptId={attemptId} />}
    </Modal>
  );
}
