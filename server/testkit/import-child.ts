#!/usr/bin/env node
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { importFile } from "../src/banking/index.ts";
import { netsReader } from "../src/partners/nets/index.ts";
import { createLog, openPlatform, systemContext } from "../src/platform/index.ts";

/**
 * A process that imports one file and dies, or kills its database, as it is about to send a certain statement:
 * `node import-child.ts DATA TENANT FILE STATEMENT process|database`. With statement 0 it lives, and says how many it sent.
 */
const [dataDirectory, tenantId, path, at, victim] = process.argv.slice(2);
if (!dataDirectory || !tenantId || !path || !at) throw new Error("DATA TENANT FILE STATEMENT VICTIM");

function die(): void {
  if (victim === "process") process.kill(process.pid, "SIGKILL");
  else {
    const postmaster = Number(readFileSync(join(dataDirectory!, "database", "postmaster.pid"), "utf8").split("\n")[0]);
    // Those it serves would go on without it for as long as statements keep coming.
    const serving = childrenOf(postmaster);
    for (const id of [postmaster, ...serving]) process.kill(id, "SIGKILL");
  }
}

/** The processes a process has started, as far as the system tells: Linux alone does, and elsewhere the test is less sharp. */
function childrenOf(id: number): number[] {
  const listed = `/proc/${id}/task/${id}/children`;
  if (!existsSync(listed)) return [];
  return readFileSync(listed, "utf8").split(" ").filter(Boolean).map(Number);
}

const platform = await openPlatform({ dataDirectory, log: createLog("silent") });
let sent = 0;
const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
const query = prototype.query;
prototype.query = function (...args) {
  sent += 1;
  if (sent === Number(at)) die();
  return query.apply(this, args);
};
const chunks = createReadStream(path);
const { file } = await importFile(platform, systemContext(tenantId, "import"), netsReader(), {
  channel: "command",
  chunks,
  linesPerTransaction: 100,
});
process.stdout.write(`${file.state} ${sent}\n`);
await platform.close();
