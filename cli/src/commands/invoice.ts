import { applyRun, type ProposalSeen, proposeRun, type RunOutcome, seeRun } from "@kvitt/server/commands/invoice";
import type { Command } from "commander";
import { day } from "../frame/arguments.ts";
import type { Answer, Style } from "../frame/answer.ts";
import type { Frame, PlatformSession } from "../frame/frame.ts";
import { amount, plural } from "../frame/money.ts";
import { lineTable, proposalValue } from "../frame/proposal.ts";

type Options = { readonly ledger: string; readonly asOf?: string; readonly apply?: string; readonly dryRun?: boolean };

function proposed(seen: ProposalSeen, ledger: string, trial: boolean, style: Style): string {
  const { proposal, lines } = seen;
  const sum = lines.reduce((total, line) => total + line.amountMinor, 0n);
  const waiting = proposal.totals["needsContact"] ?? 0;
  return [
    style.strong(`${plural(lines.length, "invoice")} as of ${proposal.asOfOn}, ${amount(sum)} in all`),
    ...(waiting > 0
      ? [style.care(`${plural(waiting, "claim")} wait for a way to reach the payer and are left out.`)]
      : []),
    ...lineTable(seen, "Action", style),
    trial
      ? "A dry run: nothing was kept."
      : `Nothing is invoiced yet. To do exactly this: kvitt invoice --ledger ${ledger} --apply ${proposal.id}`,
  ].join("\n");
}

function appliedWords({ totals, ...seen }: RunOutcome, style: Style): string {
  const left = totals.stale + totals.failed + totals.held;
  const notDone = { ...seen, lines: seen.lines.filter((line) => line.state !== "applied") };
  return [
    style.good(`${plural(totals.applied, "invoice")} issued, ${amount(totals.appliedMinor)} in all.`),
    ...(left > 0
      ? [
          style.care(`${totals.stale} stale, ${totals.failed} failed, ${totals.held} held back:`),
          ...lineTable(notDone, "Action", style),
        ]
      : []),
  ].join("\n");
}

async function propose({ platform }: PlatformSession, { ledger, asOf, dryRun = false }: Options): Promise<Answer> {
  const seen = await proposeRun(platform, { ledger, ...(asOf ? { asOf } : {}), trial: dryRun });
  if (!seen) return { value: { dryRun, proposal: null, lines: [] }, text: () => "Nothing waits to be invoiced." };
  return {
    value: { dryRun, ...proposalValue(seen) },
    text: (style) => proposed(seen, ledger, dryRun, style),
  };
}

async function apply({ platform, progress }: PlatformSession, ledger: string, id: string): Promise<Answer> {
  const told = progress("Invoicing", "invoices");
  try {
    const outcome = await applyRun(platform, ledger, id, (done, of) => told.update(done, of));
    return {
      value: { ...proposalValue(outcome), totals: outcome.totals },
      text: (style) => appliedWords(outcome, style),
      refused: outcome.totals.failed > 0,
    };
  } finally {
    told.end();
  }
}

/** `kvitt invoice` */
export function addInvoice(program: Command, frame: Frame): void {
  program
    .command("invoice")
    .description("what an invoice run would do; --apply does exactly what was proposed")
    .requiredOption("--ledger <ledger>", "id, organisation number or name")
    .option("--as-of <day>", "the invoices' date (default: today in the ledger's zone)", day)
    .option("--apply <id>", "approve and apply a proposal")
    .option("--dry-run", "show the proposal and keep nothing")
    .action(
      frame.onPlatform<Options, []>(async (session, options) => {
        if (options.apply === undefined) return propose(session, options);
        if (!options.dryRun) return apply(session, options.ledger, options.apply);
        const seen = await seeRun(session.platform, options.ledger, options.apply);
        return {
          value: { dryRun: true, ...proposalValue(seen) },
          text: (style) => proposed(seen, options.ledger, true, style),
        };
      }),
    );
}
