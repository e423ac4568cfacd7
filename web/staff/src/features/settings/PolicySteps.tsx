import { Button, Checkbox, NativeSelect } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { money } from "../../format.ts";
import { State } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import {
  isLetter,
  LEVELS,
  SHOWN,
  withLevel,
  type Level,
  type LevelName,
  type Lock,
  type Policy,
  type Shown,
} from "./policy-draft.ts";
import type { Check } from "./policy-questions.ts";
import { Choice, Sentence, useSlots } from "./PolicySentence.tsx";
import "./policy.css";

type Breach = Check["breaches"][number];
type Limit = Check["limits"][number];

/** What is known of the policy that is shown: the law's bounds and breaches, and what a scope above keeps. */
export type Known = {
  readonly check: Check | undefined;
  /** Fields of a scope above, with who locked them. */
  readonly lockedBy: ReadonlyMap<string, string>;
};

const places = (market: string, citation: string) => `${market}: ${citation}`;

function useSaid(currency: string) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const levelOf = (step: string) => {
    const name = step === "reminder" ? "remind1" : step;
    return LEVELS.some((each) => each === name) ? t(`policyPage.level.${name as LevelName}`) : step;
  };
  return {
    breach: ({ code, lawful }: Breach) => {
      const isFee = code === "feeAboveLimit";
      const said = lawful === null ? "" : isFee ? money(Number(lawful), currency, language) : levelOf(lawful);
      return t(`policyPage.breach.${code as "feeAboveLimit"}`, { lawful: said });
    },
    limit: ({ rule, days, minor, sender }: Limit) => {
      if (rule === "least") return t("policyPage.limit.least", { count: days ?? 0 });
      if (rule === "most") return t("policyPage.limit.most", { amount: money(minor ?? 0, currency, language) });
      return rule === "only" && sender
        ? t("policyPage.limit.only", { sender: t(`policyPage.sender.${sender}`) })
        : t("policyPage.limit.never");
    },
  };
}

const FIELD_WORD = {
  wait: "days",
  deadlineDays: "deadline",
  sender: "sender",
  fee: "fee",
  channels: "channels",
} as const;

/** Under a sentence: who keeps it, what the law says of its fields, and what breaks it, each with its paragraph. */
function SaidOf({
  level,
  known: { check, lockedBy },
  id,
  currency,
}: {
  readonly level: Level;
  readonly known: Known;
  readonly id: (field: Shown) => string;
  readonly currency: string;
}) {
  const { t } = useTranslation();
  const said = useSaid(currency);
  const lockers = new Set(SHOWN.flatMap((field) => lockedBy.get(`${level.name}.${field}`) ?? []));
  const of = <Of extends { readonly field: string }>(all: readonly Of[] | undefined, field: Shown) =>
    (all ?? []).filter((each) => each.field === `${level.name}.${field}`);
  return (
    <>
      {SHOWN.map((field) => {
        const breaches = of(check?.breaches, field);
        if (breaches.length === 0) return null;
        return (
          <div key={field} id={id(field)} role="alert" className="kv-policy-said">
            {breaches.map((breach) => (
              <span key={`${breach.market} ${breach.code}`}>
                <State tone="overdue">{said.breach(breach)}</State>{" "}
                <span className="kv-why">{places(breach.market, breach.citation)}</span>
              </span>
            ))}
          </div>
        );
      })}
      <div className="kv-policy-said kv-why">
        {[...lockers].map((name) => (
          <span key={name}>{t("policyPage.locked", { name })}</span>
        ))}
        {SHOWN.flatMap((field) =>
          of(check?.limits, field).map((limit) => (
            <span key={`${field} ${limit.market}`} title={places(limit.market, limit.citation)}>
              {t(`policyPage.field.${FIELD_WORD[field]}`)}: {said.limit(limit)} ({places(limit.market, limit.citation)})
            </span>
          )),
        )}
      </div>
    </>
  );
}

type StepProps = {
  readonly level: Level;
  readonly known: Known;
  readonly currency: string;
  readonly change: ((level: Level) => void) | undefined;
  readonly remove: (() => void) | undefined;
  readonly lock: { readonly on: boolean; readonly turn: (on: boolean) => void } | undefined;
};

