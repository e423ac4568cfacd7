import { Link } from "@tanstack/react-router";
import { Amount } from "../../parts/Amount.tsx";
import { useLedger } from "../../shell/session.ts";
import type { Bar, Book, Chart } from "./questions.ts";
import { useScope } from "./questions.ts";
import { useFigureWords } from "./words.ts";

/** The address of the rows of a part of a bar. */
export function useRowsSearch(currency: string) {
  const { id } = useLedger();
  const scope = useScope() === undefined ? undefined : "one";
  return ({ bar, ledgerId }: Pick<Bar, "bar" | "ledgerId">, part: string) => ({
    ...{ ledger: id, part, currency, scope },
    kind: bar ?? undefined,
    subject: ledgerId ?? undefined,
  });
}

/** Bars from zero with their shares and the sums these are made of; the list is its own table, and each sum opens its rows (G-02, G-05). */
export function Bars({
  of,
  book,
  bars,
  label,
  head,
}: {
  readonly of: Pick<Chart, "chart" | "unit" | "partUnit">;
  readonly book: Book;
  readonly bars: readonly Bar[];
  readonly label: string;
  readonly head: string;
}) {
  const { t, barOf, partOf, valueOf, countOf } = useFigureWords();
  const search = useRowsSearch(book.currency);
  const names = bars[0]?.parts.map(({ name }) => name) ?? [];
  const most = Math.max(1, ...bars.map(({ value }) => value ?? 0));
  return (
    <div className="kv-scroll" role="region" aria-label={label} tabIndex={0}>
      <table className="kv-share-bars" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col" className="kv-number" colSpan={2}>
              {t(`figures.value.${of.chart}`)}
            </th>
            {names.map((name) => (
              <th key={name} scope="col" className="kv-number">
                {partOf(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={`${bar.bar ?? ""}${bar.ledgerId ?? ""}`}>
              <th scope="row">{barOf(bar, book)}</th>
              <td className="kv-share-space" aria-hidden="true">
                <Link
                  to="/figures/$chart"
                  params={{ chart: of.chart }}
                  search={search(bar, bar.parts[0]!.name)}
                  tabIndex={-1}
                >
                  <svg viewBox="0 0 100 10" preserveAspectRatio="none">
                    <rect className="kv-share-bar" width={(Math.max(0, bar.value ?? 0) / most) * 100} height="10" />
                  </svg>
                </Link>
              </td>
              <td className="kv-number kv-share-value">{valueOf(of.unit, bar.value)}</td>
              {names.map((name) => {
                const value = bar.parts.find((part) => part.name === name)?.value;
                return (
                  <td key={name} className="kv-number">
                    {value === undefined ? (
                      "–"
                    ) : (
                      <Link to="/figures/$chart" params={{ chart: of.chart }} search={search(bar, name)}>
                        {of.partUnit === "minor" ? <Amount minor={value} /> : countOf(value)}
                      </Link>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
