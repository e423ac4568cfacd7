import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { money } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useWords, type Bar, type Book, type Groups } from "./asking.ts";
import { rowsOf, useBucketName } from "./buckets.ts";

/** As many bars as a screen holds; the table below has them all. */
const MOST = 24;

/** What a bar is called: its clinic, with who owes where the bars part them. */
export function useBarName(): (bar: Bar, alone: boolean) => string {
  const { t } = useTranslation();
  return ({ ledgerName, payer, name }, alone) => {
    const who = name ?? (payer ? t(`payerType.${payer}`) : undefined);
    if (!who) return ledgerName;
    return alone ? who : t("aging.barOf", { who, ledger: ledgerName });
  };
}

function Stack({
  bar,
  book,
  times,
  most,
  alone,
}: {
  readonly bar: Bar;
  readonly book: Book;
  readonly times: Groups;
  readonly most: number;
  readonly alone: boolean;
}) {
  const { language } = useLanguage();
  const { words } = useWords();
  const name = useBucketName(words.by);
  const barName = useBarName();
  const shown = bar.cells.reduce((sum, cell) => sum + Math.max(0, cell.openMinor), 0);
  return (
    <div className="kv-stack-row">
      <span className="kv-stack-name">{barName(bar, alone)}</span>
      <span className="kv-stack-bar">
        <span className="kv-stack-bar" style={{ width: `${(100 * shown) / most}%` }}>
          {bar.cells.map(({ openMinor }, at) =>
            openMinor > 0 ? (
              <Link
                key={book.buckets[at]!.label}
                to="/reskontro"
                search={rowsOf(words, bar, book.buckets[at], times)}
                tabIndex={-1}
                className="kv-stack-part"
                data-age={at}
                title={`${name(book.buckets[at]!)}: ${money(openMinor, book.currency, language)}`}
                style={{ flexGrow: openMinor, flexBasis: 0 }}
              />
            ) : null,
          )}
        </span>
      </span>
      <span className="kv-number">
        <Amount minor={bar.total.openMinor} currency={book.currency} />
      </span>
    </div>
  );
}

/** The bars, from nothing, the longest first; each part leads to its rows. The table below is its twin, and the way there by keyboard. */
export function Stacks({ book, times }: { readonly book: Book; readonly times: Groups }) {
  const { t } = useTranslation();
  const { words } = useWords();
  const name = useBucketName(words.by);
  const bars = book.groups.filter(({ total }) => total.openMinor > 0).slice(0, MOST);
  const alone = new Set(book.groups.map(({ ledgerId }) => ledgerId)).size === 1;
  const most = Math.max(1, ...bars.map((bar) => bar.cells.reduce((sum, cell) => sum + Math.max(0, cell.openMinor), 0)));
  if (bars.length === 0) return null;
  return (
    <figure className="kv-card kv-stacks" aria-label={t("aging.chart")}>
      <figcaption className="kv-stack-key">
        {book.buckets.map((bucket, at) => (
          <span key={bucket.label} data-age={at}>
            {name(bucket)}
          </span>
        ))}
      </figcaption>
      <div className="kv-flow-tight" aria-hidden="true">
        {bars.map((bar) => (
          <Stack
            key={`${bar.ledgerId}${bar.payer ?? ""}${bar.partyId ?? ""}`}
            bar={bar}
            book={book}
            times={times}
            most={most}
            alone={alone}
          />
        ))}
      </div>
    </figure>
  );
}
