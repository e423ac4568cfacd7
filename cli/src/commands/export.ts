import { bookFormats, exportBooks, type BookFormat } from "@kvitt/server";
import { Argument, type Command } from "commander";
import { day, wholeNumber } from "../frame/arguments.ts";
import type { Answer } from "../frame/answer.ts";
import type { Frame, PlatformSession } from "../frame/frame.ts";
import { plural } from "../frame/money.ts";
import { countingSink, fileSink, streamSink, type Sink } from "../frame/output-file.ts";

type Options = {
  readonly ledger?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
  readonly out?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
};

function collectingSink(pieces: string[]): Sink {
  return { ...countingSink(), write: async (piece) => void pieces.push(piece) };
}

async function sinkOf({ surroundings }: PlatformSession, options: Options, pieces: string[]): Promise<Sink> {
  if (options.dryRun) return countingSink();
  if (options.out !== undefined) return fileSink(options.out);
  return options.json ? collectingSink(pieces) : streamSink(surroundings.stdout);
}

async function exportTo(session: PlatformSession, options: Options, format: BookFormat): Promise<Answer> {
  const { ledger, from, to, limit, out, dryRun } = options;
  const question = {
    format,
    ...(ledger ? { ledger } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(limit ? { limit } : {}),
    trial: dryRun ?? false,
  };
  const pieces: string[] = [];
  let bytes = 0;
  const sink = await sinkOf(session, options, pieces);
  try {
    await exportBooks(session.platform, question, async (piece) => {
      bytes += Buffer.byteLength(piece);
      await sink.write(piece);
    });
    await sink.done();
  } catch (error) {
    await sink.abandon();
    throw error;
  }
  const said = dryRun
    ? `Would write ${plural(bytes, "byte")}${out ? ` to ${out}` : ""}.`
    : out
      ? `Wrote ${plural(bytes, "byte")} to ${out}.`
      : "";
  const content = out === undefined && !dryRun ? { content: pieces.join("") } : {};
  return { value: { format, out: out ?? null, bytes, dryRun: dryRun ?? false, ...content }, text: () => said };
}

/** `kvitt export hledger|beancount` */
export function addExport(program: Command, frame: Frame): void {
  program
    .command("export")
    .description("the books for other programs to check, on standard output unless --out names a file")
    .addArgument(new Argument("<format>").choices(bookFormats))
    .option("--ledger <ledger>", "id, organisation number or name (default: every ledger)")
    .option("--from <day>", "first day (default: all)", day)
    .option("--to <day>", "last day (default: all)", day)
    .option("--limit <n>", "the most entries of each tenant", wholeNumber(1, 1e12))
    .option("--out <path>", "write to a file, whole or not at all")
    .option("--dry-run", "say how much would be written, and write nothing")
    .action(frame.onPlatform<Options, [BookFormat]>(exportTo));
}
