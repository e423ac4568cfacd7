import { NativeSelect, NumberInput } from "@mantine/core";
import { Fragment, useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { money } from "../../format.ts";
import { AmountInput } from "../../parts/AmountInput.tsx";
import { useLanguage } from "../../shell/language.ts";
import { isLetter, type Fee, type Level, type Shown, type Wait } from "./policy-draft.ts";

/** What a field of a step is: its value as a word, or a control where it may be changed. */
export type Change = (part: Partial<Level>) => void;

type Parts = Readonly<Record<string, ReactNode>>;
const MARK = "\u0001";

/** A sentence of the texts with its holes filled by controls: each language keeps its own order (L-02). */
export function useSlots() {
  const { t } = useTranslation();
  return (
    key:
      "policyPage.sentence.letter" | "policyPage.sentence.house" | "policyPage.sentence.agency" | "policyPage.followUp",
    parts: Parts,
  ): ReactNode => {
    const holes = Object.fromEntries(Object.keys(parts).map((name) => [name, `${MARK}${name}${MARK}`]));
    return t(key, holes as { days: string })
      .split(MARK)
      .map((piece, at) => <Fragment key={`${String(at)} ${piece}`}>{at % 2 === 1 ? parts[piece] : piece}</Fragment>);
  };
}

type SelectProps<Value extends string> = {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly change: ((value: Value) => void) | undefined;
  readonly wrong?: string | undefined;
};

/** A choice inside a sentence; its word where it may not be changed. */
export function Choice<Value extends string>({ label, value, options, change, wrong }: SelectProps<Value>) {
  if (!change) return <span>{options.find((each) => each.value === value)?.label ?? value}</span>;
  return (
    <NativeSelect
      className="kv-policy-choice"
      size="xs"
      aria-label={label}
      aria-describedby={wrong}
      error={wrong !== undefined}
      value={value}
      data={[...options]}
      onChange={(event) => change(event.currentTarget.value as Value)}
    />
  );
}

type DaysProps = {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly change: ((days: number) => void) | undefined;
  readonly wrong?: string | undefined;
};

function Days({ label, value, least, change, wrong }: DaysProps) {
  if (!change) return <span>{value}</span>;
  return (
    <NumberInput
      className="kv-policy-days"
      size="xs"
      aria-label={label}
      aria-describedby={wrong}
      error={wrong !== undefined}
      min={least}
      max={365}
      clampBehavior="none"
      allowDecimal={false}
      allowNegative={false}
      value={value}
      onChange={(typed) => change(typeof typed === "number" ? typed : Number.parseInt(typed, 10) || 0)}
    />
  );
}

type FieldProps = {
  readonly level: Level;
  readonly label: (
    field: "days" | "unit" | "after" | "sender" | "channels" | "deadline" | "deadlineDays" | "fee" | "feeMost",
  ) => string;
  readonly change: Change | undefined;
  /** The id of what is said of the field, where it is wrong. */
  readonly wrong: string | undefined;
};

function useOptions() {
  const { t } = useTranslation();
  return {
    unit: (["workingDays", "calendarDays"] as const).map((value) => ({ value, label: t(`policyPage.unit.${value}`) })),
    after: (["due", "previousSent", "previousDeadline"] as const).map((value) => ({
      value,
      label: t(`policyPage.after.${value}`),
    })),
    sender: (["clinic", "headOffice"] as const).map((value) => ({ value, label: t(`policyPage.sender.${value}`) })),
    channels: (["textMessage", "digitalThenPost", "postOnly"] as const).map((value) => ({
      value,
      label: t(`policyPage.channels.${value}`),
    })),
  };
}

function Deadline({ level: { deadlineDays }, label, change, wrong }: FieldProps) {
  const { t } = useTranslation();
  if (!change)
    return (
      <span>
        {deadlineDays === null ? t("policyPage.deadline.none") : t("policyPage.deadline.days", { count: deadlineDays })}
      </span>
    );
  return (
    <>
      <Choice
        label={label("deadline")}
        value={deadlineDays === null ? "none" : "days"}
        options={[
          { value: "none", label: t("policyPage.deadline.none") },
          { value: "days", label: t("policyPage.withDeadline") },
        ]}
        change={(chosen) => change({ deadlineDays: chosen === "none" ? null : 14 })}
        wrong={deadlineDays === null ? wrong : undefined}
      />
      {deadlineDays !== null && (
        <Days
          label={label("deadlineDays")}
          value={deadlineDays}
          least={1}
          change={(days) => change({ deadlineDays: days })}
          wrong={wrong}
        />
      )}
    </>
  );
}

function FeeField({ level: { fee }, label, change, wrong, currency }: FieldProps & { readonly currency: string }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const amount = fee.charge === "amount" ? money(fee.mostMinor, currency, language) : "…";
  if (!change) return <span>{t(`policyPage.fee.${fee.charge}`, { amount })}</span>;
  const choose = (charge: Fee["charge"]) =>
    change({ fee: charge === "amount" ? { charge, mostMinor: 0 } : { charge } });
  return (
    <>
      <Choice
        label={label("fee")}
        value={fee.charge}
        options={[
          { value: "none", label: t("policyPage.fee.none") },
          { value: "asLawAllows", label: t("policyPage.fee.asLawAllows") },
          { value: "amount", label: t("policyPage.fee.amount", { amount: "…" }) },
        ]}
        change={choose}
        wrong={fee.charge === "amount" ? undefined : wrong}
      />
      {fee.charge === "amount" && (
        <AmountInput
          className="kv-policy-amount"
          size="xs"
          aria-label={label("feeMost")}
          aria-describedby={wrong}
          error={wrong !== undefined}
          currency={currency}
          valueMinor={fee.mostMinor}
          onChange={(mostMinor) => change({ fee: { charge: "amount", mostMinor: mostMinor ?? 0 } })}
        />
      )}
    </>
  );
}

/** One step of a policy as a sentence: words where it is read or locked, controls where it is written (H-06). */
export function Sentence({
  level,
  currency,
  changeOf,
  wrongAt,
}: {
  readonly level: Level;
  readonly currency: string;
  /** How a field is changed; undefined where it may not be. */
  readonly changeOf: (field: Shown) => Change | undefined;
  readonly wrongAt: (field: Shown) => string | undefined;
}) {
  const { t } = useTranslation();
  const slots = useSlots();
  const options = useOptions();
  const id = useId();
  const name = t(`policyPage.level.${level.name}`);
  const label: FieldProps["label"] = (field) =>
    t("policyPage.of", { field: t(`policyPage.field.${field}`), level: name });
  const of = (field: Shown) => ({ level, label, change: changeOf(field), wrong: wrongAt(field) });
  const wait = changeOf("wait");
  const changeWait = wait && ((part: Partial<Wait>) => wait({ wait: { ...level.wait, ...part } }));
  const changed = <Key extends "sender" | "channels">(key: Key) => {
    const change = changeOf(key);
    return change && ((value: Level[Key]) => change({ [key]: value }));
  };
  const key = isLetter(level.name) ? "letter" : level.name === "agency" ? "agency" : "house";
  return (
    <div className="kv-policy-sentence" id={id}>
      {slots(`policyPage.sentence.${key}`, {
        days: (
          <Days
            label={label("days")}
            value={level.wait.days}
            least={0}
            change={changeWait && ((days) => changeWait({ days }))}
            wrong={wrongAt("wait")}
          />
        ),
        unit: (
          <Choice<Wait["unit"]>
            label={label("unit")}
            value={level.wait.unit}
            options={options.unit}
            change={changeWait && ((unit) => changeWait({ unit }))}
          />
        ),
        after: (
          <Choice<Wait["after"]>
            label={label("after")}
            value={level.wait.after}
            options={options.after}
            change={changeWait && ((after) => changeWait({ after }))}
            wrong={wrongAt("wait")}
          />
        ),
        level: <strong>{name}</strong>,
        sender: (
          <Choice
            label={label("sender")}
            value={level.sender}
            options={options.sender}
            change={changed("sender")}
            wrong={wrongAt("sender")}
          />
        ),
        channels: (
          <Choice
            label={label("channels")}
            value={level.channels}
            options={options.channels}
            change={changed("channels")}
            wrong={wrongAt("channels")}
          />
        ),
        deadline: <Deadline {...of("deadlineDays")} />,
        fee: <FeeField {...of("fee")} currency={currency} />,
      })}
    </div>
  );
}
