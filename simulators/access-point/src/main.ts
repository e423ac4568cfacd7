/**
 * `node src/main.ts [--port 4080] [--seed 1] [--start 2026-10-01T08:00:00Z] [--webhook http://127.0.0.1:3000/...]`: the access point on this
 * machine only. Time runs with the machine; everybody with a number takes every document.
 */
import { parseArgs } from "node:util";
import { machineTime, runAlone } from "@kvitt/simulator-kit";
import { createAccessPointServer } from "./http.ts";
import { createAccessPoint } from "./simulator.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4080" },
    seed: { type: "string", default: "1" },
    start: { type: "string" },
    webhook: { type: "string" },
  },
});

const simulator = createAccessPoint({
  seed: Number(values.seed),
  settings: { othersTake: ["invoice", "creditNote"] },
  ...machineTime(values.start),
  ...(values.webhook === undefined ? {} : { webhookUrl: values.webhook }),
});
runAlone(
  createAccessPointServer(simulator),
  values.port,
  simulator,
  (origin) => `The simulated access point listens on ${origin}; its controls are at /_control.`,
);
