import { dayOnPaper, moneyOnPaper, type ReportLanguage } from "./render-language.ts";
import { isNumeric, type Cell, type Column, type Row, type Table } from "./render-table.ts";
import { say, sayTitle } from "./render-words.ts";

/**
 * A table cut into pages before it is set, so that each page can say what it carries over: amounts are added here, in whole minor units.
 * Sizes are in points, for the source of `render-pdf.ts`: text of 8 in lines of 10.
 */

/** The width a letter takes at 8 points, a little above the widest digit of the face: a line that fits by this count fits on paper. */
const LETTER = 5;
const GAP = 10;
const LINE = 10;
const ROW_FRAME = 5;
const TITLE = 30;
/** Two lines kept, in case letters are wider than counted. */
const SLACK = 2 * LINE;
const NARROWEST = 6;
/** Texts up to this many letters decide whether the paper lies down; on it they may have more, while there is room. */
const READABLE = 60;
const WIDEST = 120;
/** So that "Carried forward" stands on one line, in every language. */
const CARRIED_LABEL = 15;

export const PAPER = {
  portrait: { width: 511, height: 720 },
  landscape: { width: 758, height: 473 },
} as const;
export type Orientation = keyof typeof PAPER;

type Shown = readonly string[];
/** Part of a table on one page. Cells are lines of text, joined by a newline. */
export type Segment = {
  readonly title: string | null;
  readonly table: number;
  readonly over: Shown | null;
  readonly rows: readonly Shown[];
  readonly forward: Shown | null;
  readonly totals: Shown | null;
};
export type LaidColumn = { readonly label: string; readonly right: boolean; readonly width: number };
export type Layout = {
  readonly orientation: Orientation;
  readonly tables: readonly (readonly LaidColumn[])[];
  readonly pages: readonly (readonly Segment[])[];
};

function shownCell(cell: Cell, column: Column, language: ReportLanguage): string {
  if (cell === null) return "";
  if (column.kind === "money") return moneyOnPaper(BigInt(cell), language);
  return column.kind === "text" ? say(String(cell), language) : dayOnPaper(String(cell), language);
}

/** Words into lines of at most so many letters; a word that is longer is cut. */
export function wrap(text: string, letters: number): string[] {
  const lines = [""];
  const pieces = text.split(" ").flatMap((word) => word.match(new RegExp(`.{1,${letters}}`, "gu")) ?? [""]);
  for (const word of pieces) {
    const last = lines.at(-1)!;
    const joined = last === "" ? word : `${last} ${word}`;
    if (joined.length <= letters) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines;
}

/** What a page carries of a column: the sum so far of one that has a total. */
function isCarried(table: Table, at: number): boolean {
  return isNumeric(table.columns[at]!) && (table.totals?.[at] ?? null) !== null;
}

/** Letters for each column, as many as its longest cell has; texts at most so many. */
function naturalWidths(table: Table, shown: readonly Shown[], language: ReportLanguage, widest: number): number[] {
  const labelled = table.columns.findIndex((_, at) => !isCarried(table, at));
  return table.columns.map((column, at) => {
    const label = Math.max(say(column.label, language).length, at === labelled ? CARRIED_LABEL : 0);
    const longest = shown.reduce((most, row) => Math.max(most, row[at]!.length), label);
    return isNumeric(column) ? longest : Math.min(widest, longest);
  });
}

/** The same, and where that is more than the paper has, less for the widest texts. */
function columnWidths(table: Table, shown: readonly Shown[], language: ReportLanguage, paper: number): number[] {
  const widths = naturalWidths(table, shown, language, WIDEST);
  const room = Math.floor((paper - GAP * widths.length) / LETTER);
  for (let over = widths.reduce((sum, width) => sum + width, 0) - room; over > 0; over--) {
    const texts = widths.map((width, at) => (isNumeric(table.columns[at]!) || width <= NARROWEST ? 0 : width));
    const widest = Math.max(...texts);
    if (widest === 0) break;
    widths[texts.indexOf(widest)]! -= 1;
  }
  return widths;
}

function points(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width * LETTER + GAP, 0);
}

/** What a page carries over: sums of the columns that have a total, the last balance of a running one. */
class Carried {
  readonly #table: Table;
  readonly #cells: (bigint | undefined)[];

  constructor(table: Table) {
    this.#table = table;
    this.#cells = table.columns.map((_, at) => (isCarried(table, at) ? 0n : undefined));
  }

