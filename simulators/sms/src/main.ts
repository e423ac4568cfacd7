/**
 * `node src/main.ts [--port 4050] [--webhook-a url] [--webhook-b url] [--seed 1] [--start 2026-10-01T08:00:00Z]`: both gateways and the
 * phones, on this machine only. Time runs with the machine.
 */
import { parseArgs } from "node:util";
import { machineTime, runAlone } from "@kvitt/simulator-kit";
import { createSmsServer } from "./http.ts";
import { createSmsSimulator } from "./simulator.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4050" },
    seed: { type: "string", default: "1" },
    start: { type: "string" },
    "webhook-a": { type: "string" },
    "webhook-b": { type: "string" },
  },
});
const [a, b] = [values["webhook-a"], values["webhook-b"]];

const simulator = createSmsSimulator({
  seed: Number(values.seed),
  ...machineTime(values.start),
  webhookUrls: { ...(a === undefined ? {} : { a }), ...(b === undefined ? {} : { b }) },
});
runAlone(
  createSmsServer(simulator),
  values.port,
  simulator,
  (origin) => `The simulated phones are at ${origin}; the controls at /_control.`,
);
