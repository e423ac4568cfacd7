import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Amount } from "../../parts/Amount.tsx";
import { Problem } from "../../parts/Problem.tsx";
import { State } from "../../parts/State.tsx";
import { useApplying, type Progress, type Run } from "./run-questions.ts";
import { causeInWords, LINE_TONES } from "./run-words.ts";

type Group = Progress["groups"][number];

function GroupRow({ group, run, may }: { readonly group: Group; readonly run: Run; readonly may: boolean }) {
  const { t } = useTranslation();
  const { retry } = useApplying(run);
  const again = may && group.state === "failed" && group.reason !== null && run.state === "applied";
  return (
    <tr>
      <td>
        <State tone={LINE_TONES[group.state]}>{t(`runs.line.${group.state}`)}</State>
      </td>
      <td>{causeInWords(group.reason, t)}</td>
      <td className="kv-number">{group.lines}</td>
      <td className="kv-number">
        <Amount minor={group.amountMinor} />
      </td>
      <td>{t("runs.sample", { line: group.sampleLineNo })}</td>
      <td>
        {again && (
          <Button
            size="compact-sm"
            variant="default"
            loading={retry.isPending}
            onClick={() => retry.mutate(group.reason!)}
          >
            {t("runs.retry")}
          </Button>
        )}
        <Problem of={retry.error} />
      </td>
    </tr>
  );
}

/** What was not done, by its cause, with one line as a sample; a cause that is mended is tried again (B-04, B-05). */
export function Outcomes({ run, progress }: { readonly run: Run; readonly progress: Progress }) {
  const { t } = useTranslation();
  const undone = progress.groups.filter(({ state }) => state !== "applied" && state !== "proposed");
  if (undone.length === 0) return null;
  const heads = ["field.state", "runs.causeHead", "field.lines", "field.amount", "runs.sampleHead"] as const;
  return (
    <section aria-labelledby="run-undone" className="kv-run-section">
      <h2 id="run-undone">{t("runs.undone")}</h2>
      <div className="kv-card kv-scroll" role="region" aria-labelledby="run-undone" tabIndex={0}>
        <table className="kv-table">
          <thead>
            <tr>
              {heads.map((head) => (
                <th
                  key={head}
                  scope="col"
                  className={head === "field.lines" || head === "field.amount" ? "kv-number" : ""}
                >
                  {t(head)}
                </th>
              ))}
              <th scope="col">{t("runs.next")}</th>
            </tr>
          </thead>
          <tbody>
            {undone.map((group) => (
              <GroupRow
                key={`${group.state} ${group.reason ?? ""}`}
                group={group}
                run={run}
                may={progress.may.approve}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
