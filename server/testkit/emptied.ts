import { sql, type Kysely } from "kysely";
import { createDatabase, createPool } from "../src/platform/database/pool.ts";

/**
 * Databases that go on from one platform of a test file to the next. To copy the template costs a third of a second, since each of its tables and
 * indexes is a file of its own; to empty a database again costs a tenth of that.
 */

/** What stood in a database when it was copied: tables with rows in them, with a hash of what the rows say. */
export type Beginning = ReadonlyMap<string, string>;

type Database = Kysely<unknown>;
type Table = { readonly schema: string; readonly name: string };

const keyOf = ({ schema, name }: Table): string => `${schema}.${name}`;

async function filled(database: Database): Promise<readonly Table[]> {
  const tables = await sql<Table>`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname <> 'information_schema' and not starts_with(n.nspname, 'pg_') order by 1, 2`.execute(
    database,
  );
  const looks = tables.rows.map(
    ({ schema, name }) => sql`select ${schema}::text as schema, ${name}::text as name
      where exists (select from ${sql.id(schema, name)})`,
  );
  return (await sql<Table>`${sql.join(looks, sql` union all `)}`.execute(database)).rows;
}

async function contents(database: Database, tables: readonly Table[]): Promise<Beginning> {
  const found = new Map<string, string>();
  for (const table of tables) {
    const { rows } = await sql<{ hash: string }>`
      select md5(string_agg(t::text, '|' order by t::text)) as hash from ${sql.id(table.schema, table.name)} t`.execute(
      database,
    );
    found.set(keyOf(table), rows[0]!.hash);
  }
  return found;
}

async function connected<T>(superuserUrl: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = createDatabase(createPool({ connectionString: superuserUrl, max: 1 }));
  try {
    return await work(database);
  } finally {
    await database.destroy();
  }
}

export function beginningOf(superuserUrl: string): Promise<Beginning> {
  return connected(superuserUrl, async (database) => contents(database, await filled(database)));
}

/** Empties a database that nobody uses any more; says whether it stands again as it began, or has to be thrown away. */
export function emptied(superuserUrl: string, beginning: Beginning): Promise<boolean> {
  return connected(superuserUrl, async (database) => {
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(database);
    // Without the keys between tables no order is needed.
    await sql`set session_replication_role = replica`.execute(database);
    for (const table of await filled(database))
      if (!beginning.has(keyOf(table))) await sql`delete from ${sql.id(table.schema, table.name)}`.execute(database);
    await sql`select setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
      from pg_sequences where last_value is not null`.execute(database);
    const now = await contents(database, await filled(database));
    return now.size === beginning.size && [...beginning].every(([name, hash]) => now.get(name) === hash);
  });
}
