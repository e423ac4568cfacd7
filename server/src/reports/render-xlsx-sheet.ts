import { formatDecimal } from "@kvitt/values";
import type { Cell, Column, ColumnKind, Row } from "./render-table.ts";

/** The XML of a worksheet (ECMA-376 part 1, 18.3), written in pieces. Texts are inline strings: a spreadsheet never runs one as a formula. */

const NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** Rows of a worksheet, heading included. */
export const MOST_ROWS = 1_048_576;
/** A spreadsheet keeps numbers as doubles, which hold fifteen digits: what is longer is written as text, so that no digit is lost. */
const EXACT_DIGITS = 15;
const EXCEL_DAY_ZERO = Temporal.PlainDate.from("1899-12-30");
const DAY = /^\d{4}-\d\d-\d\d$/;
const ROWS_A_PIECE = 500;

/** Places in the list of cell formats of `STYLES`. */
const PLAIN = 0;
const BOLD = 1;
const FORMAT: Readonly<Record<ColumnKind, { readonly plain: number; readonly bold: number }>> = {
  text: { plain: PLAIN, bold: BOLD },
  money: { plain: 2, bold: 3 },
  date: { plain: 4, bold: 5 },
  count: { plain: 6, bold: 7 },
};

const formats = [0, 0, 4, 4, 164, 164, 1, 1].map(
  (format, at) =>
    `<xf numFmtId="${format}" fontId="${at % 2}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`,
);
export const STYLES =
  `${XML_HEAD}<styleSheet xmlns="${NAMESPACE}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>` +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="${formats.length}">${formats.join("")}</cellXfs></styleSheet>`;

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text inside XML. What XML cannot hold is written `_x001F_`, as the standard has it for strings (22.9.2.19). */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign]!)
    .replace(
      /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/g,
      (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
    );
}

/** The letters of a column, counted from zero: A, Z, AA. */
export function columnLetters(at: number): string {
  return (at >= 26 ? columnLetters(Math.floor(at / 26) - 1) : "") + String.fromCharCode(65 + (at % 26));
}

function textCell(place: string, text: string, style: number): string {
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

function numberOf(cell: Cell, kind: ColumnKind): string | undefined {
  if (kind === "money" && typeof cell === "bigint") return formatDecimal(cell, 2);
  if (kind === "count" && (typeof cell === "bigint" || typeof cell === "number")) return String(cell);
  if (kind === "date" && typeof cell === "string" && DAY.test(cell))
    return String(EXCEL_DAY_ZERO.until(Temporal.PlainDate.from(cell), { largestUnit: "days" }).days);
  return undefined;
}

function cellXml(place: string, cell: Cell, kind: ColumnKind, isBold: boolean): string {
  if (cell === null) return "";
  const style = isBold ? FORMAT[kind].bold : FORMAT[kind].plain;
  const number = numberOf(cell, kind);
  if (number === undefined) return textCell(place, String(cell), isBold ? BOLD : PLAIN);
  const digits = number.replace(/\D/g, "").replace(/^0+/, "");
  if (digits.length > EXACT_DIGITS) return textCell(place, number, isBold ? BOLD : PLAIN);
  return `<c r="${place}" s="${style}"><v>${number}</v></c>`;
}

/** A row of cells, counted from one. */
export function rowXml(no: number, row: Row, kinds: readonly ColumnKind[], isBold = false): string {
  const cells = kinds.map((kind, at) => cellXml(`${columnLetters(at)}${no}`, row[at] ?? null, kind, isBold));
  return `<row r="${no}">${cells.join("")}</row>`;
}

/** Width in characters, before any row is known. */
const WIDTH: Readonly<Record<ColumnKind, number>> = { text: 22, date: 12, money: 16, count: 10 };

/** What stands before the rows: the heading stays in sight. */
export function sheetHead(kinds: readonly ColumnKind[], frozenRows: 0 | 1): string {
  const pane = `<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>`;
  const view = `<sheetViews><sheetView workbookViewId="0">${frozenRows ? pane : ""}</sheetView></sheetViews>`;
  const cols = kinds.map((kind, at) => `<col min="${at + 1}" max="${at + 1}" width="${WIDTH[kind]}" customWidth="1"/>`);
  return `${XML_HEAD}<worksheet xmlns="${NAMESPACE}">${view}<cols>${cols.join("")}</cols><sheetData>`;
}
export const SHEET_FOOT = "</sheetData></worksheet>";

export type DataSheet = {
  readonly columns: readonly Column[];
  /** Over the columns, in the reader's language. */
  readonly labels: readonly string[];
  /** Rows not yet written: a sheet takes as many as it can hold. */
  readonly rows: AsyncIterator<Row>;
  /** Asked when the last row has come. */
  readonly totals: () => Row | undefined;
  /** Told how many rows there were, and whether they were the last. */
  readonly written: (rows: number, isLast: boolean) => void;
};

/** A sheet of data in pieces: a heading, rows, and the totals below the last. */
export async function* sheetPieces(sheet: DataSheet, mostRows = MOST_ROWS): AsyncGenerator<string> {
  const kinds = sheet.columns.map((column) => column.kind);
  const labels = sheet.labels.map((label, at) => textCell(`${columnLetters(at)}1`, label, BOLD));
  yield `${sheetHead(kinds, 1)}<row r="1">${labels.join("")}</row>`;
  let piece: string[] = [];
  let no = 1;
  // Room for the totals is kept.
  while (no < mostRows - 1) {
    const next = await sheet.rows.next();
    if (next.done) {
      const totals = sheet.totals();
      sheet.written(no - 1, true);
      yield piece.join("") + (totals ? rowXml(no + 1, totals, kinds, true) : "") + SHEET_FOOT;
      return;
    }
    piece.push(rowXml(++no, next.value, kinds));
    if (piece.length < ROWS_A_PIECE) continue;
    yield piece.join("");
    piece = [];
  }
  sheet.written(no - 1, false);
  yield piece.join("") + SHEET_FOOT;
}
