import { Checkbox, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt, type Body } from "../../api.ts";
import type { Ledger } from "../../shell/session.ts";
import { Changes } from "./Changes.tsx";
import { TextField, useTried, type Wrong } from "./Form.tsx";
import { DialogForm } from "./FormDialog.tsx";
import type { SetUp } from "./questions.ts";
import { useSending } from "./sending.ts";
import { useSettledWords, type Settled } from "./settled.ts";
import { isEmptyOrDigits, typedNumbers, withoutGaps } from "./typed-settings.ts";

type Wish = Body<"/api/v1/ledgers/{ledgerId}/settings", "patch">;

/** The settings as they are typed; empty is what every ledger starts with. */
type Typed = {
  readonly vatRegistered: boolean;
  readonly days: string;
  readonly first: SetUp["usedFirst"];
  readonly customer: string;
  readonly series: string;
  readonly recipient: string;
  readonly buckets: string;
};
const PLACES = { REFERENCE_LENGTH_NOT_AGREED: "terms-series", REFERENCE_DIGITS_SHORT: "terms-series" };
const MOST_BUCKETS = 8;

const typedOf = (setUp: SetUp): Typed => ({
  vatRegistered: setUp.vatRegistered,
  days: setUp.paymentTermDays?.toString() ?? "",
  first: setUp.usedFirst,
  customer: setUp.referenceDigits?.customer.toString() ?? "",
  series: setUp.referenceDigits?.series.toString() ?? "",
  recipient: setUp.remittanceRecipient ?? "",
  buckets: setUp.agingBuckets.join(", "),
});

/** One whole number, null for nothing, undefined for what is none. */
function oneOf(text: string, least: number, most: number): number | null | undefined {
  const numbers = typedNumbers(text, least, most);
  if (numbers === null || numbers.length > 1) return undefined;
  return numbers[0] ?? null;
}

function bucketsOf(text: string): number[] | undefined {
  const bounds = typedNumbers(text, 1, 3_650);
  if (bounds === null || bounds.length === 0 || bounds.length > MOST_BUCKETS) return undefined;
  return bounds.every((each, at) => at === 0 || each > bounds[at - 1]!) ? bounds : undefined;
}

/** What is typed as settings; where something is wrong, as they are. */
function settledOf(typed: Typed, setUp: SetUp): Settled {
  const [customer, series] = [oneOf(typed.customer, 1, 12), oneOf(typed.series, 1, 12)];
  const days = oneOf(typed.days, 0, 90);
  return {
    vatRegistered: typed.vatRegistered,
    paymentTermDays: days === undefined ? setUp.paymentTermDays : days,
    usedFirst: typed.first,
    referenceDigits: customer && series ? { customer, series } : null,
    remittanceRecipient: withoutGaps(typed.recipient) || null,
    agingBuckets: bucketsOf(typed.buckets) ?? setUp.agingBuckets,
  };
}

function useWrong(typed: Typed): Wrong {
  const { t } = useTranslation();
  const [customer, series] = [oneOf(typed.customer, 1, 12), oneOf(typed.series, 1, 12)];
  const said = (isWrong: boolean, text: string) => (isWrong ? text : undefined);
  return {
    "terms-days": said(oneOf(typed.days, 0, 90) === undefined, t("termsForm.daysWrong")),
    "terms-customer": said(customer === undefined, t("termsForm.digitsWrong")),
    "terms-series": said(
      series === undefined || (customer !== undefined && (customer === null) !== (series === null)),
      series === undefined ? t("termsForm.digitsWrong") : t("termsForm.bothDigits"),
    ),
    "terms-recipient": said(!isEmptyOrDigits(typed.recipient, 8), t("bankForm.recipientWrong")),
    "terms-buckets": said(bucketsOf(typed.buckets) === undefined, t("termsForm.bucketsWrong")),
  };
}

/** What of the wish differs from what is: a change of one thing leaves the rest to whoever changes that. */
function wishOf(setUp: SetUp, settled: Settled): Wish {
  const names = (Object.keys(settled) as (keyof Settled)[]).filter(
    (name) => JSON.stringify(settled[name]) !== JSON.stringify(setUp[name]),
  );
  return Object.fromEntries(names.map((name) => [name, settled[name]]));
}

type FieldsProps = {
  readonly setUp: SetUp;
  readonly typed: Typed;
  readonly change: (part: Partial<Typed>) => void;
  readonly errors: Wrong;
};

