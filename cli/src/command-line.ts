import { Command, CommanderError } from "commander";
import own from "../package.json" with { type: "json" };
import { exit, Frame } from "./frame/frame.ts";
import type { Surroundings } from "./frame/surroundings.ts";

type Add = (program: Command, frame: Frame) => void;

/** In the order of the help. The code of a command is loaded when it is named: an import holds no web server in memory. */
const COMMANDS: Readonly<Record<string, () => Promise<Add>>> = {
  serve: async () => (await import("./commands/serve.ts")).addServe,
  demo: async () => (await import("./commands/demo.ts")).addDemo,
  simulate: async () => (await import("./commands/simulate.ts")).addSimulate,
  ledgers: async () => (await import("./commands/ledgers.ts")).addLedgers,
  describe: async () => (await import("./commands/describe.ts")).addDescribe,
  import: async () => (await import("./commands/import.ts")).addImport,
  invoice: async () => (await import("./commands/invoice.ts")).addInvoice,
  followup: async () => (await import("./commands/followup.ts")).addFollowUp,
  report: async () => (await import("./commands/report.ts")).addReport,
  export: async () => (await import("./commands/export.ts")).addExport,
  verify: async () => (await import("./commands/verify.ts")).addVerify,
  backup: async () => (await import("./commands/backup.ts")).addBackup,
  restore: async () => (await import("./commands/backup.ts")).addRestore,
  doctor: async () => (await import("./commands/doctor.ts")).addDoctor,
  db: async () => (await import("./commands/db.ts")).addDb,
};

/** The command that is named, with any whose name stands among the other words; all of them where none is, and for the help. */
async function addsFor(args: readonly string[]): Promise<Add[]> {
  const isHelp = ["--help", "-h", "help"].some((word) => args.includes(word));
  const named = Object.entries(COMMANDS).filter(([name]) => !isHelp && args.includes(name));
  const wanted = named.length > 0 ? named : Object.entries(COMMANDS);
  return Promise.all(wanted.map(([, load]) => load()));
}

/** What `--help` prints is an answer and goes to standard output; a wrong use goes to standard error. */
function buildProgram(adds: readonly Add[], frame: Frame, surroundings: Surroundings): Command {
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
  for (const add of adds) add(program, frame);
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
    await buildProgram(await addsFor(args), frame, surroundings).parseAsync(args, { from: "user" });
    return frame.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return usageExit(error, args, surroundings);
    throw error;
  }
}
