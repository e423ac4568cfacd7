import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { addBankAccount } from "../../server/src/banking/index.ts";
import { startEmbedded, stopEmbedded, type EmbeddedServer } from "../../server/src/platform/database/embedded.ts";
import { provision } from "../../server/src/platform/database/provision.ts";
import {
  createLog,
  offsetClock,
  openPlatform,
  withTenant,
  type OpenPlatform,
} from "../../server/src/platform/index.ts";
import { testClinic, type TestClinic } from "../../server/testkit/clinic.ts";

/** A database of its own for one measurement: durable settings, one clinic, one bank account. */
export type World = {
  readonly platform: OpenPlatform;
  readonly clinic: TestClinic;
  /** The superuser: fills tables for the measurement and measures the bare limit. */
  readonly superuser: pg.Client;
  readonly folder: string;
};

/** A server that already runs, with the name of a migrated template: for trying the jobs. Left out, each world starts its own. */
export type Host = { readonly server: EmbeddedServer; readonly template: string };

export const ACCOUNT = "86011117947";
/** The day the measurements take place on: the last day of the files and books they make. */
export const TODAY = "2026-10-06";
const STARTS_AT = Temporal.ZonedDateTime.from(`${TODAY}T08:00[Europe/Oslo]`);

/** What each world that is being opened, or open, leaves behind. */
const open = new Set<Undo>();

/** Closes what a cut run has left open: servers and folders. */
export async function closeWorlds(): Promise<void> {
  for (const undo of open) await undo.run();
}

/** Steps that take back what was done, the last first, once. */
class Undo {
  readonly #steps: (() => Promise<unknown>)[] = [];
  #running: Promise<void> | undefined;

  add(step: () => Promise<unknown>): void {
    this.#steps.push(step);
  }

  run(): Promise<void> {
    return (this.#running ??= this.#all());
  }

  async #all(): Promise<void> {
    for (const step of this.#steps.reverse()) await step();
    open.delete(this);
  }
}

async function address(server: EmbeddedServer, database: string): Promise<pg.Client> {
  const { port, superuser: user, password } = server;
  const client = new pg.Client({ host: "127.0.0.1", port, user, password, database });
  await client.connect();
  return client;
}

async function dropDatabase(server: EmbeddedServer, database: string): Promise<void> {
  const client = await address(server, "postgres");
  await client.query(`drop database ${database} with (force)`);
  await client.end();
}

async function openClinic(platform: OpenPlatform): Promise<TestClinic> {
  const clinic = await testClinic(platform);
  await withTenant(platform, clinic.context, (tx) =>
    addBankAccount(tx, {
      ledgerId: clinic.ledgerId,
      market: "NO",
      number: ACCOUNT,
      agreementId: "009000001",
      kidLengths: [13],
      kidModulus: "mod10",
      detailSource: "ocrgiro",
      proofSource: "camt053",
    }),
  );
  return clinic;
}

async function build(undo: Undo, host?: Host): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), "kvitt-bench-"));
  undo.add(() => rm(folder, { recursive: true, force: true }));
  const server = host?.server ?? (await startEmbedded(folder));
  const database = host ? `bench_${process.hrtime.bigint()}` : "kvitt";
  undo.add(() => (host ? dropDatabase(server, database) : stopEmbedded(server, { force: true })));
  const urls = await provision(server, database, host?.template);
  const clock = offsetClock(BigInt(STARTS_AT.epochMilliseconds - Temporal.Now.instant().epochMilliseconds));
  const platform = await openPlatform({ dataDirectory: folder, urls, clock, log: createLog("silent") });
  undo.add(() => platform.close());
  const superuser = await address(server, database);
  undo.add(() => superuser.end());
  return { platform, clinic: await openClinic(platform), superuser, folder };
}

/** Runs a measurement in a world of its own. */
export async function inWorld<T>(host: Host | undefined, measure: (world: World) => Promise<T>): Promise<T> {
  const undo = new Undo();
  open.add(undo);
  try {
    return await measure(await build(undo, host));
  } finally {
    await undo.run();
  }
}
