import { NativeSelect, Radio, Textarea } from "@mantine/core";
import { useState } from "react";
import { useLedger } from "../../shell/session.ts";
import { DateInput } from "../DateInput.tsx";
import { useDone } from "../Done.tsx";
import { daysLater } from "../typed-day.ts";
import { ActDialog } from "./ActDialog.tsx";
import { useCaseActs, type Direction, type Outcome, type SaidBy } from "./case.ts";
import { useFollowUpWords } from "./words.ts";

const CHANNELS = ["telephone", "inPerson", "email", "message", "letter"] as const satisfies readonly SaidBy[];
const DIRECTIONS = ["fromPayer", "toPayer", "own"] as const satisfies readonly Direction[];
const OUTCOMES = ["rejected", "upheld"] as const satisfies readonly Outcome[];
const SHORTEST = 3;
/** A promise is mostly for the next week. */
const PROMISED_DAYS = 7;

/** What is written down; of an answer, which objection it answers. */
export type Asking =
  { readonly kind: "dispute" | "promise" | "note" } | { readonly kind: "answer"; readonly disputeId: string };

function Fields({
  asking,
  itemId,
  close,
}: {
  readonly asking: Asking;
  readonly itemId: string;
  readonly close: () => void;
}) {
  const { t } = useFollowUpWords();
  const { today } = useLedger();
  const tell = useDone();
  const { say } = useCaseActs(itemId);
  const { kind } = asking;
  const [on, setOn] = useState<string | undefined>(kind === "promise" ? daysLater(today, PROMISED_DAYS) : today);
  const [channel, setChannel] = useState<SaidBy>("telephone");
  const [direction, setDirection] = useState<Direction>("fromPayer");
  const [outcome, setOutcome] = useState<Outcome>("rejected");
  const [words, setWords] = useState("");
  const said = { on: on ?? today, words: words.trim() };
  const saying = () => {
    if (asking.kind === "answer") return { kind: asking.kind, disputeId: asking.disputeId, outcome, ...said };
    return asking.kind === "note"
      ? { kind: asking.kind, channel, direction, ...said }
      : { kind: asking.kind, channel, ...said };
  };
  const act = () =>
    say.mutate(saying(), {
      onSuccess: () => {
        close();
        tell(t(`followUp.said.${kind}.done`));
      },
    });
  return (
    <ActDialog
      opened
      close={close}
      title={t(`followUp.said.${kind}.title`)}
      label={t(`followUp.said.${kind}.act`)}
      act={act}
      off={on === undefined || said.words.length < SHORTEST}
      busy={say.isPending}
      error={say.error}
    >
      <p>{t(`followUp.said.${kind}.means`)}</p>
      <Textarea
        data-autofocus
        autosize
        minRows={2}
        maxLength={2_000}
        label={t("followUp.said.words")}
        description={t("followUp.said.wordsHelp")}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {kind === "answer" && (
        <Radio.Group
          label={t("followUp.said.answer.outcome")}
          value={outcome}
          onChange={(value: Outcome) => setOutcome(value)}
        >
          <div className="kv-radios">
            {OUTCOMES.map((each) => (
              <Radio key={each} value={each} label={t(`followUp.said.answer.${each}`)} />
            ))}
          </div>
        </Radio.Group>
      )}
      {kind !== "answer" && (
        <NativeSelect
          label={t("followUp.said.by")}
          value={channel}
          data={CHANNELS.map((value) => ({ value, label: t(`followUp.said.channel.${value}`) }))}
          onChange={(event) => setChannel(event.currentTarget.value as SaidBy)}
        />
      )}
      {kind === "note" && (
        <NativeSelect
          label={t("followUp.said.note.direction")}
          value={direction}
          data={DIRECTIONS.map((value) => ({ value, label: t(`followUp.said.direction.${value}`) }))}
          onChange={(event) => setDirection(event.currentTarget.value as Direction)}
        />
      )}
      <DateInput label={t(`followUp.said.${kind}.on`)} value={on} onChange={setOn} />
    </ActDialog>
  );
}

/** Writes down what somebody said about a claim. */
export function SaidDialog({
  asking,
  itemId,
  close,
}: {
  readonly asking: Asking | undefined;
  readonly itemId: string;
  readonly close: () => void;
}) {
  return asking && <Fields asking={asking} itemId={itemId} close={close} />;
}
