import { inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  csvPieces,
  pdfOf,
  printable,
  xlsxPieces,
  type Cell,
  type PrintedReport,
  type Row,
  type StreamedTable,
} from "./index.ts";
import { layOut } from "./render-pdf-layout.ts";
import { columnLetters, escapeXml } from "./render-xlsx-sheet.ts";
import { REPORT_LANGUAGES } from "./render-language.ts";

const tableOf = <Rows extends StreamedTable["rows"]>(rows: Rows, totals?: Row) => ({
  title: "Aging of receivables, Solsiden",
  parameters: { asOf: "2026-10-20", knownAt: "2026-10-21T06:00:00Z", currency: "NOK" },
  columns: [
    { name: "customer", label: "Customer", kind: "text" },
    { name: "dueOn", label: "Due", kind: "date" },
    { name: "items", label: "Items", kind: "count" },
    { name: "openMinor", label: "Open", kind: "money" },
  ] as const,
  rows,
  ...(totals ? { totals } : {}),
});
const ROWS: Row[] = [
  ["=HYPERLINK(1)", "2026-10-20", 2, 123_456_789n],
  ["-12", null, 1, -5n],
  ["Åse & <Tann>", "2026-02-28", 0, null],
];
const TOTALS: Row = ["total", null, 3, 123_456_784n];
const reportOf = (table: StreamedTable, language: PrintedReport["language"] = "en"): PrintedReport => ({
  tables: [table],
  filter: { settledToo: "true" },
  user: "user 7",
  language,
});

const csvOf = async (table: StreamedTable, options = {}) =>
  (await Array.fromAsync(csvPieces([table], options))).join("");
const xlsxOf = async (report: PrintedReport, mostRows?: number) =>
  Buffer.concat(await Array.fromAsync(xlsxPieces(report, mostRows)));

/** The files of a zip, read by its directory: name to text. */
function unzip(zip: Buffer): Map<string, string> {
  const end = zip.lastIndexOf(Buffer.from("PK\u0005\u0006"));
  const files = new Map<string, string>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [packed, nameLength, extra] = [
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
    ];
    const local = zip.readUInt32LE(at + 42);
    const data = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    files.set(
      zip.toString("utf8", at + 46, at + 46 + nameLength),
      inflateRawSync(zip.subarray(data, data + packed)).toString(),
    );
    at += 46 + nameLength + extra + zip.readUInt16LE(at + 32);
  }
  return files;
}

describe("CSV", () => {
  test.each([
    ["nb", "customer;dueOn;items;openMinor\n'=HYPERLINK(1);2026-10-20;2;1234567,89\n'-12;;1;-0,05\n"],
    ["it", "customer;dueOn;items;openMinor\n'=HYPERLINK(1);2026-10-20;2;1234567,89\n'-12;;1;-0,05\n"],
    ["en", "customer,dueOn,items,openMinor\n'=HYPERLINK(1),2026-10-20,2,1234567.89\n'-12,,1,-0.05\n"],
  ] as const)(
    "G-06 SEC-65 %s decides separator and decimal sign; formulas are defused, days are ISO",
    async (language, text) => {
      expect(await csvOf(tableOf(ROWS.slice(0, 2)), { language })).toBe(text);
    },
  );

  test("G-06 a byte order mark stands first only when it is asked for", async () => {
    expect((await csvOf(tableOf(ROWS), { bom: true })).startsWith("\uFEFFcustomer")).toBe(true);
    expect((await csvOf(tableOf(ROWS))).startsWith("customer")).toBe(true);
  });

  test("G-06 pieces hold at most a thousand rows, and no row is lost or repeated between them", async () => {
    const rows = Array.from({ length: 2_500 }, (_, at): Row => [`K${at}`, null, at, BigInt(at)]);
    const pieces = await Array.fromAsync(csvPieces([tableOf(rows, TOTALS)]));
    expect(pieces.map((piece) => piece.trimEnd().split("\n").length)).toEqual([1, 1_000, 1_000, 501]);
    expect(
      pieces
        .join("")
        .trimEnd()
        .split("\n")
        .slice(1, -1)
        .map((line) => line.split(",")[2]),
    ).toEqual(rows.map((_, at) => String(at)));
  });
});

