import { Button } from "@mantine/core";
import { Explain } from "../../parts/Explain.tsx";
import { equationOf, keyOf, type Equation } from "./equation.ts";
import type { AtHand, Suggestion } from "./questions.ts";
import { useBankWords } from "./words.ts";

function Answer({
  number,
  suggestion,
  atHand,
  chosen,
  choose,
}: {
  readonly number: number;
  readonly suggestion: Suggestion;
  readonly atHand: AtHand;
  readonly chosen: boolean;
  readonly choose: () => void;
}) {
  const { t, amountOf, dayOf, nameOf, itemOf, whyOf, whyAnswer } = useBankWords();
  const { parts } = equationOf(suggestion, atHand);
  const percent = `${String(Math.round(suggestion.confidence))} %`;
  return (
    <li className="kv-answer" data-row data-chosen={chosen}>
      <Button
        variant={chosen ? "light" : "default"}
        size="compact-sm"
        onClick={choose}
        aria-pressed={chosen}
        aria-keyshortcuts={String(number)}
        aria-label={t("bank.choose", { number })}
      >
        {number}
      </Button>
      <div>
        {parts.map(({ item, amountMinor }) => (
          <div key={item.itemId} className="kv-answer-part">
            <strong>{itemOf(item)}</strong>
            <span>{nameOf(item)}</span>
            <span className="kv-why">{t("bank.dueOn", { day: dayOf(item.dueOn) })}</span>
            <span className="kv-amount">{amountOf(amountMinor)}</span>
          </div>
        ))}
        <Explain
          of={{
            title: t("bank.sure", { percent }),
            sentence: whyOf(suggestion),
            ...whyAnswer(suggestion),
          }}
        >
          {t("bank.whySure", { why: whyOf(suggestion), percent })}
        </Explain>
      </div>
    </li>
  );
}

/** Where the money may belong, surest first, each with how sure and why. Two equals are said to be two. */
export function Answers({
  atHand,
  equation,
  choose,
}: {
  readonly atHand: AtHand;
  readonly equation: Equation;
  readonly choose: (suggestion: Suggestion) => void;
}) {
  const { t } = useBankWords();
  const { suggestions } = atHand;
  const [first] = suggestions;
  const equals = suggestions.filter((each) => each.confidence === first?.confidence).length;
  const head =
    suggestions.length === 0
      ? t("bank.noAnswers")
      : equals > 1
        ? t("bank.equals", { count: equals })
        : t("bank.answersHead", { count: suggestions.length });
  return (
    <section className="kv-answers" aria-label={t("bank.answers")}>
      <h2>{head}</h2>
      {suggestions.length > 0 && (
        <ol>
          {suggestions.map((suggestion, index) => (
            <Answer
              key={keyOf(equationOf(suggestion, atHand))}
              number={index + 1}
              suggestion={suggestion}
              atHand={atHand}
              chosen={keyOf(equationOf(suggestion, atHand)) === keyOf(equation)}
              choose={() => choose(suggestion)}
            />
          ))}
        </ol>
      )}
    </section>
  );
}
