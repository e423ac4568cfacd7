import { SegmentedControl } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { Asked } from "../../parts/Asked.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { ExportMenu } from "../../parts/ExportMenu.tsx";
import { Page } from "../../parts/Page.tsx";
import { Bars } from "./Bars.tsx";
import "./figures.css";
import { CHARTS, useChart, useScope, type Bar, type Book, type Chart, type ChartName } from "./questions.ts";
import { useFigureWords } from "./words.ts";

/** What the chart says, in a sentence (G-02): its whole, its last point, or its best bar. */
function useReading() {
  const { t, valueOf, barOf, moneyOf } = useFigureWords();
  return ({ chart, unit }: Pick<Chart, "chart" | "unit">, book: Book): string => {
    const told = book.bars.filter((bar): bar is Bar & { value: number } => bar.value !== null);
    if (told.length === 0) return t(`figures.nothing.${chart}`);
    const worst = [...book.clinics].filter(({ value }) => value !== null)[0];
    const last = told.at(-1)!;
    const best = told.reduce((high, bar) => (bar.value > high.value ? bar : high));
    const sum = (bar: Bar, at: number) => moneyOf(bar.parts[at]?.value ?? 0, book.currency);
    switch (chart) {
      case "losses":
        return t("figures.reading.losses", {
          value: valueOf(unit, book.whole?.value ?? null),
          lost: book.whole ? sum(book.whole, 0) : "–",
          clinic: worst ? barOf(worst, book) : "–",
          most: worst ? valueOf(unit, worst.value) : "–",
        });
      case "dso":
        return t("figures.reading.dso", {
          value: valueOf(unit, last.value),
          first: valueOf(unit, told[0]!.value),
          month: barOf(told[0]!, book),
        });
      default:
        return t(`figures.reading.${chart}`, {
          bar: barOf(best, book),
          value: valueOf(unit, best.value),
          sum: sum(best, best.parts.length - 1),
        });
    }
  };
}

function Title({ of, book }: { readonly of: Pick<Chart, "chart">; readonly book: Book | undefined }) {
  const { t, dayOf } = useFigureWords();
  const title = t(`figures.chart.${of.chart}`);
  if (!book) return <>{title}</>;
  const rule = [
    { label: t("home.input.from"), value: dayOf(book.from) },
    { label: t("home.input.to"), value: dayOf(book.to) },
    { label: t("home.input.rule"), value: t("explain.version", { name: title, version: book.explanation.version }) },
  ];
  return <Explain of={{ title, sentence: t(`figures.why.${of.chart}`), rule }}>{title}</Explain>;
}

function OneBook({ of, book }: { readonly of: Chart; readonly book: Book }) {
  const { t } = useFigureWords();
  const reading = useReading();
  const title = t(`figures.chart.${of.chart}`);
  return (
    <>
      <p className="kv-share-reading">{reading(of, book)}</p>
      {book.bars.length > 0 && (
        <Bars of={of} book={book} bars={book.bars} label={title} head={t(`figures.head.${of.chart}`)} />
      )}
      {of.chart === "losses" && book.clinics.length > 1 && (
        <Bars of={of} book={book} bars={book.clinics} label={t("figures.byClinic")} head={t("figures.clinic")} />
      )}
    </>
  );
}

function Card({ chart }: { readonly chart: ChartName }) {
  const { t } = useFigureWords();
  const ledgerId = useScope();
  const found = useChart(chart, ledgerId);
  const query = (format: string) => new URLSearchParams({ format, ...(ledgerId ? { ledgerId } : {}) }).toString();
  return (
    <section className="kv-card kv-share" aria-labelledby={`figure-${chart}`}>
      <div className="kv-share-head">
        <h2 id={`figure-${chart}`}>
          <Title of={{ chart }} book={found.data?.books[0]} />
        </h2>
        <ExportMenu
          href={(format) => `/api/v1/figures?chart=${chart}&${query(format)}`}
          label={t(`figures.chart.${chart}`)}
          quiet
        />
      </div>
      <Asked of={found} height={320}>
        {(of) => of.books.map((book) => <OneBook key={book.currency} of={of} book={book} />)}
      </Asked>
    </section>
  );
}

/** Shares over time and by kind, each bar with the rows it is the sum of (G-01 to G-05). */
export function Figures() {
  const { t, valueOf } = useFigureWords();
  const navigate = useNavigate();
  const scope = useScope();
  const losses = useChart("losses", scope).data;
  const whole = losses?.books[0]?.whole?.value ?? null;
  const lead = whole === null ? t("nav.figures") : t("figures.lead", { value: valueOf("basisPoints", whole) });
  return (
    <Page title={t("nav.figures")} lead={lead} help={t("figures.help")}>
      <div className="kv-filter">
        <SegmentedControl
          aria-label={t("aging.reach")}
          data={(["all", "one"] as const).map((value) => ({ value, label: t(`aging.over.${value}`) }))}
          value={scope === undefined ? "all" : "one"}
          onChange={(value) =>
            void navigate({ to: ".", search: (old) => ({ ...old, scope: value === "one" ? "one" : undefined }) })
          }
        />
      </div>
      <div className="kv-shares">
        {CHARTS.map((chart) => (
          <Card key={chart} chart={chart} />
        ))}
      </div>
    </Page>
  );
}
