import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, sep } from "node:path";
import { distributedTables, localTables } from "../catalogue/distribution.ts";
import { readCatalogue, type Catalogue } from "../catalogue/read.ts";
import { inOrderOfReference } from "../catalogue/rules.ts";
import { identifier, withCopySession, type CopySession } from "../database/copy.ts";
import { isUuid } from "../database/with-tenant.ts";
import { invariant } from "../errors.ts";
import { unfinishedNames } from "../files.ts";
import type { OpenPlatform } from "../open.ts";
import { createArchive, type ArchiveWriter, type Manifest } from "./archive.ts";

/** What of the schema a backup must know, and a restore must find the same. */
export type Shape = {
  readonly migrations: readonly string[];
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** Tables in an order in which each comes after those it points to. */
  readonly local: readonly string[];
  readonly distributed: readonly string[];
};

function columnsOf({ columns }: Catalogue, tables: readonly string[]): Record<string, string[]> {
  const of = (table: string) => columns.filter((column) => column.table === table).map((column) => column.name);
  return Object.fromEntries(tables.map((table) => [table, of(table)]));
}

export async function readShape(session: Pick<CopySession, "query">): Promise<Shape> {
  const catalogue = await readCatalogue({ query: async (text) => ({ rows: await session.query(text) }) });
  const { order } = inOrderOfReference(catalogue);
  const kept = new Set(localTables.filter((entry) => entry.backup).map((entry) => entry.table));
  const local = order.filter((table) => kept.has(table));
  const distributed = order.filter((table) => distributedTables.includes(table));
  const applied = await session.query<{ name: string }>("select name from schema_migration order by name");
  return {
    migrations: applied.map((row) => row.name),
    columns: columnsOf(catalogue, [...local, ...distributed]),
    local,
    distributed,
  };
}

const FOLDERS_BEFORE = ["anchors"];
const FOLDERS_AFTER = ["files"];
/** Secrets that open sealed data. The database's password is the installation's own. */
const KEYS = "secrets";
const OWN_SECRETS = new Set(["database-password"]);

async function filesIn(root: string, folder: string): Promise<string[]> {
  const found = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => []);
  return found
    .filter((entry) => entry.isFile() && !OWN_SECRETS.has(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !path.split(sep).some((part) => unfinishedNames.some((name) => part.startsWith(name))))
    .sort();
}

async function writeFiles(archive: ArchiveWriter, root: string, folders: readonly string[]): Promise<number> {
  let count = 0;
  for (const folder of folders) {
    for (const path of await filesIn(root, folder)) {
      await archive.part({ kind: "file", path }, async (sink) => {
        for await (const chunk of createReadStream(join(root, path))) await sink(chunk as Buffer);
      });
      count += 1;
    }
  }
  return count;
}

async function writeRows(
  archive: ArchiveWriter,
  session: CopySession,
  shape: Shape,
  tables: readonly string[],
  tenantId: string | null,
): Promise<number[]> {
  const rows: number[] = [];
  for (const table of tables) {
    const columns = shape.columns[table]!;
    // The tenant is a UUID of our own list; its policy holds besides.
    const where = tenantId === null ? "" : `where tenant_id = '${tenantId}'`;
    const query = `select ${columns.map(identifier).join(", ")} from ${identifier(table)} ${where}`;
    await archive.part(
      { kind: "rows", table, columns, tenantId },
      async (sink) => void rows.push(await session.copyOut(query, sink)),
    );
  }
  return rows;
}

export type BackedUp = { readonly manifest: Manifest; readonly rows: number; readonly files: number };

async function writeAll(
  archive: ArchiveWriter,
  platform: OpenPlatform,
  session: CopySession,
  withKeys: boolean,
): Promise<BackedUp> {
  const { dataDirectory: root, keyring, clock } = platform;
  // Anchors before the snapshot is taken, so that it holds every link they name; files after it, so that every file it names is there.
  let files = await writeFiles(archive, root, [...FOLDERS_BEFORE, ...(withKeys ? [KEYS] : [])]);
  const shape = await readShape(session);
  const tenants = (await session.query<{ id: string }>("select id from tenant order by id")).map((row) => row.id);
  invariant(tenants.every(isUuid), "tenants are UUIDs");
  const rows = await writeRows(archive, session, shape, shape.local, null);
  for (const tenantId of tenants) {
    await session.enterTenant(tenantId);
    rows.push(...(await writeRows(archive, session, shape, shape.distributed, tenantId)));
  }
  files += await writeFiles(archive, root, FOLDERS_AFTER);
  const { migrations, columns } = shape;
  const manifest = await archive.finish({
    madeAt: clock.now().toString(),
    migrations,
    columns,
    keyId: keyring.keyId,
    withKeys,
    tenants,
    rows,
  });
  return { manifest, rows: rows.reduce((sum, count) => sum + count, 0), files };
}

/**
 * Writes the whole installation into one new file, as it stood at one instant, while it goes on working: rows of all tenants, sealed
 * files, anchors, and the keys only if asked. It works as the app role, one tenant after the other under that tenant's setting, all in
 * one snapshot: no role that sees past row-level security has to exist (SEC-02). Not kept: who is signed in, counters, the job queue.
 * Throws BACKUP_FILE_EXISTS.
 */
export async function backUp(
  platform: OpenPlatform,
  path: string,
  options: { withKeys?: boolean } = {},
): Promise<BackedUp> {
  const archive = await createArchive(path);
  try {
    const begin = "begin isolation level repeatable read read only";
    return await withCopySession(platform.urls.app, begin, (session) =>
      writeAll(archive, platform, session, options.withKeys ?? false),
    );
  } catch (error) {
    await archive.abandon();
    throw error;
  }
}
