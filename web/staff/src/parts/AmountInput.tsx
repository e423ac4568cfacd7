import { TextInput, VisuallyHidden, type TextInputProps } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { amount, currencyMark, money, type Language, type Minor } from "../format.ts";
import { useLanguage } from "../shell/language.ts";
import { typedAmount } from "./typed-amount.ts";
import "./typed.css";

export type AmountInputProps = Omit<TextInputProps, "value" | "onChange" | "defaultValue" | "rightSection"> & {
  /** Whole minor units; null when nothing, or no amount, stands there. */
  readonly valueMinor: Minor | null;
  readonly onChange: (minor: Minor | null) => void;
  readonly currency: string;
  /** Whether an amount below zero may stand here. */
  readonly belowZero?: boolean;
};

/** What somebody typed and what it was told to mean; it is held as it is until they leave the field. */
type Typed = { readonly text: string; readonly told: Minor | null; readonly held: boolean };

function read(text: string, language: Language, belowZero: boolean) {
  const found = typedAmount(text, language);
  return found && found.minor < 0 && !belowZero ? null : found;
}

/** An amount as people type it (`ux.md` K-05): `1240,5`, `1.240,50`, `3000/4`. What it comes to stands beside it, and is written out on leaving. */
export function AmountInput({ valueMinor, onChange, currency, belowZero = false, error, ...rest }: AmountInputProps) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [typed, setTyped] = useState<Typed>();
  const [left, setLeft] = useState(false);
  // Afterwards a value from outside, such as a cleared form's, outlives what was typed.
  const own = typed?.held || typed?.told === valueMinor ? typed : undefined;
  const found = own && read(own.text, language, belowZero);
  const result = found?.reckoned ? money(found.minor, currency, language) : undefined;
  const type = (text: string) => {
    const told = read(text, language, belowZero)?.minor ?? null;
    setTyped({ text, told, held: true });
    setLeft(false);
    onChange(told);
  };
  const leave = () => {
    setLeft(true);
    setTyped(own && found === null ? { ...own, held: false } : undefined);
  };
  return (
    <>
      <TextInput
        autoComplete="off"
        inputMode="decimal"
        {...rest}
        classNames={{ input: "kv-typed-amount", section: "kv-typed-beside" }}
        value={own?.text ?? (valueMinor === null ? "" : amount(valueMinor, language))}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={(event) => {
          leave();
          rest.onBlur?.(event);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") leave();
          rest.onKeyDown?.(event);
        }}
        error={error ?? (left && found === null ? t("typed.amountWrong") : undefined)}
        rightSection={<span aria-hidden>{result ? `= ${result}` : currencyMark(currency, language)}</span>}
        rightSectionWidth={result ? "9.5rem" : "3.25rem"}
      />
      <VisuallyHidden role="status">{result && t("typed.comesTo", { result })}</VisuallyHidden>
    </>
  );
}
