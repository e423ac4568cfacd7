import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDone } from "../../parts/Done.tsx";
import { saveDirectDebit, type DirectDebitKnown } from "./direct-debit-questions.ts";
import { typedOf, wishOf, wrongOf, type TypedDebit } from "./direct-debit.ts";
import { TextField, useTried } from "./Form.tsx";
import { DialogForm, FormDialog } from "./FormDialog.tsx";
import type { SetUp } from "./questions.ts";
import { useSending } from "./sending.ts";

type Given = { readonly ledgerId: string; readonly known: DirectDebitKnown; readonly ledger: SetUp };
type Dialog = { readonly opened: boolean; readonly leave: () => void };

/** Digits, in the order they stand in the form. */
const NUMBERS = ["sender", "from", "length", "leadDays"] as const;

function Fields({
  ledgerId,
  known,
  ledger,
  done,
  leave,
}: Given & { readonly done: () => void; readonly leave: () => void }) {
  const { t } = useTranslation();
  const accounts = ledger.bankAccounts.filter(({ closedFromOn }) => closedFromOn === null);
  const digits = ledger.referenceDigits ?? ledger.usualReferenceDigits;
  const [typed, setTyped] = useState(() =>
    typedOf(known.setUp, { account: accounts[0]?.number ?? "", length: String(digits.customer) }),
  );
  const { least, most, usual } = known.leadDays;
  const wrong = wrongOf(typed, known.leadDays);
  const check = useTried(
    Object.fromEntries(wrong.map((field) => [`debit-${field}`, t(`avtaleGiro.wrong.${field}`, { least, most })])),
  );
  const sending = useSending({
    act: () => saveDirectDebit(ledgerId, wishOf(typed, known.setUp?.state ?? "active")),
    anew: [["direct-debit", ledgerId]],
    done,
    places: { DEBIT_ACCOUNT_UNKNOWN: "debit-account" },
  });
  const change = (part: Partial<TypedDebit>) => {
    sending.mended();
    setTyped((old) => ({ ...old, ...part }));
  };
  const send = () => {
    if (check.tried()) sending.send(undefined);
  };
  const fields = known.setUp ? NUMBERS : ([...NUMBERS, "firstNo"] as const);
  return (
    <DialogForm act={t("settings.save")} check={check} sending={sending} send={send} leave={leave}>
      <NativeSelect
        id="debit-account"
        data-autofocus
        label={t("avtaleGiro.field.account")}
        description={t("avtaleGiro.help.account")}
        error={check.shown["debit-account"] ?? sending.refused["debit-account"]}
        value={typed.account}
        data={accounts.map(({ number }) => ({ value: number, label: number }))}
        onChange={(event) => change({ account: event.currentTarget.value })}
      />
      {fields.map((field) => (
        <TextField
          key={field}
          id={`debit-${field}`}
          label={t(`avtaleGiro.field.${field}`)}
          description={t(`avtaleGiro.help.${field}`, { usual })}
          inputMode="numeric"
          value={typed[field]}
          wrong={check.shown}
          typed={(text) => change({ [field]: text })}
        />
      ))}
      <NativeSelect
        id="debit-notify"
        label={t("avtaleGiro.field.notify")}
        description={t("avtaleGiro.help.notify")}
        value={typed.notify}
        data={(["bank", "payee"] as const).map((value) => ({ value, label: t(`avtaleGiro.notify.${value}`) }))}
        onChange={(event) => change({ notify: event.currentTarget.value as TypedDebit["notify"] })}
      />
    </DialogForm>
  );
}

/** Sets AvtaleGiro up or changes it, as the agreement with the bank has it. */
export function DirectDebitForm({ opened, leave, ...given }: Given & Dialog) {
  const { t } = useTranslation();
  const tell = useDone();
  return (
    <FormDialog opened={opened} leave={leave} title={t("avtaleGiro.title")} made={() => tell(t("settings.saved"))}>
      {(done: (made: undefined) => void) => <Fields {...given} done={() => done(undefined)} leave={leave} />}
    </FormDialog>
  );
}
