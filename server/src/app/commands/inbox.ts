import { createReadStream, watch } from "node:fs";
import { mkdir, readdir, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { importFile, type BankFileReader } from "../../banking/index.ts";
import { listLedgers } from "../../ledger/index.ts";
import { listTenants, Refusal, withTenant, type Platform } from "../../platform/index.ts";
import { commandContext } from "./open.ts";

/**
 * The watched directory: `<data>/inbox/<tenant or ledger id>/`. A file that was posted, or had been before, moves to `done` beside it; one
 * that was refused stays, is told in the list of bank files, and is tried again when it changes. Who delivers writes under a name that
 * begins with a point or ends in `.part` or `.tmp`, and renames when all is there. A file that is written under its own name is waited
 * for: it is taken when two looks, some time apart, find it the same. Should it stop longer than that and then go on, it is refused for
 * what it lacks, posts nothing, and is tried again.
 */

const UNFINISHED = /^\.|\.(?:part|tmp|filepart)$/i;
const DONE = "done";
/** Between two looks: longer than a network drive needs to show that a file grew. */
const SETTLE_MS = 2_000;

type Folder = { readonly tenantId: string; readonly path: string };

export function inboxOf(platform: Platform): string {
  return join(platform.dataDirectory, "inbox");
}

/** The folders that are looked into: one of each tenant, made here, and one of each ledger, where somebody made it. */
async function folders(platform: Platform): Promise<Folder[]> {
  const found: Folder[] = [];
  for (const tenant of await listTenants(platform)) {
    const own = join(inboxOf(platform), tenant.id);
    await mkdir(own, { recursive: true, mode: 0o700 });
    const ledgers = await withTenant(platform, commandContext(tenant.id), listLedgers);
    for (const name of [tenant.id, ...ledgers.map((ledger) => ledger.id)])
      found.push({ tenantId: tenant.id, path: join(inboxOf(platform), name) });
  }
  return found;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !UNFINISHED.test(entry.name))
    .map((entry) => entry.name)
    .sort();
}

/** How a file looks; undefined when it is gone. Another inode is another file of that name. */
async function lookOf(path: string): Promise<string | undefined> {
  return stat(path, { bigint: true }).then(
    ({ ino, size, mtimeNs }) => [ino, size, mtimeNs].join(),
    () => undefined,
  );
}

type Found = { readonly folder: Folder; readonly name: string; readonly path: string };

/** What lies there and is the same at a second look. What still grows tells of itself by growing, and is looked for again. */
async function settled({ clock }: Platform, found: readonly Found[]): Promise<Found[]> {
  if (found.length === 0) return [];
  const before = await Promise.all(found.map(({ path }) => lookOf(path)));
  await clock.pause(SETTLE_MS);
  const after = await Promise.all(found.map(({ path }) => lookOf(path)));
  return found.filter((_, at) => before[at] !== undefined && before[at] === after[at]);
}

/** Imports one file; gives whether it is done with. */
async function take(platform: Platform, reader: BankFileReader, { folder, name, path }: Found): Promise<boolean> {
  const { file } = await importFile(platform, commandContext(folder.tenantId), reader, {
    channel: "directory",
    chunks: createReadStream(path),
  });
  platform.log.info({ event: "inbox.taken", tenantId: folder.tenantId, bankFileId: file.id, state: file.state });
  if (file.state !== "posted") return false;
  await mkdir(join(folder.path, DONE), { recursive: true, mode: 0o700 });
  // Somebody else's sweep may have moved it between: the file is posted once all the same.
  await rename(path, join(folder.path, DONE, `${file.id}-${name}`)).catch((error: unknown) => {
    if ((error as { code?: unknown }).code !== "ENOENT") throw error;
  });
  return true;
}

async function whatLies(platform: Platform, tenantId: string | undefined): Promise<Found[]> {
  const found: Found[] = [];
  for (const folder of await folders(platform)) {
    if (tenantId !== undefined && folder.tenantId !== tenantId) continue;
    for (const name of await filesIn(folder.path)) found.push({ folder, name, path: join(folder.path, name) });
  }
  return found;
}

/**
 * Imports what lies in the watched directory, of one tenant or of all, and has stopped growing. One file's trouble stops no other. Gives how
 * many were posted.
 */
export async function sweepInbox(platform: Platform, reader: BankFileReader, tenantId?: string): Promise<number> {
  let posted = 0;
  for (const found of await settled(platform, await whatLies(platform, tenantId))) {
    try {
      if (await take(platform, reader, found)) posted += 1;
    } catch (error) {
      const code = error instanceof Refusal ? error.code : undefined;
      platform.log.error({ event: "inbox.failed", tenantId: found.folder.tenantId, code, err: error });
    }
  }
  return posted;
}

export type Watching = {
  /** One sweep that begins now or, while one is under way, after it. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
};

/** Sweeps whenever something changes in the watched directory; what happens during a sweep asks for one more, never for two at a time. */
export async function watchInbox(platform: Platform, reader: BankFileReader): Promise<Watching> {
  await mkdir(inboxOf(platform), { recursive: true, mode: 0o700 });
  const failed = (error: unknown) => platform.log.error({ event: "inbox.failed", err: error });
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  let stopped = false;
  const begin = async () => {
    next = undefined;
    if (!stopped) await sweepInbox(platform, reader).catch(failed);
  };
  const sweep = async () => {
    next ??= last.then(begin);
    last = next;
    await last;
  };
  const watcher = watch(inboxOf(platform), { recursive: true }, (_event, name) => {
    if (name !== null && !name.split(/[\\/]/).some((part) => part === DONE || UNFINISHED.test(part))) void sweep();
  });
  watcher.on("error", failed);
  return {
    sweep,
    async stop() {
      watcher.close();
      stopped = true;
      await last;
    },
  };
}
