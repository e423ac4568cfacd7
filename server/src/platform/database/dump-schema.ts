#!/usr/bin/env node
// Writes server/schema.sql anew: a server in a temporary directory, all migrations, the dump.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dumpSchema } from "./dump.ts";
import { startEmbedded, stopEmbedded } from "./embedded.ts";
import { migrate } from "./migrate.ts";
import { createPool } from "./pool.ts";
import { provision } from "./provision.ts";

const folder = await mkdtemp(join(tmpdir(), "kvitt-schema-"));
const server = await startEmbedded(folder);
const owner = createPool({ connectionString: (await provision(server, "kvitt_schema")).owner, max: 1 });
await migrate(owner);
await writeFile(join(import.meta.dirname, "..", "..", "..", "schema.sql"), await dumpSchema(owner));
await owner.end();
await stopEmbedded(server, { force: true });
await rm(folder, { recursive: true, force: true });
