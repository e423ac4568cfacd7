import CliTable from "cli-table3";
import type { Style } from "./answer.ts";

const NO_LINES = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
} as const;

/** A column: its heading, and whether it holds figures (set to the right). */
export type Column = { readonly title: string; readonly figures?: boolean };

/** Rows set in columns, without lines. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], style: Style): string {
  const made = new CliTable({
    head: columns.map((column) => style.strong(column.title)),
    chars: NO_LINES,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
    colAligns: columns.map((column) => (column.figures ? "right" : "left")),
  });
  made.push(...rows.map((row) => [...row]));
  return made
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
