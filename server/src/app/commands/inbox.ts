import { createReadStream, watch } from "node:fs";
import { mkdir, readdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { importFile, type BankFileReader } from "../../banking/index.ts";
import { listLedgers } from "../../ledger/index.ts";
import { listTenants, Refusal, withTenant, type Platform } from "../../platform/index.ts";
import { commandContext } from "./open.ts";

/**
 * The watched directory: `<data>/inbox/<tenant or ledger id>/`. A file that was posted, or had been before, moves to `done` beside it; one
 * that was refused stays, is told in the list of bank files, and is tried again when it changes. Who delivers writes under a name that
 * begins with a point or ends in `.part` or `.tmp`, and renames when all is there; a file that is read too early is refused and tried
 * again, and posts nothing in between.
 */

const UNFINISHED = /^\.|\.(?:part|tmp|filepart)$/i;
const DONE = "done";

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

/** Imports one file; gives whether it is done with. */
async function take(platform: Platform, reader: BankFileReader, folder: Folder, name: string): Promise<boolean> {
  const path = join(folder.path, name);
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

/** Imports what lies in the watched directory, of one tenant or of all. One file's trouble stops no other. Gives how many were posted. */
export async function sweepInbox(platform: Platform, reader: BankFileReader, tenantId?: string): Promise<number> {
  let posted = 0;
  for (const folder of await folders(platform)) {
    if (tenantId !== undefined && folder.tenantId !== tenantId) continue;
    for (const name of await filesIn(folder.path)) {
      try {
        if (await take(platform, reader, folder, name)) posted += 1;
      } catch (error) {
        const code = error instanceof Refusal ? error.code : undefined;
        platform.log.error({ event: "inbox.failed", tenantId: folder.tenantId, code, err: error });
      }
    }
  }
  return posted;
}

export type Watching = {
  /** Looks now; while a look is under way, once more after it. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
};

/** Sweeps whenever something changes in the watched directory; what happens during a sweep asks for one more, never for two at a time. */
export async function watchInbox(platform: Platform, reader: BankFileReader): Promise<Watching> {
  await mkdir(inboxOf(platform), { recursive: true, mode: 0o700 });
  const failed = (error: unknown) => platform.log.error({ event: "inbox.failed", err: error });
  let wanted = false;
  let running: Promise<void> | undefined;
  const sweepWhileWanted = async () => {
    while (wanted) {
      wanted = false;
      await sweepInbox(platform, reader).catch(failed);
    }
    running = undefined;
  };
  const sweep = async () => {
    wanted = true;
    await (running ??= sweepWhileWanted());
  };
  const watcher = watch(inboxOf(platform), { recursive: true }, (_event, name) => {
    if (name !== null && !name.split(/[\\/]/).some((part) => part === DONE || UNFINISHED.test(part))) void sweep();
  });
  watcher.on("error", failed);
  return {
    sweep,
    async stop() {
      watcher.close();
      wanted = false;
      await running;
    },
  };
}
