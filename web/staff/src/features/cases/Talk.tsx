import { Button } from "@mantine/core";
import { useState } from "react";
import { useDone } from "../../parts/Done.tsx";
import { State } from "../../parts/State.tsx";
import { useLedger, useMay } from "../../shell/session.ts";
import { useDeskActs, type Message } from "./questions.ts";
import { useCaseWords } from "./words.ts";
import { WordsDialog } from "./WordsDialog.tsx";

function Said({ of }: { readonly of: Message }) {
  const { t, momentOf } = useCaseWords();
  return (
    <>
      <span>
        <strong>{of.byName ?? "–"}</strong>{" "}
        {of.answers === null && (
          <span className="kv-why">
            {t(of.askedOf === "clinic" ? "cases.talk.toClinic" : "cases.talk.toHeadOffice")}
          </span>
        )}
      </span>
      <span className="kv-why">{momentOf(of.at)}</span>
      <p>{of.words ?? t("cases.talk.gone")}</p>
    </>
  );
}

/** Questions and answers between a clinic and head office, each answer beneath its question (S2-31). */
export function Talk({ itemId, messages }: { readonly itemId: string; readonly messages: readonly Message[] }) {
  const { t } = useCaseWords();
  const tell = useDone();
  const { id } = useLedger();
  const [may, isDesk] = [useMay("followUp.register", id), useMay("desk.manage", id)];
  const [answering, answerTo] = useState<string | undefined>();
  const { answer } = useDeskActs(itemId);
  const done = () => {
    answerTo(undefined);
    tell(t("cases.talk.answered"));
  };
  return (
    <section className="kv-card kv-case" aria-labelledby="case-talk">
      <h3 id="case-talk">{t("cases.talk.title")}</h3>
      {messages.length === 0 && <span className="kv-why">{t("cases.talk.none")}</span>}
      <ol className="kv-case-events">
        {messages
          .filter(({ answers }) => answers === null)
          .map((question) => {
            const own = messages.find(({ answers }) => answers === question.id);
            const mayAnswer = may && (isDesk || question.askedOf === "clinic");
            return (
              <li key={question.id}>
                <Said of={question} />
                {own && <Said of={own} />}
                {!own && <State tone="due">{t("cases.talk.waits")}</State>}
                {!own && mayAnswer && (
                  <Button size="compact-sm" variant="default" onClick={() => answerTo(question.id)}>
                    {t("cases.talk.answer")}
                  </Button>
                )}
              </li>
            );
          })}
      </ol>
      <WordsDialog
        opened={answering !== undefined}
        close={() => answerTo(undefined)}
        title={t("cases.talk.answerTitle")}
        field={t("cases.talk.words")}
        label={t("cases.talk.answer")}
        act={(words) => answer.mutate({ questionId: answering!, words }, { onSuccess: done })}
        busy={answer.isPending}
        error={answer.error}
      />
    </section>
  );
}
