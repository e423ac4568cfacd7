import { Button } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Asked } from "../../parts/Asked.tsx";
import { useDone } from "../../parts/Done.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { useNarrow } from "../../parts/narrow.ts";
import { Problem } from "../../parts/Problem.tsx";
import { State, type Tone } from "../../parts/State.tsx";
import { CheckPanel } from "./CheckPanel.tsx";
import { CheckRuns } from "./CheckRuns.tsx";
import { useCheckWords } from "./check-words.ts";
import { useChecks, useRunning, type Check, type Checks } from "./checks.ts";
import { SettingsPage } from "./Frame.tsx";
import { useCan } from "./questions.ts";
import "./checks.css";

const TONES: Record<Check["state"], Tone> = { holds: "settled", broken: "overdue", notRun: "due" };
/** A check names so many rows at most. */
const MOST_ROWS = 50;
/** A telephone has no column for the area; since when and how many rows are asked of what does not hold alone. */
type Shape = { readonly narrow: boolean; readonly broken: boolean };

function Result({ check }: { readonly check: Check }) {
  const { t, said, momentOf } = useCheckWords();
  const { state, brokenSince, name } = check;
  const rule = [
    ...(brokenSince ? [{ label: t("checks.since"), value: momentOf(brokenSince) }] : []),
    { label: t("checks.code"), value: <span className="kv-mono">{name}</span> },
  ];
  const change = state === "broken" ? t("checks.change") : undefined;
  return (
    <State tone={TONES[state]}>
      <Explain of={{ title: said(check), sentence: t(`checks.why.${state}`), change, rule }}>
        {t(`checks.state.${state}`)}
      </Explain>
    </State>
  );
}

function Row({ check, narrow, broken }: { readonly check: Check } & Shape) {
  const { t, number, said, areaOf, momentOf } = useCheckWords();
  const { name, rows, brokenSince } = check;
  const many = rows >= MOST_ROWS ? t("checks.orMore", { rows: number(rows) }) : number(rows);
  return (
    <tr>
      <td>
        <Result check={check} />
      </td>
      <th scope="row" className="kv-wrap">
        <Link to="." search={(old) => ({ ...old, subject: name })} aria-haspopup="dialog">
          {said(check)}
        </Link>
        {narrow && <div className="kv-why">{areaOf(check)}</div>}
      </th>
      {!narrow && <td>{areaOf(check)}</td>}
      {broken && <td>{brokenSince ? momentOf(brokenSince) : "–"}</td>}
      {broken && <td className="kv-number">{rows > 0 ? many : "–"}</td>}
    </tr>
  );
}

/** What does not hold stands first, the rest in the order of the books. */
const brokenFirst = (items: readonly Check[]) =>
  items.toSorted((one, other) => Number(other.state === "broken") - Number(one.state === "broken"));

function List({ items }: Pick<Checks, "items">) {
  const { t } = useCheckWords();
  const narrow = useNarrow();
  const broken = items.some(({ state }) => state === "broken");
  const heads = [
    "result",
    "check",
    ...(narrow ? [] : (["area"] as const)),
    ...(broken ? (["since", "rows"] as const) : []),
  ] as const;
  return (
    <div className="kv-card kv-scroll" role="region" aria-label={t("checks.list")} tabIndex={0}>
      <table className="kv-table kv-rows kv-checks" aria-label={t("checks.list")}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" className={head === "rows" ? "kv-number" : undefined}>
                {t(`checks.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {brokenFirst(items).map((check) => (
            <Row key={check.name} check={check} narrow={narrow} broken={broken} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** When all were last run, whether that is too long ago, and running them now. */
function LastRun({ answer, underWay, started }: LastRunProps) {
  const { t, momentOf, isLate } = useCheckWords();
  const can = useCan();
  const tell = useDone();
  const running = useRunning();
  const { run, items } = answer;
  const newer = run ? items.filter(({ state }) => state === "notRun").length : 0;
  const begin = () =>
    running.mutate(undefined, {
      onSuccess: () => {
        started();
        tell(t("checks.started"));
      },
    });
  return (
    <>
      <div className="kv-acts kv-above">
        {run && <span>{t("checks.lastRun", { at: momentOf(run.ranAt) })}</span>}
        {isLate(answer) && <State tone="due">{t("checks.late")}</State>}
        {(isLate(answer) || !run) && can("jobs.read") && (
          <Link to="/settings/jobs" search={({ ledger }) => ({ ledger })}>
            {t("checks.toJobs")}
          </Link>
        )}
        {newer > 0 && <span className="kv-why">{t("checks.newer", { count: newer })}</span>}
        {can("jobs.run") && (
          <Button variant="default" loading={running.isPending || underWay} onClick={begin}>
            {t("checks.runNow")}
          </Button>
        )}
      </div>
      <Problem of={running.error} />
    </>
  );
}
type LastRunProps = { readonly answer: Checks; readonly underWay: boolean; readonly started: () => void };

/** Do the books hold? Every check that must always hold, how it stood in the newest run, and one at a time asked now. */
export function ChecksPage() {
  const { t, answerOf } = useCheckWords();
  const { subject } = useSearch({ strict: false });
  const navigate = useNavigate();
  const { checks, underWay, await: awaitRun } = useChecks();
  const leave = () => void navigate({ to: ".", search: (old) => ({ ...old, subject: undefined }) });
  return (
    <SettingsPage section="checks" lead={checks.data && answerOf(checks.data)} help={t("checks.help")}>
      <Asked of={checks} height={480}>
        {(answer) => (
          <>
            <LastRun answer={answer} underWay={underWay} started={awaitRun} />
            <CheckRuns checks={answer.items} />
            <List items={answer.items} />
            <CheckPanel check={answer.items.find(({ name }) => name === subject)} leave={leave} />
          </>
        )}
      </Asked>
    </SettingsPage>
  );
}
