import { NativeSelect, PasswordInput, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import type { Minor } from "../../format.ts";
import { AmountInput } from "../../parts/AmountInput.tsx";
import { useDone } from "../../parts/Done.tsx";
import { useLedger } from "../../shell/session.ts";
import { TextField, useTried } from "./Form.tsx";
import { DialogForm, FormDialog } from "./FormDialog.tsx";
import type { Agreement, Way } from "./message-questions.ts";
import { useSending } from "./sending.ts";
import { typedNumbers } from "./typed-settings.ts";

export const WAYS = ["vipps", "card", "swish", "partPayment"] as const satisfies readonly Way[];

/** What may be written down about the clinic at each partner, and its form there. */
const SETTINGS = {
  vipps: { merchantSerialNumber: /^\d{4,7}$/, clientId: /^[\w.:-]{1,100}$/ },
  card: { accountId: /^acct_\w{1,60}$/ },
  swish: { payeeAlias: /^123\d{7}$/ },
  partPayment: { merchantId: /^[\w.:-]{1,100}$/ },
} as const satisfies Record<Way, Readonly<Record<string, RegExp>>>;
type SettingName = { [Each in Way]: keyof (typeof SETTINGS)[Each] }[Way];

const LAST_PLACE = 99;
const USUAL_PLACE = 50;
/** A key as text of many lines: certificates are. */
const LONG_SECRETS = new Set(["certificate", "privateKey"]);
const SHORTEST_SECRET = 8;
const MOST_OVERLAP_HOURS = 72;

type Dialog = { readonly opened: boolean; readonly leave: () => void };
type Wanted = {
  readonly settings: Readonly<Record<string, string>>;
  readonly minMinor: Minor | null;
  readonly maxMinor: Minor | null;
  readonly position: string;
};

function Fields({
  way,
  of,
  done,
  leave,
}: {
  readonly way: Way;
  readonly of: Agreement | undefined;
  readonly done: () => void;
  readonly leave: () => void;
}) {
  const { t } = useTranslation();
  const { id: ledgerId, currency } = useLedger();
  const [wanted, setWanted] = useState<Wanted>(() => ({
    settings: of?.settings ?? {},
    minMinor: of?.minMinor ?? null,
    maxMinor: of?.maxMinor ?? null,
    position: String(of?.position ?? USUAL_PLACE),
  }));
  const forms = Object.entries(SETTINGS[way]) as [SettingName, RegExp][];
  const place = typedNumbers(wanted.position, 1, LAST_PLACE);
  const { minMinor, maxMinor } = wanted;
  const crossed = minMinor !== null && maxMinor !== null && minMinor > maxMinor;
  const check = useTried({
    ...Object.fromEntries(
      forms.map(([name, form]) => [
        `agreement-${name}`,
        form.test(wanted.settings[name]?.trim() ?? "") ? undefined : t(`payments.settingWrong.${name}`),
      ]),
    ),
    "agreement-max": crossed ? t("payments.limitsWrong") : undefined,
    "agreement-position": place?.length === 1 ? undefined : t("payments.positionWrong", { most: LAST_PLACE }),
  });
  const sending = useSending({
    act: () => {
      const settings = Object.fromEntries(forms.map(([name]) => [name, wanted.settings[name]!.trim()]));
      const body = { way, settings, minMinor, maxMinor, position: place![0]! };
      return answered(kvitt.POST("/api/v1/ledgers/{ledgerId}/agreements", { params: { path: { ledgerId } }, body }));
    },
    anew: [["agreements"]],
    done,
  });
  const change = (part: Partial<Wanted>) => {
    sending.mended();
    setWanted((old) => ({ ...old, ...part }));
  };
  const send = () => {
    if (check.tried()) sending.send(undefined);
  };
  return (
    <DialogForm act={t("settings.save")} check={check} sending={sending} send={send} leave={leave}>
      {forms.map(([name], index) => (
        <TextField
          key={name}
          id={`agreement-${name}`}
          label={t(`payments.setting.${name}`)}
          description={t(`payments.settingHelp.${name}`)}
          data-autofocus={index === 0 || undefined}
          value={wanted.settings[name] ?? ""}
          wrong={check.shown}
          typed={(text) => change({ settings: { ...wanted.settings, [name]: text } })}
        />
      ))}
      <AmountInput
        label={t("payments.least")}
        description={t("payments.emptyNone")}
        currency={currency}
        valueMinor={minMinor}
        onChange={(minor) => change({ minMinor: minor })}
      />
      <AmountInput
        id="agreement-max"
        label={t("payments.most")}
        description={t("payments.emptyNone")}
        error={check.shown["agreement-max"]}
        currency={currency}
        valueMinor={maxMinor}
        onChange={(minor) => change({ maxMinor: minor })}
      />
      <TextField
        id="agreement-position"
        label={t("payments.position")}
        description={t("payments.positionHelp")}
        inputMode="numeric"
        value={wanted.position}
        wrong={check.shown}
        typed={(position) => change({ position })}
      />
    </DialogForm>
  );
}

/** Sets an agreement up or changes it: who the partner knows the clinic as, limits, place on the pay page. */
export function AgreementForm({
  way,
  of,
  opened,
  leave,
}: Dialog & { readonly way: Way; readonly of: Agreement | undefined }) {
  const { t } = useTranslation();
  const tell = useDone();
  return (
    <FormDialog opened={opened} leave={leave} title={t(`payWay.${way}`)} made={() => tell(t("settings.saved"))}>
      {(done: (made: undefined) => void) => <Fields way={way} of={of} done={() => done(undefined)} leave={leave} />}
    </FormDialog>
  );
}

function SecretFields({
  of,
  done,
  leave,
}: {
  readonly of: Agreement;
  readonly done: () => void;
  readonly leave: () => void;
}) {
  const { t } = useTranslation();
  const [name, setName] = useState(of.missing[0] ?? of.secretNames[0]!);
  const [value, setValue] = useState("");
  const [hours, setHours] = useState("24");
  const rotates = of.secrets.some((each) => each.name === name && each.endsAt === null);
  const overlap = typedNumbers(hours, 0, MOST_OVERLAP_HOURS);
  const check = useTried({
    "secret-value": value.trim().length >= SHORTEST_SECRET ? undefined : t("payments.secretWrong"),
    "secret-hours":
      !rotates || overlap?.length === 1 ? undefined : t("payments.overlapWrong", { most: MOST_OVERLAP_HOURS }),
  });
  const sending = useSending({
    act: () =>
      answered(
        kvitt.POST("/api/v1/agreements/{agreementId}/secrets", {
          params: { path: { agreementId: of.id } },
          body: { name, value: value.trim(), overlapHours: overlap?.[0] ?? 0 },
        }),
      ),
    anew: [["agreements"]],
    done,
  });
  const send = () => {
    if (check.tried()) sending.send(undefined);
  };
  const typed = (text: string) => {
    sending.mended();
    setValue(text);
  };
  const field = {
    id: "secret-value",
    label: t("payments.secretValue"),
    description: t("payments.secretHelp"),
    error: check.shown["secret-value"],
    autoComplete: "off",
    value,
  } as const;
  return (
    <DialogForm act={t("payments.keep")} check={check} sending={sending} send={send} leave={leave}>
      <NativeSelect
        data-autofocus
        label={t("payments.secretName")}
        value={name}
        data={of.secretNames.map((each) => ({ value: each, label: t(`payments.secret.${each as "clientSecret"}`) }))}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {LONG_SECRETS.has(name) ? (
        <Textarea {...field} autosize minRows={4} maxRows={12} onChange={(event) => typed(event.currentTarget.value)} />
      ) : (
        <PasswordInput
          {...field}
          visibilityToggleButtonProps={{ "aria-label": t("payments.showTyped") }}
          onChange={(event) => typed(event.currentTarget.value)}
        />
      )}
      {rotates && (
        <TextField
          id="secret-hours"
          label={t("payments.overlap")}
          description={t("payments.overlapHelp", { most: MOST_OVERLAP_HOURS })}
          inputMode="numeric"
          value={hours}
          wrong={check.shown}
          typed={setHours}
        />
      )}
    </DialogForm>
  );
}

/** Gives a secret, or its successor: it goes in and never comes out (SEC-50). */
export function SecretForm({ of, opened, leave }: Dialog & { readonly of: Agreement }) {
  const { t } = useTranslation();
  const tell = useDone();
  return (
    <FormDialog opened={opened} leave={leave} title={t("payments.give")} made={() => tell(t("payments.given"))}>
      {(done: (made: undefined) => void) => <SecretFields of={of} done={() => done(undefined)} leave={leave} />}
    </FormDialog>
  );
}
