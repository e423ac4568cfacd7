import { policyInForce, tryPolicy, type PolicyTried } from "@kvitt/server/commands/follow-up-policy";
import type { Answer, Style } from "../frame/answer.ts";
import type { PlatformSession } from "../frame/frame.ts";
import { jsonOf } from "../frame/input-file.ts";
import { amount, plural } from "../frame/money.ts";
import { table } from "../frame/table.ts";

/** The policy in force as JSON, to write another from. */
export async function showPolicy({ platform }: PlatformSession, ledger: string): Promise<Answer> {
  const value = await policyInForce(platform, ledger);
  return { value, text: () => JSON.stringify(value, null, 2) };
}

const inDays = (tenths: number | null): string => (tenths === null ? "-" : `${(tenths / 10).toFixed(1)} days`);

type Outcome = PolicyTried["result"]["actual"];
const unknown = "-";

const ROWS: readonly (readonly [string, (of: Outcome) => string])[] = [
  ["Invoices", ({ invoices }) => String(invoices)],
  ["Paid", ({ paid }) => String(paid)],
  ["Paid, amount", ({ paidMinor }) => amount(paidMinor)],
  ["From invoice to payment", ({ tenthDaysToPay }) => inDays(tenthDaysToPay)],
  ["Open", ({ openMinor }) => amount(openMinor)],
  ["Lost", ({ lostMinor }) => amount(lostMinor)],
  ["Fees", ({ feesMinor }) => amount(feesMinor)],
  ["By telephone or e-mail", ({ messages }) => (messages === null ? unknown : String(messages))],
  ["On paper", ({ papers }) => (papers === null ? unknown : String(papers))],
  ["Cost of sending", ({ sendingMinor }) => (sendingMinor === null ? unknown : amount(sendingMinor))],
];

function said({ fromOn, throughOn, result }: PolicyTried, style: Style): string {
  const outcomes = [result.actual, result.running, result.draft];
  const levels = [...new Set(outcomes.flatMap(({ steps }) => Object.keys(steps) as (keyof typeof steps)[]))];
  const columns = ["", "What happened", "Policy in force", "Draft"].map((title, at) => ({ title, figures: at > 0 }));
  const rows = [
    ...ROWS.map(([title, of]) => [title, ...outcomes.map(of)]),
    ...levels.map((level) => [level, ...outcomes.map(({ steps }) => String(steps[level] ?? 0))]),
  ];
  const { leftOut } = result;
  return [
    style.strong(`Invoices from ${fromOn} to ${throughOn}`),
    table(columns, rows, style),
    ...(leftOut > 0 ? [`${plural(leftOut, "invoice")} left out: credited or split.`] : []),
    "Nothing of the books was changed. How people paid is taken from what they did; nobody knows what they would have done.",
  ].join("\n");
}

/** A draft of the policy on past invoices, beside the policy in force and what really happened. */
export async function simulatePolicy(
  { platform, progress }: PlatformSession,
  { ledger, file, years }: { readonly ledger: string; readonly file: string; readonly years: number },
): Promise<Answer> {
  const content = await jsonOf(file);
  const told = progress("Simulating", "ledgers");
  try {
    const tried = await tryPolicy(platform, { ledger, content, years }, (done, of) => told.update(done, of));
    return { value: tried, text: (style) => said(tried, style) };
  } finally {
    told.end();
  }
}
