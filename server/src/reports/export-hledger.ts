import { formatDecimal } from "@kvitt/values";
import type { Ledger } from "../ledger/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import {
  booksName,
  entryTitle,
  exportLedgers,
  exportPieces,
  invoicesOf,
  ROOT_OF,
  type ExportEntry,
  type ExportPosting,
  type ExportQuestion,
} from "./export-rows.ts";

/** The full account name in the journal: whose books, root, role, code. */
export function hledgerAccount(tenantId: string, ledger: Ledger, code: string): string {
  const role = ledger.role(code);
  return `${booksName(tenantId, ledger.id)}:${role ? `${ROOT_OF[role]}:${role}` : "unknown"}:${code}`;
}

function heading(tenantId: string, ledgers: readonly Ledger[]): string {
  const commodities = [...new Set(ledgers.map((ledger) => ledger.currency))].map(
    (currency) => `commodity ${currency}\n    format 1000.00 ${currency}\n`,
  );
  const accounts = ledgers.flatMap((ledger) =>
    ledger.accounts.map((account) => `account ${hledgerAccount(tenantId, ledger, account.code)}\n`),
  );
  return `${commodities.join("")}${accounts.join("")}\n`;
}

// Tags stand on lines of their own: ledger does not read several behind one another, hledger reads both. A tag of the entry goes for its postings.
function postingText(tenantId: string, entry: ExportEntry, posting: ExportPosting, tagged: boolean): string {
  const amount = `    ${hledgerAccount(tenantId, entry.ledger, posting.account)}  ${formatDecimal(posting.amountMinor, 2)} ${entry.ledger.currency}\n`;
  return tagged && posting.invoice !== null ? `${amount}    ; invoice: ${posting.invoice}\n` : amount;
}

function entryText(tenantId: string, entry: ExportEntry): string {
  const invoices = invoicesOf(entry);
  const several = invoices.length > 1;
  const tags = `    ; entry: ${entry.id}\n${invoices.length === 1 ? `    ; invoice: ${invoices[0]}\n` : ""}`;
  const postings = entry.postings.map((posting) => postingText(tenantId, entry, posting, several)).join("");
  return `${entry.bookedOn} * ${entryTitle(entry)}\n${tags}${postings}\n`;
}

/**
 * The books as a journal that hledger and ledger read (both take the same file): entries in order of day, each with its id, the invoice
 * number and the accounts of its tenant and ledger; no payer's name. In chunks of text, from a cursor, so memory stays flat.
 * `hledger --pivot invoice balance` over the receivable account gives each invoice's open amount. Throws LEDGER_NOT_FOUND.
 */
export async function* exportHledger(tx: TenantTransaction, question: ExportQuestion = {}): AsyncGenerator<string> {
  const ledgers = await exportLedgers(tx, question);
  yield heading(tx.tenantId, ledgers);
  for await (const piece of exportPieces(tx, question, ledgers)) {
    if (piece.entries.length > 0) yield piece.entries.map((entry) => entryText(tx.tenantId, entry)).join("");
  }
}
