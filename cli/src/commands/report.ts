import {
  makeReport,
  PRINTED_FORMATS,
  type PrintedFormat,
  printedPieces,
  render,
  type Report,
  REPORT_FORMATS,
  REPORT_LANGUAGES,
  type ReportFormat,
  type ReportLanguage,
  type ReportName,
  reportNames,
} from "@kvitt/server/commands/report";
import { Argument, Option, type Command } from "commander";
import { userInfo } from "node:os";
import type { Answer } from "../frame/answer.ts";
import { day, moment } from "../frame/arguments.ts";
import type { Frame, PlatformSession } from "../frame/frame.ts";
import { plural } from "../frame/money.ts";
import { fileSink, streamSink } from "../frame/output-file.ts";

type Options = {
  readonly ledger?: string;
  readonly asOf?: string;
  readonly knownAt?: Temporal.Instant;
  readonly party?: string;
  readonly format: ReportFormat | PrintedFormat;
  readonly language: ReportLanguage;
  readonly out?: string;
};

const isPrinted = (format: Options["format"]): format is PrintedFormat =>
  (PRINTED_FORMATS as readonly string[]).includes(format);

/** The filter that is printed on the file, by the names of the options. */
function filterOf({ ledger, party }: Options): Record<string, string> {
  return { ...(ledger === undefined ? {} : { ledger }), ...(party === undefined ? {} : { party }) };
}

/** Writes pieces to `--out` or standard output: a file appears whole or not at all. Gives the number of bytes. */
async function written(
  { surroundings }: PlatformSession,
  { out }: Options,
  pieces: AsyncIterable<string | Buffer> | Iterable<string>,
): Promise<number> {
  const sink = out === undefined ? streamSink(surroundings.stdout) : await fileSink(out);
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      bytes += Buffer.byteLength(piece);
      await sink.write(piece);
    }
    await sink.done();
    return bytes;
  } catch (error) {
    await sink.abandon();
    throw error;
  }
}

async function answered(session: PlatformSession, options: Options, { tables, holds }: Report): Promise<Answer> {
  const { format, language, out } = options;
  const user = `operatingSystemUser ${userInfo().username}`;
  const pieces = isPrinted(format)
    ? printedPieces({ tables, filter: filterOf(options), user, language }, format)
    : [render(tables, format)];
  const bytes = await written(session, options, pieces);
  const said = out === undefined ? "" : `Wrote ${plural(bytes, "byte")} to ${out}.`;
  return { value: undefined, text: () => said, refused: !holds };
}

/** `kvitt report aging|reskontro|proof` */
export function addReport(program: Command, frame: Frame): void {
  program
    .command("report")
    .description(
      "where every amount stands; the same day and moment give the same bytes. A proof that does not hold leaves with 1",
    )
    .addArgument(new Argument("<report>").choices(reportNames))
    .option("--ledger <ledger>", "id, organisation number or name (default: every ledger)")
    .option("--as-of <day>", "as of the end of a day (default: today in the ledger's zone)", day)
    .option("--known-at <moment>", "by what was written down up to a moment (default: now)", moment)
    .option("--party <party>", "one customer, by customer number or id (reskontro)")
    .addOption(
      new Option("--format <format>", "how to write it")
        .choices([...REPORT_FORMATS, ...PRINTED_FORMATS])
        .default("table"),
    )
    .addOption(
      new Option("--language <language>", "the words of a spreadsheet or PDF").choices(REPORT_LANGUAGES).default("en"),
    )
    .option("--out <path>", "write to a file, whole or not at all")
    .action(
      frame.onPlatform<Options & { readonly json?: boolean }, [ReportName]>(async (session, options, name) => {
        const { ledger, asOf, knownAt, party } = options;
        const report = await makeReport(session.platform, {
          name,
          ...(ledger === undefined ? {} : { ledger }),
          ...(asOf === undefined ? {} : { asOf }),
          ...(knownAt === undefined ? {} : { knownAt }),
          ...(party === undefined ? {} : { party }),
        });
        if (!options.json) return answered(session, options, report);
        const value = JSON.parse(render(report.tables, "json")) as unknown;
        return { value, text: () => "", refused: !report.holds };
      }),
    );
}
