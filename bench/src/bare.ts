import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";

/**
 * The bare limit: the same rows written by plain COPY and one set-based statement, by one connection in one transaction, into tables with the
 * same columns, keys, indexes and foreign keys but no row-level security. What is left between it and us is what our care costs.
 */

const TABLES = ["clinic", "number_series", "ledger", "open_item", "entry", "posting", "bank_account", "bank_file", "bank_batch", "bank_statement", "statement_line", "bank_line", "party", "claim", "invoice", "invoice_line"];

/** Makes the twin tables in a schema of their own, with the product's indexes; the foreign keys come when the old rows are in. */
export async function makeTwins(superuser: pg.Client): Promise<void> {
  await superuser.query("drop schema if exists bare cascade; create schema bare");
  for (const table of TABLES) {
    await superuser.query(`create table bare.${table} (like public.${table} including all)`);
    const options = await superuser.query<{ options: string | null }>("select array_to_string(reloptions, ', ') as options from pg_class where oid = $1::regclass", [`public.${table}`]);
    const found = options.rows[0]!.options;
    if (found) await superuser.query(`alter table bare.${table} set (${found})`);
  }
}

/** Copies the rows that were there before into the twins. */
export async function copyBefore(superuser: pg.Client, tables: readonly string[]): Promise<void> {
  for (const table of tables) await superuser.query(`insert into bare.${table} select * from public.${table}`);
}

/** Gives the twins the same foreign keys among themselves. */
export async function linkTwins(superuser: pg.Client): Promise<void> {
  const keys = await superuser.query<{ table: string; definition: string }>(
    `select conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
  );
  for (const key of keys.rows) {
    const target = /REFERENCES (\w+)/.exec(key.definition)?.[1];
    if (!TABLES.includes(key.table) || !target || !TABLES.includes(target)) continue;
    await superuser.query(`alter table bare.${key.table} add ${key.definition.replace("REFERENCES ", "REFERENCES bare.")}`);
  }
  for (const table of TABLES) await superuser.query(`vacuum (analyze) bare.${table}`);
}

/** Writes a query's rows to a file in PostgreSQL's own text form. */
export async function rowsToFile(superuser: pg.Client, query: string, path: string): Promise<void> {
  await pipeline(superuser.query(copyTo(`copy (${query}) to stdout`)), createWriteStream(path));
}

/** Loads a file into a twin. */
export async function fileToTwin(superuser: pg.Client, table: string, path: string): Promise<void> {
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), superuser.query(copyFrom(`copy bare.${table} from stdin`)));
}

/** Times some work of the superuser, after a checkpoint so that nobody pays for another's writes. */
export async function timed(superuser: pg.Client, work: () => Promise<void>): Promise<number> {
  await superuser.query("checkpoint");
  const begin = performance.now();
  await work();
  return (performance.now() - begin) / 1000;
}
