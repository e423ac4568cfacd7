import { Command, CommanderError } from "commander";
import { addBackup, addRestore } from "./commands/backup.ts";
import { addDb } from "./commands/db.ts";
import { addDemo } from "./commands/demo.ts";
import { addDescribe } from "./commands/describe.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addExport } from "./commands/export.ts";
import { addImport } from "./commands/import.ts";
import { addInvoice } from "./commands/invoice.ts";
import { addLedgers } from "./commands/ledgers.ts";
import { addReport } from "./commands/report.ts";
import { addServe } from "./commands/serve.ts";
import { addSimulate } from "./commands/simulate.ts";
import { addVerify } from "./commands/verify.ts";
import own from "../package.json" with { type: "json" };
import { exit, Frame } from "./frame/frame.ts";
import type { Surroundings } from "./frame/surroundings.ts";

/** What `--help` prints is an answer and goes to standard output; a wrong use goes to standard error. */
function buildProgram(frame: Frame, surroundings: Surroundings): Command {
  const program = new Command("kvitt")
    .description("From the moment a clinic's fee arises to the moment its bank is reconciled.")
    .version(own.version, "--version", "print the version")
    .option("--data <dir>", "data directory (default: KVITT_DATA, or ./.kvitt)")
    .option("--json", "one JSON value on standard output, everything else on standard error")
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError("Add --help for the options.")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void surroundings.stdout.write(text),
      writeErr: (text) => void surroundings.stderr.write(text),
    });
  for (const add of [
    addServe,
    addDemo,
    addSimulate,
    addLedgers,
    addDescribe,
    addImport,
    addInvoice,
    addReport,
    addExport,
    addVerify,
    addBackup,
    addRestore,
    addDoctor,
    addDb,
  ])
    add(program, frame);
  return program;
}

// Without Commander's help every failure to parse would look like a fault of ours.
function usageExit(error: CommanderError, args: readonly string[], { stdout }: Surroundings): number {
  if (error.exitCode === 0) return exit.done;
  if (args.includes("--json")) {
    const sentence = error.message.replace(/^error: /, "");
    stdout.write(`${JSON.stringify({ code: "USAGE", sentence, remedy: "See kvitt --help.", problems: [] })}\n`);
  }
  return exit.usage;
}

/** Runs one command line, without the program's name. Gives the exit code: 0 done, 1 refused or invalid, 2 usage. */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const frame = new Frame(surroundings);
  try {
    await buildProgram(frame, surroundings).parseAsync(args, { from: "user" });
    return frame.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return usageExit(error, args, surroundings);
    throw error;
  }
}
