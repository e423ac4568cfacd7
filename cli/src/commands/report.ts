import { makeReport, render, REPORT_FORMATS, reportNames, type ReportFormat, type ReportName } from "@kvitt/server";
import { Argument, Option, type Command } from "commander";
import { day, moment } from "../frame/arguments.ts";
import type { Frame } from "../frame/frame.ts";

type Options = {
  readonly ledger?: string;
  readonly asOf?: string;
  readonly knownAt?: Temporal.Instant;
  readonly party?: string;
  readonly format: ReportFormat;
};

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
    .addOption(new Option("--format <format>", "how to write it").choices(REPORT_FORMATS).default("table"))
    .action(
      frame.onPlatform<Options, [ReportName]>(async ({ platform }, options, name) => {
        const { format, json, data: _data, ...question } = options;
        const { tables, holds } = await makeReport(platform, { name, ...question });
        const text = render(tables, json ? "json" : format);
        return { value: json ? (JSON.parse(text) as unknown) : undefined, text: () => text, refused: !holds };
      }),
    );
}
