import { Alert, Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Refused, type Problem as Said } from "../api.ts";

/** The server speaks the reader's language; where nothing answered, the texts say so. A voice reads what is in another language in that. */
function useWords(error: Error | null | undefined) {
  const { t, i18n } = useTranslation();
  if (!(error instanceof Refused))
    return { sentence: t("problem.unanswered.sentence"), remedy: t("problem.unanswered.remedy"), lang: undefined };
  const { sentence, remedy } = error.problem;
  return { sentence, remedy, lang: error.language === i18n.language ? undefined : error.language };
}

function Lines({ said, lang }: { readonly said: Said; readonly lang: string | undefined }) {
  const { t } = useTranslation();
  const lines = said.problems ?? [];
  if (lines.length === 0) return null;
  return (
    <ul className="kv-problem-lines" lang={lang}>
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
  const { sentence, remedy, lang } = useWords(error);
  if (!error) return null;
  return (
    <Alert color="red" variant="light" role="alert" className="kv-problem" title={<span lang={lang}>{sentence}</span>}>
      <span lang={lang}>{remedy}</span>
      {said && <Lines said={said} lang={lang} />}
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
