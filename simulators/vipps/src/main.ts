/** `node src/main.ts [--port 4030] [--seed 1] [--start 2026-10-01T08:00:00Z]`: the wallet on this machine only. Time runs with the machine. */
import { parseArgs } from "node:util";
import { createVippsServer } from "./http.ts";
import { createVippsSimulator } from "./simulator.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4030" },
    seed: { type: "string", default: "1" },
    start: { type: "string" },
  },
});
const offsetMs = values.start === undefined ? 0 : Temporal.Instant.from(values.start).epochMilliseconds - Date.now();

const simulator = createVippsSimulator({
  seed: Number(values.seed),
  machine: () => Date.now() + offsetMs,
  wait: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    }),
});
const server = createVippsServer(simulator);
server.listen(Number(values.port), "127.0.0.1", () => {
  console.log(`The simulated wallet listens on http://127.0.0.1:${values.port}; its controls are at /_control.`);
});
setInterval(() => {
  void simulator.settle();
}, 1_000).unref();