  add(row: Row): void {
    for (const [at, cell] of row.entries()) {
      const before = this.#cells[at];
      if (before === undefined || cell === null || typeof cell === "string") continue;
      this.#cells[at] = this.#table.columns[at]!.carry === "running" ? BigInt(cell) : before + BigInt(cell);
    }
  }

  /** A row of the sums so far; nothing where no column has any. */
  row(label: string, language: ReportLanguage): Shown | null {
    if (this.#cells.every((cell) => cell === undefined)) return null;
    const shown = this.#cells.map((cell, at) => shownCell(cell ?? null, this.#table.columns[at]!, language));
    const free = this.#cells.findIndex((cell) => cell === undefined);
    return free < 0 ? shown : shown.with(free, say(label, language));
  }
}

const heightOf = (row: Shown) => LINE * Math.max(1, ...row.map((cell) => cell.split("\n").length)) + ROW_FRAME;

/** Fills pages with the tables, one after the other. */
class Paginator {
  readonly pages: Segment[][] = [[]];
  readonly #height: number;
  readonly #language: ReportLanguage;
  #left: number;

  constructor(height: number, head: number, language: ReportLanguage) {
    this.#height = height - SLACK;
    this.#left = this.#height - head;
    this.#language = language;
  }

  #turn(): void {
    this.pages.push([]);
    this.#left = this.#height;
  }

  table(no: number, table: Table, widths: readonly number[]): void {
    const cut = (row: Shown) => row.map((cell, at) => wrap(cell, widths[at]!).join("\n"));
    const shownRow = (row: Row) =>
      table.columns.map((column, at) => shownCell(row[at] ?? null, column, this.#language));
    const labels = cut(table.columns.map((column) => say(column.label, this.#language)));
    const carried = new Carried(table);
    // A heading, the row above that is carried over, the row below that is carried forward or the total.
    const frame = heightOf(labels) + 2 * (LINE + ROW_FRAME);
    const title = sayTitle(table.title, this.#language);
    if (this.#left < TITLE + frame + 4 * LINE && this.pages.at(-1)!.length > 0) this.#turn();
    let segment = { title: no === 0 ? null : title, over: null as Shown | null, rows: [] as Shown[] };
    let left = this.#left - TITLE - frame;
    const end = (forward: Shown | null, totals: Shown | null) =>
      this.pages.at(-1)!.push({ ...segment, table: no, forward, totals });
    const carriedRow = (label: string) => {
      const row = carried.row(label, this.#language);
      return row && cut(row);
    };
    for (const row of table.rows) {
      const shown = cut(shownRow(row));
      if (heightOf(shown) > left && segment.rows.length > 0) {
        end(carriedRow("Carried forward"), null);
        this.#turn();
        segment = { title: null, over: carriedRow("Carried over"), rows: [] };
        left = this.#left - frame;
      }
      segment.rows.push(shown);
      carried.add(row);
      left -= heightOf(shown);
    }
    end(null, table.totals ? cut(shownRow(table.totals)) : null);
    this.#left = left;
  }
}

/** Cuts tables into pages. `head` is the height that the first page's heading takes. */
export function layOut(tables: readonly Table[], language: ReportLanguage, head: number): Layout {
  const shown = tables.map((table) =>
    [...table.rows, ...(table.totals ? [table.totals] : [])].map((row) =>
      table.columns.map((column, at) => shownCell(row[at] ?? null, column, language)),
    ),
  );
  const isWide = tables.some(
    (table, at) => points(naturalWidths(table, shown[at]!, language, READABLE)) > PAPER.portrait.width,
  );
  const orientation = isWide ? "landscape" : "portrait";
  const { width, height } = PAPER[orientation];
  const widths = tables.map((table, at) => columnWidths(table, shown[at]!, language, width));
  const paginator = new Paginator(height, head, language);
  for (const [at, table] of tables.entries()) paginator.table(at, table, widths[at]!);
  const laid = tables.map((table, at) => laidColumns(table, widths[at]!, language, width));
  return { orientation, tables: laid, pages: paginator.pages };
}

/** What is left of the paper's width is shared among the columns. */
function laidColumns(table: Table, widths: readonly number[], language: ReportLanguage, paper: number): LaidColumn[] {
  const spare = Math.max(0, Math.floor((paper - points(widths)) / widths.length));
  return table.columns.map((column, at) => ({
    label: wrap(say(column.label, language), widths[at]!).join("\n"),
    right: isNumeric(column),
    width: widths[at]! * LETTER + GAP + spare,
  }));
}
