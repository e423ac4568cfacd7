import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { EmbeddedServer } from "../src/platform/database/embedded.ts";
import { provision, type DatabaseUrls } from "../src/platform/database/provision.ts";
import { createLog, movableClock, openPlatform, type MovableClock, type Platform } from "../src/platform/index.ts";
import { beginningOf, emptied, type Beginning } from "./emptied.ts";

export type TestPlatform = Platform & {
  readonly clock: MovableClock;
  readonly urls: DatabaseUrls;
  /** The superuser's address of this file's database: for planting what the app itself could never do. */
  readonly superuserUrl: string;
  /** Moves the clock to a wall-clock moment in Oslo, for example "2026-10-06T05:00". */
  moveTo(local: string, zone?: string): void;
  close(): Promise<void>;
};

export function instantIn(local: string, zone = "Europe/Oslo"): Temporal.Instant {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant();
}

function testServer(): EmbeddedServer {
  const text = process.env["KVITT_TEST_SERVER"];
  if (!text) throw new Error("Run through vitest: its global set-up starts the test server");
  return JSON.parse(text) as EmbeddedServer;
}

type Database = {
  readonly name: string;
  readonly urls: DatabaseUrls;
  readonly superuserUrl: string;
  /** Known of a database that goes on to the file's next platform. */
  readonly beginning?: Beginning;
};

/** Emptied databases of this file, for its next platform. */
const spare: Database[] = [];

async function newDatabase(goesOn: boolean): Promise<Database> {
  const server = testServer();
  const name = `t_${randomBytes(6).toString("hex")}`;
  const urls = await provision(server, name, "kvitt_template");
  const superuserUrl = `postgres://${server.superuser}:${encodeURIComponent(server.password)}@127.0.0.1:${server.port}/${name}`;
  return { name, urls, superuserUrl, ...(goesOn ? { beginning: await beginningOf(superuserUrl) } : {}) };
}

async function dropped({ name }: Database): Promise<void> {
  const { port, superuser: user, password } = testServer();
  const client = new pg.Client({ host: "127.0.0.1", port, user, password, database: "postgres" });
  await client.connect();
  await client.query(`drop database ${name} with (force)`);
  await client.end();
}

export type TestPlatformOptions = {
  /** Its database was another platform's of the file before, and goes on to the next: for files that open one for each test. */
  readonly goesOn?: boolean;
};

/** A platform of a test file's own: a copy of the migrated template, a clock that stands until it is moved. */
export async function testPlatform(
  startsAt = "2026-10-05T08:00",
  { goesOn = false }: TestPlatformOptions = {},
): Promise<TestPlatform> {
  const database = (goesOn ? spare.pop() : undefined) ?? (await newDatabase(goesOn));
  const { urls, superuserUrl, beginning } = database;
  const dataDirectory = await mkdtemp(join(tmpdir(), "kvitt-data-"));
  const clock = movableClock(instantIn(startsAt));
  const open = await openPlatform({ dataDirectory, urls, clock, log: createLog("silent"), poolSize: 4 });
  return {
    ...open,
    clock,
    superuserUrl,
    moveTo: (local, zone) => clock.moveTo(instantIn(local, zone)),
    async close() {
      await open.close();
      await rm(dataDirectory, { recursive: true, force: true });
      if (beginning && (await emptied(superuserUrl, beginning))) spare.push(database);
      else await dropped(database);
    },
  };
}

/** Runs a statement past all protection: for planting what the app itself could never do. */
export async function asSuperuser(
  platform: TestPlatform,
  statement: string,
  values: readonly unknown[] = [],
): Promise<void> {
  const client = new pg.Client({ connectionString: platform.superuserUrl });
  await client.connect();
  try {
    await client.query(statement, [...values]);
  } finally {
    await client.end();
  }
}
