/** What a simulator starts with that runs by itself, with the machine's time. */

import type { Server } from "node:http";

/** Time that goes on with the machine, from a start (RFC 3339) or from now, and delays that last. */
export function machineTime(start: string | undefined): {
  readonly machine: () => number;
  readonly wait: (ms: number) => Promise<void>;
} {
  const offsetMs = start === undefined ? 0 : Temporal.Instant.from(start).epochMilliseconds - Date.now();
  return {
    machine: () => Date.now() + offsetMs,
    wait: (ms) =>
      new Promise((resolve) => {
        setTimeout(resolve, ms);
      }),
  };
}

/** Listens on this machine only, and does every second what has fallen due. */
export function runAlone(
  server: Server,
  port: string,
  simulator: { settle(): Promise<void> },
  saying: (origin: string) => string,
): void {
  server.listen(Number(port), "127.0.0.1", () => {
    console.log(saying(`http://127.0.0.1:${port}`));
  });
  setInterval(() => {
    void simulator.settle();
  }, 1_000).unref();
}
