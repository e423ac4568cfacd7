import type { AccountStatement } from "./account-statement.ts";
import type { AgingLedger, AgingReport, AgingRow } from "./aging.ts";
import type { DayProof } from "./proof-types.ts";
import type { Column, ColumnKind, Row, Table } from "./render-table.ts";
import type { Reskontro, ReskontroItem } from "./reskontro.ts";
import type { TrialBalance } from "./trial-balance.ts";

function column(name: string, label: string, kind: ColumnKind = "text"): Column {
  return { name, label, kind };
}

/** Names for the customers of a report, where the reader's role may see them (SEC-16); without it a report speaks of customer numbers. */
export type Names = ReadonlyMap<string, string>;

function customer(row: { partyId: string | null; customerNo: bigint | null }, names: Names | undefined): string {
  if (row.partyId === null) return "no customer";
  return names?.get(row.partyId) ?? String(row.customerNo ?? row.partyId);
}

/** A customer's row in `agingTables`. */
export function agingCells(row: AgingRow, names?: Names): Row {
  return [customer(row, names), row.items, ...row.bucketsMinor, row.totalMinor];
}

function agingTable(
  report: AgingReport,
  ledger: AgingLedger,
  rows: readonly AgingRow[],
  names: Names | undefined,
): Table {
  return {
    title: `Aging of receivables, ${ledger.name}`,
    parameters: { asOf: report.asOf, knownAt: report.knownAt.toString(), currency: ledger.currency },
    columns: [
      column("customer", "Customer"),
      column("items", "Items", "count"),
      ...ledger.buckets.map((bucket) => column(bucket.label, bucket.label, "money")),
      column("totalMinor", "Total", "money"),
    ],
    rows: rows.map((row) => agingCells(row, names)),
    totals: ["total", ledger.total.items, ...ledger.cells.map((cell) => cell.openMinor), ledger.total.openMinor],
  };
}

/** One table for each ledger, as each has buckets of its own. */
export function agingTables(report: AgingReport, names?: Names): Table[] {
  const rows = Map.groupBy(report.rows, (row) => row.ledgerId);
  return report.ledgers.map((ledger) => agingTable(report, ledger, rows.get(ledger.ledgerId) ?? [], names));
}

/** An item's row in `reskontroTables`. What customers have to their credit stands below zero. */
export function reskontroCells(item: ReskontroItem, names?: Names): Row {
  const sign = item.side === "receivable" ? 1n : -1n;
  const { kind, openedOn, dueOn, daysOverdue, history } = item;
  return [
    customer(item, names),
    item.number,
    kind,
    openedOn,
    dueOn,
    daysOverdue,
    sign * item.amountMinor,
    sign * item.openMinor,
    history.length,
  ];
}

function reskontroItems(report: Reskontro, parameters: Table["parameters"], names: Names | undefined): Table {
  return {
    title: `Sub-ledger of receivables, ${report.ledgerName}`,
    parameters,
    columns: [
      column("customer", "Customer"),
      column("number", "Invoice"),
      column("kind", "Kind"),
      column("openedOn", "Date", "date"),
      column("dueOn", "Due", "date"),
      column("daysOverdue", "Days", "count"),
      column("amountMinor", "Amount", "money"),
      column("openMinor", "Open", "money"),
      column("postings", "Postings", "count"),
    ],
    rows: report.items.map((item) => reskontroCells(item, names)),
    totals: [
      "total",
      null,
      null,
      null,
      null,
      null,
      null,
      report.totals.receivableMinor - report.totals.creditMinor,
      null,
    ],
  };
}

/** The items, and the control totals beside their accounts. What customers have to their credit stands below zero. */
export function reskontroTables(report: Reskontro, names?: Names): Table[] {
  const parameters = { asOf: report.asOf, knownAt: report.knownAt.toString(), currency: report.currency };
  const control: Table = {
    title: "Control totals",
    parameters,
    columns: [
      column("account", "Account"),
      column("name", "Name"),
      column("itemsMinor", "Items", "money"),
      column("accountMinor", "Account balance", "money"),
      column("differenceMinor", "Difference", "money"),
    ],
    rows: report.control.map((row) => [row.account, row.name, row.itemsMinor, row.accountMinor, row.differenceMinor]),
  };
  return [reskontroItems(report, parameters, names), control];
}

/** One table for each ledger the customer has dealt with. */
export function accountStatementTables(report: AccountStatement): Table[] {
  return report.ledgers.map((ledger) => ({
    title: `Statement of account, ${ledger.ledgerName}`,
    parameters: { from: report.from, to: report.to, knownAt: report.knownAt.toString(), currency: ledger.currency },
    columns: [
      column("bookedOn", "Date", "date"),
      column("kind", "What"),
      column("numbers", "Invoice"),
      column("amountMinor", "Amount", "money"),
      { ...column("balanceMinor", "Balance", "money"), carry: "running" },
    ],
    rows: [
      [report.from, "opening balance", null, null, ledger.openingMinor],
      ...ledger.movements.map((row) => [
        row.bookedOn,
        row.kind,
        row.numbers.join(" "),
        row.amountMinor,
        row.balanceMinor,
      ]),
    ],
    totals: [report.to, "closing balance", null, null, ledger.closingMinor],
  }));
}

export function trialBalanceTable(report: TrialBalance): Table {
  return {
    title: `Trial balance, ${report.ledgerName}`,
    parameters: { asOf: report.asOf, knownAt: report.knownAt.toString(), currency: report.currency },
    columns: [
      column("code", "Account"),
      column("name", "Name"),
      column("debitMinor", "Debit", "money"),
      column("creditMinor", "Credit", "money"),
      column("balanceMinor", "Balance", "money"),
    ],
    rows: report.rows.map((row) => [row.code, row.name, row.debitMinor, row.creditMinor, row.balanceMinor]),
    totals: ["total", null, report.totals.debitMinor, report.totals.creditMinor, report.totals.balanceMinor],
  };
}

/** The equations in words, then what stands in bank clearing with its age. */
export function dayProofTables(proof: DayProof): Table[] {
  const parameters = { day: proof.day, knownAt: proof.knownAt.toString(), currency: proof.currency };
  const lines: Table = {
    title: `Day proof, ${proof.ledgerName}: ${proof.holds ? "every øre explained" : "a difference"}`,
    parameters,
    columns: [
      column("name", "Equation"),
      column("differenceMinor", "Difference", "money"),
      column("sentence", "In words"),
    ],
    rows: proof.lines.map((line) => [line.name, line.differenceMinor, line.sentence]),
  };
  if (proof.lumps.length === 0) return [lines];
  const lumps: Table = {
    title: "Standing in bank clearing",
    parameters,
    columns: [
      column("id", "Id"),
      column("of", "What"),
      column("since", "Since", "date"),
      column("ageDays", "Days", "count"),
      column("amountMinor", "Amount", "money"),
    ],
    rows: proof.lumps.map((lump) => [lump.id, lump.of, lump.since, lump.ageDays, lump.amountMinor]),
  };
  return [lines, lumps];
}
