import { TextInput, VisuallyHidden, type TextInputProps } from "@mantine/core";
import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { day, dayInWords, weekday } from "../format.ts";
import { useLanguage } from "../shell/language.ts";
import { useLedger } from "../shell/session.ts";
import { daysLater, typedDay } from "./typed-day.ts";
import "./typed.css";

export type DateInputProps = Omit<TextInputProps, "value" | "onChange" | "defaultValue" | "rightSection"> & {
  /** YYYY-MM-DD; undefined when nothing, or no day, stands there. */
  readonly value: string | undefined;
  readonly onChange: (day: string | undefined) => void;
};

/** What somebody typed and what it was told to mean; it is held as it is until they leave the field. */
type Typed = { readonly text: string; readonly told: string | undefined; readonly held: boolean };

/** A day as people type it (`ux.md` K-05): `+14` from the ledger's today, `15`, `15.3`. Its weekday stands beside it; arrows up and down go by a day. */
export function DateInput({ value, onChange, error, ...rest }: DateInputProps) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { today } = useLedger();
  const [typed, setTyped] = useState<Typed>();
  const [left, setLeft] = useState(false);
  // Afterwards a value from outside, such as a cleared form's, outlives what was typed.
  const own = typed && (typed.held || typed.told === value) ? typed : undefined;
  const wrong = own !== undefined && typedDay(own.text, language, today) === null;
  const type = (text: string) => {
    const told = typedDay(text, language, today) ?? undefined;
    setTyped({ text, told, held: true });
    setLeft(false);
    onChange(told);
  };
  const leave = () => {
    setLeft(true);
    setTyped(own && wrong ? { ...own, held: false } : undefined);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter") leave();
    const days = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (days === undefined) return;
    event.preventDefault();
    setTyped(undefined);
    onChange(value === undefined ? today : daysLater(value, days));
  };
  return (
    <>
      <TextInput
        autoComplete="off"
        placeholder={t("typed.dayForms")}
        {...rest}
        classNames={{ input: "kv-typed-day", section: "kv-typed-beside" }}
        value={own?.text ?? (value === undefined ? "" : day(value, language))}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={(event) => {
          leave();
          rest.onBlur?.(event);
        }}
        onKeyDown={(event) => {
          press(event);
          rest.onKeyDown?.(event);
        }}
        error={error ?? (left && wrong ? t("typed.dayWrong") : undefined)}
        rightSection={
          <span aria-hidden>
            {value && (own ? `= ${weekday(value, language)} ${day(value, language)}` : weekday(value, language))}
          </span>
        }
        rightSectionWidth={own && value ? "9.5rem" : "3.25rem"}
      />
      <VisuallyHidden role="status">{value && dayInWords(value, language)}</VisuallyHidden>
    </>
  );
}
