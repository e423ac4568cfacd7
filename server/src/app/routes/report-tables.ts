import {
  agingCells,
  agingTables,
  dayProofTables,
  reskontroCells,
  reskontroTables,
  type AgingGroups,
  type AgingRow,
  type AgingTotals,
  type CertifiedRun,
  type Column,
  type Currentness,
  type DayProof,
  type JournalEntry,
  type NumberCertificate,
  type Reskontro,
  type ReskontroItem,
  type Row,
  type StreamedTable,
  type Table,
} from "../../reports/index.ts";

const column = (name: string, kind: Column["kind"] = "text", label = name): Column => ({ name, label, kind });

async function* mapped<T>(rows: Iterable<T> | AsyncIterable<T>, cells: (row: T) => Row): AsyncGenerator<Row> {
  for await (const row of rows) yield cells(row);
}

/** The aging of one ledger, its customers one by one. */
export function agingSheet(totals: AgingTotals, rows: AsyncIterable<AgingRow>): readonly StreamedTable[] {
  return agingTables({ ...totals, rows: [] }).map((table) => ({
    ...table,
    rows: mapped(rows, (row) => agingCells(row)),
  }));
}

/** A bar a row, one table for each currency: the clinic, who owes, the buckets. */
export function agingGroupTables({ asOf, knownAt, books }: AgingGroups): readonly Table[] {
  return books.map(({ currency, buckets, groups, cells, total }) => ({
    title: "Aging of receivables by clinic",
    parameters: { asOf, knownAt: knownAt.toString(), currency },
    columns: [
      column("ledger", "text", "Ledger"),
      column("payer", "text", "Payer"),
      column("items", "count", "Items"),
      ...buckets.map(({ label }) => column(label, "money")),
      column("totalMinor", "money", "Total"),
    ],
    rows: groups.map((bar) => [
      bar.ledgerName,
      bar.name ?? bar.payer,
      bar.total.items,
      ...bar.cells.map((cell) => cell.openMinor),
      bar.total.openMinor,
    ]),
    totals: ["total", null, total.items, ...cells.map((cell) => cell.openMinor), total.openMinor],
  }));
}

/** The sub-ledger, its items one by one; `totals` is asked when they have come. */
export function reskontroSheets(
  frame: Omit<Reskontro, "items" | "totals">,
  rows: AsyncIterable<ReskontroItem>,
  totals: () => Reskontro["totals"],
): readonly StreamedTable[] {
  const empty = { ...frame, items: [], totals: { receivableMinor: 0n, creditMinor: 0n } };
  const [items, control] = reskontroTables(empty);
  const sum = () => reskontroTables({ ...empty, totals: totals() })[0]!.totals!;
  return [{ ...items!, rows: mapped(rows, (item) => reskontroCells(item)), totals: sum }, control!];
}

/** The proofs of many days in one table, the day before each line; what stood in bank clearing in another. */
export function proofRangeTables(days: readonly DayProof[]): readonly Table[] {
  const tables = days.flatMap((proof) => dayProofTables(proof).map((table, at) => ({ ...table, at, day: proof.day })));
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return [];
  const parameters = { from: first.day, to: last.day, knownAt: first.knownAt.toString(), currency: first.currency };
  return [0, 1].flatMap((at) => {
    const same = tables.filter((table) => table.at === at);
    if (same.length === 0) return [];
    const title = at === 0 ? `Day proof, ${first.ledgerName}` : same[0]!.title;
    const rows = same.flatMap((table) => table.rows.map((row) => [table.day, ...row]));
    return [{ title, parameters, columns: [column("day", "date", "Day"), ...same[0]!.columns], rows }];
  });
}

/** Is the ledger current, an account a row. */
export function currentnessTable(found: Currentness): Table {
  return {
    title: "Currentness",
    parameters: { today: found.today, expectedThrough: found.expectedThrough },
    columns: [
      column("bankAccountId"),
      column("paymentsThrough", "date"),
      column("statementThrough", "date"),
      column("current"),
    ],
    rows: found.accounts.map((account) => [
      account.bankAccountId,
      account.paymentsThrough,
      account.statementThrough,
      account.current === null ? null : String(account.current),
    ]),
  };
}

function postingCells({ id, bookedOn, recordedAt, kind, sourceKind, reverses, postings }: JournalEntry): Row[] {
  return postings.map((posting) => [
    id,
    bookedOn,
    recordedAt.toString(),
    kind,
    sourceKind,
    posting.line,
    posting.debit,
    posting.credit,
    posting.amountMinor,
    reverses,
  ]);
}

async function* postingRows(entries: Iterable<JournalEntry> | AsyncIterable<JournalEntry>): AsyncGenerator<Row> {
  for await (const entry of entries) yield* postingCells(entry);
}

/** The journal, a posting a row; all of it or a page. */
export function journalTable(
  entries: Iterable<JournalEntry> | AsyncIterable<JournalEntry>,
  parameters: Table["parameters"] = {},
  ledgerName?: string,
): StreamedTable {
  return {
    title: ledgerName === undefined ? "Journal" : `Journal, ${ledgerName}`,
    parameters,
    columns: [
      column("entryId", "text", "Entry"),
      column("bookedOn", "date", "Date"),
      column("recordedAt", "text", "Recorded"),
      column("kind", "text", "Kind"),
      column("sourceKind", "text", "Source"),
      column("line", "count", "Line"),
      column("debit", "text", "Debit"),
      column("credit", "text", "Credit"),
      column("amountMinor", "money", "Amount"),
      column("reverses", "text", "Reverses"),
    ],
    rows: postingRows(entries),
  };
}

function runRows(by: string, run: CertifiedRun | null): Row[] {
  if (!run) return [];
  const ledgers = run.ledgers.map((ledger): Row => [ledger.name, by, ledger.first, ledger.last, ledger.count, null]);
  return [...ledgers, ["total", by, run.first, run.last, run.count, run.missing]];
}

/** The certificate of a number series: a row for each ledger that shares it and one for all, then the numbers that are missing. */
export function certificateTables(found: NumberCertificate): readonly Table[] {
  const { own, practiceSystem, seal } = found;
  const parameters = {
    asOf: found.asOf,
    knownAt: found.knownAt.toString(),
    series: found.seriesId,
    ...(seal ? { sealRoot: seal.root } : {}),
  };
  const runs: Table = {
    title: `Number series certificate, ${found.ledgerName}`,
    parameters,
    columns: [
      column("ledger", "text", "Ledger"),
      column("numberedBy", "text", "Numbered by"),
      column("first", "text", "First"),
      column("last", "text", "Last"),
      column("count", "count", "Count"),
      column("missing", "count", "Missing"),
    ],
    rows: [...runRows("Kvitt", own), ...runRows("practice system", practiceSystem)],
  };
  const missing = [
    ...(own?.missingNumbers ?? []).map((number): Row => [number, "Kvitt"]),
    ...(practiceSystem?.missingNumbers ?? []).map((number): Row => [number, "practice system"]),
  ];
  if (missing.length === 0) return [runs];
  const columns = [column("number", "text", "Number"), column("numberedBy", "text", "Numbered by")];
  return [runs, { title: "Missing numbers", parameters, columns, rows: missing }];
}
