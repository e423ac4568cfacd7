import type { DateText, Ledger } from "../ledger/index.ts";
import { dailyRoot, type TenantTransaction } from "../platform/index.ts";
import {
  accountSums,
  agingBuckets,
  agingReport,
  agingTables,
  balanceOf,
  boundsOf,
  codesOf,
  type AgingBucket,
  type Cell,
  type Column,
  type ColumnKind,
  type Table,
} from "../reports/index.ts";
import type { MonthEnd } from "./days.ts";
import {
  claimRows,
  correctionRows,
  givenUpRows,
  unmatchedRows,
  type ClaimRow,
  type CorrectionRow,
  type GivenUpRow,
  type UnmatchedRow,
} from "./rows.ts";

/** A month-end pack as it is put away: cover, customer ledger, aging, credits, losses, money unmatched, corrections (DP-043, N-14). */

/** Minor units. */
export type PackTotals = {
  /** What customers owe; the state's or insurer's part stands apart. */
  readonly remainingMinor: bigint;
  readonly stateShareMinor: bigint;
  /** The receivable accounts by their postings alone. */
  readonly accountMinor: bigint;
  /** Nothing, or the pack is `ledger-mismatch` and cannot be signed. */
  readonly differenceMinor: bigint;
  readonly overdueMinor: bigint;
  readonly creditsMinor: bigint;
  readonly lossesMinor: bigint;
  readonly unmatchedMinor: bigint;
  readonly corrections: number;
};
export type PackContent = {
  readonly totals: PackTotals;
  readonly chainRoot: string;
  readonly tables: readonly Table[];
};
export type PackBefore = { readonly asOfOn: DateText; readonly knownAt: Temporal.Instant };

const sumOf = <T>(rows: readonly T[], of: (row: T) => bigint): bigint => rows.reduce((sum, row) => sum + of(row), 0n);
const isShare = ({ kind }: ClaimRow): boolean => kind === "insurerPart";
const remaining = (row: ClaimRow): bigint => (isShare(row) ? 0n : row.openMinor);
const share = (row: ClaimRow): bigint => (isShare(row) ? row.openMinor : 0n);

const column = (name: string, label: string, kind: ColumnKind = "text"): Column => ({ name, label, kind });

function bucketOf(buckets: readonly AgingBucket[], days: number): string {
  return buckets.find(({ toDays }) => toDays === null || days <= toDays)!.label;
}

function ledgerTable(
  ledger: Ledger,
  rows: readonly ClaimRow[],
  totals: PackTotals,
  parameters: Table["parameters"],
): Table {
  const buckets = agingBuckets(boundsOf(ledger));
  const cells = (row: ClaimRow): Cell[] => [
    ledger.name,
    row.customerNo,
    row.number,
    row.kind,
    row.openedOn,
    row.dueOn,
    row.amountMinor,
    remaining(row),
    share(row),
    Math.max(0, row.daysOverdue),
    bucketOf(buckets, row.daysOverdue),
    row.step,
    row.stepOn,
    row.disputedOn,
    row.promisedOn,
    row.heldUntil,
    row.agencyOn,
  ];
  return {
    title: "Customer ledger",
    parameters,
    columns: [
      column("clinic", "Clinic"),
      column("customer", "Debtor"),
      column("number", "Invoice"),
      column("kind", "Kind"),
      column("openedOn", "Date", "date"),
      column("dueOn", "Due", "date"),
      column("amountMinor", "Original", "money"),
      column("remainingMinor", "Remaining", "money"),
      column("stateShareMinor", "State share", "money"),
      column("daysOverdue", "Days", "count"),
      column("bucket", "Age"),
      column("step", "Step"),
      column("stepOn", "Step on", "date"),
      column("disputedOn", "Dispute", "date"),
      column("promisedOn", "Promise", "date"),
      column("heldUntil", "Hold", "date"),
      column("agencyOn", "Agency", "date"),
    ],
    rows: rows.map(cells),
    totals: [
      ...["total", null, null, null, null, null, null, totals.remainingMinor, totals.stateShareMinor],
      ...Array<Cell>(8).fill(null),
    ],
  };
}

