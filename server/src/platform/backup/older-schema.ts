import { readFile } from "node:fs/promises";
import type pg from "pg";
import { identifier } from "../database/copy.ts";
import { migrate, migrationFiles } from "../database/migrate.ts";
import { createPool } from "../database/pool.ts";
import type { DatabaseUrls } from "../database/provision.ts";
import { refuse } from "../errors.ts";
import type { Manifest } from "./archive.ts";
import { readShape, type Shape } from "./back-up.ts";

/**
 * A backup of an older schema goes back through the front door: the empty database is put at the migrations the backup was made with,
 * takes its rows, and is then migrated as an upgrade of that installation would have been. Whatever a migration does to rows is so done
 * to these, too.
 */

/** Migrations of this program that the backup's schema had not had yet. Throws BACKUP_NEWER_VERSION, BACKUP_OTHER_VERSION. */
export async function migrationsLacking(manifest: Manifest): Promise<string[]> {
  const ours = (await migrationFiles()).map((file) => file.name);
  const unknown = manifest.migrations.filter((name) => !ours.includes(name));
  const [migration] = unknown;
  if (migration) throw refuse("BACKUP_NEWER_VERSION", { migration, count: unknown.length });
  // Migrations are applied in order, so a schema had all of ours up to its last one, or it is another history than ours.
  const gap = ours.slice(0, manifest.migrations.length).find((name) => !manifest.migrations.includes(name));
  if (gap) throw refuse("BACKUP_OTHER_VERSION", { difference: `migration ${gap}` });
  return ours.slice(manifest.migrations.length);
}

/** The schema is the one the backup was made with: the same migrations, and tables of the same columns. Throws BACKUP_OTHER_VERSION. */
export function requireSameShape(manifest: Manifest, shape: Shape): void {
  const [migration] = new Set(manifest.migrations).symmetricDifference(new Set(shape.migrations));
  if (migration) throw refuse("BACKUP_OTHER_VERSION", { difference: `migration ${migration}` });
  const tables = [...new Set([...Object.keys(manifest.columns), ...Object.keys(shape.columns)])];
  const table = tables.find((name) => JSON.stringify(manifest.columns[name]) !== JSON.stringify(shape.columns[name]));
  if (table) throw refuse("BACKUP_OTHER_VERSION", { difference: `table ${table}` });
}

/** What the owner made in the schema, the list of migrations left out, and nothing that an extension brought. */
const MADE = `
  select format('drop table %I cascade', c.relname) as statement from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname not in ('schema_migration', 'schema_migration_lock')
    and c.relowner = (select oid from pg_roles where rolname = current_user)
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  union all
  select format('drop routine %s', p.oid::regprocedure) from pg_proc p
  where p.pronamespace = 'public'::regnamespace and p.proowner = (select oid from pg_roles where rolname = current_user)
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`;

// Locked first, so that nobody fills a table between the look and the drop.
async function requireEmpty(owner: pg.PoolClient, tables: readonly string[]): Promise<void> {
  await owner.query("set local lock_timeout = '30s'");
  for (const table of tables) {
    await owner.query(`lock table ${identifier(table)} in access exclusive mode`);
    const found = await owner.query(`select 1 from ${identifier(table)} limit 1`);
    if (found.rowCount) throw refuse("BACKUP_TARGET_NOT_EMPTY", { table });
  }
}

async function goBackTo(owner: pg.PoolClient, migrations: readonly string[]): Promise<void> {
  const made = await owner.query<{ statement: string }>(MADE);
  for (const { statement } of made.rows) await owner.query(statement);
  await owner.query("delete from schema_migration where name <> all ($1)", [migrations]);
  for (const file of await migrationFiles())
    if (migrations.includes(file.name)) await owner.query(await readFile(file.path, "utf8"));
}

export type GoingBack = {
  readonly migrations: readonly string[];
  /** Tables without a tenant: when they are empty all are. */
  readonly mustBeEmpty: readonly string[];
  /** Looks at the older schema before it stays; what it throws undoes everything. */
  readonly look: (shape: Shape) => void;
  /** Undo it in any case. */
  readonly trial: boolean;
};

/**
 * Puts an empty, migrated database at the state it had after the first of our migrations, as the owner role and in one transaction.
 * Migrating it brings it forward again. Throws BACKUP_TARGET_NOT_EMPTY, BACKUP_NEEDS_OWNER.
 */
export async function putAtOlderSchema(urls: DatabaseUrls, { migrations, ...going }: GoingBack): Promise<void> {
  if (urls.owner === urls.app) throw refuse("BACKUP_NEEDS_OWNER");
  const pool = createPool({ connectionString: urls.owner, max: 1 });
  const owner = await pool.connect();
  try {
    await owner.query("begin");
    await requireEmpty(owner, going.mustBeEmpty);
    await goBackTo(owner, migrations);
    going.look(await readShape({ query: async (text) => (await owner.query(text)).rows as never[] }));
    await owner.query(going.trial ? "rollback" : "commit");
  } finally {
    // A connection that is closed before it committed rolls back.
    owner.release(true);
    await pool.end();
  }
}

/** Brings the database forward to this program's schema. */
export async function migrateAsOwner(urls: DatabaseUrls): Promise<void> {
  const owner = createPool({ connectionString: urls.owner, max: 1 });
  try {
    await migrate(owner);
  } finally {
    await owner.end();
  }
}
