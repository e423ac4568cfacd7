import { formatDecimal } from "@kvitt/values";
import { refuse, toJson } from "../platform/index.ts";
import { csvText } from "./render-csv.ts";
import { isNumeric, type Cell, type ColumnKind, type Table } from "./render-table.ts";

export const REPORT_FORMATS = ["table", "json", "csv"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

const DECIMALS = 2;

/** Reads the name of a format. Throws REPORT_FORMAT, naming those there are. */
export function reportFormat(name: string): ReportFormat {
  const found = REPORT_FORMATS.find((format) => format === name);
  if (!found) throw refuse("REPORT_FORMAT", { format: name, formats: REPORT_FORMATS.join(", ") });
  return found;
}

/** Writes tables for people, for machines, or for a spreadsheet. Money has a point and two decimals; in JSON it is whole minor units. */
export function render(tables: readonly Table[], format: ReportFormat): string {
  const writers = { table: asText, json: asJson, csv: csvText };
  return writers[format](tables);
}

function plain(cell: Cell, kind: ColumnKind): string {
  if (cell === null) return "";
  return kind === "money" ? formatDecimal(BigInt(cell), DECIMALS) : String(cell);
}

function asJson(tables: readonly Table[]): string {
  const objects = (table: Table, row: readonly Cell[]) =>
    Object.fromEntries(table.columns.map((column, at) => [column.name, row[at] ?? null]));
  const written = tables.map((table) => ({
    title: table.title,
    parameters: table.parameters,
    rows: table.rows.map((row) => objects(table, row)),
    ...(table.totals ? { totals: objects(table, table.totals) } : {}),
  }));
  return `${toJson(written)}\n`;
}

function grouped(text: string): string {
  const [whole = "", decimals = ""] = text.split(".");
  return `${whole.replace(/\B(?=(?:\d{3})+$)/g, " ")}.${decimals}`;
}

function asText(tables: readonly Table[]): string {
  return tables.map(textOf).join("\n");
}

function textOf(table: Table): string {
  const shown = (row: readonly Cell[]) =>
    table.columns.map((column, at) =>
      column.kind === "money" && row[at] !== null
        ? grouped(plain(row[at] ?? 0n, "money"))
        : plain(row[at] ?? null, column.kind),
    );
  const body = table.rows.map(shown);
  const foot = table.totals ? [shown(table.totals)] : [];
  const head = table.columns.map((column) => column.label);
  const widths = head.map((label, at) =>
    [...body, ...foot].reduce((width, row) => Math.max(width, row[at]!.length), label.length),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (isNumeric(table.columns[at]!) ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!)))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  const parameters = Object.entries(table.parameters)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
  return [
    table.title,
    parameters,
    "",
    line(head),
    rule,
    ...body.map(line),
    ...(foot.length > 0 ? [rule, ...foot.map(line)] : []),
    "",
  ].join("\n");
}
