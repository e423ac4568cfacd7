import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { day, money } from "../../format.ts";
import { DateInput } from "../../parts/DateInput.tsx";
import { useLanguage } from "../../shell/language.ts";
import type { Ledger } from "../../shell/session.ts";
import { addedOf, changedOf, wantedOf, type Account, type Wanted } from "./bank-account.ts";
import { Agreement, Beginning, Expected, useWrong } from "./BankAccountFields.tsx";
import { Changes, type Change } from "./Changes.tsx";
import { TextField, useTried } from "./Form.tsx";
import { DialogForm } from "./FormDialog.tsx";
import { useSending } from "./sending.ts";
import { typedNumbers, typedTime, withoutGaps } from "./typed-settings.ts";

const PLACES = {
  BANK_ACCOUNT_INVALID: "bank-number",
  BANK_ACCOUNT_TAKEN: "bank-number",
  BANK_ACCOUNT_TOLD_LATER: "bank-closed",
};

type Ends = { readonly done: (number: string) => void; readonly leave: () => void };

/** A form's account with what is wrong in it; typing takes the server's refusal away. */
function useBankForm(
  ledger: Ledger,
  of: Account | undefined,
  act: (wanted: Wanted) => Promise<unknown>,
  { done, leave }: Ends,
) {
  const [wanted, setWanted] = useState(() => wantedOf(of));
  const check = useTried(useWrong(wanted));
  const sending = useSending({
    act,
    anew: [["set-up", ledger.id], ["bank-queue"], ["waiting", ledger.id]],
    done: (_, { number }: Wanted) => done(withoutGaps(number)),
    places: PLACES,
  });
  const change = (part: Partial<Wanted>) => {
    sending.mended();
    setWanted((old) => ({ ...old, ...part }));
  };
  const isSame = of !== undefined && Object.keys(changedOf(of, wanted)).length === 0;
  // Nothing typed is nothing to save.
  const send = () => {
    if (check.tried()) (isSame ? leave : sending.send)(wanted);
  };
  return { form: { check, sending, send }, fields: { wanted, change, errors: { ...check.shown, ...sending.refused } } };
}

/** A new bank account of a ledger. */
export function AddBankAccount({
  ledger,
  done,
  leave,
}: {
  readonly ledger: Ledger;
} & Ends) {
  const { t } = useTranslation();
  const add = (wanted: Wanted) => {
    const params = { path: { ledgerId: ledger.id } };
    return answered(kvitt.POST("/api/v1/ledgers/{ledgerId}/bank-accounts", { params, body: addedOf(wanted) }));
  };
  const { form, fields } = useBankForm(ledger, undefined, add, { done, leave });
  const { wanted, change, errors } = fields;
  return (
    <DialogForm act={t("bankForm.add")} {...form} leave={leave}>
      <p>{t("bankForm.addHelp")}</p>
      <TextField
        id="bank-number"
        label={t("bankForm.number")}
        inputMode="numeric"
        maxLength={42}
        data-autofocus
        value={wanted.number}
        wrong={errors}
        typed={(text) => change({ number: text })}
      />
      <Beginning wanted={wanted} change={change} currency={ledger.currency} />
      <Agreement {...fields} />
      <Expected {...fields} />
    </DialogForm>
  );
}

/** What a change makes of the account, each thing as it is read. */
function useChanges(account: Account, wanted: Wanted, currency: string): readonly Change[] {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const none = t("settings.nothing");
  const on = (date: string | undefined) => (date ? day(date, language) : none);
  const said = (each: Wanted) => [
    [t("ledgerPage.details"), t(`format.${each.detailSource}`)],
    [t("ledgerPage.proof"), each.proofSource === "none" ? t("ledgerPage.proofNone") : t("format.camt053")],
    [t("bankForm.cutover"), on(each.cutoverOn)],
    [t("bankForm.opening"), each.openingMinor === null ? none : money(each.openingMinor, currency, language)],
    [t("bankForm.agreement"), withoutGaps(each.agreementId) || none],
    [t("bankForm.lengths"), typedNumbers(each.kidLengths, 2, 25)?.join(", ") || none],
    [t("bankForm.modulus"), each.kidModulus?.toUpperCase() ?? none],
    [t("bankForm.recipient"), withoutGaps(each.recipient) || none],
    [t("bankForm.expected"), typedTime(each.fileExpectedBy) ?? t("ledgerPage.expectedNone")],
    [t("bankForm.closed"), each.closedFromOn ? on(each.closedFromOn) : t("bankForm.isOpen")],
  ];
  const [was, is] = [said(wantedOf(account)), said(wanted)];
  return was.map(([label, before], at) => ({ label: label!, was: before!, is: is[at]![1]! }));
}

/** Changes an account that is there, or closes it for new files. */
export function ChangeBankAccount({
  ledger,
  account,
  done,
  leave,
}: {
  readonly ledger: Ledger;
  readonly account: Account;
} & Ends) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const save = (wanted: Wanted) => {
    const params = { path: { bankAccountId: account.id } };
    const body = changedOf(account, wanted);
    return answered(kvitt.PATCH("/api/v1/bank-accounts/{bankAccountId}", { params, body }));
  };
  const { form, fields } = useBankForm(ledger, account, save, { done, leave });
  const { wanted, change, errors } = fields;
  const changes = useChanges(account, wanted, ledger.currency);
  return (
    <DialogForm act={t("settings.save")} {...form} leave={leave}>
      <Expected {...fields} first />
      <Agreement {...fields} />
      {account.lastToldOn === null ? (
        <Beginning wanted={wanted} change={change} currency={ledger.currency} />
      ) : (
        <p className="kv-why">{t("bankForm.stands", { day: day(account.lastToldOn, language) })}</p>
      )}
      <DateInput
        id="bank-closed"
        label={t("bankForm.closed")}
        description={t("bankForm.closedHelp")}
        value={wanted.closedFromOn}
        error={errors["bank-closed"]}
        onChange={(closedFromOn) => change({ closedFromOn })}
      />
      <Changes of={changes} means={[t("bankForm.fromNow")]} />
    </DialogForm>
  );
}
