import { Link, useSearch } from "@tanstack/react-router";
import { Amount } from "../../parts/Amount.tsx";
import { useRowsSearch } from "./Bars.tsx";
import type { Bar, Book, Chart } from "./questions.ts";
import { useFigureWords } from "./words.ts";

/** Ways that are drawn as one, in the order they are stacked (G-02: at most six). */
const GROUPS = {
  bank: ["bankReference", "bank", "directDebit"],
  page: ["card", "wallet", "partPayment"],
  other: ["terminal", "customerCredit", "agency", "other"],
  credit: ["credit"],
  lost: ["lost"],
  open: ["open"],
} as const;
const GROUP_NAMES = Object.keys(GROUPS) as (keyof typeof GROUPS)[];

type Shown = { readonly of: Pick<Chart, "chart" | "unit">; readonly book: Book };

const invoicedOf = ({ parts }: Bar) => parts.find(({ name }) => name === "invoiced")?.value ?? 0;
const sumOf = ({ parts }: Bar, names: readonly string[]) =>
  parts.reduce((sum, { name, value }) => (names.includes(name) ? sum + value : sum), 0);

/** A month's bills in one bar, its length by what was invoiced. Its numbers stand beside it and in the list of ways. */
function Stacked({ bar, most }: { readonly bar: Bar; readonly most: number }) {
  let at = 0;
  const pieces = GROUP_NAMES.map((group) => {
    const width = (Math.max(0, sumOf(bar, GROUPS[group])) / most) * 100;
    at += width;
    return { group, width, from: at - width };
  });
  return (
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      {pieces.map(({ group, width, from }) => (
        <rect key={group} className="kv-way" data-way={group} x={from} width={width} height="10" />
      ))}
    </svg>
  );
}

function Months({ of, book, chosen }: Shown & { readonly chosen: Bar }) {
  const { t, barOf, partOf, valueOf } = useFigureWords();
  const search = useRowsSearch(book.currency);
  const most = Math.max(1, ...book.bars.map(invoicedOf));
  const label = t("figures.chart.settlement");
  return (
    <div className="kv-scroll" role="region" aria-label={label} tabIndex={0}>
      <p className="kv-way-key" aria-hidden="true">
        {GROUP_NAMES.map((group) => (
          <span key={group} className="kv-way" data-way={group}>
            {t(`figures.group.${group}`)}
          </span>
        ))}
      </p>
      <table className="kv-share-bars" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t("figures.head.settlement")}</th>
            <th scope="col" className="kv-number" colSpan={2}>
              {t("figures.value.settlement")}
            </th>
            <th scope="col" className="kv-number">
              {partOf("invoiced")}
            </th>
          </tr>
        </thead>
        <tbody>
          {book.bars.map((bar) => (
            <tr key={bar.bar} data-chosen={bar === chosen}>
              <th scope="row">
                <Link
                  to="."
                  replace
                  resetScroll={false}
                  search={(old) => ({ ...old, kind: bar === chosen ? undefined : (bar.bar ?? undefined) })}
                  aria-current={bar === chosen ? "true" : undefined}
                >
                  {barOf(bar, book)}
                </Link>
              </th>
              <td className="kv-share-space">
                <Stacked bar={bar} most={most} />
              </td>
              <td className="kv-number kv-share-value">{valueOf(of.unit, bar.value)}</td>
              <td className="kv-number">
                <Link to="/figures/$chart" params={{ chart: of.chart }} search={search(bar, "invoiced")}>
                  <Amount minor={invoicedOf(bar)} />
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Every way that a bill of the month, or of all months, was settled by: the sum and the bills, each opening its rows. */
function Ways({ of, book, chosen }: Shown & { readonly chosen: Bar }) {
  const { t, barOf, partOf, valueOf, countOf } = useFigureWords();
  const search = useRowsSearch(book.currency);
  const invoiced = invoicedOf(chosen);
  const label = t("figures.ways", { month: chosen.bar === null ? t("figures.allMonths") : barOf(chosen, book) });
  const share = (value: number) => (invoiced === 0 ? null : Math.round((value * 10_000) / invoiced));
  const told = chosen.parts.filter(({ name, value }) => value !== 0 || name === "invoiced");
  return (
    <div className="kv-scroll" role="region" aria-label={label} tabIndex={0}>
      <table className="kv-share-bars kv-share-ways">
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{t("figures.way")}</th>
            <th scope="col" className="kv-number">
              {t("figures.value.losses")}
            </th>
            <th scope="col" className="kv-number">
              {t("field.amount")}
            </th>
            <th scope="col" className="kv-number">
              {t("figures.bills")}
            </th>
          </tr>
        </thead>
        <tbody>
          {told.map(({ name, value, count }) => (
            <tr key={name} data-total={name === "invoiced"}>
              <th scope="row">{partOf(name)}</th>
              <td className="kv-number">{valueOf("basisPoints", share(value))}</td>
              <td className="kv-number">
                <Link to="/figures/$chart" params={{ chart: of.chart }} search={search(chosen, name)}>
                  <Amount minor={value} />
                </Link>
              </td>
              <td className="kv-number">{countOf(count ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What settled the bills of each month, stacked, and the ways of one month or all as their table (G-01, G-02). */
export function Settlement({ of, book }: Shown) {
  const { kind } = useSearch({ strict: false });
  const chosen = book.bars.find(({ bar }) => bar === kind) ?? book.whole;
  if (!chosen) return null;
  return (
    <div className="kv-share-pair">
      <Months of={of} book={book} chosen={chosen} />
      <Ways of={of} book={book} chosen={chosen} />
    </div>
  );
}
