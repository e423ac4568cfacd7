/** `node src/main.ts [--port 4060] [--seed 1] [--start 2026-10-01T08:00:00Z]`: the finance company on this machine only. Time runs with the machine. */
import { parseArgs } from "node:util";
import { machineTime, runAlone } from "@kvitt/simulator-kit";
import { createFinanceServer } from "./http.ts";
import { createFinanceSimulator } from "./simulator.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4060" },
    seed: { type: "string", default: "1" },
    start: { type: "string" },
  },
});

const simulator = createFinanceSimulator({
  seed: Number(values.seed),
  ...machineTime(values.start),
});
runAlone(
  createFinanceServer(simulator),
  values.port,
  simulator,
  (origin) => `The simulated finance company listens on ${origin}; its controls are at /_control.`,
);
