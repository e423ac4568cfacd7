/** `node src/main.ts [--port 4010] [--start 2026-01-05] [--seed 1]`: an empty bank on this machine only. */
import { parseArgs } from "node:util";
import { createBank } from "./bank.ts";
import { createBankServer } from "./http.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4010" },
    start: { type: "string", default: "2026-01-05" },
    seed: { type: "string", default: "1" },
  },
});

const bank = createBank({ accounts: [], startOn: Temporal.PlainDate.from(values.start), seed: Number(values.seed) });
const server = createBankServer(bank);
server.listen(Number(values.port), "127.0.0.1", () => {
  console.log(`The simulated bank listens on http://127.0.0.1:${values.port}; its day is ${values.start}.`);
});
