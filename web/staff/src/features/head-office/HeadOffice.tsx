import { NativeSelect } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { count, inOrder as byWord, locales, money } from "../../format.ts";
import { Asked } from "../../parts/Asked.tsx";
import { Page } from "../../parts/Page.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { ClinicTable } from "./ClinicTable.tsx";
import "./head-office.css";
import { inOrder, isOut, ORDERS, useAll, useTable, type Book, type Home, type Table } from "./questions.ts";

function Tile({
  name,
  children,
  under,
}: {
  readonly name: string;
  readonly children: ReactNode;
  readonly under: string;
}) {
  return (
    <div className="kv-card kv-chain-tile">
      <span>{name}</span>
      {children}
      <span className="kv-why">{under}</span>
    </div>
  );
}

const WHOLE = 10_000;
const sumOf = <Row,>(rows: readonly Row[], of: (row: Row) => number) => rows.reduce((sum, row) => sum + of(row), 0);

/** A figure of the home screen over all clinics, which opens its rows. */
function OfHome({ home, name }: { readonly home: Home | undefined; readonly name: "cash" | "dso" }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { id } = useLedger();
  const value = home?.figures.find((figure) => figure.name === name)?.value ?? null;
  const days = (tenths: number) =>
    t("home.days", {
      count: Math.round(tenths / 10),
      number: (tenths / 10).toLocaleString(locales[language], { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    });
  const said = value === null ? "–" : name === "cash" ? money(value, home!.currency, language) : days(value);
  const search = { ledger: id, scope: "all", currency: home?.currency };
  return (
    <Tile name={t(`home.figure.${name}`)} under={t(`headOffice.under.${name}`)}>
      <Link to="/home/$figure" params={{ figure: name }} search={search}>
        {said}
      </Link>
    </Tile>
  );
}

/** What is overdue of all that is open, and how much of it is old. */
function Overdue({ book }: { readonly book: Book }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { id } = useLedger();
  const [open, overdue, old] = (["openMinor", "overdueMinor", "over90Minor"] as const).map((field) =>
    sumOf(book.rows, (row) => row[field]),
  ) as [number, number, number];
  const share = (part: number, whole: number) =>
    (whole > 0 ? Math.floor((part * WHOLE) / whole) / WHOLE : 0).toLocaleString(locales[language], {
      style: "percent",
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    });
  const words = { sum: money(overdue, book.currency, language), old: share(old, overdue) };
  return (
    <Tile name={t("headOffice.overdue")} under={t("headOffice.under.overdue", words)}>
      <Link
        to="/home/$figure"
        params={{ figure: "overdue" }}
        search={{ ledger: id, scope: "all", part: "all", currency: book.currency }}
      >
        {share(overdue, open)}
      </Link>
    </Tile>
  );
}

function Lost({ book }: { readonly book: Book }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { id } = useLedger();
  const lost = sumOf(book.rows, ({ lostMinor }) => lostMinor);
  const search = { ledger: id, part: "lost", kind: book.monthFrom, currency: book.currency };
  return (
    <Tile name={t("headOffice.lost")} under={t("headOffice.under.lost")}>
      <Link to="/figures/$chart" params={{ chart: "losses" }} search={search}>
        {money(lost, book.currency, language)}
      </Link>
    </Tile>
  );
}

/** Each ledger with state support whose proof has gaps; a country without such support has no tile. */
function Support({ table, currency }: { readonly table: Table; readonly currency: string }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { id } = useLedger();
  const rows = table.support.filter((row) => row.currency === currency);
  if (rows.length === 0) return null;
  const worst = rows.reduce((most, row) => (row.gapMinor > most.gapMinor ? row : most));
  const sum = sumOf(rows, ({ gapMinor }) => gapMinor);
  return (
    <Tile name={t("headOffice.support")} under={t("headOffice.under.support", { clinic: worst.ledgerName })}>
      <Link to="/subsidy" search={{ ledger: id, scope: "all", state: "gap", currency }}>
        {money(sum, currency, language)}
      </Link>
    </Tile>
  );
}

function Out({ book }: { readonly book: Book }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const out = book.rows.filter(isOut).length;
  const all = count(book.rows.length, language);
  return (
    <Tile name={t("headOffice.out")} under={t("headOffice.under.out", { all })}>
      <Link to="/head-office" search={(old) => ({ ...old, state: "out" })}>
        {count(out, language)}
      </Link>
    </Tile>
  );
}

function Choices() {
  const { t } = useTranslation();
  const { state, by } = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = (next: { state?: string | undefined; by?: string | undefined }) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...next }), replace: true });
  return (
    <div className="kv-filter">
      <NativeSelect
        label={t("headOffice.shown")}
        value={state === "out" ? "out" : ""}
        data={[
          { value: "", label: t("headOffice.allClinics") },
          { value: "out", label: t("headOffice.out") },
        ]}
        onChange={({ currentTarget: { value } }) => change({ state: value || undefined })}
      />
      <NativeSelect
        label={t("headOffice.order")}
        value={by ?? "worst"}
        data={ORDERS.map((value) => ({ value, label: t(`headOffice.orders.${value}`) }))}
        onChange={({ currentTarget: { value } }) => change({ by: value === "worst" ? undefined : value })}
      />
    </div>
  );
}

function OneBook({ table, book }: { readonly table: Table; readonly book: Book }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { state, by } = useSearch({ strict: false });
  const home = useAll().data?.books.find(({ currency }) => currency === book.currency);
  const order = ORDERS.find((each) => each === by) ?? "worst";
  const shown = inOrder(book.rows, order, byWord(language)).filter((row) => state !== "out" || isOut(row));
  return (
    <section aria-label={book.currency}>
      <div className="kv-chain-tiles">
        <OfHome home={home} name="cash" />
        <OfHome home={home} name="dso" />
        <Overdue book={book} />
        <Lost book={book} />
        <Support table={table} currency={book.currency} />
        <Out book={book} />
      </div>
      <Choices />
      {shown.length === 0 ? (
        <p className="kv-card kv-empty">{t("headOffice.allKeep")}</p>
      ) : (
        <ClinicTable book={book} rows={shown} />
      )}
    </section>
  );
}

/** The chain at a glance: what it has, waits for and loses, and every clinic by how it keeps the routine (H-01, H-02). */
export function HeadOffice() {
  const { t } = useTranslation();
  const found = useTable();
  const out = found.data?.books.flatMap(({ rows }) => rows.filter(isOut)).length;
  const lead =
    out === undefined ? t("nav.headOffice") : t(out === 0 ? "headOffice.allKeep" : "headOffice.lead", { count: out });
  return (
    <Page title={t("nav.headOffice")} lead={lead} help={t("headOffice.help")}>
      <Asked of={found} height={480}>
        {(table) =>
          table.books.length === 0 ? (
            <p className="kv-card kv-empty">{t("headOffice.none")}</p>
          ) : (
            table.books.map((book) => <OneBook key={book.currency} table={table} book={book} />)
          )
        }
      </Asked>
    </Page>
  );
}
