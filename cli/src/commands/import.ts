import { type FileOutcome, importFiles } from "@kvitt/server/commands/import";
import type { Command } from "commander";
import { basename } from "node:path";
import type { Style } from "../frame/answer.ts";
import type { Frame, PlatformSession } from "../frame/frame.ts";
import { amount, plural } from "../frame/money.ts";
import type { Progress } from "../frame/progress.ts";
import { problemLines, refusalAnswer } from "../frame/refusal.ts";
import { table } from "../frame/table.ts";

type Options = { readonly ledger: string; readonly confirmUnknownAccounts?: boolean; readonly dryRun?: boolean };

type Taken = Extract<FileOutcome, { file: unknown }>;

/** Posted, or waiting for nothing more than the work that is under way. */
const GOOD = new Set(["posted", "posting"]);
const COLUMNS = [{ title: "State" }, { title: "Lines", figures: true }, { title: "Amount", figures: true }];

function isGood(outcome: FileOutcome): boolean {
  return "file" in outcome && GOOD.has(outcome.file.state);
}

function valueOf(outcome: FileOutcome): unknown {
  if ("refusal" in outcome)
    return { path: outcome.path, state: "refused", ...(refusalAnswer(outcome.refusal).value as object) };
  const { id, format, state, totals, problems, sha256, byteLength } = outcome.file;
  return {
    path: outcome.path,
    id,
    format,
    state,
    alreadyImported: outcome.alreadyImported,
    sha256: sha256.toString("hex"),
    byteLength,
    totals,
    problems,
  };
}

function totalsText({ file }: Taken, style: Style): string[] {
  const { totals } = file;
  const rows = Object.entries(totals.byState).map(([state, sum]) => [state, String(sum.lines), amount(sum.minor)]);
  const statements =
    totals.statements > 0
      ? [`${plural(totals.statements, "statement")}, ${plural(totals.statementLines, "statement line")}.`]
      : [];
  return [...(rows.length > 0 ? [table(COLUMNS, rows, style)] : []), ...statements];
}

const HEADLINES: Readonly<Record<string, string>> = {
  posted: "posted",
  posting: "is being posted",
  rejected: "is refused; it is kept, and nothing of it was posted",
  quarantined: "waits for a person; nothing of it was posted",
  awaitingRelease: "waits to be released by a second person",
  stored: "is kept and not yet read",
};

function takenText(outcome: Taken, dryRun: boolean, style: Style): string[] {
  const { file, alreadyImported } = outcome;
  const colour = GOOD.has(file.state) ? style.good : style.bad;
  const said = alreadyImported
    ? "was imported before: nothing changed"
    : dryRun
      ? `would be ${file.state}`
      : HEADLINES[file.state]!;
  return [
    `${style.strong(basename(outcome.path))}  ${colour(said)}`,
    ...totalsText(outcome, style),
    ...problemLines(file.problems, style),
  ];
}

function textOf(outcomes: readonly FileOutcome[], dryRun: boolean, style: Style): string {
  const blocks = outcomes.map((outcome) =>
    "file" in outcome
      ? takenText(outcome, dryRun, style).join("\n")
      : `${style.strong(basename(outcome.path))}  ${refusalAnswer(outcome.refusal).text(style)}`,
  );
  return [...blocks, ...(dryRun ? ["A dry run: nothing was posted."] : [])].join("\n\n");
}

/** A bar for each step of each file. */
function stepTeller(session: PlatformSession): { step: Parameters<typeof importFiles>[2]; end: () => void } {
  let current = "";
  let told: Progress | undefined;
  return {
    step(path, { step, done, of }) {
      if (current !== `${step} ${path}`) {
        told?.end();
        current = `${step} ${path}`;
        told = session.progress(`${basename(path)}: ${step}`, step === "posting" ? "lines" : "bytes");
      }
      told?.update(done, of);
    },
    end: () => told?.end(),
  };
}

/** `kvitt import FILE...` */
export function addImport(program: Command, frame: Frame): void {
  program
    .command("import")
    .argument("<files...>", "OCR giro files, camt.053 statements, camt.054 notifications, as the bank delivered them")
    .description("read, match, post; the same file twice changes nothing. Leaves with 1 when a file was not posted")
    .requiredOption("--ledger <ledger>", "id, organisation number or name; names the tenant")
    .option("--confirm-unknown-accounts", "import what is ours although some accounts in a file are not")
    .option("--dry-run", "tell exactly what would happen and post nothing")
    .action(
      frame.onPlatform<Options, [string[]]>(
        async (session, { ledger, confirmUnknownAccounts = false, dryRun = false }, paths) => {
          const teller = stepTeller(session);
          try {
            const outcomes = await importFiles(
              session.platform,
              { ledger, paths, confirmUnknownAccounts, trial: dryRun },
              teller.step,
            );
            return {
              value: { dryRun, files: outcomes.map(valueOf) },
              text: (style) => textOf(outcomes, dryRun, style),
              refused: !outcomes.every(isGood),
            };
          } finally {
            teller.end();
          }
        },
      ),
    );
}
