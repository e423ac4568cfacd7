/** `node src/main.ts [--port 4050] [--seed 1] [--start 2026-10-01T08:00:00Z]`: Swish on this machine only. Time runs with the machine. */
import { parseArgs } from "node:util";
import { machineTime, runAlone } from "@kvitt/simulator-kit";
import { createSwishServer } from "./http.ts";
import { createSwishSimulator } from "./simulator.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4050" },
    seed: { type: "string", default: "1" },
    start: { type: "string" },
  },
});

const simulator = createSwishSimulator({
  seed: Number(values.seed),
  ...machineTime(values.start),
});
runAlone(
  createSwishServer(simulator),
  values.port,
  simulator,
  (origin) => `The simulated Swish listens on ${origin}; its controls are at /_control.`,
);
