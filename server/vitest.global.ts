import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startEmbedded, stopEmbedded, type EmbeddedServer } from "./src/platform/database/embedded.ts";
import { migrate } from "./src/platform/database/migrate.ts";
import { createPool } from "./src/platform/database/pool.ts";
import { provision } from "./src/platform/database/provision.ts";

/**
 * Hundreds of small databases come and go here, and none of them outlives the run: nothing waits for the disk. What a crash leaves behind is tested
 * on servers of its own, with the product's settings.
 */
async function waitForNoDisk({ port, superuser: user, password }: EmbeddedServer): Promise<void> {
  const client = new pg.Client({ host: "127.0.0.1", port, user, password, database: "postgres" });
  await client.connect();
  for (const setting of ["fsync", "full_page_writes"]) await client.query(`alter system set ${setting} = off`);
  await client.query("select pg_reload_conf()");
  await client.end();
}

/** One real server for a test run, with a migrated template that every test file copies. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "kvitt-test-"));
  const server = await startEmbedded(folder);
  await waitForNoDisk(server);
  const urls = await provision(server, "kvitt_template");
  const owner = createPool({ connectionString: urls.owner, max: 1 });
  await migrate(owner);
  await owner.end();
  process.env["KVITT_TEST_SERVER"] = JSON.stringify(server);
  return async () => {
    await stopEmbedded(server, { force: true });
    await rm(folder, { recursive: true, force: true });
  };
}
