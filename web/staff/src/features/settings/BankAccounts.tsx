import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { day } from "../../format.ts";
import { useDone } from "../../parts/Done.tsx";
import { State } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import type { Ledger } from "../../shell/session.ts";
import type { Account } from "./bank-account.ts";
import { AddBankAccount, ChangeBankAccount } from "./BankAccountForm.tsx";
import { FormDialog } from "./FormDialog.tsx";
import { useCan, type SetUp } from "./questions.ts";

const HEADS = ["accountNo", "agreement", "kid", "details", "proof", "expected", "lastTold"] as const;

/** When the next file is expected; a closed account says so instead. */
function Expectation({ account: { fileExpectedBy, closedFromOn } }: { readonly account: Account }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  if (closedFromOn !== null)
    return <State tone="held">{t("bankForm.closedFrom", { day: day(closedFromOn, language) })}</State>;
  return fileExpectedBy ?? t("ledgerPage.expectedNone");
}

function Row({ account, change }: { readonly account: Account; readonly change: (() => void) | undefined }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { kidLengths, kidModulus, proofSource } = account;
  const kid = { lengths: kidLengths.join(", "), modulus: kidModulus?.toUpperCase() ?? "" };
  return (
    <tr>
      <th scope="row" className="kv-mono">
        {account.number}
      </th>
      <td className="kv-mono">{account.agreementId ?? "–"}</td>
      <td>{kidModulus ? t("ledgerPage.kidForm", kid) : "–"}</td>
      <td>{t(`format.${account.detailSource}`)}</td>
      <td>{proofSource === "none" ? t("ledgerPage.proofNone") : t("format.camt053")}</td>
      <td className="kv-brief">
        <Expectation account={account} />
      </td>
      <td>{account.lastToldOn ? day(account.lastToldOn, language) : t("settings.never")}</td>
      {change && (
        <td>
          <div className="kv-cell-acts">
            <Button
              variant="default"
              size="compact-sm"
              aria-label={t("bankForm.changeOf", { number: account.number })}
              onClick={change}
            >
              {t("settings.change")}
            </Button>
          </div>
        </td>
      )}
    </tr>
  );
}

function Table({ accounts, change }: { accounts: readonly Account[]; change: ((id: string) => void) | undefined }) {
  const { t } = useTranslation();
  return (
    <div className="kv-scroll" role="region" aria-labelledby="bank-title" tabIndex={0}>
      <table className="kv-table kv-rows" aria-labelledby="bank-title">
        <thead>
          <tr>
            {HEADS.map((head) => (
              <th key={head} scope="col">
                {t(`ledgerPage.${head}`)}
              </th>
            ))}
            {change && <td />}
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <Row key={account.id} account={account} change={change && (() => change(account.id))} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Where its payments are told, by which agreement, and how far; who may sets up more, changes them, and closes them. */
export function BankAccounts({ ledger, setUp }: { readonly ledger: Ledger; readonly setUp: SetUp }) {
  const { t } = useTranslation();
  const tell = useDone();
  const may = useCan()("ledgers.configure", ledger.id);
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState<string>();
  const account = setUp.bankAccounts.find(({ id }) => id === changing);
  const leave = () => setChanging(undefined);
  return (
    <section className="kv-card kv-block" aria-labelledby="bank-title">
      <div className="kv-block-head">
        <h2 id="bank-title">{t("ledgerPage.bank")}</h2>
        {may && (
          <Button variant="default" onClick={() => setAdding(true)}>
            {t("bankForm.add")}
          </Button>
        )}
      </div>
      {setUp.bankAccounts.length === 0 ? (
        <p>{t("ledgerPage.bankNone")}</p>
      ) : (
        <Table accounts={setUp.bankAccounts} change={may ? setChanging : undefined} />
      )}
      <FormDialog
        opened={adding}
        leave={() => setAdding(false)}
        title={t("bankForm.add")}
        made={(number: string) => tell(t("bankForm.added", { number }))}
      >
        {(done) => <AddBankAccount ledger={ledger} done={done} leave={() => setAdding(false)} />}
      </FormDialog>
      <FormDialog
        opened={account !== undefined}
        leave={leave}
        title={t("bankForm.changeOf", { number: account?.number ?? "" })}
        made={(number: string) => tell(t("bankForm.changed", { number }))}
      >
        {(done) => account && <ChangeBankAccount ledger={ledger} account={account} done={done} leave={leave} />}
      </FormDialog>
    </section>
  );
}
