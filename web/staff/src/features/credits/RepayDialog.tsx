import { Button, Modal, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { AmountInput } from "../../parts/AmountInput.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { NO_REASON, WhyBack, whyOf } from "../../parts/RefundDialog.tsx";
import { State } from "../../parts/State.tsx";
import { Keys } from "../../shell/Keys.tsx";
import { useLedger } from "../../shell/session.ts";
import { useRepaying, type Credit, type Payee } from "./questions.ts";
import { useCreditWords } from "./words.ts";

type PayeeDraft = Record<"name" | "account" | "street" | "postCode" | "town" | "country", string>;
const FIELDS = ["name", "account", "street", "postCode", "town", "country"] as const;
const SHORTEST_NAME = 2;

/** The payee as the server takes it, once what a bank needs is there. */
function payeeOf(draft: PayeeDraft): Payee | undefined {
  const { name, account, street, postCode, town, country } = draft;
  const code = country.trim().toUpperCase();
  const isWhole = name.trim().length >= SHORTEST_NAME && town.trim().length >= SHORTEST_NAME;
  if (!isWhole || !/^[0-9A-Za-z .]{4,42}$/.test(account.trim()) || !/^[A-Z]{2}$/.test(code)) return undefined;
  return {
    ...{ name: name.trim(), account: account.trim(), town: town.trim(), country: code },
    ...(street.trim() ? { street: street.trim() } : {}),
    ...(postCode.trim() ? { postCode: postCode.trim() } : {}),
  };
}

function PayeeFields({ draft, change }: { readonly draft: PayeeDraft; readonly change: (draft: PayeeDraft) => void }) {
  const { t } = useCreditWords();
  return (
    <fieldset className="kv-payee">
      <legend>{t("credits.payee")}</legend>
      <p className="kv-why">{t("credits.payeeHelp")}</p>
      {FIELDS.map((field) => (
        <TextInput
          key={field}
          label={t(`credits.payeeField.${field}`)}
          required={field !== "street" && field !== "postCode"}
          autoComplete="off"
          value={draft[field]}
          onChange={(event) => change({ ...draft, [field]: event.currentTarget.value })}
        />
      ))}
    </fieldset>
  );
}

function Form({ credit, done }: { readonly credit: Credit; readonly done: (proposalId: string) => void }) {
  const { t, amountOf } = useCreditWords();
  const { currency, market } = useLedger();
  const toInstrument = credit.attemptIds.length > 0;
  const [amountMinor, setAmount] = useState<number | null>(credit.openMinor);
  const [draft, setDraft] = useState(NO_REASON);
  const empty = { name: credit.partyName ?? "", account: "", street: "", postCode: "", town: "", country: market };
  const [to, setTo] = useState<PayeeDraft>(empty);
  const repay = useRepaying(credit.itemId, done);
  const why = whyOf(draft);
  const payee = toInstrument ? undefined : payeeOf(to);
  const sum = amountMinor ?? 0;
  const off = why === undefined || sum <= 0 || sum > credit.openMinor || (!toInstrument && payee === undefined);
  const press = () => {
    if (!off && !repay.isPending) repay.mutate({ ...why, amountMinor: sum, ...(payee ? { payee } : {}) });
  };
  useKeys([{ key: "mod+Enter", label: t("refund.propose"), off, inDialog: true, act: press }]);
  return (
    <form className="kv-stack" onSubmit={(event) => event.preventDefault()}>
      <Problem of={repay.error} />
      <AmountInput
        data-autofocus
        label={t("field.amount")}
        description={t("credits.most", { amount: amountOf(credit.openMinor) })}
        currency={currency}
        valueMinor={amountMinor}
        onChange={setAmount}
      />
      {!toInstrument && <PayeeFields draft={to} change={setTo} />}
      <WhyBack draft={draft} change={setDraft} />
      <div className="kv-consequence" role="status">
        <strong>
          <State tone="held">{t("refund.twoPersons", { amount: amountOf(sum) })}</State>
        </strong>
        <p>{t(toInstrument ? "credits.toInstrument" : "credits.toBank")}</p>
      </div>
      <div className="kv-form-end">
        <Button onClick={press} disabled={off} loading={repay.isPending} rightSection={<Keys of="mod+Enter" />}>
          {t("refund.propose")}
        </Button>
      </div>
    </form>
  );
}

function Asking({ credit }: { readonly credit: Credit }) {
  const { t } = useCreditWords();
  const [proposalId, setProposal] = useState<string | undefined>();
  if (!proposalId) return <Form credit={credit} done={setProposal} />;
  return (
    <div className="kv-stack" role="status">
      <p>{t("refund.sent")}</p>
      <Link to="/runs/$proposalId" params={{ proposalId }} search={(old) => ({ ledger: old.ledger })}>
        {t("refund.see")}
      </Link>
    </div>
  );
}

/** A payer's credit back to the payer: to the card or wallet it came from, else to an account; somebody else approves. */
export function RepayDialog({ credit, close }: { readonly credit: Credit | undefined; readonly close: () => void }) {
  const { t, whoOf } = useCreditWords();
  return (
    <Modal
      opened={credit !== undefined}
      onClose={close}
      size="lg"
      title={credit && t("credits.repayTitle", { name: whoOf(credit) })}
      lockScroll={false}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {credit && <Asking credit={credit} />}
    </Modal>
  );
}
