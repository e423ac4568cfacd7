import { Button, Radio } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { day, grouped, money } from "../../format.ts";
import { AmountInput } from "../../parts/AmountInput.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { useDone } from "../../parts/Done.tsx";
import { useKeys } from "../../parts/keys.ts";
import { useFirstFocus } from "../../parts/pay-desk/focus.ts";
import { DeskDialog } from "../../parts/pay-desk/DeskDialog.tsx";
import "../../parts/money-dialog.css";
import { Problem } from "../../parts/Problem.tsx";
import { Keys } from "../../shell/Keys.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useMay } from "../../shell/session.ts";
import { useUses, useUsing, type Uses } from "./deposits.ts";

type Bill = Uses["bills"][number];

function Bills({
  bills,
  currency,
  chosen,
  choose,
}: {
  readonly bills: readonly Bill[];
  readonly currency: string;
  readonly chosen: string;
  readonly choose: (itemId: string) => void;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (
    <Radio.Group label={t("desk.deposit.toBill")} value={chosen} onChange={choose}>
      <div className="kv-radios">
        {bills.map(({ itemId, reference, openMinor, dueOn }, index) => (
          <Radio
            key={itemId}
            value={itemId}
            data-autofocus={index === 0 || undefined}
            label={t("desk.deposit.bill", {
              reference: reference === null ? "–" : grouped(reference),
              amount: money(openMinor, currency, language),
              day: day(dueOn, language),
            })}
          />
        ))}
      </div>
    </Radio.Group>
  );
}

/** Which bill and how much; what is left of both afterwards is said before it is done. */
function Form({ of: { deposit, bills }, close }: { readonly of: Uses; readonly close: () => void }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const tell = useDone();
  const place = useFirstFocus();
  const undoes = useMay("customerCredits.move", deposit.ledgerId);
  const [toItemId, setTo] = useState(bills[0]!.itemId);
  const [typed, setTyped] = useState<number | null | undefined>();
  const bill = bills.find(({ itemId }) => itemId === toItemId)!;
  const amountMinor = typed === undefined ? bill.mostMinor : (typed ?? 0);
  const said = (minor: number) => money(minor, deposit.currency, language);
  const using = useUsing(deposit.id, (undo) => {
    close();
    tell(t("desk.deposit.used", { amount: said(amountMinor) }), undoes ? undo : undefined);
  });
  const off = amountMinor <= 0 || amountMinor > bill.mostMinor;
  const press = () => {
    if (!off && !using.isPending) using.mutate({ toItemId, amountMinor });
  };
  useKeys([{ key: "mod+Enter", label: t("desk.deposit.use"), off, inDialog: true, act: press }]);
  const choose = (itemId: string) => {
    setTo(itemId);
    setTyped(undefined);
  };
  const after = { deposit: said(deposit.openMinor - amountMinor), bill: said(bill.openMinor - amountMinor) };
  return (
    <div className="kv-stack" ref={place}>
      <Problem of={using.error} />
      <Bills bills={bills} currency={deposit.currency} chosen={toItemId} choose={choose} />
      <AmountInput
        label={t("field.amount")}
        description={t("desk.deposit.most", { amount: said(bill.mostMinor) })}
        currency={deposit.currency}
        valueMinor={amountMinor}
        onChange={setTyped}
      />
      <div className="kv-consequence" role="status">
        <p>{t(off ? "desk.deposit.most" : "desk.deposit.after", { ...after, amount: said(bill.mostMinor) })}</p>
      </div>
      <div className="kv-form-end">
        <Button onClick={press} disabled={off} loading={using.isPending} rightSection={<Keys of="mod+Enter" />}>
          {t("desk.deposit.use")}
        </Button>
      </div>
    </div>
  );
}

function Loaded({ depositId, close }: { readonly depositId: string; readonly close: () => void }) {
  const { t } = useTranslation();
  return (
    <Asked of={useUses(depositId)} height={200}>
      {(of) => (of.bills.length === 0 ? <p>{t("desk.deposit.noBills")}</p> : <Form of={of} close={close} />)}
    </Asked>
  );
}

/** A deposit on an invoice of the same customer, whole or in part: a deliberate act. */
export function UseDeposit({
  depositId,
  close,
}: {
  readonly depositId: string | undefined;
  readonly close: () => void;
}) {
  const { t } = useTranslation();
  return (
    <DeskDialog title={t("desk.deposit.useTitle")} opened={depositId !== undefined} close={close}>
      {depositId !== undefined && <Loaded depositId={depositId} close={close} />}
    </DeskDialog>
  );
}
