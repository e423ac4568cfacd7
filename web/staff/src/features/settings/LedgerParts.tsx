import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { day } from "../../format.ts";
import { Explain } from "../../parts/Explain.tsx";
import { State } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import type { SetUp } from "./questions.ts";
import { useMoments, useWords } from "./words.ts";

type Given = { readonly setUp: SetUp };

export function Facts({ of }: { readonly of: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="kv-facts">
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

/** VAT and the terms a ledger has settled for itself. */
export function Terms({ setUp }: Given) {
  const { t } = useTranslation();
  const { paymentTermDays: days, remittanceRecipient, agingBuckets } = setUp;
  return (
    <section className="kv-card kv-block" aria-labelledby="vat-title">
      <h2 id="vat-title">{t("ledgerPage.vat")}</h2>
      <Facts
        of={[
          [t("ledgerPage.vatRegime"), setUp.vatRegistered ? t("ledgerPage.vatYes") : t("ledgerPage.vatNo")],
          [t("ledgerPage.terms"), days === null ? t("settings.notSet") : t("ledgerPage.days", { count: days })],
          [t("ledgerPage.recipient"), remittanceRecipient ?? t("settings.notSet")],
          [t("ledgerPage.buckets"), [0, ...agingBuckets].join(" / ") + "+"],
        ]}
      />
    </section>
  );
}

function Account({ account }: { readonly account: SetUp["bankAccounts"][number] }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { kidLengths, kidModulus } = account;
  const kid = { lengths: kidLengths.join(", "), modulus: kidModulus?.toUpperCase() ?? "" };
  return (
    <tr>
      <th scope="row" className="kv-mono">
        {account.number}
      </th>
      <td className="kv-mono">{account.agreementId ?? "–"}</td>
      <td>{kidModulus ? t("ledgerPage.kidForm", kid) : "–"}</td>
      <td>{t(`format.${account.detailSource}`)}</td>
      <td>{account.proofSource === "none" ? t("ledgerPage.proofNone") : t("format.camt053")}</td>
      <td>{account.fileExpectedBy?.slice(0, 5) ?? t("ledgerPage.expectedNone")}</td>
      <td>{account.lastToldOn ? day(account.lastToldOn, language) : t("settings.never")}</td>
    </tr>
  );
}

/** Where its payments are told, by which agreement, and how far. */
export function BankAccounts({ setUp: { bankAccounts } }: Given) {
  const { t } = useTranslation();
  const heads = ["accountNo", "agreement", "kid", "details", "proof", "expected", "lastTold"] as const;
  return (
    <section className="kv-card kv-block" aria-labelledby="bank-title">
      <h2 id="bank-title">{t("ledgerPage.bank")}</h2>
      {bankAccounts.length === 0 ? (
        <p>{t("ledgerPage.bankNone")}</p>
      ) : (
        <div className="kv-scroll" role="region" aria-labelledby="bank-title" tabIndex={0}>
          <table className="kv-table kv-rows" aria-labelledby="bank-title">
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head} scope="col">
                    {t(`ledgerPage.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {bankAccounts.map((account) => (
                <Account key={account.id} account={account} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** Which account plays which role: postings ask for the role. */
export function Chart({ setUp: { accounts } }: Given) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <section className="kv-card kv-block" aria-labelledby="chart-title">
      <h2 id="chart-title">{t("ledgerPage.accounts")}</h2>
      <p className="kv-why">{t("ledgerPage.accountsHelp")}</p>
      <div className="kv-scroll" role="region" aria-labelledby="chart-title" tabIndex={0}>
        <table className="kv-table kv-rows" aria-labelledby="chart-title">
          <thead>
            <tr>
              <th scope="col">{t("ledgerPage.accountNo")}</th>
              <th scope="col">{t("ledgerPage.accountRole")}</th>
              <th scope="col">{t("ledgerPage.accountName")}</th>
            </tr>
          </thead>
          <tbody>
            {accounts.map(({ role, code, name }) => (
              <tr key={code}>
                <th scope="row" className="kv-mono">
                  {code}
                </th>
                <td>{words.accountRole(role)}</td>
                <td>{name}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
