import type { Bar, Book, Chart } from "./questions.ts";
import { useFigureWords } from "./words.ts";

type Told = Bar & { readonly value: number };
const partOfBar = (bar: Bar | null, name: string): number => bar?.parts.find((part) => part.name === name)?.value ?? 0;
const highest = <Of>(all: readonly Of[], sizeOf: (one: Of) => number): Of | undefined =>
  all.toSorted((one, other) => sizeOf(other) - sizeOf(one))[0];

/** What the charts about work and settlement say. */
function useWorkReading() {
  const { t, valueOf, barOf, partOf, moneyOf, countOf } = useFigureWords();
  const settlement = ({ unit }: Pick<Chart, "unit">, { whole, currency }: Book): string | null => {
    const way = highest(
      whole?.parts.filter(({ name }) => name !== "open" && name !== "invoiced") ?? [],
      (part) => part.value,
    );
    if (!whole || !way || partOfBar(whole, "invoiced") === 0) return null;
    const sum = moneyOf(partOfBar(whole, "invoiced"), currency);
    const most = moneyOf(way.value, currency);
    return t("figures.reading.settlement", { value: valueOf(unit, whole.value), sum, bar: partOf(way.name), most });
  };
  const work = ({ unit }: Pick<Chart, "unit">, { whole }: Book): string | null => {
    const invoices = partOfBar(whole, "invoices");
    if (!whole || invoices === 0) return null;
    return t("figures.reading.work", {
      acts: countOf(partOfBar(whole, "clinic") + partOfBar(whole, "headOffice")),
      invoices: countOf(invoices),
      value: valueOf(unit, whole.value),
      share: valueOf("basisPoints", Math.floor((partOfBar(whole, "untouched") * 10_000) / invoices)),
    });
  };
  const workKinds = (_: Pick<Chart, "unit">, book: Book): string | null => {
    const best = highest(book.bars, ({ value }) => value ?? 0);
    if (!best?.value) return null;
    const sum = countOf(book.bars.reduce((all, { value }) => all + (value ?? 0), 0));
    return t("figures.reading.workKinds", { bar: barOf(best, book), most: countOf(best.value), sum });
  };
  return { settlement, work, workKinds };
}

/** What the chart says, in a sentence (G-02): its whole, its last point, or its best bar. */
export function useReading() {
  const { t, valueOf, barOf, moneyOf } = useFigureWords();
  const aboutWork = useWorkReading();
  return (of: Pick<Chart, "chart" | "unit">, book: Book): string => {
    const { chart, unit } = of;
    const told = book.bars.filter((bar): bar is Told => bar.value !== null);
    const nothing = t(`figures.nothing.${chart}`);
    if (told.length === 0) return nothing;
    const worst = book.clinics.filter(({ value }) => value !== null)[0];
    const last = told.at(-1)!;
    const best = highest(told, ({ value }) => value)!;
    const sum = (bar: Bar, at: number) => moneyOf(bar.parts[at]?.value ?? 0, book.currency);
    switch (chart) {
      case "settlement":
      case "work":
      case "workKinds":
        return aboutWork[chart](of, book) ?? nothing;
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
