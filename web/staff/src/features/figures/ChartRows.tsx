import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { Page } from "../../parts/Page.tsx";
import { useParam } from "../../parts/param.ts";
import { useLedger } from "../../shell/session.ts";
import { useRowsSearch } from "./Bars.tsx";
import "./figures.css";
import { CHARTS, useChart, useChartRows, useScope, type Bar, type Book, type Chart, type Row } from "./questions.ts";
import { useFigureWords } from "./words.ts";

/** Money by bill and customer; what people did by act and bill, without who did it. */
function useColumns(book: Book, { partUnit }: Pick<Chart, "partUnit">, isActs: boolean): readonly Column<Row>[] {
  const { t, dayOf, actOf } = useFigureWords();
  const ledgerOf = new Map(book.ledgers.map(({ ledgerId, name }) => [ledgerId, name]));
  const act = { key: "act", head: t("figures.act"), fill: true, cell: ({ word }: Row) => actOf(word ?? "–") };
  const who: Column<Row> = {
    key: "who",
    head: t("home.customer"),
    fill: true,
    cell: ({ name, customerNo }) =>
      name ?? (customerNo === null ? "–" : t("common.customer", { number: String(customerNo) })),
  };
  const value: Column<Row> = {
    ...{ key: "value", head: t("field.amount"), number: true, cell: (row) => <Amount minor={row.value} /> },
  };
  return [
    ...(isActs ? [act] : []),
    { key: "number", head: t("field.number"), cell: ({ number }) => number ?? "–" },
    ...(isActs ? [] : [who]),
    { key: "clinic", head: t("figures.clinic"), spare: true, cell: ({ ledgerId }) => ledgerOf.get(ledgerId) ?? "–" },
    { key: "day", head: t("field.day"), cell: (row) => dayOf(row.day) },
    ...(partUnit === "minor" ? [value] : []),
  ];
}

type Shown = { readonly of: Chart; readonly book: Book; readonly bar: Bar; readonly part: string };

function Rows({ of, book, bar, part }: Shown) {
  const { t, countOf, sumOf, partOf } = useFigureWords();
  const navigate = useNavigate();
  const { id } = useLedger();
  const scope = useScope();
  const ledgerId = bar.ledgerId ?? scope;
  const asked = { chart: of.chart, part, bar: bar.bar ?? undefined, currency: book.currency, ledgerId };
  const found = useChartRows(asked);
  const isActs = found.data?.pages[0]?.items[0]?.kind === "auditEvent";
  const columns = useColumns(book, of, isActs);
  const open = ({ invoiceId }: Row) => {
    if (invoiceId) void navigate({ to: "/invoices/$invoiceId", params: { invoiceId }, search: { ledger: id } });
  };
  return (
    <Asked of={found} height={400}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.items);
        if (rows.length === 0) return <p className="kv-card kv-empty">{t("home.noRows")}</p>;
        const total = sumOf(
          rows.reduce((sum, { value }) => sum + value, 0),
          of,
          book,
        );
        const said = { count: rows.length, number: countOf(rows.length), total };
        return (
          <DataTable
            label={partOf(part)}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            hasMore={found.hasNextPage}
            loadMore={() => void found.fetchNextPage()}
            loadingMore={found.isFetchingNextPage}
            onOpen={open}
            total={found.hasNextPage ? t("home.rowsSoFar", said) : t("home.rowsAll", said)}
          />
        );
      }}
    </Asked>
  );
}

/** The bar's sums, as the terms its share is made of; the chosen one's rows stand below. */
function Terms({ of, book, bar, part }: Shown) {
  const { t, partOf, sumOf } = useFigureWords();
  const search = useRowsSearch(book.currency);
  return (
    <nav className="kv-share-terms" aria-label={t("home.parts")}>
      {bar.parts.map(({ name, value }) => (
        <Link
          key={name}
          to="/figures/$chart"
          params={{ chart: of.chart }}
          search={search(bar, name)}
          replace
          data-chosen={name === part}
        >
          <span className="kv-why">{partOf(name)}</span>
          <strong>{sumOf(value, of, book)}</strong>
        </Link>
      ))}
    </nav>
  );
}

function Screen({ of }: { readonly of: Chart }) {
  const { t, barOf, valueOf } = useFigureWords();
  const { part, kind, subject, currency } = useSearch({ strict: false });
  const { id } = useLedger();
  const book = of.books.find((one) => one.currency === currency) ?? of.books[0];
  const bars = book ? [...book.bars, ...book.clinics, ...book.cells, ...(book.whole ? [book.whole] : [])] : [];
  const wanted = (bar: Bar) => bar.bar === (kind ?? null) && bar.ledgerId === (subject ?? null);
  const bar = bars.find(wanted) ?? bars[0];
  const title = t(`figures.chart.${of.chart}`);
  if (!book || !bar) return <p className="kv-card kv-empty">{t(`figures.nothing.${of.chart}`)}</p>;
  const known = bar.parts.find(({ name }) => name === part)?.name ?? bar.parts[0]!.name;
  const lead = t("figures.rowsLead", { chart: title, bar: barOf(bar, book), value: valueOf(of.unit, bar.value) });
  return (
    <Page title={title} lead={lead} help={t(`figures.why.${of.chart}`)}>
      <Terms of={of} book={book} bar={bar} part={known} />
      <Rows key={`${known}${bar.bar ?? ""}${bar.ledgerId ?? ""}`} of={of} book={book} bar={bar} part={known} />
      <p>
        <Link to="/figures" search={{ ledger: id }} className="kv-share-back">
          {t("figures.back")}
        </Link>
      </p>
    </Page>
  );
}

/** The rows behind a bar: what they come to is what the bar says (G-05). */
export function ChartRows() {
  const name = useParam("chart");
  const chart = CHARTS.find((each) => each === name) ?? "losses";
  const found = useChart(chart, useScope());
  return (
    <Asked of={found} height={480}>
      {(of) => <Screen of={of} />}
    </Asked>
  );
}