describe("XLSX", () => {
  test("G-07 sheet 1 is the data with real numbers and days, sheet 2 the filter, times, user and control totals", async () => {
    const files = unzip(await xlsxOf(reportOf(tableOf(ROWS, TOTALS))));
    const data = files.get("xl/worksheets/sheet1.xml")!;
    expect(data).toContain('<c r="D2" s="2"><v>1234567.89</v></c>');
    expect(data).toContain('<c r="D3" s="2"><v>-0.05</v></c>');
    expect(data).toContain('<c r="B2" s="4"><v>46315</v></c>');
    expect(data).toContain('<c r="D5" s="3"><v>1234567.84</v></c>');
    expect(files.get("xl/workbook.xml")).toMatch(/name="Aging of receivables" sheetId="1".*name="About" sheetId="2"/);
    const about = files
      .get("xl/worksheets/sheet2.xml")!
      .replace(/<[^>]+>/g, "|")
      .replace(/\|+/g, "|");
    expect(about).toBe(
      "|\n|As of|2026-10-20|Time (known at)|2026-10-21T06:00:00Z|Currency|NOK|Settled too|true|User|user 7|Aging of receivables, Solsiden|Rows|3|Total: Items|3|Total: Open|1234567.84|",
    );
  });

  test("SEC-65 a text is a string and never a formula; what XML cannot hold is escaped", async () => {
    const data = unzip(await xlsxOf(reportOf(tableOf(ROWS)))).get("xl/worksheets/sheet1.xml")!;
    expect(data).not.toContain("<f>");
    expect(data).toContain('t="inlineStr"><is><t xml:space="preserve">=HYPERLINK(1)</t></is>');
    expect(data).toContain("Åse &amp; &lt;Tann&gt;");
    expect(escapeXml("a\u0000b _x0041_ \uD800\n")).toBe("a_x0000_b _x005F_x0041_ \uFFFD\n");
  });

  test("an amount of up to fifteen digits is a number, a longer one a text with every digit", async () => {
    const rows: Row[] = [
      ["a", null, 1, 999_999_999_999_999n],
      ["b", null, 1, 1_000_000_000_000_000n],
    ];
    const data = unzip(await xlsxOf(reportOf(tableOf(rows)))).get("xl/worksheets/sheet1.xml")!;
    expect(data).toContain('<c r="D2" s="2"><v>9999999999999.99</v></c>');
    expect(data).toContain('t="inlineStr"><is><t xml:space="preserve">10000000000000.00</t>');
  });

  test("rows beyond what a sheet holds go on in a further one, behind the second", async () => {
    const rows = Array.from({ length: 7 }, (_, at): Row => [`K${at}`, null, 1, 100n]);
    const files = unzip(await xlsxOf(reportOf(tableOf(rows, ["total", null, 7, 700n])), 5));
    expect(files.get("xl/workbook.xml")).toMatch(
      /"Aging of receivables".*"About".*"Aging of receivables \(2\)".*\(3\)"/,
    );
    const texts = ["1", "2", "3"].map((no) => files.get(`xl/worksheets/sheet${no}.xml`)!.match(/K\d/g) ?? []);
    expect(texts.flat()).toEqual(rows.map((row) => row[0]));
    expect(files.get("xl/worksheets/sheet3.xml")).toContain("<v>7.00</v>");
  });

  test("columns are named A to Z, then AA", () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
  });

  test("G-06 rows are taken as they are written; who stops reading ends the reading of rows", async () => {
    const taken = { count: 0, ended: false };
    async function* endless(): AsyncGenerator<Row> {
      try {
        for (;;) yield [`K${(taken.count++ * 7919) % 1_000_003}`, null, 1, BigInt(taken.count)];
      } finally {
        taken.ended = true;
      }
    }
    for await (const piece of xlsxPieces(reportOf(tableOf(endless())))) if (piece.length > 10_000) break;
    expect(taken.ended).toBe(true);
    expect(taken.count).toBeLessThan(200_000);
  });

  test("a failure of the rows fails the file", async () => {
    async function* broken(): AsyncGenerator<Row> {
      yield ROWS[0]!;
      throw new Error("the database went away");
    }
    await expect(xlsxOf(reportOf(tableOf(broken())))).rejects.toThrow("the database went away");
  });
});

