import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { keepStatements } from "./kept.ts";

/** How to reach a PostgreSQL database as one role. */
export type ConnectionOptions = {
  readonly connectionString: string;
  readonly max?: number;
  /** Do commits wait for the disk? `lazy` only for what is made anew when the machine dies, such as a demo's life. */
  readonly commits?: "durable" | "lazy";
};

const INT8 = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;

// int8 is money or a count: bigint. A date stays text, the form Temporal.PlainDate reads. An instant becomes a Temporal.Instant.
const types = new pg.TypeOverrides();
types.setTypeParser(INT8, (text: string) => BigInt(text));
types.setTypeParser(DATE, (text: string) => text);
types.setTypeParser(TIMESTAMPTZ, (text: string) => Temporal.Instant.from(text));

/** A pool of connections. All times on the wire are UTC and all dates in ISO's form, whatever the server or database is set to. */
export function createPool(options: ConnectionOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.max ?? 10,
    application_name: "kvitt",
    options: `-c TimeZone=UTC -c DateStyle=ISO -c synchronous_commit=${options.commits === "lazy" ? "off" : "on"}`,
    connectionTimeoutMillis: 10_000,
    types,
  });
  // A connection that breaks while idle is replaced by the pool; the query that needs it reports its own error.
  pool.on("error", () => undefined);
  pool.on("connect", keepStatements);
  return pool;
}

/** Typed queries over a pool. Each capability names its own tables with `withTables`. */
export function createDatabase(pool: pg.Pool): Kysely<unknown> {
  return new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
}
