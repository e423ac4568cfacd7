import { Radio, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { money } from "../../format.ts";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { Ask } from "./Ask.tsx";
import type { RunLine } from "./run-questions.ts";

const REASONS = ["wrongAmount", "askPatient", "waitsForOther", "disputed", "own"] as const;
type Reason = (typeof REASONS)[number];

const SHORTEST = 3;

/** Why a line stays out of this run: one of a short list, or one's own words. The next run proposes it again. */
export function HoldDialog({
  opened,
  line,
  close,
  keep,
  busy,
}: {
  readonly opened: boolean;
  readonly line: RunLine;
  readonly close: () => void;
  readonly keep: (reason: string) => void;
  readonly busy: boolean;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { currency } = useLedger();
  const [chosen, choose] = useState<Reason>("wrongAmount");
  const [own, setOwn] = useState("");
  const reason = chosen === "own" ? own.trim() : t(`runs.reason.${chosen}`);
  const whom = line.subject?.name ?? t("runs.lineNo", { number: line.lineNo });
  return (
    <Ask
      opened={opened}
      close={close}
      title={t("runs.holdTitle")}
      sentence={t("runs.holdWhy", { whom, sum: money(line.amountMinor, currency, language) })}
      act={t("runs.hold")}
      doing={() => keep(reason)}
      busy={busy}
      off={reason.length < SHORTEST}
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
    </Ask>
  );
}
