import { Select, type TextInputProps } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { AmountInput } from "../../parts/AmountInput.tsx";
import { DateInput } from "../../parts/DateInput.tsx";
import type { Wanted } from "./bank-account.ts";
import { TextField, type Wrong } from "./Form.tsx";
import { isEmptyOrDigits, typedNumbers, typedTime, withoutGaps } from "./typed-settings.ts";

export type Fields = {
  readonly wanted: Wanted;
  readonly change: (part: Partial<Wanted>) => void;
  readonly errors: Wrong;
};

/** What is wrong with an account as it is typed, by field. */
export function useWrong(wanted: Wanted): Wrong {
  const { t } = useTranslation();
  const lengths = typedNumbers(wanted.kidLengths, 2, 25);
  const half = (lengths?.length ?? 0) > 0 !== (wanted.kidModulus !== null);
  const said = (isWrong: boolean, text: string) => (isWrong ? text : undefined);
  return {
    "bank-number": said(withoutGaps(wanted.number).length < 4, t("bankForm.numberWrong")),
    "bank-agreement": said(!isEmptyOrDigits(wanted.agreementId, 9), t("bankForm.agreementWrong")),
    "bank-lengths": said(lengths === null, t("bankForm.lengthsWrong")),
    "bank-modulus": said(lengths !== null && half, t("bankForm.modulusWrong")),
    "bank-recipient": said(!isEmptyOrDigits(wanted.recipient, 8), t("bankForm.recipientWrong")),
    "bank-expected": said(
      wanted.fileExpectedBy.trim() !== "" && typedTime(wanted.fileExpectedBy) === null,
      t("bankForm.expectedWrong"),
    ),
  };
}

/** The fields that are typed as text, by what the texts call them. */
const TYPED = {
  agreement: "agreementId",
  lengths: "kidLengths",
  recipient: "recipient",
  expected: "fileExpectedBy",
} as const satisfies Record<string, keyof Wanted>;

/** A field that is typed as text, with what it means under its name. */
function Typed({
  of: { wanted, change, errors },
  word,
  ...shown
}: Pick<TextInputProps, "inputMode" | "placeholder" | "onBlur"> & {
  readonly of: Fields;
  readonly word: keyof typeof TYPED;
}) {
  const { t } = useTranslation();
  const part = TYPED[word];
  return (
    <TextField
      id={`bank-${word}`}
      label={t(`bankForm.${word}`)}
      description={t(`bankForm.${word}Help`)}
      value={wanted[part]}
      wrong={errors}
      typed={(text) => change({ [part]: text })}
      {...shown}
    />
  );
}

/** How payments are agreed with the bank: what the references on our invoices have to fit. */
export function Agreement(fields: Fields) {
  const { wanted, change, errors } = fields;
  const { t } = useTranslation();
  return (
    <fieldset className="kv-group">
      <legend>{t("bankForm.agreed")}</legend>
      <Typed of={fields} word="agreement" inputMode="numeric" />
      <Typed of={fields} word="lengths" />
      <Select
        id="bank-modulus"
        label={t("bankForm.modulus")}
        clearable
        clearButtonProps={{ "aria-label": t("bankForm.modulusNone"), tabIndex: -1 }}
        placeholder={t("bankForm.modulusNone")}
        data={[
          { value: "mod10", label: "MOD10" },
          { value: "mod11", label: "MOD11" },
        ]}
        value={wanted.kidModulus}
        error={errors["bank-modulus"]}
        onChange={(kidModulus) => change({ kidModulus })}
        comboboxProps={{ withinPortal: false }}
      />
      <Typed of={fields} word="recipient" inputMode="numeric" />
    </fieldset>
  );
}

/** Which files tell of it, from when, and what stood there: what is posted rests on it. */
export function Beginning({ wanted, change, currency }: Omit<Fields, "errors"> & { readonly currency: string }) {
  const { t } = useTranslation();
  const details = ["ocrgiro", "camt054", "camt053"] as const;
  return (
    <>
      <Select
        label={t("ledgerPage.details")}
        description={t("bankForm.detailsHelp")}
        allowDeselect={false}
        data={details.map((value) => ({ value, label: t(`format.${value}`) }))}
        value={wanted.detailSource}
        onChange={(detailSource) => change({ detailSource: detailSource! })}
        comboboxProps={{ withinPortal: false }}
      />
      <Select
        label={t("ledgerPage.proof")}
        allowDeselect={false}
        data={[
          { value: "camt053", label: t("format.camt053") },
          { value: "none", label: t("ledgerPage.proofNone") },
        ]}
        value={wanted.proofSource}
        onChange={(proofSource) => change({ proofSource: proofSource! })}
        comboboxProps={{ withinPortal: false }}
      />
      <DateInput
        id="bank-cutover"
        label={t("bankForm.cutover")}
        description={t("bankForm.cutoverHelp")}
        value={wanted.cutoverOn}
        onChange={(cutoverOn) => change({ cutoverOn })}
      />
      <AmountInput
        id="bank-opening"
        label={t("bankForm.opening")}
        description={t("bankForm.openingHelp")}
        currency={currency}
        belowZero
        valueMinor={wanted.openingMinor}
        onChange={(openingMinor) => change({ openingMinor })}
      />
    </>
  );
}

/** By when the day's file is expected. */
export function Expected({ first = false, ...fields }: Fields & { readonly first?: boolean }) {
  const { wanted, change } = fields;
  return (
    <Typed
      of={fields}
      word="expected"
      data-autofocus={first || undefined}
      placeholder="07:30"
      onBlur={() => change({ fileExpectedBy: typedTime(wanted.fileExpectedBy) ?? wanted.fileExpectedBy })}
    />
  );
}
