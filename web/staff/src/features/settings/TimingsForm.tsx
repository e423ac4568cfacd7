import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { DateInput } from "../../parts/DateInput.tsx";
import { TextField, useTried, type Wrong } from "./Form.tsx";
import { DialogForm } from "./FormDialog.tsx";
import type { MessageSettings, RequestWish } from "./message-questions.ts";
import { useSending } from "./sending.ts";
import { typedNumbers, typedTime } from "./typed-settings.ts";

type Typed = {
  readonly askFromOn: string | undefined;
  readonly warn: string;
  readonly default: string;
  readonly before: string;
  /** Empty: none. */
  readonly courtesy: string;
  readonly from: string;
  readonly to: string;
  readonly messageFirst: string;
  readonly invoiceFirst: string;
};
const MESSAGE = ["sms", "email"] as const;
const INVOICE = ["efaktura", "email", "paper"] as const;
const BOUNDS = { warn: [1, 30], default: [2, 60], before: [0, 30], courtesy: [1, 30] } as const;
type Days = keyof typeof BOUNDS;

function typedOf({ timings, hours, messageFirst, invoiceFirst }: MessageSettings): Typed {
  return {
    askFromOn: timings.askFromOn ?? undefined,
    warn: String(timings.warnAfterDays),
    default: String(timings.defaultAfterDays),
    before: String(timings.defaultBeforeDueDays),
    courtesy: timings.courtesyBeforeDueDays === null ? "" : String(timings.courtesyBeforeDueDays),
    from: hours.holds.from,
    to: hours.holds.to,
    messageFirst: messageFirst ?? "sms",
    invoiceFirst: invoiceFirst ?? "efaktura",
  };
}

/** So many days as typed, within their bounds; undefined for anything else. */
function daysOf(typed: Typed, field: Days): number | undefined {
  const [least, most] = BOUNDS[field];
  const numbers = typedNumbers(typed[field], least, most);
  return numbers?.length === 1 ? numbers[0] : undefined;
}

function useWrong(typed: Typed, { hours }: MessageSettings): Wrong {
  const { t } = useTranslation();
  const [from, to] = [typedTime(typed.from), typedTime(typed.to)];
  const outOf = (field: Days) => {
    const [least, most] = BOUNDS[field];
    return daysOf(typed, field) === undefined ? t("messagePage.daysWrong", { least, most }) : undefined;
  };
  const [warn, defaults] = [daysOf(typed, "warn"), daysOf(typed, "default")];
  const isLate = warn !== undefined && defaults !== undefined && defaults <= warn;
  const isOutside = from === null || to === null || from >= to || from < hours.market.from || to > hours.market.to;
  return {
    "timing-warn": outOf("warn"),
    "timing-default": outOf("default") ?? (isLate ? t("messagePage.defaultWrong") : undefined),
    "timing-before": outOf("before"),
    "timing-courtesy": typed.courtesy.trim() === "" ? undefined : outOf("courtesy"),
    "timing-from": isOutside ? t("messagePage.hoursWrong", hours.market) : undefined,
  };
}

function wishOf(typed: Typed, { hours }: MessageSettings): RequestWish {
  const [from, to] = [typedTime(typed.from)!, typedTime(typed.to)!];
  const isMarkets = from === hours.market.from && to === hours.market.to;
  return {
    askFromOn: typed.askFromOn ?? null,
    warnAfterDays: daysOf(typed, "warn")!,
    defaultAfterDays: daysOf(typed, "default")!,
    defaultBeforeDueDays: daysOf(typed, "before")!,
    courtesyBeforeDueDays: daysOf(typed, "courtesy") ?? null,
    hours: isMarkets ? null : { from, to },
    messageFirst: MESSAGE.find((each) => each === typed.messageFirst)!,
    invoiceFirst: INVOICE.find((each) => each === typed.invoiceFirst)!,
  };
}

type FieldsProps = {
  readonly of: MessageSettings;
  readonly typed: Typed;
  readonly change: (part: Partial<Typed>) => void;
  readonly wrong: Wrong;
};

function DayFields({ of, typed, change, wrong }: FieldsProps) {
  const { t } = useTranslation();
  const { usual } = of;
  const usually = { warn: usual.warnAfterDays, default: usual.defaultAfterDays, before: usual.defaultBeforeDueDays };
  return (
    <>
      <DateInput
        data-autofocus
        label={t("messagePage.asksFromLabel")}
        description={t("messagePage.asksFromHelp")}
        value={typed.askFromOn}
        onChange={(askFromOn) => change({ askFromOn })}
      />
      {(["warn", "default", "before"] as const).map((field) => (
        <TextField
          key={field}
          id={`timing-${field}`}
          label={t(`messagePage.field.${field}`)}
          description={t("messagePage.usually", { count: usually[field] })}
          inputMode="numeric"
          value={typed[field]}
          wrong={wrong}
          typed={(text) => change({ [field]: text })}
        />
      ))}
      <TextField
        id="timing-courtesy"
        label={t("messagePage.field.courtesy")}
        description={t("messagePage.courtesyHelp")}
        inputMode="numeric"
        value={typed.courtesy}
        wrong={wrong}
        typed={(text) => change({ courtesy: text })}
      />
    </>
  );
}

function HoursAndLadder({ of: { hours }, typed, change, wrong }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <fieldset className="kv-group">
        <legend>{t("messagePage.hours")}</legend>
        <p className="kv-why">{t("messagePage.hoursNarrow", hours.market)}</p>
        {(["from", "to"] as const).map((edge) => (
          <TextField
            key={edge}
            id={`timing-${edge}`}
            label={t(`messagePage.field.${edge}`)}
            value={typed[edge]}
            wrong={wrong}
            typed={(text) => change({ [edge]: text })}
          />
        ))}
      </fieldset>
      <NativeSelect
        label={t("messagePage.messageFirst")}
        value={typed.messageFirst}
        data={MESSAGE.map((value) => ({ value, label: t(`messagePage.first.${value}`) }))}
        onChange={(event) => change({ messageFirst: event.currentTarget.value })}
      />
      <NativeSelect
        label={t("messagePage.invoiceFirst")}
        description={t("messagePage.invoiceFirstHelp")}
        value={typed.invoiceFirst}
        data={INVOICE.map((value) => ({ value, label: t(`messagePage.first.${value}`) }))}
        onChange={(event) => change({ invoiceFirst: event.currentTarget.value })}
      />
    </>
  );
}

/** Changes when a ledger's messages leave and by which channel first; from the next message on. */
export function ChangeTimings({
  ledgerId,
  of,
  done,
  leave,
}: {
  readonly ledgerId: string;
  readonly of: MessageSettings;
  readonly done: () => void;
  readonly leave: () => void;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(() => typedOf(of));
  const check = useTried(useWrong(typed, of));
  const sending = useSending({
    act: (requests: RequestWish) =>
      answered(
        kvitt.PATCH("/api/v1/ledgers/{ledgerId}/settings", { params: { path: { ledgerId } }, body: { requests } }),
      ),
    anew: [["message-settings", ledgerId]],
    done,
  });
  const change = (part: Partial<Typed>) => {
    sending.mended();
    setTyped((old) => ({ ...old, ...part }));
  };
  const send = () => {
    if (check.tried()) sending.send(wishOf(typed, of));
  };
  const fields = { of, typed, change, wrong: check.shown };
  return (
    <DialogForm act={t("settings.save")} check={check} sending={sending} send={send} leave={leave}>
      <DayFields {...fields} />
      <HoursAndLadder {...fields} />
      <p className="kv-why">{t("messagePage.fromNow")}</p>
    </DialogForm>
  );
}
