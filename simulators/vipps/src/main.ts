/** `node src/main.ts [--port 4030] [--seed 1] [--start 2026-10-01T08:00:00Z]`: the wallet on this machine only. Time runs with the machine. */
import { parseArgs } from "node:util";
import { machineTime, runAlone } from "@kvitt/simulator-kit";
import { createVippsServer } from "./http.ts";
import { createVippsSimulator } from "./simulator.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4030" },
    seed: { type: "string", default: "1" },
    start: { type: "string" },
  },
});

const simulator = createVippsSimulator({
  seed: Number(values.seed),
  ...machineTime(values.start),
});
runAlone(
  createVippsServer(simulator),
  values.port,
  simulator,
  (origin) => `The simulated wallet listens on ${origin}; its controls are at /_control.`,
);
