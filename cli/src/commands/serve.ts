import { type ServeOptions, startServing } from "@kvitt/server/commands/serve";
import { readServices } from "@kvitt/server/commands/services";
import type { Command } from "commander";
import { readDemoNote } from "../demo/note.ts";
import { wholeNumber } from "../frame/arguments.ts";
import { writeAnswer, type Answer, type Style } from "../frame/answer.ts";
import type { Frame, PlatformSession } from "../frame/frame.ts";

export type Listening = ServeOptions & { readonly json?: boolean };

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

/** What is told when it listens, besides the address. */
export type Greeting = { readonly value: object; readonly text: (style: Style) => string };

const NO_GREETING: Greeting = { value: {}, text: () => "" };

/** Serves until somebody asks it to stop. The address is told as soon as it listens; what is left to say at the end is nothing. */
export async function serveUntilStopped(
  { platform, surroundings, say }: PlatformSession,
  { json, services, ...places }: Listening,
  greeting = NO_GREETING,
): Promise<Answer> {
  const asked = stopAsked();
  // Any other data directory shows no way in (the note is only where a demo was made).
  const demo = await readDemoNote(platform.dataDirectory);
  const maintenance = surroundings.env["KVITT_MAINTENANCE"];
  const serving = await startServing(platform, {
    ...places,
    services: services ?? (await readServices(platform.dataDirectory, surroundings.env["KVITT_SERVICES"])),
    demoSignIns: demo?.signIns ?? [],
    maintenance,
  });
  const { address } = serving;
  const reference = `${address}/api/v1/reference`;
  const listens = `Kvitt listens at ${address}; ${reference} tells how to speak to it. Ctrl-C stops it.`;
  const text = (style: Style) => [greeting.text(style), listens].filter((part) => part !== "").join("\n\n");
  writeAnswer({ value: { address, reference, ...greeting.value }, text }, json ?? false, surroundings);
  say(`${await asked}: finishing what is under way.`);
  await serving.stop();
  return { value: undefined, text: () => "" };
}

/** The options of everything that listens. */
export function listeningOptions(command: Command): Command {
  return command
    .option("--port <port>", "port to listen at, 0 for any", wholeNumber(0, 65_535), 3000)
    .option("--pay-port <port>", "port of the pay page, where there are services", wholeNumber(0, 65_535), 3001)
    .option(
      "--webhooks-port <port>",
      "port of partners' events, where there are services",
      wholeNumber(0, 65_535),
      3002,
    )
    .option("--host <host>", "address to listen at", "127.0.0.1");
}

/** `kvitt serve` */
export function addServe(program: Command, frame: Frame): void {
  const command = program
    .command("serve")
    .description("HTTP API, jobs and schedules, and the watched directory; until Ctrl-C or SIGTERM");
  listeningOptions(command).action(
    frame.onPlatform<Listening, []>((session, options) => serveUntilStopped(session, options), "info"),
  );
}
