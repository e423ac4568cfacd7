import { Button, Radio } from "@mantine/core";
import { useState } from "react";
import { DateInput } from "../../parts/DateInput.tsx";
import { useDone } from "../../parts/Done.tsx";
import { useCaseActs, type Saying } from "../../parts/follow-up/case.ts";
import { daysLater } from "../../parts/typed-day.ts";
import { useLedger } from "../../shell/session.ts";
import { useCallsAnew, useNumber, type Call } from "./questions.ts";
import { useCaseWords } from "./words.ts";
import { WordsDialog } from "./WordsDialog.tsx";

const OUTCOMES = ["spoke", "promised", "unreached"] as const;
type Outcome = (typeof OUTCOMES)[number];
/** A promise is mostly for the next week. */
const PROMISED_DAYS = 7;
const EARLY: readonly string[] = ["nudge", "remind1", "remind2"];

/** The number, whole once somebody asks for it. */
function Dial({ of }: { readonly of: Call }) {
  const { t } = useCaseWords();
  const [shown, show] = useState(false);
  const number = useNumber(of.itemId, shown).data?.phone;
  if (of.phone === null) return <p>{t("cases.calls.noPhone")}</p>;
  if (number) return <a href={`tel:${number}`}>{number}</a>;
  return (
    <div className="kv-acts">
      <span>{of.phone}</span>
      <Button variant="default" size="compact-sm" loading={shown} onClick={() => show(true)}>
        {t("cases.calls.show")}
      </Button>
    </div>
  );
}

/** One call: the number, words to begin with, and what came of it, as a note or a promise. */
export function CallDialog({ of, close }: { readonly of: Call; readonly close: () => void }) {
  const { t, amountOf, dayOf } = useCaseWords();
  const { name, today } = useLedger();
  const tell = useDone();
  const anew = useCallsAnew();
  const { say } = useCaseActs(of.itemId);
  const [outcome, setOutcome] = useState<Outcome>("spoke");
  const [on, setOn] = useState<string | undefined>(daysLater(today, PROMISED_DAYS));
  const script = t(EARLY.includes(of.lastLevel) ? "cases.calls.scriptEarly" : "cases.calls.scriptLate", {
    clinic: name,
    amount: amountOf(of.openMinor),
    day: dayOf(of.dueOn),
  });
  const saying = (words: string): Saying =>
    outcome === "promised"
      ? { kind: "promise", on: on!, channel: "telephone", words }
      : { kind: "note", on: today, channel: "telephone", direction: outcome === "spoke" ? "toPayer" : "own", words };
  return (
    <WordsDialog
      opened
      close={close}
      title={t("cases.calls.title", { name: of.payer.name })}
      field={t("cases.talk.words")}
      label={t("cases.calls.keep")}
      off={outcome === "promised" && (on === undefined || on < today)}
      act={(words) =>
        say.mutate(saying(words), {
          onSuccess: () => {
            close();
            tell(t("cases.calls.kept"));
            void anew();
          },
        })
      }
      busy={say.isPending}
      error={say.error}
    >
      <Dial of={of} />
      <div>
        <h3>{t("cases.calls.script")}</h3>
        <p>{script}</p>
      </div>
      <Radio.Group label={t("cases.calls.outcome")} value={outcome} onChange={(value: Outcome) => setOutcome(value)}>
        <div className="kv-radios">
          {OUTCOMES.map((each) => (
            <Radio key={each} value={each} label={t(`cases.calls.${each}`)} />
          ))}
        </div>
      </Radio.Group>
      {outcome === "promised" && <DateInput label={t("cases.calls.on")} value={on} onChange={setOn} />}
    </WordsDialog>
  );
}
