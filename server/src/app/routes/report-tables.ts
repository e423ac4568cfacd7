import type { Column, Currentness, JournalPage, Table } from "../../reports/index.ts";

const column = (name: string, kind: Column["kind"] = "text"): Column => ({ name, label: name, kind });

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

/** A page of the journal, a posting a row. */
export function journalTable(found: JournalPage): Table {
  return {
    title: "Journal",
    parameters: {},
    columns: [
      column("entryId"),
      column("bookedOn", "date"),
      column("recordedAt"),
      column("kind"),
      column("sourceKind"),
      column("line", "count"),
      column("debit"),
      column("credit"),
      column("amountMinor", "money"),
      column("reverses"),
    ],
    rows: found.entries.flatMap(({ id, bookedOn, recordedAt, kind, sourceKind, reverses, postings }) =>
      postings.map((posting) => [
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
      ]),
    ),
  };
}
