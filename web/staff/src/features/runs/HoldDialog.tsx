import { Radio, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { day } from "../../format.ts";
import { DateInput } from "../../parts/DateInput.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { Ask } from "./Ask.tsx";

const REASONS = ["wrongAmount", "askPatient", "waitsForOther", "disputed", "own"] as const;
type Reason = (typeof REASONS)[number];

const SHORTEST = 3;

/** Why lines stay out, and how long: out of this run, or of all runs before a day. */
export type Holding = { readonly reason: string; readonly untilOn?: string };

/** Why lines stay out: one of a short list, or one's own words; and until when, where a run of the kind knows of it (F-04). */
export function HoldDialog({
  opened,
  title,
  sentence,
  untilADay,
  close,
  keep,
  busy,
}: {
  readonly opened: boolean;
  readonly title: string;
  /** What is going to be done; `untilOn` is the day as it is read. */
  readonly sentence: (untilOn?: string) => string;
  /** May a day be named? */
  readonly untilADay: boolean;
  readonly close: () => void;
  readonly keep: (holding: Holding) => void;
  readonly busy: boolean;
}) {
  const { t } = useTranslation();
  const [chosen, choose] = useState<Reason>("wrongAmount");
  const [own, setOwn] = useState("");
  const [untilOn, setUntil] = useState<string | undefined>();
  const { today } = useLedger();
  const { language } = useLanguage();
  // A day is of the lines that were asked about, not of those asked about next.
  useEffect(() => {
    if (opened) return;
    setUntil(undefined);
    setText("");
  }, [opened]);
  const [text, setText] = useState("");
  const unread = untilOn === undefined && text !== "";
  const past = untilOn !== undefined && untilOn <= today;
  const reason = chosen === "own" ? own.trim() : t(`runs.reason.${chosen}`);
  return (
    <Ask
      opened={opened}
      close={close}
      title={title}
      sentence={untilOn && !past ? sentence(day(untilOn, language)) : sentence()}
      act={t("runs.hold")}
      doing={() => keep({ reason, ...(untilOn ? { untilOn } : {}) })}
      busy={busy}
      off={reason.length < SHORTEST || past || unread}
    >
      <Radio.Group label={t("common.why")} value={chosen} onChange={(value: Reason) => choose(value)}>
        <div className="kv-run-reasons">
          {REASONS.map((each, index) => (
            <Radio
              key={each}
              value={each}
              label={t(`runs.reason.${each}`)}
              data-autofocus={index === 0 ? true : undefined}
            />
          ))}
        </div>
      </Radio.Group>
      {chosen === "own" && (
        <TextInput
          label={t("runs.ownReason")}
          description={t("runs.ownReasonHelp")}
          maxLength={200}
          value={own}
          onChange={(event) => setOwn(event.currentTarget.value)}
        />
      )}
      {untilADay && (
        <DateInput
          label={t("runs.until")}
          description={t("runs.untilHelp")}
          value={untilOn}
          onChange={setUntil}
          onInput={(event) => setText(event.currentTarget.value)}
          error={past ? t("runs.untilPast") : undefined}
        />
      )}
    </Ask>
  );
}
