import "./home.css";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useParam } from "../../parts/param.ts";
import { useTranslation } from "react-i18next";
import { count, day, grouped } from "../../format.ts";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { Page } from "../../parts/Page.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { explained, figureText, partName, partText } from "./figure-words.ts";
import {
  FIGURES,
  useHome,
  useHomeRows,
  useScope,
  type Books,
  type Figure,
  type FigureName,
  type HomeRow,
  type Part,
} from "./home-questions.ts";
import { useRowsSearch } from "./Tiles.tsx";

const WORDS = [
  "invoice",
  "instalment",
  "fee",
  "interest",
  "compensation",
  "insurerPart",
  "creditNote",
  "reversal",
  "collective",
] as const;

/** What a row is, in a word: an invoice, an account, a payment, somebody's act. */
function What({ row }: { readonly row: HomeRow }) {
  const { t } = useTranslation();
  const known = WORDS.find((word) => word === row.word);
  if (known) return <>{t(`home.word.${known}`)}</>;
  if (row.kind === "auditEvent") return <span className="kv-mono">{row.word}</span>;
  return <>{t(`home.kind.${row.kind}`)}</>;
}

function useColumns(unit: Part["unit"], currency: string): readonly Column<HomeRow>[] {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return [
    { key: "what", head: t("field.kind"), cell: (row) => <What row={row} /> },
    {
      key: "number",
      head: t("field.number"),
      cell: ({ number, reference }) =>
        number ?? (reference ? <span className="kv-mono">{grouped(reference)}</span> : "–"),
    },
    {
      key: "who",
      head: t("home.customer"),
      cell: ({ name, customerNo }) =>
        name ?? (customerNo === null ? "–" : t("common.customer", { number: String(customerNo) })),
    },
    { key: "day", head: t("field.day"), cell: (row) => day(row.day, language) },
    {
      key: "value",
      head: unit === "minor" ? t("field.amount") : t("home.value"),
      number: true,
      cell: ({ value }) => partText({ unit, value }, currency, language, t),
    },
  ];
}

type Shown = { readonly figure: Figure; readonly part: Part; readonly books: Books };

/** The figure's parts, as the terms it is made of; the chosen one's rows stand below. */
function Parts({ figure, part, books }: Shown) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const search = useRowsSearch(books);
  const terms =
    figure.name === "forecast" ? [part] : figure.name === "overdue" ? [wholeOf(figure), ...figure.parts] : figure.parts;
  return (
    <nav className="kv-home-parts" aria-label={t("home.parts")}>
      {terms.map((term) => (
        <Link
          key={term.name}
          to="/home/$figure"
          params={{ figure: figure.name }}
          search={search(term.name)}
          replace
          data-chosen={term.name === part.name}
          activeProps={{ "aria-current": term.name === part.name ? "true" : undefined }}
        >
          <span className="kv-why">{partName(term.name, t)}</span>
          <strong>{partText(term, books.currency, language, t)}</strong>
        </Link>
      ))}
    </nav>
  );
}

/** All that is overdue, as one part. */
function wholeOf(figure: Figure): Part {
  const items = figure.parts.reduce((sum, part) => sum + part.count, 0);
  return { name: "all", unit: "minor", value: figure.value ?? 0, count: items, rows: "" };
}

function useOpening() {
  const navigate = useNavigate();
  const { id } = useLedger();
  return ({ invoiceId, partyId, kind }: HomeRow) => {
    const search = { ledger: id };
    if (invoiceId) void navigate({ to: "/invoices/$invoiceId", params: { invoiceId }, search });
    else if (partyId) void navigate({ to: "/parties/$partyId", params: { partyId }, search });
    else if (kind === "bankLine" || kind === "bankAccount") void navigate({ to: "/proof", search });
  };
}

/** The rows themselves, and under them what they come to: the same as the part when all are fetched. */
function Rows({ figure, part, books }: Shown) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const ledgerId = useScope();
  const { currency, day: on } = books;
  const found = useHomeRows({ figure: figure.name, part: part.name, currency, day: on, ledgerId });
  const columns = useColumns(part.unit, currency);
  const open = useOpening();
  return (
    <Asked of={found} height={400}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.items);
        const sum = rows.reduce((total, row) => total + row.value, 0);
        const said = { count: rows.length, number: count(rows.length, language) };
        const total = partText({ unit: part.unit, value: sum }, currency, language, t);
        if (rows.length === 0) return <p className="kv-card kv-empty">{t("home.noRows")}</p>;
        return (
          <DataTable
            label={partName(part.name, t)}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            hasMore={found.hasNextPage}
            loadMore={() => void found.fetchNextPage()}
            loadingMore={found.isFetchingNextPage}
            onOpen={open}
            total={found.hasNextPage ? t("home.rowsSoFar", { ...said, total }) : t("home.rowsAll", { ...said, total })}
          />
        );
      }}
    </Asked>
  );
}

function figureOf(books: Books, name: FigureName): Figure | undefined {
  if (name !== "forecast") return books.figures.find((one) => one.name === name);
  const { weeks, ...forecast } = books.forecast;
  return { ...forecast, parts: [...weeks.flatMap((week) => [week.expected, week.low, week.high]), ...forecast.parts] };
}

function Screen({
  books,
  name,
  wanted,
}: {
  readonly books: Books;
  readonly name: FigureName;
  readonly wanted: string | undefined;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { id } = useLedger();
  const figure = figureOf(books, name)!;
  const first = name === "overdue" ? wholeOf(figure) : figure.parts[0]!;
  const part = wanted === "all" ? first : (figure.parts.find((one) => one.name === wanted) ?? first);
  const value = figureText(figure, books.currency, language, t);
  return (
    <Page
      title={t(`home.figure.${name}`)}
      lead={
        <Explain of={explained(figure, language, t)}>
          {t("home.rowsLead", { figure: t(`home.figure.${name}`), value })}
        </Explain>
      }
      help={t(`home.why.${name}`)}
    >
      <Parts figure={figure} part={part} books={books} />
      <Rows figure={figure} part={part} books={books} />
      <p>
        <Link to="/" search={{ ledger: id }} className="kv-home-back">
          {t("home.back")}
        </Link>
      </p>
    </Page>
  );
}

function NoSuch() {
  const { t } = useTranslation();
  const { id } = useLedger();
  return (
    <Page title={t("home.figures")} lead={t("home.noFigure")} help={t("home.help")}>
      <Link to="/" search={{ ledger: id }} className="kv-home-back">
        {t("home.back")}
      </Link>
    </Page>
  );
}

/** The rows behind a figure of the home screen: what they come to is what the tile says. */
export function FigureRows() {
  const { t } = useTranslation();
  const figure = useParam("figure");
  const { part, currency } = useSearch({ strict: false });
  const name = FIGURES.find((each) => each === figure);
  const home = useHome(useScope());
  if (!name) return <NoSuch />;
  return (
    <Asked of={home} height={480}>
      {({ books }) => {
        const own = books.find((one) => one.currency === currency) ?? books[0];
        if (!own) return <p className="kv-card kv-empty">{t("home.noRows")}</p>;
        return <Screen books={own} name={name} wanted={part} />;
      }}
    </Asked>
  );
}
