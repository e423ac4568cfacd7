import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Kysely, PostgresDialect, sql } from "kysely";
import { Migrator, type Migration, type MigrationProvider } from "kysely/migration";
import type pg from "pg";
import { installJobs } from "../jobs/install.ts";

const SOURCE = join(import.meta.dirname, "..", "..");

/** Every capability owns a `migrations` folder; the number in front of a file's name orders them all. */
export async function migrationFiles(): Promise<{ name: string; capability: string; path: string }[]> {
  const found: { name: string; capability: string; path: string }[] = [];
  for (const entry of await readdir(SOURCE, { withFileTypes: true })) {
    const folder = join(SOURCE, entry.name, "migrations");
    const names = entry.isDirectory() ? await readdir(folder).catch(() => []) : [];
    for (const name of names.filter((n) => n.endsWith(".sql")))
      found.push({ name: name.slice(0, -4), capability: entry.name, path: join(folder, name) });
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const provider: MigrationProvider = {
  async getMigrations() {
    const migrations: Record<string, Migration> = {};
    for (const file of await migrationFiles()) {
      const text = await readFile(file.path, "utf8");
      migrations[file.name] = {
        async up(db) {
          await sql.raw(text).execute(db);
        },
      };
    }
    return migrations;
  },
};

/** Migrations that a database has not had yet; all of them when it is new. Any role that may read the list may ask. */
export async function pendingMigrations(pool: pg.Pool): Promise<string[]> {
  const names = (await migrationFiles()).map((file) => file.name);
  const there = await pool.query<{ there: boolean }>("select to_regclass('schema_migration') is not null as there");
  if (!there.rows[0]?.there) return names;
  const had = new Set(
    (await pool.query<{ name: string }>("select name from schema_migration")).rows.map((row) => row.name),
  );
  return names.filter((name) => !had.has(name));
}

/**
 * Brings a database up to date, as the owner role: each file that it lacks once, in order, all in one transaction, under Kysely's advisory lock.
 * Returns the names applied now; throws what the first failing file threw.
 */
export async function migrate(ownerPool: pg.Pool): Promise<string[]> {
  const database = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: ownerPool }) });
  const migrator = new Migrator({
    db: database,
    provider,
    migrationTableName: "schema_migration",
    migrationLockTableName: "schema_migration_lock",
    // Numbers are ordered within a capability's own ten: a later release may bring 0064 where 0080 was applied long ago.
    allowUnorderedMigrations: true,
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error("A migration failed", { cause: error });
  await installJobs(ownerPool);
  return (results ?? []).filter((result) => result.status === "Success").map((result) => result.migrationName);
}