function Digits({ setUp, typed, change, errors }: FieldsProps) {
  const { t } = useTranslation();
  const { usualReferenceDigits: usual } = setUp;
  return (
    <fieldset className="kv-group">
      <legend>{t("termsForm.reference")}</legend>
      <p className="kv-why">{t("termsForm.digitsHelp", usual)}</p>
      {(["customer", "series"] as const).map((part) => (
        <TextField
          key={part}
          id={`terms-${part}`}
          label={t(`termsForm.${part}`)}
          inputMode="numeric"
          placeholder={String(usual[part])}
          value={typed[part]}
          wrong={errors}
          typed={(text) => change({ [part]: text })}
        />
      ))}
    </fieldset>
  );
}

function Fields(props: FieldsProps) {
  const { t } = useTranslation();
  const { setUp, typed, change, errors } = props;
  return (
    <>
      <TextField
        id="terms-days"
        label={t("ledgerPage.terms")}
        description={t("termsForm.daysHelp", { count: setUp.usualTermDays })}
        inputMode="numeric"
        data-autofocus
        placeholder={String(setUp.usualTermDays)}
        value={typed.days}
        wrong={errors}
        typed={(text) => change({ days: text })}
      />
      <Checkbox
        label={t("termsForm.vat")}
        description={t("termsForm.vatHelp")}
        checked={typed.vatRegistered}
        onChange={(event) => change({ vatRegistered: event.currentTarget.checked })}
      />
      <NativeSelect
        label={t("termsForm.usedFirst")}
        description={t("termsForm.usedFirstHelp")}
        value={typed.first ?? ""}
        data={["", "principal", "costs"].map((value) => ({
          value,
          label: t(`termsForm.first.${(value || "market") as "market"}`),
        }))}
        onChange={(event) => change({ first: (event.currentTarget.value || null) as Typed["first"] })}
      />
      <Digits {...props} />
      <TextField
        id="terms-recipient"
        label={t("ledgerPage.recipient")}
        description={t("termsForm.recipientHelp")}
        inputMode="numeric"
        value={typed.recipient}
        wrong={errors}
        typed={(text) => change({ recipient: text })}
      />
      <TextField
        id="terms-buckets"
        label={t("ledgerPage.buckets")}
        description={t("termsForm.bucketsHelp")}
        value={typed.buckets}
        wrong={errors}
        typed={(text) => change({ buckets: text })}
      />
    </>
  );
}

/** What follows from the changes that are typed, each from when. */
function useMeanings(wish: Wish): readonly string[] {
  const { t } = useTranslation();
  return [
    ...("paymentTermDays" in wish ? [t("termsForm.daysFrom")] : []),
    ...("usedFirst" in wish ? [t("termsForm.usedFirstFrom")] : []),
    ...("vatRegistered" in wish ? [t("termsForm.vatFrom")] : []),
    ...("referenceDigits" in wish ? [t("termsForm.digitsFrom")] : []),
    ...("remittanceRecipient" in wish ? [t("termsForm.recipientFrom")] : []),
    ...("agingBuckets" in wish ? [t("termsForm.bucketsFrom")] : []),
  ];
}

/** Changes what a ledger has settled for itself: says before what becomes of what, and from when. */
export function ChangeTerms({
  ledger,
  setUp,
  done,
  leave,
}: {
  readonly ledger: Ledger;
  readonly setUp: SetUp;
  readonly done: () => void;
  readonly leave: () => void;
}) {
  const { t } = useTranslation();
  const words = useSettledWords(setUp);
  const [typed, setTyped] = useState(() => typedOf(setUp));
  const check = useTried(useWrong(typed));
  const settled = settledOf(typed, setUp);
  const wish = wishOf(setUp, settled);
  const sending = useSending({
    act: (body: Wish) => {
      const params = { path: { ledgerId: ledger.id } };
      return answered(kvitt.PATCH("/api/v1/ledgers/{ledgerId}/settings", { params, body }));
    },
    anew: [["set-up", ledger.id]],
    done,
    places: PLACES,
  });
  const change = (part: Partial<Typed>) => {
    sending.mended();
    setTyped((old) => ({ ...old, ...part }));
  };
  // Nothing typed is nothing to save.
  const send = () => {
    if (check.tried()) (Object.keys(wish).length > 0 ? sending.send : leave)(wish);
  };
  const [was, is] = [words(setUp), words(settled)];
  const changes = was.map(({ label, said }, at) => ({ label, was: said, is: is[at]!.said }));
  return (
    <DialogForm act={t("settings.save")} check={check} sending={sending} send={send} leave={leave}>
      <Fields setUp={setUp} typed={typed} change={change} errors={{ ...check.shown, ...sending.refused }} />
      <Changes of={changes} means={useMeanings(wish)} />
    </DialogForm>
  );
}
