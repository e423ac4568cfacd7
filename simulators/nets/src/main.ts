/**
 * `node src/main.ts [--port 4090] [--webhook url] [--start 2026-10-01T08:00:00Z]`: the eFaktura submitter and the net bank on this machine only. Time runs with
 * the machine.
 */
import { parseArgs } from "node:util";
import { machineTime, runAlone } from "@kvitt/simulator-kit";
import { createNetsServer } from "./http.ts";
import { createNetsSimulator } from "./simulator.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4090" },
    webhook: { type: "string" },
    start: { type: "string" },
  },
});

const simulator = createNetsSimulator({
  ...machineTime(values.start),
  ...(values.webhook === undefined ? {} : { webhookUrl: values.webhook }),
});
runAlone(
  createNetsServer(simulator),
  values.port,
  simulator,
  (origin) => `The simulated eFaktura submitter and net bank are at ${origin}; controls at /_control.`,
);
