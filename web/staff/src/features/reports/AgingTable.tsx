import { Link, useNavigate } from "@tanstack/react-router";
import { useContext } from "react";
import { useTranslation } from "react-i18next";
import type { Minor } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { Explain, Reached } from "../../parts/Explain.tsx";
import type { Search } from "../../address.ts";
import { useLedger } from "../../shell/session.ts";
import { useWords, type Book, type Bucket, type Customers, type Groups } from "./asking.ts";
import { rowsOf, useBucketName } from "./buckets.ts";
import { useBarName } from "./Stacks.tsx";

type Row = {
  readonly key: string;
  readonly name: string;
  readonly minors: readonly number[];
  readonly totalMinor: Minor;
  /** Where the rows of a part are; the line of totals has none. */
  readonly rows?: (bucket: Bucket | undefined) => Search;
};

function Cell({
  row,
  bucket,
  minor,
}: {
  readonly row: Row;
  readonly bucket: Bucket | undefined;
  readonly minor: number;
}) {
  const reached = useContext(Reached);
  if (minor === 0) return null;
  if (!row.rows) return <Amount minor={minor} />;
  return (
    <Link to="/reskontro" search={row.rows(bucket)} tabIndex={reached ? undefined : -1} className="kv-row-link">
      <Amount minor={minor} />
    </Link>
  );
}

/** The chart's twin: the same numbers, each a way to its rows; Enter opens all of a row. */
function Twin({
  label,
  head,
  rows,
  buckets,
  total,
}: {
  readonly label: string;
  readonly head: string;
  readonly rows: readonly Row[];
  readonly buckets: readonly Bucket[];
  readonly total?: string;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { words } = useWords();
  const name = useBucketName(words.by);
  const columns: Column<Row>[] = [
    { key: "name", head, cell: (row) => (row.rows ? row.name : <strong>{row.name}</strong>) },
    ...buckets.map((bucket, at) => ({
      key: bucket.label,
      head: name(bucket),
      number: true,
      cell: (row: Row) => <Cell row={row} bucket={bucket} minor={row.minors[at]!} />,
    })),
    {
      key: "total",
      head: t("common.total"),
      number: true,
      cell: (row) => (
        <strong>
          {row.rows ? (
            <Cell row={row} bucket={undefined} minor={row.totalMinor} />
          ) : (
            <Explain
              of={{
                title: t("common.total"),
                sentence: t(words.by === "openedOn" ? "aging.whyIssued" : "aging.whyDue"),
                rule: buckets.map((bucket, at) => ({ label: name(bucket), value: <Amount minor={row.minors[at]!} /> })),
                law: t("reportTimes.law"),
              }}
            >
              <Amount minor={row.totalMinor} />
            </Explain>
          )}
        </strong>
      ),
    },
  ];
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={rows}
      rowKey={({ key }) => key}
      onOpen={({ rows: behind }) => behind && void navigate({ to: "/reskontro", search: behind(undefined) })}
      total={total}
    />
  );
}

export function ByBar({ book, times }: { readonly book: Book; readonly times: Groups }) {
  const { t } = useTranslation();
  const { words } = useWords();
  const barName = useBarName();
  const alone = new Set(book.groups.map(({ ledgerId }) => ledgerId)).size === 1;
  const bars = book.groups.map((bar): Row => ({
    key: `${bar.ledgerId} ${bar.payer ?? ""} ${bar.partyId ?? ""}`,
    name: barName(bar, alone),
    minors: bar.cells.map(({ openMinor }) => openMinor),
    totalMinor: bar.total.openMinor,
    rows: (bucket) => rowsOf(words, bar, bucket, times),
  }));
  const sums: Row = {
    key: "total",
    name: t("common.total"),
    minors: book.cells.map(({ openMinor }) => openMinor),
    totalMinor: book.total.openMinor,
  };
  const head = t(`aging.group.${times.group}`);
  return <Twin label={t("aging.table")} head={head} rows={[...bars, sums]} buckets={book.buckets} />;
}

export function ByCustomer({ report }: { readonly report: Customers }) {
  const { t } = useTranslation();
  const ledger = useLedger();
  const { words } = useWords();
  const own = report.ledgers[0]!;
  const rows = report.rows
    .toSorted((a, b) => b.totalMinor - a.totalMinor)
    .map((row): Row => ({
      key: row.partyId ?? "nobody",
      name: row.customerNo === null ? t("reskontro.nobody") : t("common.customer", { number: String(row.customerNo) }),
      minors: row.bucketsMinor,
      totalMinor: row.totalMinor,
      rows: (bucket) => ({
        ...rowsOf(
          words,
          {
            ledgerId: ledger.id,
            ledgerName: own.name,
            payer: null,
            partyId: row.partyId,
            name: null,
            cells: [],
            total: own.total,
          },
          bucket,
          report,
        ),
        ...(row.partyId ? {} : { payer: "none" }),
      }),
    }));
  const sums: Row = {
    key: "total",
    name: t("common.total"),
    minors: own.cells.map(({ openMinor }) => openMinor),
    totalMinor: own.total.openMinor,
  };
  return (
    <Twin
      label={t("aging.table")}
      head={t("aging.group.customer")}
      rows={[...rows, sums]}
      buckets={own.buckets}
      total={t("aging.customers", { count: rows.length })}
    />
  );
}
