import { openInstallation, type OpenPlatform, type Place, Refusal } from "@kvitt/server";
import type { Command } from "commander";
import { writeAnswer, type Answer } from "./answer.ts";
import { startProgress, type Progress } from "./progress.ts";
import { brokenAnswer, refusalAnswer } from "./refusal.ts";
import type { Surroundings } from "./surroundings.ts";

/** Options that every command takes. */
export type CommonOptions = { readonly json?: boolean; readonly data?: string };

export type Session = {
  readonly surroundings: Surroundings;
  readonly place: Place;
  /** A word on standard error, also under `--json`. */
  readonly say: (sentence: string) => void;
  readonly progress: (label: string, unit: string) => Progress;
};

export type PlatformSession = Session & { readonly platform: OpenPlatform };

/** The exit codes of design: 0 done, 1 refused or invalid, 2 usage. */
export const exit = { done: 0, refused: 1, usage: 2 } as const;

const DEFAULT_DATA = "./.kvitt";

function placeOf(options: CommonOptions, env: NodeJS.ProcessEnv): Place {
  const databaseUrl = env["DATABASE_URL"];
  const databaseOwnerUrl = env["DATABASE_OWNER_URL"];
  return {
    dataDirectory: options.data ?? env["KVITT_DATA"] ?? DEFAULT_DATA,
    ...(databaseUrl ? { databaseUrl } : {}),
    ...(databaseOwnerUrl ? { databaseOwnerUrl } : {}),
  };
}

/** Runs the work of commands: opens what they need, prints their answer or refusal, closes, and remembers the exit code. */
export class Frame {
  exitCode: number = exit.done;
  readonly #surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** An action for Commander. `work` is given the session, the command's options and its arguments. */
  action<Options, Arguments extends readonly unknown[]>(
    work: (session: Session, options: Options & CommonOptions, ...given: Arguments) => Promise<Answer>,
  ): (...handed: unknown[]) => Promise<void> {
    return async (...handed) => {
      const command = handed.at(-1) as Command;
      const options = command.optsWithGlobals<Options & CommonOptions>();
      const session = this.#session(options);
      const answer = await answerOf(() => work(session, options, ...(handed.slice(0, -2) as unknown as Arguments)));
      this.#finish(answer, options.json ?? false);
    };
  }

  /** The same, with the installation opened before and closed after. */
  onPlatform<Options, Arguments extends readonly unknown[]>(
    work: (session: PlatformSession, options: Options & CommonOptions, ...given: Arguments) => Promise<Answer>,
    logLevel: "warn" | "info" = "warn",
  ): (...handed: unknown[]) => Promise<void> {
    return this.action<Options, Arguments>((session, options, ...given) =>
      opened(session, (open) => work(open, options, ...given), logLevel),
    );
  }

  #session(options: CommonOptions): Session {
    const surroundings = this.#surroundings;
    return {
      surroundings,
      place: placeOf(options, surroundings.env),
      say: (sentence) => void surroundings.stderr.write(`${sentence}\n`),
      progress: (label, unit) => startProgress(label, unit, surroundings),
    };
  }

  #finish(answer: Answer, json: boolean): void {
    if (answer.refused) this.exitCode = exit.refused;
    writeAnswer(answer, json, this.#surroundings);
  }
}

/** Opens the installation for some work, and closes it whatever becomes of the work. */
export async function opened<T>(
  session: Session,
  work: (session: PlatformSession) => Promise<T>,
  logLevel: "warn" | "info" = "warn",
): Promise<T> {
  const platform = await openInstallation(session.place, logLevel);
  if (platform.movedTo)
    session.say(`The data lies in ${platform.movedTo}: the place asked for cannot hold a database server.`);
  try {
    return await work({ ...session, platform });
  } finally {
    await platform.close();
  }
}

async function answerOf(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    return error instanceof Refusal ? refusalAnswer(error) : brokenAnswer(error);
  }
}
