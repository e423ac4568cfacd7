import closeWithGrace from "close-with-grace";
import type { Log } from "../platform/index.ts";

/** How long what is under way may take to end. After that the process ends anyway; unfinished transactions roll back. */
const MOST_MS = 20_000;

/**
 * Ends the process in order when it is asked to (SIGTERM, SIGINT) or when something breaks that nobody caught: stop taking requests, finish those
 * begun, then the worker, then the database. `stop` does it. Returns a way to ask for the same from inside.
 */
export function stopGracefully(log: Log, stop: () => Promise<void>): { close(): Promise<void> } {
  return closeWithGrace({ delay: MOST_MS, logger: false }, async ({ signal, err }) => {
    if (err) log.fatal({ type: err.name }, "stopping after an error nobody caught");
    else log.info({ signal }, "stopping");
    await stop();
  });
}
