import type { ProposalSeen } from "@kvitt/server/commands/invoice";
import type { Style } from "./answer.ts";
import { amount } from "./money.ts";
import { table } from "./table.ts";

/** How a proposal is shown, whatever it proposes. */

/** How many lines a person is shown; `--json` gives them all. */
const MOST_LINES = 20;
const columns = (action: string) => [
  { title: "Line", figures: true },
  { title: action },
  { title: "Amount", figures: true },
  { title: "State" },
  { title: "Rule" },
];

/** What `--json` says of it. */
export function proposalValue({ proposal, lines }: ProposalSeen): object {
  const { contentHash, ...rest } = proposal;
  return {
    proposal: { ...rest, contentHash: contentHash.toString("hex") },
    lines: lines.map(({ seenHash: _seen, ...line }) => line),
  };
}

/** Its first lines as a table; `action` is the head over what each does. */
export function lineTable({ lines }: ProposalSeen, action: string, style: Style): string[] {
  const rows = lines
    .slice(0, MOST_LINES)
    .map((line) => [
      String(line.lineNo),
      line.action,
      amount(line.amountMinor),
      line.reason ?? line.state,
      line.explanation.rule,
    ]);
  const more = lines.length > MOST_LINES ? [`and ${lines.length - MOST_LINES} more; --json lists them all.`] : [];
  return [table(columns(action), rows, style), ...more];
}
