import { Button, NativeSelect } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { day } from "../../format.ts";
import { DateInput } from "../../parts/DateInput.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { State } from "../../parts/State.tsx";
import { daysLater } from "../../parts/typed-day.ts";
import { Keys } from "../../shell/Keys.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { Form, TextField, useTried } from "./Form.tsx";
import { changesFrom, policyOf, type Lock, type Policy, type Wish } from "./policy-draft.ts";
import { useCheck, useTemplates, type Check } from "./policy-questions.ts";
import { Steps } from "./PolicySteps.tsx";
import { PolicyTrial } from "./PolicyTrial.tsx";
import { PolicyWords } from "./PolicyWords.tsx";
import { useCan } from "./questions.ts";
import { useSending } from "./sending.ts";
import { useMoments } from "./words.ts";

const TYPING_MS = 300;

/** What is written: for the chain a whole policy, for a clinic what differs from the chain's, whose locks hold. */
export type Begun = {
  readonly policy: Policy;
  readonly locks: readonly Lock[];
  readonly clinic: {
    readonly id: string;
    readonly above: Policy;
    readonly lockedBy: ReadonlyMap<string, string>;
  } | null;
};

/** Whether it may be kept, and on which days it would remind. */
function Verdict({ check }: { readonly check: Check | undefined }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { list } = useMoments();
  if (!check) return null;
  const { breaches, unreadable, examples } = check;
  const markets = [...new Set(check.limits.map(({ market }) => market))];
  const count = breaches.length;
  return (
    <div className="kv-flow" role="status">
      {unreadable.length > 0 && (
        <State tone="overdue">
          {t("policyPage.unreadable", { fields: list(unreadable.map(({ field }) => field)) })}
        </State>
      )}
      {count > 0 && <State tone="overdue">{t("policyPage.unlawful", { count })}</State>}
      {count === 0 && unreadable.length === 0 && (
        <State tone="settled">{t("policyPage.lawful", { markets: list(markets) })}</State>
      )}
      {examples.map(({ market, dueOn, steps }) => (
        <p key={market} className="kv-why">
          {examples.length > 1 && `${market}. `}
          {t("policyPage.example", { due: day(dueOn, language) })}{" "}
          {list(
            steps.map(({ level, on }) =>
              t("policyPage.step", { day: day(on, language), level: t(`policyPage.level.${level}`) }),
            ),
          )}
          .
        </p>
      ))}
    </div>
  );
}

function BeginWith({ running, begin }: { readonly running: Begun; readonly begin: (from: Begun) => void }) {
  const { t } = useTranslation();
  const templates = useTemplates(useLedger().id).data?.items ?? [];
  const [chosen, choose] = useState("running");
  const pick = (name: string) => {
    choose(name);
    const template = templates.find((each) => each.name === name);
    begin(template ? { ...running, policy: policyOf(template.policy), locks: template.locks } : running);
  };
  return (
    <NativeSelect
      label={t("policyPage.begin")}
      value={chosen}
      data={["running", ...templates.map(({ name }) => name)].map((value) => ({
        value,
        label: t(`policyPage.beginWith.${value as "running"}`),
      }))}
      onChange={(event) => pick(event.currentTarget.value)}
    />
  );
}

type Draft = Begun & { readonly name: string; readonly fromOn: string | undefined };

function wishOf({ policy, locks, clinic, name, fromOn }: Draft): Wish | undefined {
  if (fromOn === undefined) return undefined;
  const from = { name: name.trim(), validFromOn: fromOn };
  if (!clinic) return { ...from, scope: "chain", scopeId: null, content: policy, locks: [...locks] };
  return { ...from, scope: "clinic", scopeId: clinic.id, content: changesFrom(clinic.above, policy), locks: [] };
}

function useDraftCheck(draft: Draft): Check | undefined {
  const wish = wishOf(draft);
  const [settled] = useDebouncedValue(JSON.stringify(wish), TYPING_MS);
  const asked = settled ? (JSON.parse(settled) as Wish) : undefined;
  return useCheck(
    asked && {
      scope: asked.scope,
      scopeId: asked.scopeId ?? null,
      validFromOn: asked.validFromOn,
      content: asked.content,
    },
  ).data;
}

/** A new version, written as sentences with the law beside them; kept, it waits for a colleague. */
export function PolicyEditor({
  begun,
  currency,
  done,
  leave,
}: {
  readonly begun: Begun;
  readonly currency: string;
  readonly done: () => void;
  readonly leave: () => void;
}) {
  const { t } = useTranslation();
  const { today } = useLedger();
  const [draft, setDraft] = useState<Draft>(() => ({ ...begun, name: "", fromOn: daysLater(today, 1) }));
  const check = useDraftCheck(draft);
  const tried = useTried({
    "policy-name": draft.name.trim() ? undefined : t("policyPage.nameMissing"),
    "policy-from": draft.fromOn === undefined ? t("policyPage.fromMissing") : undefined,
  });
  const sending = useSending({
    act: (body: Wish) => answered(kvitt.POST("/api/v1/follow-up-policies", { body })),
    anew: [["policies"]],
    done,
    places: { FOLLOW_UP_POLICY_BACKDATED: "policy-from" },
  });
  const wish = wishOf(draft);
  const send = () => {
    if (tried.tried() && wish) sending.send(wish);
  };
  const may = useCan()("followUp.setPolicy");
  useKeys([{ key: "mod+Enter", label: t("policyPage.save"), off: !may, act: send }]);
  const change = (part: Partial<Draft>) => {
    sending.mended();
    setDraft((old) => ({ ...old, ...part }));
  };
  const wrong = { ...tried.shown, ...sending.refused };
  return (
    <>
      <section className="kv-card kv-block" aria-labelledby="policy-writing">
        <div className="kv-block-head">
          <h2 id="policy-writing">{t("policyPage.writing")}</h2>
        </div>
        <Form wrong={wrong} tries={tried.tries + sending.failures} send={send}>
          <div className="kv-texts-head">
            {!begun.clinic && <BeginWith running={begun} begin={change} />}
            <TextField
              id="policy-name"
              label={t("policyPage.name")}
              maxLength={60}
              value={draft.name}
              wrong={wrong}
              typed={(name) => change({ name })}
            />
            <DateInput
              id="policy-from"
              label={t("policyPage.from")}
              value={draft.fromOn}
              error={wrong["policy-from"]}
              onChange={(fromOn) => change({ fromOn })}
            />
          </div>
          <p className="kv-why">{t("policyPage.fromHelp")}</p>
          <Steps
            of={draft.policy}
            known={{ check, lockedBy: begun.clinic?.lockedBy ?? new Map() }}
            currency={currency}
            change={(policy) => change({ policy })}
            {...(begun.clinic ? {} : { locks: { all: draft.locks, set: (locks) => change({ locks }) } })}
          />
          <Verdict check={check} />
          <Problem of={sending.error} />
          <div className="kv-acts">
            {may && (
              <Button type="submit" loading={sending.pending} rightSection={<Keys of="mod+Enter" />}>
                {t("policyPage.save")}
              </Button>
            )}
            <Button variant="default" onClick={leave}>
              {t("settings.cancel")}
            </Button>
          </div>
        </Form>
      </section>
      {!begun.clinic && <PolicyTrial of={draft.policy} currency={currency} />}
      <PolicyWords of={draft.policy} check={check} />
    </>
  );
}
