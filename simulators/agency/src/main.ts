/** `node src/main.ts [--port 5200] [--seed 1] [--start 2026-10-01T08:00:00Z] [--currency SEK] [--lives]`: the agency on this machine only. Time runs with the machine. */
import { parseArgs } from "node:util";
import { machineTime, runAlone } from "@kvitt/simulator-kit";
import { createAgencyServer } from "./http.ts";
import { createAgencySimulator, demoAccount } from "./simulator.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "5200" },
    seed: { type: "string", default: "1" },
    start: { type: "string" },
    currency: { type: "string", default: "SEK" },
    lives: { type: "boolean", default: false },
  },
});

const simulator = createAgencySimulator({
  seed: Number(values.seed),
  account: { ...demoAccount, currency: values.currency },
  lives: values.lives,
  ...machineTime(values.start),
});
runAlone(
  createAgencyServer(simulator),
  values.port,
  simulator,
  (origin) => `The simulated collection agency listens on ${origin}; its controls are at /_control.`,
);
