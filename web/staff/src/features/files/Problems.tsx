import { State, type Tone } from "../../parts/State.tsx";
import type { BankFile } from "./questions.ts";
import { useFileWords } from "./words.ts";

type Found = BankFile["problems"][number];

const TONES: Record<Found["level"], Tone> = { file: "overdue", line: "due", warn: "due", info: "held" };

/** A rule in the words of the format's manual says where to look; a bare code of ours says nothing. */
const NAMES_A_PLACE = /\s/;

function Row({ problem }: { readonly problem: Found }) {
  const { t, countOf } = useFileWords();
  const { line, field, value, rule, level, sentence, code } = problem;
  return (
    <tr>
      <td className="kv-number">{line > 0 ? countOf(line) : t("files.wholeFile")}</td>
      <td>{field ?? "–"}</td>
      <td className="kv-mono">{value ?? "–"}</td>
      <td>
        <span>{sentence}</span> <span className="kv-why kv-mono">{code}</span>
        {NAMES_A_PLACE.test(rule) && (
          <div className="kv-why" lang="en">
            {rule}
          </div>
        )}
      </td>
      <td>
        <State tone={TONES[level]}>{t(`problemLevel.${level}`)}</State>
        <div className="kv-why">{t(`problemHelp.${level}`)}</div>
      </td>
    </tr>
  );
}

/** What was found in a file: where it stands, what stood there, and what helps. */
export function Problems({ file }: { readonly file: BankFile }) {
  const { t } = useFileWords();
  if (file.problems.length === 0) return null;
  return (
    <section aria-labelledby="problems">
      <h2 id="problems">{t("files.problemCount", { count: file.problemCount })}</h2>
      <div className="kv-card kv-scroll" role="region" aria-labelledby="problems" tabIndex={0}>
        <table className="kv-table kv-problems">
          <thead>
            <tr>
              <th scope="col" className="kv-number">
                {t("files.line")}
              </th>
              <th scope="col">{t("files.field")}</th>
              <th scope="col">{t("files.value")}</th>
              <th scope="col">{t("files.finding")}</th>
              <th scope="col">{t("files.whatHelps")}</th>
            </tr>
          </thead>
          <tbody>
            {file.problems.map((problem, index) => (
              <Row key={`${problem.code}-${String(index)}`} problem={problem} />
            ))}
          </tbody>
        </table>
      </div>
      {file.problemCount > file.problems.length && (
        <p className="kv-why">{t("files.firstProblems", { count: file.problems.length })}</p>
      )}
    </section>
  );
}
