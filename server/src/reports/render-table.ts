export type Cell = string | bigint | number | null;
export type ColumnKind = "text" | "date" | "money" | "count";

/** A column's `name` is its key in JSON and its heading in CSV; `label` stands over it in the table for people. Money is in minor units. */
export type Column = {
  readonly name: string;
  readonly label: string;
  readonly kind: ColumnKind;
  /** `running`: the cell is a balance after its row, so that a page carries over the last one and not their sum. */
  readonly carry?: "running";
};

export type Row = readonly Cell[];

/** A report laid out, not yet written. When it was made is left out on purpose: the same question gives the same bytes. */
export type Table = {
  readonly title: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly totals?: Row;
};

/** The same for a table of any length: its rows come once, one after the other, and its totals may be known when the last has come. */
export type StreamedTable = Omit<Table, "rows" | "totals"> & {
  readonly rows: Iterable<Row> | AsyncIterable<Row>;
  readonly totals?: Row | (() => Row);
};

/** The totals of a table whose rows have been read. */
export function totalsOf(table: StreamedTable): Row | undefined {
  return typeof table.totals === "function" ? table.totals() : table.totals;
}

export function isNumeric(column: Column): boolean {
  return column.kind === "money" || column.kind === "count";
}
