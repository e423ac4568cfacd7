import { Radio, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Ask } from "./Ask.tsx";

const REASONS = ["wrongAmount", "askPatient", "waitsForOther", "disputed", "own"] as const;
type Reason = (typeof REASONS)[number];

const SHORTEST = 3;

/** Why lines stay out of this run: one of a short list, or one's own words. The next run proposes them again. */
export function HoldDialog({
  opened,
  title,
  sentence,
  close,
  keep,
  busy,
}: {
  readonly opened: boolean;
  readonly title: string;
  readonly sentence: string;
  readonly close: () => void;
  readonly keep: (reason: string) => void;
  readonly busy: boolean;
}) {
  const { t } = useTranslation();
  const [chosen, choose] = useState<Reason>("wrongAmount");
  const [own, setOwn] = useState("");
  const reason = chosen === "own" ? own.trim() : t(`runs.reason.${chosen}`);
  return (
    <Ask
      opened={opened}
      close={close}
      title={title}
      sentence={sentence}
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
