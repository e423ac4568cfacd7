/**
 * `node src/main.ts [--port 4070] [--webhook url] [--start 2026-10-01T08:00:00Z]`: the print service on this machine only. Time runs with
 * the machine.
 */
import { parseArgs } from "node:util";
import { machineTime, runAlone } from "@kvitt/simulator-kit";
import { createPrintServer } from "./http.ts";
import { createPrintSimulator } from "./simulator.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4070" },
    webhook: { type: "string" },
    start: { type: "string" },
  },
});

const simulator = createPrintSimulator({
  ...machineTime(values.start),
  ...(values.webhook === undefined ? {} : { webhookUrl: values.webhook }),
});
runAlone(
  createPrintServer(simulator),
  values.port,
  simulator,
  (origin) => `The simulated print service is at ${origin}; its controls at /_control.`,
);
