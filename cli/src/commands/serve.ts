import { startServing } from "@kvitt/server";
import type { Command } from "commander";
import { wholeNumber } from "../frame/arguments.ts";
import { writeAnswer } from "../frame/answer.ts";
import type { Frame } from "../frame/frame.ts";

type Options = { readonly port: number; readonly host: string; readonly json?: boolean };

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Waits until somebody asks the process to stop. A second signal ends it at once. */
async function stopAsked(): Promise<NodeJS.Signals> {
  return new Promise((asked) => {
    for (const signal of SIGNALS) {
      // The embedded server's library ends the process on a signal; here what is under way is finished first.
      process.removeAllListeners(signal);
      process.once(signal, () => {
        for (const other of SIGNALS) process.removeAllListeners(other);
        asked(signal);
      });
    }
  });
}

/** `kvitt serve` */
export function addServe(program: Command, frame: Frame): void {
  program
    .command("serve")
    .description("HTTP API, jobs and schedules, and the watched directory; until Ctrl-C or SIGTERM")
    .option("--port <port>", "port to listen at, 0 for any", wholeNumber(0, 65_535), 3000)
    .option("--host <host>", "address to listen at", "127.0.0.1")
    .action(
      frame.onPlatform<Options, []>(async ({ platform, surroundings, say }, { port, host, json }) => {
        const serving = await startServing(platform, { port, host });
        const { address } = serving;
        const reference = `${address}/api/v1/reference`;
        const text = () => `Kvitt listens at ${address}; ${reference} tells how to speak to it. Ctrl-C stops it.`;
        writeAnswer({ value: { address, reference }, text }, json ?? false, surroundings);
        say(`${await stopAsked()}: finishing what is under way.`);
        await serving.stop();
        return { value: undefined, text: () => "" };
      }, "info"),
    );
}