function Step({ level, known, currency, change, remove, lock }: StepProps) {
  const { t } = useTranslation();
  const base = useId();
  const id = (field: Shown) => `${base}-${field}`;
  const name = t(`policyPage.level.${level.name}`);
  const fieldOf = (field: Shown) => `${level.name}.${field}`;
  return (
    <li>
      <Sentence
        level={level}
        currency={currency}
        changeOf={(field) =>
          change && !known.lockedBy.has(fieldOf(field)) ? (part) => change({ ...level, ...part }) : undefined
        }
        wrongAt={(field) =>
          known.check?.breaches.some((each) => each.field === fieldOf(field)) ? id(field) : undefined
        }
      />
      {change && <SaidOf level={level} known={known} id={id} currency={currency} />}
      {(lock ?? remove) && (
        <div className="kv-acts">
          {lock && (
            <Checkbox
              size="xs"
              label={t("policyPage.lock")}
              aria-label={t("policyPage.of", { field: t("policyPage.lock"), level: name })}
              checked={lock.on}
              onChange={(event) => lock.turn(event.currentTarget.checked)}
            />
          )}
          {remove && (
            <Button variant="subtle" size="compact-xs" onClick={remove}>
              {t("policyPage.remove", { level: name })}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

/** How often follow-up is done, and in weekly follow-up on which day (DP-018). */
function FollowUpDay({ of, change }: { readonly of: Policy; readonly change: ((policy: Policy) => void) | undefined }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const slots = useSlots();
  const { followUp } = of;
  const set = change && ((next: Policy["followUp"]) => change({ ...of, followUp: next }));
  // 4 January 2027 is a Monday.
  const dayName = (weekday: number) =>
    new Date(Date.UTC(2027, 0, 3 + weekday)).toLocaleDateString(language, { weekday: "long", timeZone: "UTC" });
  const weekdays = [1, 2, 3, 4, 5].map((weekday) => ({ value: String(weekday), label: dayName(weekday) }));
  return (
    <p className="kv-policy-sentence">
      {slots("policyPage.followUp", {
        mode: (
          <Choice<Policy["followUp"]["mode"]>
            label={t("policyPage.follow")}
            value={followUp.mode}
            options={(["daily", "weekly"] as const).map((value) => ({ value, label: t(`policyPage.mode.${value}`) }))}
            change={set && ((mode) => set(mode === "daily" ? { mode } : { mode, weekday: 3 }))}
          />
        ),
        weekday: followUp.mode === "weekly" && (
          <Choice
            label={t("policyPage.weekday")}
            value={String(followUp.weekday)}
            options={weekdays}
            change={set && ((weekday) => set({ mode: "weekly", weekday: Number(weekday) }))}
          />
        ),
      })}
    </p>
  );
}

/** Every step of a policy as sentences. With `change` they are written, without it read. */
export function Steps({
  of,
  known,
  currency,
  change,
  locks,
}: {
  readonly of: Policy;
  readonly known: Known;
  readonly currency: string;
  readonly change?: (policy: Policy) => void;
  /** The chain's own: steps come and go, and are locked for who follows. */
  readonly locks?: { readonly all: readonly Lock[]; readonly set: (locks: readonly Lock[]) => void };
}) {
  const { t } = useTranslation();
  const missing = LEVELS.filter((name) => !of.levels.some((level) => level.name === name));
  const lockOf = (name: LevelName) => {
    if (!locks) return undefined;
    const own = SHOWN.filter((field) => isLetter(name) || field === "wait").map((field): Lock => `${name}.${field}`);
    const others = locks.all.filter((lock) => !lock.startsWith(`${name}.`));
    return {
      on: own.every((lock) => locks.all.includes(lock)),
      turn: (on: boolean) => locks.set(on ? [...others, ...own] : others),
    };
  };
  const replaced = (name: LevelName, by: readonly Level[]) =>
    change?.({ ...of, levels: of.levels.flatMap((level) => (level.name === name ? by : [level])) });
  return (
    <>
      <FollowUpDay of={of} change={change && !known.lockedBy.has("followUp") ? change : undefined} />
      <ol className="kv-policy-steps" aria-label={t("policyPage.steps")} data-read={change === undefined}>
        {of.levels.map((level) => (
          <Step
            key={level.name}
            level={level}
            known={known}
            currency={currency}
            change={change && ((next) => replaced(level.name, [next]))}
            remove={change && locks && of.levels.length > 1 ? () => replaced(level.name, []) : undefined}
            lock={lockOf(level.name)}
          />
        ))}
      </ol>
      {change && locks && missing.length > 0 && (
        <NativeSelect
          label={t("policyPage.add")}
          value=""
          data={[
            { value: "", label: "–" },
            ...missing.map((value) => ({ value, label: t(`policyPage.level.${value}`) })),
          ]}
          onChange={(event) => {
            const name = missing.find((each) => each === event.currentTarget.value);
            if (name) change(withLevel(of, name));
          }}
        />
      )}
    </>
  );
}
