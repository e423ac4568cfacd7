import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { useDone } from "../../parts/Done.tsx";
import type { Ledger } from "../../shell/session.ts";
import { Changes } from "./Changes.tsx";
import { TextField, useTried } from "./Form.tsx";
import { DialogForm, FormDialog } from "./FormDialog.tsx";
import { useCan, type SetUp } from "./questions.ts";
import { useSending } from "./sending.ts";
import { useWords } from "./words.ts";

type Account = SetUp["accounts"][number];
type Given = { readonly ledger: Ledger; readonly setUp: SetUp };

const PLACES = { ACCOUNT_CODE_TAKEN: "account-code", ACCOUNT_NUMBER_STANDS: "account-code" };
const CODE = /^[0-9A-Za-z][0-9A-Za-z.-]{0,19}$/;

/** A name, and a number as long as nothing rests on it. */
function ChangeAccount({
  ledger,
  setUp,
  account,
  done,
  leave,
}: Given & { readonly account: Account; readonly done: (code: string) => void; readonly leave: () => void }) {
  const { t } = useTranslation();
  const [{ code, name }, setTyped] = useState(account);
  const check = useTried({
    "account-code": CODE.test(code.trim()) ? undefined : t("accountForm.codeWrong"),
    "account-name": name.trim() ? undefined : t("accountForm.nameWrong"),
  });
  const sending = useSending({
    act: (body: Pick<Account, "code" | "name">) => {
      const params = { path: { ledgerId: ledger.id, code: account.code } };
      return answered(kvitt.PATCH("/api/v1/ledgers/{ledgerId}/accounts/{code}", { params, body }));
    },
    anew: [["set-up", ledger.id]],
    done: (_, sent) => done(sent.code),
    places: PLACES,
  });
  const change = (part: Partial<Account>) => {
    sending.mended();
    setTyped((old) => ({ ...old, ...part }));
  };
  const errors = { ...check.shown, ...sending.refused };
  const typed = { code: code.trim(), name: name.trim() };
  const isSame = typed.code === account.code && typed.name === account.name;
  // Nothing typed is nothing to save.
  const send = () => {
    if (check.tried()) (isSame ? leave : sending.send)(typed);
  };
  const changes = [
    { label: t("ledgerPage.accountNo"), was: account.code, is: code.trim() },
    { label: t("ledgerPage.accountName"), was: account.name, is: name.trim() },
  ];
  return (
    <DialogForm act={t("settings.save")} check={check} sending={sending} send={send} leave={leave}>
      <TextField
        id="account-name"
        label={t("ledgerPage.accountName")}
        maxLength={120}
        data-autofocus
        value={name}
        wrong={errors}
        typed={(text) => change({ name: text })}
      />
      {setUp.accountNumbersOpen ? (
        <TextField
          id="account-code"
          label={t("ledgerPage.accountNo")}
          description={t("accountForm.codeHelp")}
          maxLength={20}
          value={code}
          wrong={errors}
          typed={(text) => change({ code: text })}
        />
      ) : (
        <p className="kv-why">{t("accountForm.stands")}</p>
      )}
      <Changes of={changes} means={[t("accountForm.fromNow")]} />
    </DialogForm>
  );
}

function Table({ setUp, change }: { setUp: SetUp; change: ((code: string) => void) | undefined }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <div className="kv-scroll" role="region" aria-labelledby="chart-title" tabIndex={0}>
      <table className="kv-table kv-rows" aria-labelledby="chart-title">
        <thead>
          <tr>
            <th scope="col">{t("ledgerPage.accountNo")}</th>
            <th scope="col">{t("ledgerPage.accountRole")}</th>
            <th scope="col">{t("ledgerPage.accountName")}</th>
            {change && <td />}
          </tr>
        </thead>
        <tbody>
          {setUp.accounts.map(({ role, code, name }) => (
            <tr key={code}>
              <th scope="row" className="kv-mono">
                {code}
              </th>
              <td>{words.accountRole(role)}</td>
              <td>{name}</td>
              {change && (
                <td>
                  <div className="kv-cell-acts">
                    <Button
                      variant="default"
                      size="compact-sm"
                      aria-label={t("accountForm.changeOf", { code })}
                      onClick={() => change(code)}
                    >
                      {t("settings.change")}
                    </Button>
                  </div>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Which account plays which role: postings ask for the role. */
export function Chart({ ledger, setUp }: Given) {
  const { t } = useTranslation();
  const tell = useDone();
  const may = useCan()("ledgers.configure", ledger.id);
  const [changing, setChanging] = useState<string>();
  const account = setUp.accounts.find(({ code }) => code === changing);
  const leave = () => setChanging(undefined);
  return (
    <section className="kv-card kv-block" aria-labelledby="chart-title">
      <h2 id="chart-title">{t("ledgerPage.accounts")}</h2>
      <p className="kv-why">{t("ledgerPage.accountsHelp")}</p>
      <Table setUp={setUp} change={may ? setChanging : undefined} />
      <FormDialog
        opened={account !== undefined}
        leave={leave}
        title={t("accountForm.changeOf", { code: account?.code ?? "" })}
        made={(code: string) => tell(t("accountForm.changed", { code }))}
      >
        {(done) =>
          account && <ChangeAccount ledger={ledger} setUp={setUp} account={account} done={done} leave={leave} />
        }
      </FormDialog>
    </section>
  );
}
