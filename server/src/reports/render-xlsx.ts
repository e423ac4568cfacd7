import { PassThrough, Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { ZipFile, type Options } from "yazl";
import { factsOf, type PrintedReport } from "./render-facts.ts";
import { isNumeric, totalsOf, type ColumnKind, type Row, type StreamedTable } from "./render-table.ts";
import { say, sayTitle } from "./render-words.ts";
import {
  MOST_ROWS,
  rowXml,
  SHEET_FOOT,
  sheetHead,
  sheetPieces,
  STYLES,
  escapeXml,
  XML_HEAD,
} from "./render-xlsx-sheet.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml";

// A sheet's type stands for every .xml, so that the list can be written before it is known how many sheets there will be.
const CONTENT_TYPES =
  `${XML_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  `<Default Extension="xml" ContentType="${CONTENT}.worksheet+xml"/>` +
  `<Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${CONTENT}.styles+xml"/></Types>`;
const PACKAGE_RELATIONS = `${XML_HEAD}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

/** The beginning of DOS time, and no other time field: the same report is the same bytes whenever and wherever it is made. */
const ENTRY = {
  mtime: new Date(1980, 0, 1),
  forceDosTimestamp: true,
  compress: true,
  compressionLevel: 3,
} satisfies Partial<Options>;

/** A line of the second sheet: what, and how much. */
type Line = readonly [what: string, value: Row[number], kind: ColumnKind];

/** A workbook being written: its sheets one after the other, then the list of them. */
class Workbook {
  readonly #zip = new ZipFile();
  readonly #names: string[] = [];
  readonly #report: PrintedReport;
  readonly #mostRows: number;
  readonly #lines: Line[] = [];
  #stopReading: (() => void) | undefined;

  constructor(report: PrintedReport, mostRows: number) {
    this.#report = report;
    this.#mostRows = mostRows;
    this.#lines = factsOf(report).map(([name, value]) => [this.#say(name), value, "text"]);
  }

  /** The bytes of the file. Who stops reading ends the writing, and the reading of the rows with it. */
  async *bytes(): AsyncGenerator<Buffer> {
    const out = this.#zip.outputStream.pipe(new PassThrough());
    this.#zip.on("error", (error: Error) => out.destroy(error));
    const writing = this.#write().catch((error: unknown) => out.destroy(error as Error));
    try {
      for await (const chunk of out) yield chunk as Buffer;
      await writing;
    } finally {
      this.#stopReading?.();
      out.destroy();
      await writing;
    }
  }

  #say(text: string): string {
    return say(text, this.#report.language);
  }

  async #write(): Promise<void> {
    this.#add("[Content_Types].xml", CONTENT_TYPES);
    this.#add("_rels/.rels", PACKAGE_RELATIONS);
    this.#add("xl/styles.xml", STYLES);
    for (const table of this.#report.tables) await this.#data(table);
    this.#about();
    this.#add("xl/workbook.xml", this.#workbook());
    this.#add("xl/_rels/workbook.xml.rels", this.#relations());
    this.#zip.end();
  }

  #add(path: string, text: string): void {
    this.#zip.addBuffer(Buffer.from(text), path, ENTRY);
  }

  /** One table: a sheet, and further ones where it is longer than a sheet may be. */
  async #data(table: StreamedTable): Promise<void> {
    const rows = iteratorOf(table.rows);
    const labels = table.columns.map((column) => this.#say(column.label));
    let count = 0;
    const state = { isWhole: false };
    const written = (more: number, isLast: boolean) => {
      count += more;
      state.isWhole = isLast;
    };
    try {
      while (!state.isWhole) {
        const totals = () => totalsOf(table);
        await this.#stream(
          this.#place(table.title),
          sheetPieces({ columns: table.columns, labels, rows, totals, written }, this.#mostRows),
        );
      }
    } finally {
      await rows.return(undefined);
    }
    this.#lines.push(
      [sayTitle(table.title, this.#report.language), null, "text"],
      [this.#say("Rows"), count, "count"],
      ...this.#sums(table),
    );
  }

  #sums(table: StreamedTable): Line[] {
    const totals = totalsOf(table) ?? [];
    return table.columns.flatMap((column, at): Line[] =>
      isNumeric(column) && (totals[at] ?? null) !== null
        ? [[`${this.#say("Total")}: ${this.#say(column.label)}`, totals[at]!, column.kind]]
        : [],
    );
  }

  async #stream(path: string, pieces: AsyncGenerator<string>): Promise<void> {
    const source = Readable.from(pieces, { objectMode: true }).map((piece: string) => Buffer.from(piece));
    this.#stopReading = () => void source.destroy();
    this.#zip.addReadStream(source, path, ENTRY);
    await finished(source);
  }

  /** The second sheet: filter, times, who, and the control totals. */
  #about(): void {
    const place = this.#place(this.#say("About"));
    const rows = this.#lines.map(([what, value, kind], at) =>
      rowXml(at + 1, [what, value], ["text", kind], value === null),
    );
    this.#add(place, `${sheetHead(["text", "text"], 0)}${rows.join("")}${SHEET_FOOT}`);
  }

  /** The next sheet's path; its name is at most 31 letters, none of them one that a formula takes for its own. */
  #place(title: string): string {
    const plain = this.#say(title.split(/[,:]/)[0]!)
      .replace(/[[\]:*?/\\]/g, " ")
      .slice(0, 25);
    const same = this.#names.filter((name) => name === plain || name.startsWith(`${plain} (`)).length;
    this.#names.push(same === 0 ? plain : `${plain} (${same + 1})`);
    return `xl/worksheets/sheet${this.#names.length}.xml`;
  }

  /** Data first, what it is second, further data behind. */
  #workbook(): string {
    const places = this.#names.map((name, at) => ({ name, no: at + 1 }));
    const about = places.pop()!;
    const inOrder = places.length > 0 ? [places[0]!, about, ...places.slice(1)] : [about];
    const sheets = inOrder.map(
      ({ name, no }, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="rId${no}"/>`,
    );
    return `${XML_HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join("")}</sheets></workbook>`;
  }

  #relations(): string {
    const sheets = this.#names.map(
      (_, at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
    );
    const styles = `<Relationship Id="rId${this.#names.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/>`;
    return `${XML_HEAD}<Relationships xmlns="${RELATIONS}">${sheets.join("")}${styles}</Relationships>`;
  }
}

async function* iteratorOf(rows: Iterable<Row> | AsyncIterable<Row>): AsyncGenerator<Row, undefined> {
  yield* rows;
  return undefined;
}

/**
 * A report as an XLSX workbook (ECMA-376), streamed whatever its length: sheet 1 the data with real numbers and days, sheet 2 the filter, as-of
 * day, moment, user and control totals (G-07), further tables behind. The same report and user give the same bytes.
 */
export function xlsxPieces(report: PrintedReport, mostRows = MOST_ROWS): AsyncGenerator<Buffer> {
  return new Workbook(report, mostRows).bytes();
}
