import { ledgerById, type DateText, type Ledger } from "../ledger/index.ts";
import { refuse, type TenantTransaction } from "../platform/index.ts";
import { settleTimes } from "./as-of.ts";
import { filesByDay, linesBehind } from "./proof-bank.ts";
import { lumpsAt } from "./proof-clearing.ts";
import {
  balancesByDay,
  codesOf,
  dayBefore,
  daysFrom,
  entriesBehind,
  openItemsAtEnd,
  receivableDays,
  type ReceivableDay,
  type Stretch,
} from "./proof-receivables.ts";
import { PARTNER_ROLES, partnersByDay } from "./proof-partners.ts";
import { repaymentsByDay } from "./proof-repayments.ts";
import { bankSaysAt } from "./proof-statements.ts";
import { FLOWS, type DayProof, type Flow, type ProofFigures, type ProofQuestion } from "./proof-types.ts";
import { proofLines, type Behind } from "./proof-words.ts";

/** Ids shown beside a count; the rest is asked for by the page of that part. */
const MOST_IDS = 50;
const LONGEST_RANGE_DAYS = 3_660;
const NO_FLOW = { amountMinor: 0n, entries: 0n };

function flowsOf(day: ReceivableDay | undefined): ProofFigures["flows"] {
  const of = (flow: Flow) => day?.flows.get(flow) ?? NO_FLOW;
  return Object.fromEntries(FLOWS.map((flow) => [flow, of(flow)])) as ProofFigures["flows"];
}

/** Open items at the end of each day and of the day before the first, counted back from the end of the stretch. */
function openByDay(
  days: readonly DateText[],
  moved: ReadonlyMap<DateText, ReceivableDay>,
  atEndMinor: bigint,
): Map<DateText, bigint> {
  const open = new Map<DateText, bigint>();
  let runningMinor = atEndMinor;
  for (const day of days.toReversed()) {
    open.set(day, runningMinor);
    runningMinor -= moved.get(day)?.itemsMinor ?? 0n;
  }
  open.set(dayBefore(days[0]!), runningMinor);
  return open;
}

async function figuresOf(tx: TenantTransaction, stretch: Stretch, mostIds: number): Promise<ProofFigures[]> {
  const days = daysFrom(stretch.from, stretch.to);
  const moved = await receivableDays(tx, stretch);
  const open = openByDay(days, moved, await openItemsAtEnd(tx, stretch));
  const balance = await balancesByDay(tx, stretch, [
    "receivable",
    "bankClearing",
    "bank",
    "clientBank",
    ...PARTNER_ROLES,
  ]);
  const partners = await partnersByDay(tx, stretch, balance, mostIds);
  const repayments = await repaymentsByDay(tx, stretch, mostIds);
  const files = await filesByDay(tx, stretch);
  const lumps = await lumpsAt(tx, stretch);
  const bankSays = await bankSaysAt(tx, stretch);
  return days.map((day) => ({
    day,
    openYesterdayMinor: open.get(dayBefore(day))!,
    flows: flowsOf(moved.get(day)),
    openTodayMinor: open.get(day)!,
    receivableAccountMinor: balance(day, "receivable"),
    partners: partners.get(day),
    repayments: repayments.get(day),
    files: files.get(day) ?? [],
    bankClearingMinor: balance(day, "bankClearing"),
    lumps: lumps(day),
    bankMinor: balance(day, "bank") + balance(day, "clientBank"),
    ...bankSays(day),
  }));
}

async function rowsBehind(tx: TenantTransaction, stretch: Stretch, day: ProofFigures): Promise<Behind> {
  const entries = await entriesBehind(tx, stretch, MOST_IDS);
  const lines = await linesBehind(tx, stretch, MOST_IDS);
  const codes = (...roles: Parameters<typeof codesOf>[1][]) => codesOf(stretch.ledger, ...roles);
  const named = ["receivable", "customerCredit", "unallocated", "paymentCost"] as const;
  const others = stretch.ledger.accounts
    .filter((account) => !codes(...named).includes(account.code))
    .map((account) => account.code);
  const flows = FLOWS.map(
    (flow) => [flow, { of: "entry", count: day.flows[flow].entries, ids: entries.get(flow) ?? [] }] as const,
  );
  return new Map<string, { of: string; count: bigint; ids: readonly string[] }>([
    ...flows,
    [
      "linesIn",
      { of: "bankFile", count: BigInt(day.files.length), ids: day.files.slice(0, MOST_IDS).map((file) => file.fileId) },
    ],
    ["linesSettled", { of: "bankLine", ...lines(codes("receivable")) }],
    ["customerCredit", { of: "bankLine", ...lines(codes("customerCredit")) }],
    ["unallocated", { of: "bankLine", ...lines(codes("unallocated")) }],
    ["otherAccounts", { of: "bankLine", ...lines(others) }],
  ]);
}

function assemble(
  tx: TenantTransaction,
  ledger: Ledger,
  knownAt: Temporal.Instant,
  day: ProofFigures,
  behind: Behind,
): DayProof {
  const lines = proofLines(day, behind, MOST_IDS);
  const holds = lines.every((line) => line.holds);
  return {
    ledgerId: ledger.id,
    ledgerName: ledger.name,
    currency: ledger.currency,
    day: day.day,
    knownAt,
    madeAt: tx.now,
    holds,
    lines,
    files: day.files,
    lumps: day.lumps,
  };
}

/**
 * The øre proof of a ledger and day (design 9, "Day proof"): what was open, issued, settled, credited and lost comes to what is open and to
 * the account; what lies with partners is what they took less what went back; every bank line's money is settled, credited or unallocated; bank
 * clearing is its unpaired lumps; repayments under way are the orders the bank has not done; the bank account is what the bank says. Each equation with its parts, the rows behind them and the difference. Throws LEDGER_NOT_FOUND, REPORT_KNOWN_AHEAD.
 */
export async function dayProof(tx: TenantTransaction, question: ProofQuestion): Promise<DayProof> {
  const { knownAt } = settleTimes(tx, { ...question, asOf: question.day });
  const ledger = await ledgerById(tx, question.ledgerId);
  const stretch: Stretch = { ledger, from: question.day, to: question.day, knownAt };
  const [day] = await figuresOf(tx, stretch, MOST_IDS);
  return assemble(tx, ledger, knownAt, day!, await rowsBehind(tx, stretch, day!));
}

export type ProofRangeQuestion = {
  readonly ledgerId: string;
  readonly from: DateText;
  readonly to: DateText;
  readonly knownAt?: Temporal.Instant;
};

/**
 * The proof of every day of a range at once, without the rows behind it: some statements over all of it, not some for each day.
 * Throws REPORT_RANGE besides what `dayProof` throws.
 */
export async function proofRange(tx: TenantTransaction, question: ProofRangeQuestion): Promise<DayProof[]> {
  const { from, to } = question;
  if (from > to || Temporal.PlainDate.from(from).until(to).days > LONGEST_RANGE_DAYS)
    throw refuse("REPORT_RANGE", { from, to, days: LONGEST_RANGE_DAYS });
  const { knownAt } = settleTimes(tx, { ...question, asOf: to });
  const ledger = await ledgerById(tx, question.ledgerId);
  const figures = await figuresOf(tx, { ledger, from, to, knownAt }, 0);
  return figures.map((day) => assemble(tx, ledger, knownAt, day, new Map()));
}
