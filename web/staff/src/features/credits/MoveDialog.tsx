import { Button, Modal, Radio } from "@mantine/core";
import { useState } from "react";
import { AmountInput } from "../../parts/AmountInput.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { useDone } from "../../parts/Done.tsx";
import { useKeys } from "../../parts/keys.ts";
import "../../parts/money-dialog.css";
import { Problem } from "../../parts/Problem.tsx";
import { Keys } from "../../shell/Keys.tsx";
import { useLedger } from "../../shell/session.ts";
import { useBills, useMoving, type Bill, type Credit } from "./questions.ts";
import { useCreditWords } from "./words.ts";

function Form({
  credit,
  bills,
  close,
}: {
  readonly credit: Credit;
  readonly bills: readonly Bill[];
  readonly close: () => void;
}) {
  const { t, dayOf, amountOf, groupedOf, whoOf } = useCreditWords();
  const tell = useDone();
  const { currency } = useLedger();
  const [toItemId, setTo] = useState(bills[0]!.itemId);
  const bill = bills.find(({ itemId }) => itemId === toItemId)!;
  const most = Math.min(credit.openMinor, bill.openMinor);
  const [typed, setTyped] = useState<number | null | undefined>();
  const amountMinor = typed === undefined ? most : (typed ?? 0);
  const moving = useMoving((undo) => {
    close();
    tell(t("credits.moved", { amount: amountOf(amountMinor), name: whoOf(credit) }), undo);
  });
  const off = amountMinor <= 0 || amountMinor > most;
  const press = () => {
    if (!off && !moving.isPending) moving.mutate({ itemId: credit.itemId, toItemId, amountMinor });
  };
  useKeys([{ key: "mod+Enter", label: t("credits.move"), off, inDialog: true, act: press }]);
  const choose = (itemId: string) => {
    setTo(itemId);
    setTyped(undefined);
  };
  return (
    <form className="kv-stack" onSubmit={(event) => event.preventDefault()}>
      <Problem of={moving.error} />
      <Radio.Group label={t("credits.toBill")} value={toItemId} onChange={choose}>
        <div className="kv-radios">
          {bills.map((each, index) => (
            <Radio
              key={each.itemId}
              value={each.itemId}
              data-autofocus={index === 0 || undefined}
              label={t("credits.bill", {
                reference: groupedOf(each.reference),
                amount: amountOf(each.openMinor),
                day: dayOf(each.dueOn),
              })}
            />
          ))}
        </div>
      </Radio.Group>
      <AmountInput
        label={t("field.amount")}
        description={t("credits.most", { amount: amountOf(most) })}
        currency={currency}
        valueMinor={amountMinor}
        onChange={setTyped}
      />
      <div className="kv-consequence" role="status">
        <p>
          {t("credits.after", {
            credit: amountOf(credit.openMinor - amountMinor),
            bill: amountOf(bill.openMinor - amountMinor),
          })}
        </p>
      </div>
      <div className="kv-form-end">
        <Button onClick={press} disabled={off} loading={moving.isPending} rightSection={<Keys of="mod+Enter" />}>
          {t("credits.move")}
        </Button>
      </div>
    </form>
  );
}

function Loaded({ credit, close }: { readonly credit: Credit; readonly close: () => void }) {
  const { t } = useCreditWords();
  const bills = useBills(credit.itemId);
  return (
    <Asked of={bills} height={200}>
      {({ items }) =>
        items.length === 0 ? <p>{t("credits.noBills")}</p> : <Form credit={credit} bills={items} close={close} />
      }
    </Asked>
  );
}

/** A payer's credit to another bill of the same payer, because the payer asked for it (FR-69). */
export function MoveDialog({ credit, close }: { readonly credit: Credit | undefined; readonly close: () => void }) {
  const { t, whoOf } = useCreditWords();
  return (
    <Modal
      opened={credit !== undefined}
      onClose={close}
      title={credit && t("credits.moveTitle", { name: whoOf(credit) })}
      lockScroll={false}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {credit && <Loaded credit={credit} close={close} />}
    </Modal>
  );
}
