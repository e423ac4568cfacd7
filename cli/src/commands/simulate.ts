import { beginLife, endLife } from "@kvitt/server/commands/life";
import { simulate, type LifeReport } from "@kvitt/server/seeds";
import type { Command } from "commander";
import { day, wholeNumber } from "../frame/arguments.ts";
import type { Answer, Style } from "../frame/answer.ts";
import type { Frame, PlatformSession } from "../frame/frame.ts";
import { amount, plural } from "../frame/money.ts";
import { table } from "../frame/table.ts";

type Options = {
  readonly clinics: number;
  readonly days: number;
  readonly seed: number;
  readonly from: string;
  readonly faults?: boolean;
  readonly dryRun?: boolean;
};

const COLUMNS = [{ title: "Bank lines" }, { title: "Lines", figures: true }, { title: "Amount", figures: true }];
const PROOF_COLUMNS = [
  { title: "Ledger" },
  { title: "Day" },
  { title: "Proof" },
  { title: "Difference", figures: true },
];

function proofTable({ proofs }: LifeReport, style: Style): string {
  const rows = proofs.map(({ ledgerName, day: on, holds, lines }) => {
    const difference = lines.reduce(
      (sum, line) => sum + (line.differenceMinor < 0n ? -line.differenceMinor : line.differenceMinor),
      0n,
    );
    return [ledgerName, on, holds ? style.good("every øre explained") : style.bad("a difference"), amount(difference)];
  });
  return table(PROOF_COLUMNS, rows, style);
}

/** A life in words: what happened, where the bank's lines went, and the day proof of every ledger. */
export function lifeText(report: LifeReport, style: Style): string {
  const { claims, credits, invoices, payments, files, linesByState, breaches, endedOn } = report;
  const rows = Object.entries(linesByState).map(([state, sum]) => [state, String(sum.lines), amount(sum.minor)]);
  const imported = Object.entries(files).map(([name, count]) => `${name} ${String(count)}`);
  return [
    style.strong(
      `Lived until ${endedOn}: ${plural(claims, "fee")}, ${plural(invoices, "invoice")}, ${plural(credits, "credit")}, ${plural(payments, "payment")}.`,
    ),
    `Bank files: ${imported.join(", ")}. Matched without a hand: ${(report.straightThroughBasisPoints / 100).toFixed(2)} %.`,
    "",
    table(COLUMNS, rows, style),
    "",
    proofTable(report, style),
    "",
    ...breaches.map((breach) => style.bad(`${breach.on} ${breach.tenant} ${breach.name}: ${breach.detail}`)),
    report.holds ? style.good("Every invariant held, every day.") : style.bad("Something does not hold."),
  ].join("\n");
}

async function live({ platform, progress }: PlatformSession, options: Options): Promise<Answer> {
  const { clinics, days, seed, from, faults = false, dryRun } = options;
  const life = await beginLife(platform, from);
  const plan = { clinics, days, seed, from, faults };
  if (dryRun)
    return {
      value: { dryRun: true, ...plan },
      text: () => `Would live ${plural(days, "day")} of ${plural(clinics, "clinic")} from ${from}, with seed ${seed}.`,
    };
  const told = progress("Living", "days");
  try {
    const report = await simulate(life, plan, (each) => told.update(each.day, each.of));
    await endLife(life);
    return {
      value: { dryRun: false, ...plan, ...report },
      text: (style) => lifeText(report, style),
      refused: !report.holds,
    };
  } finally {
    told.end();
  }
}

/** `kvitt simulate` */
export function addSimulate(program: Command, frame: Frame): void {
  program
    .command("simulate")
    .description(
      "a virtual life of some clinics, its invariants looked at each day; leaves with 1 when something did not hold",
    )
    .requiredOption("--clinics <n>", "how many clinics", wholeNumber(1, 500))
    .requiredOption("--days <n>", "how many days", wholeNumber(1, 3_660))
    .requiredOption("--seed <s>", "the same seed gives the same life", wholeNumber(0, 2 ** 31 - 1))
    .option("--from <day>", "the first day", day, "2026-01-05")
    .option("--faults", "the bank misbehaves, and transfers break off")
    .option("--dry-run", "say what would be lived, and live nothing")
    .action(frame.onPlatform<Options, []>(live));
}
