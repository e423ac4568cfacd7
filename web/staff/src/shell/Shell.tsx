import { Button, Select, useMantineColorScheme, type MantineColorScheme } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { kvitt } from "../api.ts";
import { languages, type Language } from "../format.ts";
import { Asked } from "../parts/Asked.tsx";
import { useLanguage } from "./language.ts";
import { ChosenLedger, ledgers, me, useWaiting, type Ledger } from "./session.ts";
import { SignIn } from "./SignIn.tsx";

const LANGUAGE_NAMES: Record<Language, string> = {
  nb: "Norsk",
  sv: "Svenska",
  da: "Dansk",
  it: "Italiano",
  en: "English",
};

const ENTRIES = [
  { to: "/", text: "nav.home" },
  { to: "/bank", text: "nav.bank" },
  { to: "/proof", text: "nav.proof" },
  { to: "/invoices", text: "nav.invoices" },
  { to: "/aging", text: "nav.aging" },
] as const;

/** The rail: where one can go, with counts that reach zero. */
function Rail({ ledger }: { readonly ledger: Ledger }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const waiting = useWaiting(ledger.id).data?.items.length ?? 0;
  const leave = async () => {
    await kvitt.POST("/api/v1/sign-out");
    queries.clear();
    location.assign("/");
  };
  return (
    <nav className="kv-rail" aria-label={t("nav.label")}>
      <div className="kv-brand">kvitt</div>
      {ENTRIES.map(({ to, text }) => (
        <Link key={to} to={to} search={{ ledger: ledger.id }} activeOptions={{ exact: true, includeSearch: false }}>
          {t(text)}
          {to === "/bank" && waiting > 0 && <span className="kv-count">{waiting}</span>}
        </Link>
      ))}
      <div className="kv-spacer" />
      <Button variant="subtle" color="gray" onClick={() => void leave()}>
        {t("nav.signOut")}
      </Button>
    </nav>
  );
}

/** What every screen speaks of: the ledger, and how the screens look and speak. */
function Top({ all, ledger }: { readonly all: readonly Ledger[]; readonly ledger: Ledger }) {
  const { t } = useTranslation();
  const { language, choose } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  return (
    <header className="kv-top">
      <Select
        aria-label={t("top.ledger")}
        w={300}
        allowDeselect={false}
        searchable
        data={all.map(({ id, name }) => ({ value: id, label: name }))}
        value={ledger.id}
        onChange={(id) => void navigate({ to: ".", search: (old) => ({ ...old, ledger: id! }) })}
      />
      <div className="kv-spacer" />
      <Select
        aria-label={t("top.language")}
        w={130}
        allowDeselect={false}
        data={languages.map((each) => ({ value: each, label: LANGUAGE_NAMES[each] }))}
        value={language}
        onChange={(each) => choose(each as Language)}
      />
      <Select
        aria-label={t("top.colour")}
        w={170}
        allowDeselect={false}
        data={(["auto", "light", "dark"] as const).map((each) => ({ value: each, label: t(`colour.${each}`) }))}
        value={colorScheme}
        onChange={(each) => setColorScheme(each as MantineColorScheme)}
      />
    </header>
  );
}

/** The frame of the staff app for somebody who is signed in; the sign-in page for everybody else. */
export function Shell() {
  const { t } = useTranslation();
  const { ledger: wanted } = useSearch({ strict: false });
  const who = useQuery(me);
  const known = useQuery({ ...ledgers, enabled: who.isSuccess });
  if (who.isError) return <SignIn />;
  return (
    <Asked of={known} height={400}>
      {({ items }) => {
        const ledger = items.find(({ id }) => id === wanted) ?? items[0]!;
        return (
          <ChosenLedger value={ledger}>
            <a className="kv-skip" href="#content">
              {t("nav.skip")}
            </a>
            <div className="kv-frame">
              <Rail ledger={ledger} />
              <div>
                <Top all={items} ledger={ledger} />
                <main className="kv-main" id="content" tabIndex={-1}>
                  <Outlet />
                </main>
              </div>
            </div>
          </ChosenLedger>
        );
      }}
    </Asked>
  );
}
