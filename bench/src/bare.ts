import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import type { World } from "./world.ts";

/**
 * The bare limit: the same rows written by plain COPY and one set-based statement, by one connection in one transaction,
 * into tables with the same columns, keys, indexes and foreign keys but no row-level security. What is left between it and
 * us is what our care costs.
 */

const TABLES = [
  "clinic",
  "number_series",
  "ledger",
  "party",
  "open_item",
  "entry",
  "posting",
  "bank_account",
  "bank_file",
  "bank_batch",
  "bank_line",
  "claim",
  "waiting_claim",
  "invoice",
  "invoice_line",
  "proposal",
  "proposal_explanation",
  "proposal_line",
  "follow_up_policy",
  "follow_up_letter",
  "follow_up_step",
  "dispatch",
  "message",
];

/** Makes the twin tables in a schema of their own, with the product's indexes; the foreign keys come when the old rows are in. */
export async function makeTwins(superuser: pg.Client): Promise<void> {
  await superuser.query("create schema bare");
  for (const table of TABLES) {
    await superuser.query(`create table bare.${table} (like public.${table} including all)`);
    const found = await superuser.query<{ options: string | null }>(
      "select array_to_string(reloptions, ', ') as options from pg_class where oid = $1::regclass",
      [`public.${table}`],
    );
    const { options } = found.rows[0]!;
    if (options) await superuser.query(`alter table bare.${table} set (${options})`);
  }
}

/** Copies the rows that were there before into the twins. */
export async function copyBefore(superuser: pg.Client, tables: readonly string[]): Promise<void> {
  for (const table of tables) await superuser.query(`insert into bare.${table} select * from public.${table}`);
}

/** Gives the twins the same foreign keys among themselves. */
export async function linkTwins(superuser: pg.Client): Promise<void> {
  const keys = await superuser.query<{ table: string; definition: string }>(
    `select conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
  );
  for (const { table, definition } of keys.rows) {
    const target = /REFERENCES (\w+)/.exec(definition)?.[1];
    if (!TABLES.includes(table) || !target || !TABLES.includes(target)) continue;
    await superuser.query(`alter table bare.${table} add ${definition.replace("REFERENCES ", "REFERENCES bare.")}`);
  }
  for (const table of TABLES) await superuser.query(`vacuum (analyze) bare.${table}`);
}

/** Rows by table: the query that gives them. */
export type Rows = Readonly<Record<string, string>>;

const pathOf = (folder: string, table: string): string => join(folder, `${table}.copy`);

/** Writes rows to files in PostgreSQL's own text form. */
export async function takeRows(superuser: pg.Client, folder: string, rows: Rows): Promise<void> {
  for (const [table, query] of Object.entries(rows)) {
    await pipeline(superuser.query(copyTo(`copy (${query}) to stdout`)), createWriteStream(pathOf(folder, table)));
  }
}

/** Loads those files into the twins, in the order the rows were named. */
export async function loadRows(superuser: pg.Client, folder: string, rows: Rows): Promise<void> {
  for (const table of Object.keys(rows)) {
    const file = createReadStream(pathOf(folder, table), { highWaterMark: 1 << 20 });
    await pipeline(file, superuser.query(copyFrom(`copy bare.${table} from stdin`)));
  }
}

/** Times some work, after a checkpoint so that nobody pays for another's writes. */
export async function timed(superuser: pg.Client, work: () => Promise<void>): Promise<number> {
  await superuser.query("checkpoint");
  const begin = performance.now();
  await work();
  return (performance.now() - begin) / 1000;
}

/** Rows into the linked twins in one transaction, and a statement after them; gives its seconds. */
export async function bareLimit(
  { superuser, folder }: Pick<World, "superuser" | "folder">,
  rows: Rows,
  statement?: string,
): Promise<number> {
  await linkTwins(superuser);
  await takeRows(superuser, folder, rows);
  return timed(superuser, async () => {
    await superuser.query("begin");
    await loadRows(superuser, folder, rows);
    if (statement) await superuser.query(statement);
    await superuser.query("commit");
  });
}

/** What a proposal writes. */
export const PROPOSED: Rows = {
  proposal_explanation: "select * from proposal_explanation",
  proposal_line: "select * from proposal_line",
};
