import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { day } from "../../format.ts";
import { useDone } from "../../parts/Done.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { State } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import type { Ledger } from "../../shell/session.ts";
import { Confirm, type Asked } from "./Confirm.tsx";
import { useCan, type SetUp } from "./questions.ts";
import { useMoments } from "./words.ts";

const SHOWN_FIRST = 6;

type Month = SetUp["months"][number];

function useClosing(ledgerId: string, firstOn: string, lastOn: string): Asked {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const queries = useQueryClient();
  const tell = useDone();
  const month = useMoments().month(firstOn);
  const next = new Date(Date.parse(`${lastOn}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return {
    title: t("ledgerPage.close", { month }),
    follows: [
      t("ledgerPage.close1", { month }),
      t("ledgerPage.close2", { day: day(next, language) }),
      t("ledgerPage.close3"),
    ],
    act: async () => {
      const params = { path: { ledgerId } };
      await answered(kvitt.POST("/api/v1/ledgers/{ledgerId}/closed-months", { params, body: { firstOn } }));
      await queries.invalidateQueries({ queryKey: ["set-up", ledgerId] });
    },
    done: () => tell(t("ledgerPage.monthClosed", { month })),
  };
}

function Row({ month, close }: { readonly month: Month; readonly close: (() => void) | undefined }) {
  const { t } = useTranslation();
  const moments = useMoments();
  const name = moments.month(month.firstOn);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <State tone={month.closed ? "settled" : "due"}>
          {month.closed ? t("ledgerPage.closed") : t("ledgerPage.open")}
        </State>
      </td>
      <td>{month.closedAt ? moments.moment(month.closedAt) : month.closed ? t("ledgerPage.closedWith") : "–"}</td>
      <td>
        {close && (
          <div className="kv-cell-acts">
            <Button variant="default" size="compact-sm" onClick={close}>
              {t("ledgerPage.close", { month: name })}
            </Button>
          </div>
        )}
      </td>
    </tr>
  );
}

/** The months of a ledger: a closed one is visibly closed, and what comes late for it says where it is booked instead. */
export function Months({ ledger, setUp }: { readonly ledger: Ledger; readonly setUp: SetUp }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const may = useCan()("periods.close", ledger.id);
  const [all, setAll] = useState(false);
  const [asking, setAsking] = useState(false);
  const { months, nextToClose, firstOpenDay } = setUp;
  const oldest = months.find(({ firstOn }) => firstOn === nextToClose);
  const closing = useClosing(ledger.id, oldest?.firstOn ?? ledger.today, oldest?.lastOn ?? ledger.today);
  const late = t("ledgerPage.monthsHelp", { day: day(firstOpenDay ?? ledger.today, language) });
  const shown = all ? months : months.filter((month, at) => at < SHOWN_FIRST || month === oldest);
  return (
    <section className="kv-card kv-block" aria-labelledby="months-title">
      <div className="kv-block-head">
        <h2 id="months-title">{t("ledgerPage.months")}</h2>
        <Explain of={{ title: t("ledgerPage.months"), sentence: late, change: t("ledgerPage.close3") }}>
          {t("common.why")}
        </Explain>
      </div>
      <p className="kv-why">{late}</p>
      <div className="kv-scroll" role="region" aria-labelledby="months-title" tabIndex={0}>
        <table className="kv-table kv-rows" aria-labelledby="months-title">
          <thead>
            <tr>
              <th scope="col">{t("ledgerPage.month")}</th>
              <th scope="col">{t("field.state")}</th>
              <th scope="col">{t("ledgerPage.closedAt")}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {shown.map((month) => (
              <Row
                key={month.firstOn}
                month={month}
                close={may && month === oldest ? () => setAsking(true) : undefined}
              />
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < months.length && (
        <div className="kv-foot">
          <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
            {t("ledgerPage.allMonths", { count: months.length })}
          </Button>
        </div>
      )}
      <Confirm asked={asking ? closing : undefined} leave={() => setAsking(false)} />
    </section>
  );
}
