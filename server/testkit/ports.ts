import { createServer } from "node:net";

/** Ports that the system gives nobody by itself begin below 32768; each process tries from a place of its own. */
let next = 20_000 + (process.pid % 1_000) * 12;

function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((found) => {
    probe.once("error", () => found(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => found(true)));
  });
}

/** A port that is free, and stays so: pages and events have addresses that others are told before anybody listens there. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = next++;
    if (await isFree(port)) return port;
  }
}
