import { sql, type RawBuilder } from "kysely";

/**
 * Bulk statements take whole columns as PostgreSQL array literals. They are written here by plain joining, several times faster than a
 * generic array writer; each helper therefore takes only values that need no quoting, or quotes them.
 */

type Plain = string | number | bigint | null;

function literal(values: readonly Plain[]): string {
  return `{${values.map((value) => value ?? "NULL").join(",")}}`;
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

/** A column of a bulk statement, for use in `unnest(...)`. */
export const column = {
  uuid: (values: readonly (string | null)[]): RawBuilder<unknown> => sql`${literal(values)}::uuid[]`,
  bigint: (values: readonly (bigint | number | null)[]): RawBuilder<unknown> => sql`${literal(values)}::bigint[]`,
  integer: (values: readonly (number | null)[]): RawBuilder<unknown> => sql`${literal(values)}::integer[]`,
  smallint: (values: readonly (number | null)[]): RawBuilder<unknown> => sql`${literal(values)}::smallint[]`,
  date: (values: readonly (string | null)[]): RawBuilder<unknown> => sql`${literal(values)}::date[]`,
  boolean: (values: readonly (boolean | null)[]): RawBuilder<unknown> =>
    sql`${literal(values.map((v) => (v === null ? null : String(v))))}::boolean[]`,
  text: (values: readonly (string | null)[]): RawBuilder<unknown> => sql`${quoted(values)}::text[]`,
  jsonb: (values: readonly (string | null)[]): RawBuilder<unknown> => sql`${quoted(values)}::jsonb[]`,
  bytea: (values: readonly (Buffer | null)[]): RawBuilder<unknown> => sql`${hexes(values)}::bytea[]`,
};
