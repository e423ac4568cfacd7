import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Explain } from "../../parts/Explain.tsx";
import { State } from "../../parts/State.tsx";
import type { SetUp } from "./questions.ts";
import { useMoments } from "./words.ts";

type Given = { readonly setUp: SetUp };

export function Facts({ of }: { readonly of: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="kv-facts-beside">
      {of.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The series its invoices are numbered by; a shared one says with whom, and what that means for gaps (S0-47). */
export function Series({ setUp: { series } }: Given) {
  const { t } = useTranslation();
  const { list } = useMoments();
  const shared = series.sharedWith.length > 0;
  const means = shared
    ? t("ledgerPage.shared", { names: list(series.sharedWith.map(({ name }) => name)) })
    : t("ledgerPage.alone");
  return (
    <section className="kv-card kv-block" aria-labelledby="series-title">
      <div className="kv-block-head">
        <h2 id="series-title">{t("ledgerPage.series")}</h2>
        <Explain of={{ title: t("ledgerPage.series"), sentence: means }}>
          <State tone={shared ? "due" : "settled"}>
            {shared ? t("ledgerPage.sharedWord") : t("ledgerPage.ownWord")}
          </State>
        </Explain>
      </div>
      <p>{means}</p>
      <Facts of={[[t("ledgerPage.next"), <span className="kv-mono">{`${series.prefix}${series.nextNo}`}</span>]]} />
    </section>
  );
}
