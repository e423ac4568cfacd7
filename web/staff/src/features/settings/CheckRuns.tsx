import { useCheckRuns, type Check, type CheckRun } from "./checks.ts";
import { useCheckWords } from "./check-words.ts";

/** What a run found, in words: what did not hold, and what it did not ask because it came later. */
function Found({ run, checks }: { readonly run: CheckRun; readonly checks: readonly Check[] }) {
  const { t, said } = useCheckWords();
  const later = checks.filter(({ name }) => !run.asked.includes(name));
  return (
    <>
      {run.broken.length === 0
        ? t("checks.allHeld")
        : run.broken.map(({ name }) => <div key={name}>{said({ name, sentence: name })}</div>)}
      {later.length > 0 && (
        <div className="kv-why">
          {t("checks.notAsked")}
          {later.map((check) => (
            <div key={check.name}>{said(check)}</div>
          ))}
        </div>
      )}
    </>
  );
}

type Shown = { readonly runs: readonly CheckRun[]; readonly checks: readonly Check[] };

function Twin({ runs, checks }: Shown) {
  const { t, number, momentOf } = useCheckWords();
  return (
    <details>
      <summary>{t("checks.asTable")}</summary>
      <div className="kv-scroll" role="region" aria-label={t("checks.nights")} tabIndex={0}>
        <table className="kv-table kv-rows" aria-label={t("checks.nights")}>
          <thead>
            <tr>
              <th scope="col">{t("checks.when")}</th>
              <th scope="col" className="kv-number">
                {t("checks.asked")}
              </th>
              <th scope="col">{t("checks.notHeld")}</th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.id}>
                <th scope="row">{momentOf(run.ranAt)}</th>
                <td className="kv-number">{number(run.asked.length)}</td>
                <td className="kv-wrap">
                  <Found run={run} checks={checks} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** The last runs, oldest first: a round dot held, a square one did not; and the same as a table. */
export function CheckRuns({ checks }: Pick<Shown, "checks">) {
  const { t, number, momentOf } = useCheckWords();
  const runs = useCheckRuns().data?.items ?? [];
  if (runs.length === 0) return null;
  const broken = runs.filter((run) => run.broken.length > 0).length;
  const said =
    broken === 0
      ? t("checks.nightsGood", { count: runs.length, runs: number(runs.length) })
      : t("checks.nightsBad", { broken: number(broken), runs: number(runs.length) });
  return (
    <section className="kv-card kv-block" aria-labelledby="check-runs">
      <div className="kv-check-runs">
        <h2 id="check-runs">{t("checks.nights")}</h2>
        <div className="kv-check-dots" role="img" aria-label={said}>
          {runs.toReversed().map((run) => (
            <span key={run.id} data-holds={run.broken.length === 0} title={momentOf(run.ranAt)} />
          ))}
        </div>
        <span>{said}</span>
      </div>
      <Twin runs={runs} checks={checks} />
    </section>
  );
}
