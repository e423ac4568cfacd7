import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { money } from "../../format.ts";
import { AmountInput } from "../../parts/AmountInput.tsx";
import { DateInput } from "../../parts/DateInput.tsx";
import { useDone } from "../../parts/Done.tsx";
import { useKeys } from "../../parts/keys.ts";
import { DeskDialog } from "../../parts/pay-desk/DeskDialog.tsx";
import { Problem } from "../../parts/Problem.tsx";
import { Keys } from "../../shell/Keys.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import type { Card } from "./card.ts";
import { useTaking } from "./deposits.ts";

const LONGEST_SLIP = 40;

function Form({ card, close }: { readonly card: Card; readonly close: () => void }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { id, currency, today } = useLedger();
  const tell = useDone();
  const [amountMinor, setAmount] = useState<number | null>(null);
  const [receipt, setReceipt] = useState("");
  const [receivedOn, setDay] = useState<string | undefined>(today);
  const taking = useTaking(id, () => {
    close();
    tell(t("desk.deposit.taken", { amount: money(amountMinor ?? 0, currency, language), name: card.name }));
  });
  const wish =
    amountMinor !== null && amountMinor > 0 && receipt.trim() !== "" && receivedOn !== undefined
      ? { partyId: card.id, amountMinor, receipt: receipt.trim(), receivedOn }
      : undefined;
  const press = () => wish && !taking.isPending && taking.mutate(wish);
  useKeys([{ key: "mod+Enter", label: t("desk.deposit.do"), off: !wish, inDialog: true, act: press }]);
  return (
    <form className="kv-stack" onSubmit={(event) => event.preventDefault()}>
      <Problem of={taking.error} />
      <AmountInput
        data-autofocus
        label={t("field.amount")}
        currency={currency}
        valueMinor={amountMinor}
        onChange={setAmount}
      />
      <TextInput
        label={t("desk.deposit.receipt")}
        description={t("desk.deposit.receiptHelp")}
        autoComplete="off"
        maxLength={LONGEST_SLIP}
        value={receipt}
        onChange={(event) => setReceipt(event.currentTarget.value)}
      />
      <DateInput label={t("desk.deposit.day")} value={receivedOn} onChange={setDay} />
      <p className="kv-why">{t("desk.deposit.means")}</p>
      <div className="kv-form-end">
        <Button onClick={press} disabled={!wish} loading={taking.isPending} rightSection={<Keys of="mod+Enter" />}>
          {t("desk.deposit.do")}
        </Button>
      </div>
    </form>
  );
}

/** Money that the customer pays ahead, written down from the terminal's slip. */
export function TakeDeposit({
  card,
  opened,
  close,
}: {
  readonly card: Card;
  readonly opened: boolean;
  readonly close: () => void;
}) {
  const { t } = useTranslation();
  return (
    <DeskDialog title={t("desk.deposit.title", { name: card.name })} opened={opened} close={close}>
      <Form card={card} close={close} />
    </DeskDialog>
  );
}
