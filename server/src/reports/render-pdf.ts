import { refuse } from "../platform/index.ts";
import { printPdf } from "../platform/print/index.ts";
import { factsOf, type PrintedReport } from "./render-facts.ts";
import { dayOnPaper } from "./render-language.ts";
import { layOut } from "./render-pdf-layout.ts";
import { totalsOf, type Row, type StreamedTable, type Table } from "./render-table.ts";
import { say, sayTitle } from "./render-words.ts";

/** Above this nobody reads on paper, and setting it would hold a thread for minutes; the refusal names the formats that have no end. */
export const MOST_PDF_ROWS = 5_000;

/** Reads a report of a length that can be printed. Throws REPORT_TOO_LONG. */
export async function printable(report: PrintedReport): Promise<readonly Table[]> {
  let room = MOST_PDF_ROWS;
  const read = async (table: StreamedTable): Promise<Table> => {
    const rows: Row[] = [];
    for await (const row of table.rows) {
      if (room-- === 0) throw refuse("REPORT_TOO_LONG", { rows: MOST_PDF_ROWS });
      rows.push(row);
    }
    const { title, parameters, columns } = table;
    const totals = totalsOf(table);
    return { title, parameters, columns, rows, ...(totals ? { totals } : {}) };
  };
  const tables: Table[] = [];
  for (const table of report.tables) tables.push(await read(table));
  return tables;
}

const HEAD = 44;
const FACT = 11;
const INSTANT = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/;

/**
 * A report as PDF: tagged, so that a screen reader follows it (G-08); title, filter and times on the first page, title and as-of day on each;
 * page x of y, and what each page carries over. The same report, user and language give the same bytes: no clock is read.
 */
export async function pdfOf(report: PrintedReport, tables: readonly Table[]): Promise<Buffer> {
  const { language } = report;
  const onPaper = (value: string) => {
    const [, day, time] = INSTANT.exec(value) ?? [];
    return day && time ? `${dayOnPaper(day, language)} ${time} UTC` : dayOnPaper(value, language);
  };
  const facts = factsOf(report).map(([name, value]) => [say(name, language), onPaper(value)] as const);
  const title = sayTitle(tables[0]!.title, language);
  const dated = Object.entries(tables[0]!.parameters)
    .filter(([name]) => name === "asOf" || name === "from" || name === "to" || name === "day")
    .map(([name, value]) => `${say(name, language)} ${onPaper(value)}`);
  const data = {
    language,
    title,
    facts,
    running: [title, ...dated].join(" · "),
    page: say("Page", language),
    of: say("of", language),
    ...layOut(tables, language, HEAD + FACT * facts.length),
  };
  return printPdf({ source: SOURCE, data: JSON.stringify(data) });
}

const SOURCE = `
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title, date: none)
#set text(font: "Inter", size: 8pt, lang: d.language, number-width: "tabular", top-edge: 0.8em, bottom-edge: -0.2em, hyphenate: false)
#set par(leading: 2pt, spacing: 6pt)
#show heading.where(level: 1): set text(size: 16pt, weight: 600)
#show heading.where(level: 2): set text(size: 10pt, weight: 600)
#show heading: set block(above: 6pt, below: 8pt)
#set page(
  paper: "a4",
  flipped: d.orientation == "landscape",
  margin: (x: 42pt, y: 60pt),
  header: context if counter(page).get().first() > 1 { text(fill: luma(80), d.running) },
  footer: context align(right, text(fill: luma(80))[#d.page #counter(page).get().first() #d.of #counter(page).final().first()]),
)
#let line = 0.4pt + luma(170)
#let lines(text) = text.split("\\n").join(linebreak())
#let strong-row(cells) = cells.map(cell => table.cell(fill: luma(242), text(weight: 600, lines(cell))))
#let segment(s) = {
  let columns = d.tables.at(s.table)
  if s.title != none { heading(level: 2, s.title) }
  table(
    columns: columns.map(column => column.width * 1pt),
    align: columns.map(column => if column.right { right } else { left }),
    inset: (x: 5pt, y: 2.5pt),
    stroke: (x, y) => (bottom: line),
    table.header(..columns.map(column => table.cell(text(weight: 600, lines(column.label))))),
    ..if s.over != none { strong-row(s.over) },
    ..s.rows.flatten().map(lines),
    ..if s.forward != none { strong-row(s.forward) },
    ..if s.totals != none { strong-row(s.totals) },
  )
}
= #d.title
#v(2pt)
#grid(columns: (auto, 1fr), column-gutter: 12pt, row-gutter: 2pt, ..d.facts.map(fact => (text(fill: luma(80), fact.at(0)), fact.at(1))).flatten())
#v(6pt)
#for (at, page) in d.pages.enumerate() {
  if at > 0 { pagebreak() }
  for s in page { segment(s) }
}
`;