function coverTable(
  ledger: Ledger,
  end: MonthEnd,
  { totals, chainRoot }: Omit<PackContent, "tables">,
  parameters: Table["parameters"],
): Table {
  const mark = totals.differenceMinor === 0n ? "balanced" : "ledger-mismatch";
  const said: readonly (readonly [string, string])[] = [
    ["clinic", ledger.name],
    ["organisation", ledger.orgNo],
    ["month", end.monthOn.slice(0, 7)],
    ["due", end.dueOn],
    ["state", mark],
    ["chain root", chainRoot],
  ];
  const amounts = Object.entries(totals).map(([name, value]): Cell[] => [name, null, BigInt(value)]);
  return {
    title: "Month-end pack",
    parameters,
    columns: [column("what", "What"), column("said", "Said"), column("amountMinor", "Amount", "money")],
    rows: [
      ...said.map(([what, text]): Cell[] => [what, text, null]),
      ...amounts.filter(([name]) => name !== "corrections"),
    ],
  };
}

function givenUpTable(title: string, rows: readonly GivenUpRow[], parameters: Table["parameters"]): Table {
  return {
    title,
    parameters,
    columns: [
      column("bookedOn", "Date", "date"),
      column("customer", "Debtor"),
      column("reference", "Reference"),
      column("amountMinor", "Amount", "money"),
    ],
    rows: rows.map(({ bookedOn, customerNo, reference, amountMinor }) => [
      bookedOn,
      customerNo,
      reference,
      amountMinor,
    ]),
    totals: ["total", null, null, sumOf(rows, ({ amountMinor }) => amountMinor)],
  };
}

function unmatchedTable(rows: readonly UnmatchedRow[], parameters: Table["parameters"]): Table {
  return {
    title: "Money unmatched",
    parameters,
    columns: [
      column("openedOn", "Date", "date"),
      column("days", "Days", "count"),
      column("openMinor", "Amount", "money"),
    ],
    rows: rows.map(({ openedOn, days, openMinor }) => [openedOn, days, openMinor]),
    totals: ["total", null, sumOf(rows, ({ openMinor }) => openMinor)],
  };
}

function correctionTable(rows: readonly CorrectionRow[], parameters: Table["parameters"]): Table {
  return {
    title: "Corrections of earlier months",
    parameters,
    columns: [
      column("bookedOn", "Date", "date"),
      column("recordedAt", "Recorded"),
      column("kind", "What"),
      column("amountMinor", "Amount", "money"),
    ],
    rows: rows.map(({ bookedOn, recordedAt, kind, amountMinor }) => [bookedOn, String(recordedAt), kind, amountMinor]),
  };
}

/** Reads a month of a ledger as it stood, by what is known now. The same two times give the same tables. */
export async function packContent(
  tx: TenantTransaction,
  ledger: Ledger,
  end: MonthEnd,
  { zone, before }: { readonly zone: string; readonly before: PackBefore | null },
): Promise<PackContent> {
  const asked = { ledgerId: ledger.id, asOf: end.asOfOn, knownAt: tx.now };
  const claims = await claimRows(tx, asked, ledger);
  const givenUp = await givenUpRows(tx, asked, end.monthOn);
  const unmatched = await unmatchedRows(tx, asked);
  const corrections = before === null ? [] : await correctionRows(tx, asked, ledger, before);
  const sums = await accountSums(tx, asked);
  const of = (kind: GivenUpRow["kind"]) => givenUp.filter((row) => row.kind === kind);
  const accountMinor = sumOf(codesOf(ledger, "receivable", "stateReceivable"), (code) => balanceOf(sums, code));
  const [remainingMinor, stateShareMinor] = [sumOf(claims, remaining), sumOf(claims, share)];
  const totals: PackTotals = {
    remainingMinor,
    stateShareMinor,
    accountMinor,
    differenceMinor: accountMinor - remainingMinor - stateShareMinor,
    overdueMinor: sumOf(claims, (row) => (row.daysOverdue > 0 ? remaining(row) : 0n)),
    creditsMinor: sumOf(of("creditNote"), ({ amountMinor }) => amountMinor),
    lossesMinor: sumOf(of("writeOff"), ({ amountMinor }) => amountMinor),
    unmatchedMinor: sumOf(unmatched, ({ openMinor }) => openMinor),
    corrections: corrections.length,
  };
  const { root: chainRoot } = await dailyRoot(tx, end.asOfOn, zone);
  const parameters = { asOf: end.asOfOn, knownAt: tx.now.toString(), currency: ledger.currency };
  const tables = [
    coverTable(ledger, end, { totals, chainRoot }, parameters),
    ledgerTable(ledger, claims, totals, parameters),
    ...agingTables(await agingReport(tx, asked)),
    givenUpTable("Credits", of("creditNote"), parameters),
    givenUpTable("Losses", of("writeOff"), parameters),
    unmatchedTable(unmatched, parameters),
    correctionTable(corrections, parameters),
  ];
  return { totals, chainRoot, tables };
}
