import { mkdir, open, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Check } from "../checks/check.ts";
import { identifier, withCopySession, type CopySession } from "../database/copy.ts";
import { withTenant } from "../database/with-tenant.ts";
import { refuse } from "../errors.ts";
import type { OpenPlatform } from "../open.ts";
import { systemContext } from "../tenants.ts";
import { readArchive, type Manifest, type PartHeader } from "./archive.ts";
import { readShape, type Shape } from "./back-up.ts";
import { migrateAsOwner, migrationsLacking, putAtOlderSchema, requireSameShape } from "./older-schema.ts";

export type Restored = {
  readonly manifest: Manifest;
  readonly rows: number;
  readonly files: number;
  /** Migrations that the backup had not had and was given now. */
  readonly migrated: readonly string[];
  /** Which checks found something, by tenant; empty when all is well. */
  readonly breaches: readonly { readonly tenantId: string; readonly check: string; readonly count: number }[];
};

export type RestoreOptions = {
  /** Run over every tenant when all is in place. */
  readonly checks?: readonly Check[];
  /** Called with bytes read; the file is read twice. */
  readonly progress?: (bytes: number) => void;
  /** Checks the file, the versions and the target, and writes nothing. */
  readonly trial?: boolean;
};

async function drain(_header: unknown, chunks: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of chunks);
}

async function refuseNonEmpty(session: CopySession, shape: Shape): Promise<void> {
  for (const table of shape.local) {
    if ((await session.query(`select 1 from ${identifier(table)} limit 1`)).length > 0)
      throw refuse("BACKUP_TARGET_NOT_EMPTY", { table });
  }
}

/** COPY cannot fill a table under row-level security: into a temporary one first, and from there under the tenant (SEC-07). */
async function restoreRows(
  session: CopySession,
  part: Extract<PartHeader, { kind: "rows" }>,
  chunks: AsyncGenerator<Buffer>,
): Promise<number> {
  const { table, columns, tenantId } = part;
  const names = columns.map(identifier).join(", ");
  if (tenantId !== null) await session.enterTenant(tenantId);
  await session.query(`create temporary table restored (like ${identifier(table)}) on commit drop`);
  const rows = await session.copyIn("restored", columns, chunks);
  await session.query(`insert into ${identifier(table)} (${names}) select ${names} from restored`);
  await session.query("drop table restored");
  return rows;
}

const SAFE_PATH = /^(?:anchors|files|secrets)(?:\/[\w-][\w.-]*)+$/;

/** Writes a file of the data directory, under a temporary name until it is whole. */
async function restoreFile(root: string, path: string, chunks: AsyncGenerator<Buffer>): Promise<void> {
  if (!SAFE_PATH.test(path)) throw refuse("BACKUP_DAMAGED", { where: "a file's path" });
  const target = join(root, path);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const file = await open(`${target}.restoring`, "w", 0o600);
  try {
    for await (const chunk of chunks) await file.appendFile(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${target}.restoring`, target);
}

async function restoreParts(
  platform: OpenPlatform,
  session: CopySession,
  path: string,
  manifest: Manifest,
  progress?: (bytes: number) => void,
): Promise<{ rows: number; files: number }> {
  const counts: number[] = [];
  let files = 0;
  const again = await readArchive(
    path,
    async (part, chunks) => {
      if (part.kind === "rows") counts.push(await restoreRows(session, part, chunks));
      else await restoreFile(platform.dataDirectory, part.path, chunks).then(() => (files += 1));
    },
    progress,
  );
  if (again.sha256 !== manifest.sha256 || JSON.stringify(counts) !== JSON.stringify(manifest.rows))
    throw refuse("BACKUP_DAMAGED", { where: "the number of rows" });
  return { rows: counts.reduce((sum, count) => sum + count, 0), files };
}

async function failing(
  platform: OpenPlatform,
  manifest: Manifest,
  checks: readonly Check[],
): Promise<Restored["breaches"]> {
  const found: { tenantId: string; check: string; count: number }[] = [];
  for (const tenantId of manifest.tenants) {
    for (const check of checks) {
      const breaches = await withTenant(platform, systemContext(tenantId, "restore"), (tx) => check.breaches(tx));
      if (breaches.length > 0) found.push({ tenantId, check: check.name, count: breaches.length });
    }
  }
  return found;
}

/** The installation is empty and has the key. Gives the names of the tables without a tenant, by which it was seen to be empty. */
async function requireFit(
  platform: OpenPlatform,
  session: CopySession,
  manifest: Manifest,
): Promise<readonly string[]> {
  if (!manifest.withKeys && manifest.keyId !== platform.keyring.keyId)
    throw refuse("BACKUP_OTHER_KEY", { keyId: manifest.keyId });
  const shape = await readShape(session);
  await refuseNonEmpty(session, shape);
  return shape.local;
}

type Done = { readonly rows: number; readonly files: number };
const NOTHING: Done = { rows: 0, files: 0 };

/** A backup of the schema that the installation has. */
async function restoreSame(
  platform: OpenPlatform,
  path: string,
  manifest: Manifest,
  { trial, progress }: RestoreOptions,
): Promise<Done> {
  return withCopySession(platform.urls.app, "begin", async (session) => {
    requireSameShape(manifest, await readShape(session));
    await requireFit(platform, session, manifest);
    return trial ? NOTHING : restoreParts(platform, session, path, manifest, progress);
  });
}

/** A backup of an older schema: taken in by that schema, then migrated. */
async function restoreOlder(
  platform: OpenPlatform,
  path: string,
  manifest: Manifest,
  { trial = false, progress }: RestoreOptions,
): Promise<Done> {
  const { urls } = platform;
  const mustBeEmpty = await withCopySession(urls.app, "begin", (session) => requireFit(platform, session, manifest));
  const look = (shape: Shape) => requireSameShape(manifest, shape);
  await putAtOlderSchema(urls, { migrations: manifest.migrations, mustBeEmpty, look, trial });
  if (trial) return NOTHING;
  try {
    return await withCopySession(urls.app, "begin", (session) =>
      restoreParts(platform, session, path, manifest, progress),
    );
  } finally {
    // With its rows or, when they did not go in, empty as it was: the schema is this program's again.
    await migrateAsOwner(urls);
  }
}

/**
 * Puts a backup into an empty installation: the file is read once to its end and every hash compared before anything is touched, then
 * all rows go in in one transaction. A backup of an older schema is migrated then; one of a newer schema is refused. Afterwards the
 * installation has to be opened again: its clock, and with `--with-keys` its keys, are the backup's now. Everybody is signed out; jobs
 * that were under way are relayed again.
 * Throws BACKUP_DAMAGED, BACKUP_NEWER_VERSION, BACKUP_OTHER_VERSION, BACKUP_OTHER_KEY, BACKUP_TARGET_NOT_EMPTY, BACKUP_NEEDS_OWNER.
 */
export async function restore(platform: OpenPlatform, path: string, options: RestoreOptions = {}): Promise<Restored> {
  const manifest = await readArchive(path, drain, options.progress);
  const lacking = await migrationsLacking(manifest);
  const done = await (lacking.length > 0 ? restoreOlder : restoreSame)(platform, path, manifest, options);
  const migrated = options.trial ? [] : lacking;
  if (options.trial) return { manifest, ...done, migrated, breaches: [] };
  return { manifest, ...done, migrated, breaches: await failing(platform, manifest, options.checks ?? []) };
}
