/** `node src/main.ts [--port 4040] [--seed 1] [--start 2026-10-01T08:00:00Z]`: the card service on this machine only. Time runs with the machine. */
import { parseArgs } from "node:util";
import { machineTime, runAlone } from "@kvitt/simulator-kit";
import { createStripeServer } from "./http.ts";
import { createStripeSimulator } from "./simulator.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4040" },
    seed: { type: "string", default: "1" },
    start: { type: "string" },
  },
});

const simulator = createStripeSimulator({
  seed: Number(values.seed),
  ...machineTime(values.start),
});
runAlone(
  createStripeServer(simulator),
  values.port,
  simulator,
  (origin) => `The simulated card service listens on ${origin}; its controls are at /_control.`,
);
