import { sql, type OperationNodeSource, type RawBuilder } from "kysely";

/**
 * Bulk statements take whole columns as PostgreSQL array literals. They are written here by plain joining, several times faster than a
 * generic array writer; each helper therefore takes only values that need no quoting, or quotes them.
 */

type Plain = string | number | bigint | null;

/** A column of a bulk statement: put into a statement it is an array; `eachRow` makes it a value for each row. */
export type Column = OperationNodeSource & {
  readonly array: RawBuilder<unknown>;
  /** The value, where every row says the same. */
  readonly same: RawBuilder<unknown> | undefined;
};

// Joined, a text is made in one piece; adding to it would leave one behind for each value.
const literal = (texts: readonly Exclude<Plain, null>[]): string => `{${texts.join(",")}}`;

const orNull = <T>(values: readonly (T | null)[], write: (value: T) => Exclude<Plain, null>) =>
  values.map((value) => (value === null ? "NULL" : write(value)));

const NEEDS_QUOTES = /["\\{},\s]|^$|^null$/i;

const quoted = (value: string): string => (NEEDS_QUOTES.test(value) ? `"${value.replace(/(["\\])/g, "\\$1")}"` : value);

/**
 * Most columns of a batch say the same in every row: the ledger, the day, the account. Such a value is sent once, and the server repeats it,
 * which spares both sides the writing and reading of thousands of equal texts.
 */
function made(type: string, values: readonly (Plain | Buffer)[], write: () => string): Column {
  const first = values[0];
  const isSame = first !== undefined && values.every((value) => value === first);
  const same = isSame ? sql`${first}::${sql.raw(type)}` : undefined;
  const array = same ? sql`array_fill(${same}, array[${values.length}::integer])` : sql`${write()}::${sql.raw(type)}[]`;
  return { array, same, toOperationNode: () => array.toOperationNode() };
}

const plain =
  <T extends Plain>(type: string) =>
  (values: readonly T[]): Column =>
    made(type, values, () => literal(orNull<Exclude<Plain, null>>(values, (value) => value)));

const textual =
  (type: string) =>
  (values: readonly (string | null)[]): Column =>
    made(type, values, () => literal(orNull(values, quoted)));

/** A column of a bulk statement. */
export const column = {
  uuid: plain<string | null>("uuid"),
  bigint: plain<bigint | number | null>("bigint"),
  integer: plain<number | null>("integer"),
  smallint: plain<number | null>("smallint"),
  date: plain<string | null>("date"),
  boolean: (values: readonly (boolean | null)[]): Column =>
    plain<string | null>("boolean")(values.map((value) => (value === null ? null : String(value)))),
  text: textual("text"),
  jsonb: textual("jsonb"),
  bytea: (values: readonly (Buffer | null)[]): Column =>
    made("bytea", values, () => literal(orNull(values, (value) => `"\\\\x${value.toString("hex")}"`))),
};

/**
 * `id = ${anyOf(ids)}`: one of many. The planner is not shown them: it weighs each against the table's statistics, which takes longer than finding the
 * thousands by their index, and would choose no other way to find them.
 */
export const anyOf = (ids: readonly string[]): RawBuilder<unknown> => sql`any ((select ${column.uuid(ids)})::uuid[])`;

/**
 * The rows of columns, for the select list of `insert ... select`. The server walks the arrays side by side there, where `from unnest(...)`
 * would write each of them down first, and says a value that all rows share without an array.
 */
export function eachRow(...columns: readonly [Column, ...Column[]]): RawBuilder<unknown> {
  const isVaried = columns.some(({ same }) => same === undefined);
  return sql.join(columns.map(({ array, same }, at) => (same && (isVaried || at > 0) ? same : sql`unnest(${array})`)));
}
