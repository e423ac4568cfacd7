import "./home.css";
import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Asked } from "../../parts/Asked.tsx";
import { Page } from "../../parts/Page.tsx";
import { ledgers, useLedger, useMay } from "../../shell/session.ts";
import { AgeBars } from "./AgeBars.tsx";
import { Filed } from "./Filed.tsx";
import { Forecast } from "./Forecast.tsx";
import { useHome, useScope, type Books } from "./home-questions.ts";
import { NeedsYou, useDuties } from "./NeedsYou.tsx";
import { Tiles } from "./Tiles.tsx";

/** One ledger or all in reach; it stands in the address. Whoever has one ledger is not asked. */
function Scope() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const all = useQuery(ledgers).data?.items.length ?? 1;
  const scope = useScope();
  if (all < 2) return null;
  return (
    <SegmentedControl
      aria-label={t("home.scope")}
      className="kv-home-scope"
      value={scope ? "one" : "all"}
      data={[
        { value: "one", label: t("home.thisLedger") },
        { value: "all", label: t("home.allLedgers", { count: all }) },
      ]}
      onChange={(value) =>
        void navigate({
          to: ".",
          search: (old) => ({ ...old, scope: value === "all" ? "all" : undefined }),
          replace: true,
        })
      }
    />
  );
}

function OneCurrency({ books, alone }: { readonly books: Books; readonly alone: boolean }) {
  return (
    <>
      {!alone && <h2>{books.currency}</h2>}
      <Tiles books={books} />
      <div className="kv-home-charts">
        <Forecast books={books} />
        <AgeBars books={books} />
      </div>
    </>
  );
}

function Figures() {
  const { t } = useTranslation();
  const home = useHome(useScope());
  return (
    <section aria-label={t("home.figures")}>
      <Scope />
      <Asked of={home} height={560}>
        {({ books }) => books.map((one) => <OneCurrency key={one.currency} books={one} alone={books.length === 1} />)}
      </Asked>
    </section>
  );
}

/** What the day begins with: what needs the reader, then how things stand, each figure with its rows behind it. */
export function Home() {
  const { t } = useTranslation();
  const mayRead = useMay("reports.read", useLedger().id);
  const duties = useDuties();
  const known = duties.every(({ waits }) => waits !== undefined);
  const open = duties.filter(({ waits }) => (waits ?? 0) > 0).length;
  const lead = !known ? t("nav.home") : open === 0 ? t("home.allDone") : t("home.lead", { count: open });
  return (
    <Page title={t("nav.home")} lead={lead} help={t("home.help")}>
      <NeedsYou />
      {mayRead ? (
        <>
          <Figures />
          <Filed />
        </>
      ) : (
        <p className="kv-card kv-empty">{t("home.mayNot")}</p>
      )}
    </Page>
  );
}
