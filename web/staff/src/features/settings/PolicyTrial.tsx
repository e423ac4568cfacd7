import { Button, NativeSelect } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { count, money } from "../../format.ts";
import { Problem } from "../../parts/Problem.tsx";
import { useLanguage } from "../../shell/language.ts";
import { LEVELS, type Policy } from "./policy-draft.ts";
import { startTrial, useTrial, type Outcome, type Trial } from "./policy-questions.ts";
import { useMoments } from "./words.ts";

type Row = {
  readonly key: string;
  readonly label: string;
  /** Null where there is nothing to say a figure of. */
  readonly of: (outcome: Outcome) => number | null;
  readonly as: "count" | "money" | "tenths";
};

function useRows({ actual, running, draft }: NonNullable<Trial["result"]>): readonly Row[] {
  const { t } = useTranslation();
  const { month } = useMoments();
  const all = [actual, running, draft];
  const levels = LEVELS.filter((level) => all.some(({ steps }) => steps[level] !== undefined));
  const months = [...new Set(all.flatMap(({ cashByMonth }) => cashByMonth.map((each) => each.month)))].toSorted();
  const sums = ["feesMinor", "paidMinor", "openMinor", "lostMinor"] as const;
  return [
    { key: "invoices", label: t("policyPage.simulate.invoices"), of: ({ invoices }) => invoices, as: "count" },
    ...levels.map((level): Row => ({
      key: level,
      label: t(`policyPage.level.${level}`),
      of: ({ steps }) => steps[level] ?? 0,
      as: "count",
    })),
    ...(["messages", "papers"] as const).map((key): Row => ({
      key,
      label: t(`policyPage.simulate.${key}`),
      of: (each) => each[key],
      as: "count",
    })),
    {
      key: "sending",
      label: t("policyPage.simulate.sendingMinor"),
      of: ({ sendingMinor }) => sendingMinor,
      as: "money",
    },
    { key: "days", label: t("policyPage.simulate.days"), of: ({ tenthDaysToPay }) => tenthDaysToPay, as: "tenths" },
    ...sums.map((key): Row => ({ key, label: t(`policyPage.simulate.${key}`), of: (each) => each[key], as: "money" })),
    ...months.map((each): Row => ({
      key: each,
      label: t("policyPage.simulate.month", { month: month(`${each}-01`) }),
      of: ({ cashByMonth }) => cashByMonth.find((found) => found.month === each)?.minor ?? 0,
      as: "money",
    })),
  ];
}

function Figures({ of, currency }: { readonly of: NonNullable<Trial["result"]>; readonly currency: string }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const rows = useRows(of);
  const said = (figure: number | null, as: Row["as"]) => {
    if (figure === null) return "–";
    if (as === "money") return money(figure, currency, language);
    return as === "count"
      ? count(figure, language)
      : (figure / 10).toLocaleString(language, { minimumFractionDigits: 1 });
  };
  return (
    <div className="kv-scroll" role="region" aria-label={t("policyPage.simulate.title")} tabIndex={0}>
      <table className="kv-table kv-rows" aria-label={t("policyPage.simulate.title")}>
        <thead>
          <tr>
            <th scope="col">{t("policyPage.simulate.figure")}</th>
            {(["actual", "running", "draft", "difference"] as const).map((name) => (
              <th key={name} scope="col" className="kv-policy-figure">
                {t(`policyPage.simulate.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, of: figureOf, as }) => {
            const [running, draft] = [figureOf(of.running), figureOf(of.draft)];
            const difference = running === null || draft === null ? null : draft - running;
            return (
              <tr key={key}>
                <th scope="row">{label}</th>
                {[figureOf(of.actual), running, draft, difference].map((figure, at) => (
                  <td key={String(at)} className="kv-policy-figure">
                    {said(figure, as)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** The draft on past invoices, beside the policy in force and what really happened (N-13). */
export function PolicyTrial({ of, currency }: { readonly of: Policy; readonly currency: string }) {
  const { t } = useTranslation();
  const [years, setYears] = useState(1);
  const starting = useMutation({ mutationFn: () => startTrial({ content: of, years }) });
  const trial = useTrial(starting.data?.id);
  const { data } = trial;
  return (
    <section className="kv-card kv-block" aria-labelledby="policy-trial">
      <div className="kv-block-head">
        <h2 id="policy-trial">{t("policyPage.simulate.title")}</h2>
      </div>
      <p>{t("policyPage.simulate.lead")}</p>
      <p className="kv-why">{t("policyPage.simulate.assumption")}</p>
      <div className="kv-texts-head kv-above">
        <NativeSelect
          label={t("policyPage.simulate.period")}
          value={String(years)}
          data={[1, 2, 3].map((each) => ({
            value: String(each),
            label: t("policyPage.simulate.years", { count: each }),
          }))}
          onChange={(event) => setYears(Number(event.currentTarget.value))}
        />
        <Button variant="default" loading={starting.isPending} onClick={() => starting.mutate()}>
          {t("policyPage.simulate.start")}
        </Button>
      </div>
      <Problem of={starting.error ?? trial.error} />
      <div role="status">
        {data?.result === null &&
          (data.done === 0
            ? t("policyPage.simulate.waits")
            : t("policyPage.simulate.under", { done: data.done, total: data.total }))}
      </div>
      {data?.result && (
        <>
          <Figures of={data.result} currency={currency} />
          <p className="kv-why">{t("policyPage.simulate.control", { count: data.result.leftOut })}</p>
        </>
      )}
    </section>
  );
}
