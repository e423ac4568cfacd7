import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useParam } from "../../parts/param.ts";
import { useTranslation } from "react-i18next";
import { day } from "../../format.ts";
import { Asked } from "../../parts/Asked.tsx";
import { State } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { ledgers, type Ledger } from "../../shell/session.ts";
import { Activation } from "./Activation.tsx";
import { BankAccounts } from "./BankAccounts.tsx";
import { Changeover } from "./Changeover.tsx";
import { Chart } from "./Chart.tsx";
import { Series } from "./LedgerParts.tsx";
import { Months } from "./Months.tsx";
import { SettingsPage } from "./Frame.tsx";
import { useSetUp, type SetUp } from "./questions.ts";
import { Terms } from "./Terms.tsx";

/** What has to be in place, what is, and who is waited for (H-08). */
function Steps({ steps }: Pick<SetUp, "steps">) {
  const { t } = useTranslation();
  return (
    <ol className="kv-steps">
      {steps.map(({ step, done, waitsFor }) => (
        <li key={step}>
          <span>{t(`ledgerPage.step.${step}`)}</span>
          <State tone={done ? "settled" : "due"}>
            {done ? t("ledgerPage.done") : t(`ledgerPage.waits.${waitsFor}`)}
          </State>
        </li>
      ))}
    </ol>
  );
}

function Parts({ ledger, setUp }: { readonly ledger: Ledger; readonly setUp: SetUp }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="kv-two">
        <section className="kv-card kv-block" aria-labelledby="steps-title">
          <h2 id="steps-title">{t("ledgerPage.steps")}</h2>
          <Steps steps={setUp.steps} />
        </section>
        <div>
          <Activation
            ledger={ledger}
            open={setUp.steps.filter(({ done, step }) => !done && step !== "active").length}
            ready={setUp.changeover.ready}
          />
          <Series setUp={setUp} />
        </div>
      </div>
      <Changeover ledger={ledger} setUp={setUp} />
      <Terms ledger={ledger} setUp={setUp} />
      <BankAccounts ledger={ledger} setUp={setUp} />
      <Months ledger={ledger} setUp={setUp} />
      <Chart ledger={ledger} setUp={setUp} />
    </>
  );
}

/** One ledger: steps to its activation, series, bank, months, accounts. */
export function LedgerPage() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const ledgerId = useParam("ledgerId");
  const known = useQuery(ledgers).data?.items.find(({ id }) => id === ledgerId);
  const setUp = useSetUp(ledgerId);
  const since = known?.state === "active" ? known.activeFromOn : null;
  const lead =
    known &&
    (since
      ? t("ledgerPage.isActive", { name: known.name, day: day(since, language) })
      : t("ledgerPage.isNot", { name: known.name }));
  return (
    <SettingsPage section="ledgers" lead={lead} help={t("ledgerPage.oneHelp")}>
      <Asked of={setUp} height={600}>
        {(answer) => known && <Parts ledger={known} setUp={answer} />}
      </Asked>
      <Link to="/settings/ledgers" className="kv-back" search={({ ledger }) => ({ ledger })}>
        {t("ledgerPage.all")}
      </Link>
    </SettingsPage>
  );
}
