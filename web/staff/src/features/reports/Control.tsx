import { useTranslation } from "react-i18next";
import { Amount } from "../../parts/Amount.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { State } from "../../parts/State.tsx";
import type { Summary } from "./asking.ts";

type Account = Summary["control"][number];

/** Nothing is a quiet tick; one øre is a difference in words. */
function Difference({ account }: { readonly account: Account }) {
  const { t } = useTranslation();
  const holds = account.differenceMinor === 0;
  return (
    <State tone={holds ? "settled" : "overdue"}>
      <Explain
        of={{
          title: t("reskontro.controlTitle"),
          sentence: t(holds ? "reskontro.controlHolds" : "reskontro.controlBroken"),
          change: holds ? undefined : t("reskontro.controlHelp"),
          rule: [
            { label: t("reskontro.items"), value: <Amount minor={account.itemsMinor} /> },
            { label: t("reskontro.account"), value: <Amount minor={account.accountMinor} /> },
            { label: t("reskontro.difference"), value: <Amount minor={account.differenceMinor} /> },
          ],
          law: t("reskontro.controlLaw"),
        }}
      >
        <Amount minor={account.differenceMinor} />
      </Explain>
    </State>
  );
}

/** The sub-ledger beside its accounts, on the same page as its lines. Always over the whole ledger, whatever is filtered. */
export function Control({ control }: { readonly control: Summary["control"] }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t("reskontro.control")}>
      <ul className="kv-card kv-controls">
        {control.map((account) => (
          <li key={account.account}>
            <span className="kv-why">
              {account.account} {account.name}
            </span>
            <dl>
              {(["itemsMinor", "accountMinor"] as const).map((side) => (
                <div key={side}>
                  <dt>{t(side === "itemsMinor" ? "reskontro.items" : "reskontro.account")}</dt>
                  <dd>
                    <Amount minor={account[side]} />
                  </dd>
                </div>
              ))}
              <div>
                <dt>{t("reskontro.difference")}</dt>
                <dd>
                  <Difference account={account} />
                </dd>
              </div>
            </dl>
          </li>
        ))}
      </ul>
    </section>
  );
}
