import { Checkbox, NativeSelect, NumberInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt, oneAct } from "../../api.ts";
import type { Minor } from "../../format.ts";
import { AmountInput } from "../../parts/AmountInput.tsx";
import { DateInput } from "../../parts/DateInput.tsx";
import { daysLater } from "../../parts/typed-day.ts";
import { ledgers } from "../../shell/session.ts";
import {
  ALLOWED,
  lastOf,
  withRule,
  type Matrices,
  type MatrixWish,
  type Role,
  type Rule,
} from "./approval-questions.ts";
import { useTried } from "./Form.tsx";
import { DialogForm } from "./FormDialog.tsx";
import { useSending } from "./sending.ts";

type Draft = {
  readonly ledgerId: string | null;
  /** Up to and including it the first roles approve; null where the amount makes no difference. */
  readonly limitMinor: Minor | null;
  readonly within: readonly Role[];
  readonly above: readonly Role[];
  readonly windowDays: number;
  readonly approvalHours: number;
  readonly fromOn: string | undefined;
};

function draftOf({ ledgerId, bands }: Rule, of: Matrices): Draft {
  const { windowDays, approvalHours } = lastOf(of);
  const [first, ...others] = bands;
  const latest = of.own[0] && of.own[0].fromOn > of.asOf ? of.own[0].fromOn : of.asOf;
  return {
    ledgerId,
    limitMinor: first?.upToMinor ?? null,
    within: others.length > 0 ? (first?.roles ?? []) : [],
    above: bands.at(-1)?.roles ?? [],
    windowDays,
    approvalHours,
    fromOn: daysLater(latest, 1),
  };
}

/** The rule as it is wished: two bands at most, which the form has words for. */
function ruleOf({ kind, own }: Rule, { ledgerId, limitMinor, within, above }: Draft): Rule {
  const top = { upToMinor: null, roles: [...above] };
  const bands = limitMinor === null ? [top] : [{ upToMinor: limitMinor, roles: [...within] }, top];
  return { kind, own, ledgerId, bands };
}

function Roles({
  id,
  label,
  kind,
  value,
  error,
  onChange,
}: {
  readonly id: string;
  readonly label: string;
  readonly kind: Rule["kind"];
  readonly value: readonly Role[];
  readonly error: string | undefined;
  readonly onChange: (roles: readonly Role[]) => void;
}) {
  const { t } = useTranslation();
  return (
    <Checkbox.Group id={id} label={label} error={error} value={[...value]} onChange={onChange}>
      <div className="kv-beside">
        {ALLOWED[kind].map((role) => (
          <Checkbox key={role} value={role} label={t(`role.${role}`)} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function Fields({
  kind,
  draft,
  currency,
  wrong,
  change,
}: {
  readonly kind: Rule["kind"];
  readonly draft: Draft;
  readonly currency: string;
  readonly wrong: Readonly<Record<string, string | undefined>>;
  readonly change: (part: Partial<Draft>) => void;
}) {
  const { t } = useTranslation();
  const known = useQuery(ledgers).data?.items ?? [];
  const whole = (value: string | number) => (typeof value === "number" ? value : Number.parseInt(value, 10) || 0);
  return (
    <>
      <NativeSelect
        label={t("top.ledger")}
        description={t("approvalPage.ledgerHelp")}
        value={draft.ledgerId ?? ""}
        data={[
          { value: "", label: t("approvalPage.everyLedger") },
          ...known.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => change({ ledgerId: event.currentTarget.value || null })}
      />
      <AmountInput
        label={t("approvalPage.limit")}
        description={t("approvalPage.limitHelp")}
        currency={currency}
        valueMinor={draft.limitMinor}
        onChange={(limitMinor) => change({ limitMinor })}
      />
      {draft.limitMinor !== null && (
        <Roles
          id="rule-within"
          label={t("approvalPage.within")}
          kind={kind}
          value={draft.within}
          error={wrong["rule-within"]}
          onChange={(within) => change({ within })}
        />
      )}
      <Roles
        id="rule-above"
        label={t(draft.limitMinor === null ? "approvalPage.anyAmount" : "approvalPage.aboveLimit")}
        kind={kind}
        value={draft.above}
        error={wrong["rule-above"]}
        onChange={(above) => change({ above })}
      />
      <NumberInput
        label={t("approvalPage.windowDays")}
        description={t("approvalPage.windowHelp")}
        min={30}
        max={3_650}
        allowDecimal={false}
        value={draft.windowDays}
        onChange={(value) => change({ windowDays: whole(value) })}
      />
      <NumberInput
        label={t("approvalPage.approvalHours")}
        min={1}
        max={72}
        allowDecimal={false}
        value={draft.approvalHours}
        onChange={(value) => change({ approvalHours: whole(value) })}
      />
      <DateInput
        id="rule-from"
        label={t("approvalPage.fromOn")}
        description={t("approvalPage.fromHelp")}
        value={draft.fromOn}
        error={wrong["rule-from"]}
        onChange={(fromOn) => change({ fromOn })}
      />
    </>
  );
}

/** One rule of the matrix, from a day on; the others go along as they are. */
export function RuleForm({
  rule,
  of,
  currency,
  done,
  leave,
}: {
  readonly rule: Rule;
  readonly of: Matrices;
  readonly currency: string;
  readonly done: () => void;
  readonly leave: () => void;
}) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => draftOf(rule, of));
  const [act] = useState(oneAct);
  const nobody = (roles: readonly Role[]) => (roles.length === 0 ? t("approvalPage.nobody") : undefined);
  const check = useTried({
    "rule-within": draft.limitMinor === null ? undefined : nobody(draft.within),
    "rule-above": nobody(draft.above),
    "rule-from": draft.fromOn === undefined ? t("approvalPage.dayMissing") : undefined,
  });
  const sending = useSending({
    act: (body: MatrixWish) => answered(kvitt.POST("/api/v1/approval-matrices", { params: { header: act }, body })),
    anew: [["approval-matrix"], ["alarms"], ["approvals"]],
    done,
    places: { APPROVAL_MATRIX_DAY: "rule-from" },
  });
  const send = () => {
    if (!check.tried() || draft.fromOn === undefined) return;
    const { windowDays, approvalHours, fromOn } = draft;
    sending.send({ ...withRule(lastOf(of), ruleOf(rule, draft)), windowDays, approvalHours, fromOn });
  };
  const change = (part: Partial<Draft>) => {
    sending.mended();
    setDraft((old) => ({ ...old, ...part }));
  };
  return (
    <DialogForm act={t("settings.save")} check={check} sending={sending} send={send} leave={leave}>
      <p>
        <strong>{t(`approvals.kind.${rule.kind}`)}</strong>
      </p>
      {rule.bands.length > 2 && <p className="kv-note">{t("approvalPage.manyBands")}</p>}
      <Fields
        kind={rule.kind}
        draft={draft}
        currency={currency}
        wrong={{ ...check.shown, ...sending.refused }}
        change={change}
      />
    </DialogForm>
  );
}