describe("PDF", () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at): Row => [`K${at}`, "2026-10-20", 1, BigInt(at)]);

  test("G-08 each page carries over what the page before carried forward: the sum of all rows so far, to the øre", () => {
    const amounts = fc.array(fc.bigInt(-10_000_000n, 10_000_000n), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(amounts, (minors) => {
        const rows = minors.map((minor, at): Row => [`K${at}`, null, 1, minor]);
        const sum = minors.reduce((all, minor) => all + minor, 0n);
        const table = { ...tableOf([]), rows, totals: ["total", null, rows.length, sum] as Cell[] };
        const segments = layOut([table], "en", 100).pages.map((page) => page[0]!);
        expect(segments.flatMap((segment) => segment.rows.map((row) => row[0]))).toEqual(rows.map((row) => row[0]));
        let shown = 0;
        for (const [at, segment] of segments.entries()) {
          shown += segment.rows.length;
          const isLast = at === segments.length - 1;
          expect(segment.forward?.[2] ?? null).toBe(isLast ? null : String(shown));
          expect(segments[at + 1]?.over?.slice(2) ?? null).toEqual(segment.forward?.slice(2) ?? null);
          expect(segment.totals === null).toBe(!isLast);
        }
      }),
      { numRuns: 50 },
    );
  });

  test("G-08 a running balance is carried over as it stands, not added up", () => {
    const columns = [
      { name: "what", label: "What", kind: "text" },
      { name: "balanceMinor", label: "Balance", kind: "money", carry: "running" },
    ] as const;
    const rows = Array.from({ length: 60 }, (_, at): Row => ["row", BigInt(at + 1) * 100n]);
    const table = { title: "Statement", parameters: {}, columns, rows, totals: ["closing balance", 6_000n] as Cell[] };
    const [first, second] = layOut([table], "en", 100).pages;
    expect(second![0]!.over).toEqual(["Carried over", `${first![0]!.rows.length}.00`]);
  });

  test("G-06 amounts and days are written as the language does on paper", () => {
    const shown = REPORT_LANGUAGES.map((language) => {
      const row = layOut([{ ...tableOf([]), rows: [["a", "2026-03-14", 1, 124_050n]] }], language, 0).pages[0]![0]!
        .rows[0]!;
      return [row[1], row[3]];
    });
    expect(shown).toEqual([
      ["14.03.2026", "1\u00A0240,50"],
      ["2026-03-14", "1\u00A0240,50"],
      ["14.03.2026", "1.240,50"],
      ["14/03/2026", "1.240,50"],
      ["Mar 14, 2026", "1,240.50"],
    ]);
  });

  test("5,000 rows are printable, one more is refused with what to do instead", async () => {
    await expect(printable(reportOf(tableOf(many(5_000))))).resolves.toHaveLength(1);
    await expect(printable(reportOf(tableOf(many(5_001))))).rejects.toMatchObject({
      code: "REPORT_TOO_LONG",
      remedy: expect.stringContaining("XLSX") as string,
    });
  });
});

describe("the same question", () => {
  test("A-02 gives the same bytes as CSV, XLSX and PDF", async () => {
    const rows = Array.from({ length: 120 }, (_, at): Row => [`K${at}`, "2026-10-20", 1, BigInt(at * 777)]);
    const report = () => reportOf(tableOf(rows, ["total", null, 120, 5_547_780n]), "nb");
    const pdf = async () => pdfOf(report(), await printable(report()));
    expect((await xlsxOf(report())).equals(await xlsxOf(report()))).toBe(true);
    expect(await csvOf(report().tables[0]!)).toBe(await csvOf(report().tables[0]!));
    const [first, second] = [await pdf(), await pdf()];
    expect(first.equals(second)).toBe(true);
    // As many pages as were laid out: nothing ran over.
    const pages = layOut(await printable(report()), "nb", 44 + 11 * 5).pages.length;
    expect(first.toString("latin1")).toContain(`<xmpTPg:NPages>${pages}</xmpTPg:NPages>`);
    expect(pages).toBeGreaterThan(1);
  });
});
