import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { AmountInput } from "../../parts/AmountInput.tsx";
import { useDone } from "../../parts/Done.tsx";
import { ActDialog } from "../../parts/follow-up/ActDialog.tsx";
import { useLedger, useMay } from "../../shell/session.ts";
import { usePayersCredits, useRecovering, type Loss } from "./questions.ts";
import { useLossWords } from "./words.ts";

function Form({ of, lossId, close }: { readonly of: Loss; readonly lossId: string; readonly close: () => void }) {
  const { t, amountOf, dayOf } = useLossWords();
  const tell = useDone();
  const { id, currency } = useLedger();
  const credits = usePayersCredits(id, of.partyId, true).data ?? [];
  const recovering = useRecovering(lossId);
  const [chosen, choose] = useState("");
  const [typed, setTyped] = useState<number | null | undefined>();
  const credit = credits.find(({ itemId }) => itemId === chosen) ?? credits[0];
  const most = Math.min(credit?.openMinor ?? 0, of.amountMinor - of.recoveredMinor);
  const amountMinor = typed === undefined ? most : typed;
  const isRight = amountMinor !== null && amountMinor > 0 && amountMinor <= most;
  const act = () =>
    recovering.mutate(
      { creditItemId: credit!.itemId, amountMinor: amountMinor! },
      {
        onSuccess: () => {
          close();
          tell(t("loss.recover.done"));
        },
      },
    );
  return (
    <ActDialog
      opened
      close={close}
      title={t("loss.recover.title")}
      label={t("loss.recover.act")}
      act={act}
      off={!credit || !isRight}
      busy={recovering.isPending}
      error={recovering.error}
    >
      <p>{t(credit ? "loss.recover.means" : "loss.recover.none")}</p>
      {credit && (
        <>
          <NativeSelect
            data-autofocus
            label={t("loss.recover.credit")}
            value={credit.itemId}
            data={credits.map(({ itemId, openMinor, openedOn }) => ({
              value: itemId,
              label: `${amountOf(openMinor)}, ${dayOf(openedOn)}`,
            }))}
            onChange={(event) => choose(event.currentTarget.value)}
          />
          <AmountInput
            label={t("field.amount")}
            currency={currency}
            valueMinor={amountMinor}
            onChange={(minor) => setTyped(minor)}
          />
        </>
      )}
    </ActDialog>
  );
}

/** Puts a payer's credit against their loss; only where something of it may still come. */
export function Recover({ of }: { readonly of: Loss }) {
  const { t } = useLossWords();
  const may = useMay("writeOffs.propose", useLedger().id);
  const [opened, open] = useState(false);
  if (!may || of.lossId === null || of.partyId === null || of.recoveredMinor >= of.amountMinor) return null;
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => open(true)}>
        {t("loss.recover.act")}
      </Button>
      {opened && <Form of={of} lossId={of.lossId} close={() => open(false)} />}
    </>
  );
}
