import { Alert, Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Refused, type Problem as Said } from "../api.ts";

/** What the texts say of a refusal's code in the reader's language, else the server's own English words. */
function useWords(said: Said | undefined) {
  const { t, i18n } = useTranslation();
  if (!said)
    return { sentence: t("problem.unanswered.sentence"), remedy: t("problem.unanswered.remedy"), lang: undefined };
  const known = `problem.${said.code}`;
  if (!i18n.exists(known)) return { sentence: said.sentence, remedy: said.remedy, lang: "en" };
  const word = (part: string) => t(`${known}.${part}` as "problem.NOT_ALLOWED.sentence");
  return { sentence: word("sentence"), remedy: word("remedy"), lang: undefined };
}

function Lines({ said }: { readonly said: Said }) {
  const { t } = useTranslation();
  const lines = said.problems ?? [];
  if (lines.length === 0) return null;
  return (
    <ul className="kv-problem-lines" lang="en">
      {lines.slice(0, 20).map(({ code, sentence, line, field }, index) => (
        <li key={`${code}-${String(index)}`}>
          {line !== undefined && <span className="kv-mono">{t("problem.line", { line })} </span>}
          {field !== undefined && <span className="kv-mono">{field} </span>}
          {sentence}
        </li>
      ))}
    </ul>
  );
}

/** The one way a refusal is shown: what happened, what helps, line by line where there are lines, and the number to quote. */
export function Problem({
  of: error,
  retry,
}: {
  readonly of: Error | null | undefined;
  readonly retry?: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  const said = error instanceof Refused ? error.problem : undefined;
  const { sentence, remedy, lang } = useWords(said);
  if (!error) return null;
  return (
    <Alert color="red" variant="light" role="alert" className="kv-problem" title={<span lang={lang}>{sentence}</span>}>
      <span lang={lang}>{remedy}</span>
      {said && <Lines said={said} />}
      {said?.requestId && (
        <p className="kv-why">
          {t("problem.request")} <span className="kv-mono">{said.requestId}</span>
        </p>
      )}
      {retry && (
        <div>
          <Button variant="default" mt="sm" onClick={retry}>
            {t("common.retry")}
          </Button>
        </div>
      )}
    </Alert>
  );
}
