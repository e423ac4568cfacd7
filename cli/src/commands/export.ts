import { type BookFormat, bookFormats, exportBooks } from "@kvitt/server/commands/export";
import { exportEInvoices } from "@kvitt/server/commands/export-e-invoices";
import { makeRemittance } from "@kvitt/server/commands/remittance";
import { Argument, type Command } from "commander";
import { day, wholeNumber } from "../frame/arguments.ts";
import type { Answer } from "../frame/answer.ts";
import type { Frame, PlatformSession } from "../frame/frame.ts";
import { plural } from "../frame/money.ts";
import { countingSink, fileSink, streamSink, type Piece, type Sink } from "../frame/output-file.ts";

type Options = {
  readonly ledger?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
  readonly out?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
};

const formats = [...bookFormats, "ocr", "ehf"] as const;
type Format = (typeof formats)[number];
type Write = (piece: Piece) => Promise<void>;

/** Which ledger and days, and how many at most. */
function rangeOf({ ledger, from, to, limit }: Options) {
  return {
    ...(ledger === undefined ? {} : { ledger }),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(limit ? { limit } : {}),
  };
}

async function produceBooks(
  { platform }: PlatformSession,
  options: Options,
  format: BookFormat,
  write: Write,
): Promise<void> {
  await exportBooks(platform, { format, ...rangeOf(options), trial: options.dryRun ?? false }, write);
}

async function produceEInvoices({ platform, say }: PlatformSession, options: Options, write: Write): Promise<void> {
  const question = { ...rangeOf(options), trial: options.dryRun ?? false };
  const { written, refused } = await exportEInvoices(platform, question, write);
  say(`${plural(written, "e-invoice")}; ${refused.length} left out.`);
  for (const { number, code } of refused) say(`${number}: ${code}`);
}

async function produceRemittance(
  { platform, say }: PlatformSession,
  { ledger, from, to, dryRun = false }: Options,
  write: Write,
): Promise<void> {
  const range = { ...(ledger === undefined ? {} : { ledger }), ...(from ? { from } : {}), ...(to ? { to } : {}) };
  const made = await makeRemittance(platform, { ...range, trial: dryRun });
  if (made) await write(made.bytes);
  else say("Nothing has been paid that is not told yet: there is no file.");
}

/** A file of bytes is Latin-1 text: one letter a byte. */
function collectingSink(pieces: string[]): Sink {
  return {
    ...countingSink(),
    write: async (piece) => void pieces.push(typeof piece === "string" ? piece : Buffer.from(piece).toString("latin1")),
  };
}

async function sinkOf({ surroundings }: PlatformSession, options: Options, pieces: string[]): Promise<Sink> {
  if (options.dryRun) return countingSink();
  if (options.out !== undefined) return fileSink(options.out);
  return options.json ? collectingSink(pieces) : streamSink(surroundings.stdout);
}

/** Lets `produce` write to a sink, which then keeps all of it or nothing. Gives the number of bytes. */
async function through(sink: Sink, produce: (write: Write) => Promise<void>): Promise<number> {
  let bytes = 0;
  try {
    await produce(async (piece) => {
      bytes += Buffer.byteLength(piece);
      await sink.write(piece);
    });
    await sink.done();
    return bytes;
  } catch (error) {
    await sink.abandon();
    throw error;
  }
}

function said(bytes: number, { out, dryRun }: Options): string {
  if (dryRun) return `Would write ${plural(bytes, "byte")}${out ? ` to ${out}` : ""}.`;
  return out ? `Wrote ${plural(bytes, "byte")} to ${out}.` : "";
}

async function exportTo(session: PlatformSession, options: Options, format: Format): Promise<Answer> {
  const { out, dryRun = false } = options;
  const pieces: string[] = [];
  const produce = (write: Write): Promise<void> => {
    if (format === "ocr") return produceRemittance(session, options, write);
    return format === "ehf" ? produceEInvoices(session, options, write) : produceBooks(session, options, format, write);
  };
  const bytes = await through(await sinkOf(session, options, pieces), produce);
  const content = out === undefined && !dryRun ? { content: pieces.join("") } : {};
  return { value: { format, out: out ?? null, bytes, dryRun, ...content }, text: () => said(bytes, options) };
}

/** `kvitt export hledger|beancount|ocr|ehf` */
export function addExport(program: Command, frame: Frame): void {
  program
    .command("export")
    .description(
      "the books for other programs to check, the OCR file of what was paid, or the e-invoices (EHF) as an archive; on standard output unless --out names a file",
    )
    .addArgument(new Argument("<format>").choices(formats))
    .option("--ledger <ledger>", "id, organisation number or name (default: every ledger; ocr: the only one)")
    .option("--from <day>", "first day (default: all; ocr: the last day)", day)
    .option("--to <day>", "last day (default: all; ocr: today)", day)
    .option("--limit <n>", "the most entries or e-invoices of each tenant", wholeNumber(1, 1e12))
    .option("--out <path>", "write to a file, whole or not at all")
    .option("--dry-run", "say how much would be written, and write nothing")
    .action(frame.onPlatform<Options, [Format]>(exportTo));
}
