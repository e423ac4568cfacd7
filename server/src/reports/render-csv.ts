import { stringify } from "csv-stringify/sync";
import { moneyInData, WRITING, type ReportLanguage } from "./render-language.ts";
import { isNumeric, totalsOf, type Column, type Row, type StreamedTable, type Table } from "./render-table.ts";

export type CsvOptions = {
  /** Decides separator and decimal sign; left out, comma and point. */
  readonly language?: ReportLanguage;
  /** A byte order mark first, for programs that take a file without one to be in another encoding. */
  readonly bom?: boolean;
};

const NUMBER = /^-?\d+(?:[.,]\d+)?$/;
const ROWS_A_PIECE = 1_000;
const BOM = "\uFEFF";

function plain(cell: Row[number], column: Column, language: ReportLanguage): string {
  if (cell === null) return "";
  return column.kind === "money" ? moneyInData(BigInt(cell), language) : String(cell);
}

/** A text that needs neither quotes nor defusing in any of our separators; most are such, and a million of them should not cost a minute. */
const HARMLESS = /^(?:[\p{L}\p{N}][\p{L}\p{N} .:_-]*)?$/u;

/** SEC-65: what a spreadsheet would run as a formula is defused with an apostrophe. */
function textField(text: string, language: ReportLanguage): string {
  if (HARMLESS.test(text)) return text;
  const line = stringify([[text]], { delimiter: WRITING[language].field, escape_formulas: true });
  return line.slice(0, -1);
}

/**
 * Lines of CSV. A negative amount begins with a minus, as a formula may: it is left alone only in a numeric column, and only when it is a
 * number through and through.
 */
function csvLines(columns: readonly Column[], rows: readonly Row[], language: ReportLanguage): string {
  const field = (cell: Row[number], column: Column) => {
    const text = plain(cell, column, language);
    return isNumeric(column) && NUMBER.test(text) ? text : textField(text, language);
  };
  const line = (row: Row) => columns.map((column, at) => field(row[at] ?? null, column)).join(WRITING[language].field);
  return rows.map((row) => `${line(row)}\n`).join("");
}

function headLine(columns: readonly Column[], language: ReportLanguage): string {
  return `${columns.map((column) => textField(column.name, language)).join(WRITING[language].field)}\n`;
}

/** Each of the pieces is lines of at most a thousand rows. */
async function* tablePieces(table: StreamedTable, language: ReportLanguage): AsyncGenerator<string> {
  const { columns } = table;
  yield headLine(columns, language);
  let waiting: Row[] = [];
  for await (const row of table.rows) {
    waiting.push(row);
    if (waiting.length < ROWS_A_PIECE) continue;
    yield csvLines(columns, waiting, language);
    waiting = [];
  }
  const totals = totalsOf(table);
  yield csvLines(columns, totals ? [...waiting, totals] : waiting, language);
}

/** Tables as CSV in UTF-8, an empty line between two; streamed, whatever their length. Days are YYYY-MM-DD in every language. */
export async function* csvPieces(tables: readonly StreamedTable[], options: CsvOptions = {}): AsyncGenerator<string> {
  const { language = "en", bom = false } = options;
  if (bom) yield BOM;
  for (const [at, table] of tables.entries()) {
    if (at > 0) yield "\n";
    yield* tablePieces(table, language);
  }
}

/** Small tables as CSV with comma and point, in one go. */
export function csvText(tables: readonly Table[]): string {
  const written = tables.map(({ columns, rows, totals }) => {
    const head = headLine(columns, "en");
    return head + csvLines(columns, totals ? [...rows, totals] : rows, "en");
  });
  return written.join("\n");
}
