import { sql, type RawBuilder } from "kysely";

/**
 * Bulk statements take whole columns as PostgreSQL array literals. They are written here by plain joining, several times faster than a
 * generic array writer; each helper therefore takes only values that need no quoting, or quotes them.
 */

type Plain = string | number | bigint | null;

function literal(values: readonly Plain[]): string {
  let text = "{";
  for (let i = 0; i < values.length; i++) {
    if (i > 0) text += ",";
    text += String(values[i] ?? "NULL");
  }
  return `${text}}`;
}

const NEEDS_QUOTES = /["\\{},\s]|^$|^null$/i;

function quoted(values: readonly (string | null)[]): string {
  let text = "{";
  for (let i = 0; i < values.length; i++) {
    if (i > 0) text += ",";
    const value = values[i] ?? null;
    if (value === null) text += "NULL";
    else if (NEEDS_QUOTES.test(value)) text += `"${value.replace(/(["\\])/g, "\\$1")}"`;
    else text += value;
  }
  return `${text}}`;
}

function hexes(values: readonly (Buffer | null)[]): string {
  let text = "{";
  for (let i = 0; i < values.length; i++) {
    if (i > 0) text += ",";
    const value = values[i];
    text += value ? `"\\\\x${value.toString("hex")}"` : "NULL";
  }
  return `${text}}`;
}

/**
 * Most columns of a batch say the same in every row: the ledger, the day, the account. Such a value is sent once, and the server repeats it,
 * which spares both sides the writing and reading of thousands of equal texts.
 */
function repeated<T extends Plain>(values: readonly T[], type: string): RawBuilder<unknown> | undefined {
  const first = values[0];
  if (first === undefined || values.some((value) => value !== first)) return undefined;
  return sql`array_fill(${first}::${sql.raw(type)}, array[${values.length}::integer])`;
}

const plain =
  <T extends Plain>(type: string) =>
  (values: readonly T[]): RawBuilder<unknown> =>
    repeated(values, type) ?? sql`${literal(values)}::${sql.raw(type)}[]`;

const textual =
  (type: string) =>
  (values: readonly (string | null)[]): RawBuilder<unknown> =>
    repeated(values, type) ?? sql`${quoted(values)}::${sql.raw(type)}[]`;

/** A column of a bulk statement, for use in `unnest(...)`. */
export const column = {
  uuid: plain<string | null>("uuid"),
  bigint: plain<bigint | number | null>("bigint"),
  integer: plain<number | null>("integer"),
  smallint: plain<number | null>("smallint"),
  date: plain<string | null>("date"),
  boolean: (values: readonly (boolean | null)[]): RawBuilder<unknown> =>
    sql`${literal(values.map((v) => (v === null ? null : String(v))))}::boolean[]`,
  text: textual("text"),
  jsonb: textual("jsonb"),
  bytea: (values: readonly (Buffer | null)[]): RawBuilder<unknown> => sql`${hexes(values)}::bytea[]`,
};
