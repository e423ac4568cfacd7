/**
 * `node src/main.ts [--port 4061] [--smtp 4062] [--bounces directory] [--start 2026-10-01T08:00:00Z]`: pages and SMTP on this machine only.
 * Bounces are laid into the directory (through `tmp`, as Maildir has it, so that nobody reads half of one). Time runs with the machine.
 */
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { machineTime, runAlone } from "@kvitt/simulator-kit";
import { createMailServer } from "./http.ts";
import { createMailSimulator } from "./simulator.ts";
import { createSmtpServer } from "./smtp.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4061" },
    smtp: { type: "string", default: "4062" },
    bounces: { type: "string" },
    start: { type: "string" },
  },
});
const { bounces } = values;

const simulator = createMailSimulator({
  ...machineTime(values.start),
  deliverBounce: async ({ name, bytes }) => {
    if (bounces === undefined) return;
    for (const folder of ["tmp", "new"]) await mkdir(join(bounces, folder), { recursive: true });
    await writeFile(join(bounces, "tmp", name), bytes);
    await rename(join(bounces, "tmp", name), join(bounces, "new", name));
  },
});
createSmtpServer(simulator).listen(Number(values.smtp), "127.0.0.1");
runAlone(
  createMailServer(simulator),
  values.port,
  simulator,
  (origin) => `The simulated mailbox is at ${origin}; SMTP at 127.0.0.1:${values.smtp}.`,
);
