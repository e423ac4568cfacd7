import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded, stopEmbedded } from "./src/platform/database/embedded.ts";
import { migrate } from "./src/platform/database/migrate.ts";
import { createPool } from "./src/platform/database/pool.ts";
import { provision } from "./src/platform/database/provision.ts";

/** One real server for a test run, with a migrated template that every test file copies. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "kvitt-test-"));
  const server = await startEmbedded(folder);
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
