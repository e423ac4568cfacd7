import { SegmentedControl } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { Asked } from "../../parts/Asked.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { ExportMenu } from "../../parts/ExportMenu.tsx";
import { Page } from "../../parts/Page.tsx";
import { Bars } from "./Bars.tsx";
import "./figures.css";
import { CHARTS, useChart, useScope, type Book, type Chart, type ChartName } from "./questions.ts";
import { useReading } from "./reading.ts";
import { Settlement } from "./Settlement.tsx";
import { useFigureWords } from "./words.ts";

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

/** Charts whose clinics stand in a list of their own, by its heading. */
const BY_CLINIC = { losses: "figures.byClinic", work: "figures.workByClinic" } as const;

function OneBook({ of, book }: { readonly of: Chart; readonly book: Book }) {
  const { t } = useFigureWords();
  const reading = useReading();
  const title = t(`figures.chart.${of.chart}`);
  const said = <p className="kv-share-reading">{reading(of, book)}</p>;
  if (of.chart === "settlement")
    return (
      <>
        {said}
        <Settlement of={of} book={book} />
      </>
    );
  const byClinic = of.chart === "losses" || of.chart === "work" ? t(BY_CLINIC[of.chart]) : undefined;
  return (
    <>
      {said}
      <div className="kv-share-lists">
        {book.bars.length > 0 && (
          <Bars of={of} book={book} bars={book.bars} label={title} head={t(`figures.head.${of.chart}`)} />
        )}
        {byClinic && book.clinics.length > 1 && (
          <Bars of={of} book={book} bars={book.clinics} label={byClinic} head={t("figures.clinic")} />
        )}
      </div>
    </>
  );
}

/** Charts with more columns than half a screen holds. */
const WIDE: readonly ChartName[] = ["settlement", "work"];

function Card({ chart }: { readonly chart: ChartName }) {
  const { t } = useFigureWords();
  const ledgerId = useScope();
  const found = useChart(chart, ledgerId);
  const query = (format: string) => new URLSearchParams({ format, ...(ledgerId ? { ledgerId } : {}) }).toString();
  return (
    <section className="kv-card kv-share" data-wide={WIDE.includes(chart)} aria-labelledby={`figure-${chart}`}>
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
