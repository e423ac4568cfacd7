import { join } from "node:path";
import { sql } from "kysely";
import type pg from "pg";
import { offsetClock, type Clock } from "./clock.ts";
import type { Platform } from "./context.ts";
import { fileKeyring } from "./crypto/keyring.ts";
import { startEmbedded, stopEmbedded, usableDataDirectory, type EmbeddedServer } from "./database/embedded.ts";
import { migrate, pendingMigrations } from "./database/migrate.ts";
import { createDatabase, createPool } from "./database/pool.ts";
import { provision, type DatabaseUrls } from "./database/provision.ts";
import { assertSafeRole } from "./database/safety.ts";
import { refuse } from "./errors.ts";
import { directoryFiles } from "./files.ts";
import { createIds, type Ids } from "./ids.ts";
import { openLive } from "./live/listen.ts";
import { createLog, type Log } from "./log.ts";

export type OpenOptions = {
  readonly dataDirectory: string;
  /** A database of your own: `app` serves, `owner` migrates. Left out is the embedded server. */
  readonly urls?: DatabaseUrls;
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly log?: Log;
  readonly poolSize?: number;
  /** See `ConnectionOptions`; durable unless told otherwise. */
  readonly commits?: "durable" | "lazy";
};

export type OpenPlatform = Platform & {
  readonly urls: DatabaseUrls;
  /** Said when the data directory asked for could not be used. */
  readonly movedTo?: string;
  /** Closes connections, and stops the embedded server when nobody else uses it. */
  close(): Promise<void>;
};

async function clockOffset(pool: pg.Pool): Promise<bigint> {
  const found = await pool.query<{ clock_offset_ms: bigint }>("select clock_offset_ms from installation where id = 1");
  return found.rows[0]?.clock_offset_ms ?? 0n;
}

async function withOwner<T>(urls: DatabaseUrls, work: (owner: pg.Pool) => Promise<T>): Promise<T> {
  const owner = createPool({ connectionString: urls.owner, max: 1 });
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/** Migrates as the owner. Where only the app's own address is known it cannot, and says so when there is something to do. */
async function migrated(urls: DatabaseUrls): Promise<void> {
  await withOwner(urls, async (owner) => {
    if (urls.owner !== urls.app) return migrate(owner);
    const pending = await pendingMigrations(owner);
    if (pending.length > 0) throw refuse("DATABASE_NOT_MIGRATED", { count: pending.length });
    return [];
  });
}

export type Migrated = { readonly applied: readonly string[]; readonly pending: readonly string[] };

/** Brings an installation's database up to date without opening it; with `trial` only tells what would be applied. */
export async function migrateInstallation(
  options: Pick<OpenOptions, "dataDirectory" | "urls">,
  trial: boolean,
): Promise<Migrated> {
  const { directory } = options.urls
    ? { directory: options.dataDirectory }
    : await usableDataDirectory(options.dataDirectory);
  const server = options.urls ? undefined : await startEmbedded(directory);
  try {
    const urls = options.urls ?? (await provision(server!, "kvitt"));
    return await withOwner(urls, async (owner) => {
      const pending = await pendingMigrations(owner);
      return trial ? { applied: [], pending } : { applied: await migrate(owner), pending: [] };
    });
  } finally {
    if (server) await stopEmbedded(server);
  }
}

/** Opens an installation: database (made, migrated and checked), keys, files, clock. */
export async function openPlatform(options: OpenOptions): Promise<OpenPlatform> {
  const { directory, moved } = options.urls
    ? { directory: options.dataDirectory, moved: false }
    : await usableDataDirectory(options.dataDirectory);
  const server: EmbeddedServer | undefined = options.urls ? undefined : await startEmbedded(directory);
  const urls = options.urls ?? (await provision(server!, "kvitt"));
  await migrated(urls);
  const pool = createPool({
    connectionString: urls.app,
    ...(options.poolSize ? { max: options.poolSize } : {}),
    ...(options.commits ? { commits: options.commits } : {}),
  });
  const database = createDatabase(pool);
  await assertSafeRole(database);
  const log = options.log ?? createLog();
  const live = openLive(urls.app, log);
  const clock = options.clock ?? offsetClock(await clockOffset(pool));
  return {
    database,
    clock,
    ids: options.ids ?? createIds(() => clock.epochMilliseconds()),
    keyring: await fileKeyring(directory),
    files: directoryFiles(join(directory, "files")),
    log,
    live,
    dataDirectory: directory,
    urls,
    ...(moved ? { movedTo: directory } : {}),
    async close() {
      await live.close();
      await database.destroy();
      if (server) await stopEmbedded(server);
    },
  };
}

/** Keeps the distance between this installation's clock and the machine's, so that it runs on from where a simulated life ended. */
export async function keepClock(platform: Platform): Promise<void> {
  const offset = platform.clock.now().epochMilliseconds - Temporal.Now.instant().epochMilliseconds;
  await sql`
    insert into installation (id, clock_offset_ms, created_at) values (1, ${offset}, ${platform.clock.now().toString()})
    on conflict (id) do update set clock_offset_ms = excluded.clock_offset_ms`.execute(platform.database);
}
