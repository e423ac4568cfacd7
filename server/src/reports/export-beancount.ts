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
  type ExportBalance,
  type ExportEntry,
  type ExportPosting,
  type ExportQuestion,
} from "./export-rows.ts";

/** Before any entry there can be: beancount wants accounts opened before use. */
const OPENED_ON = "1970-01-01";
/** Beancount forgives 0.01 unless told: an øre in the wrong account would pass. */
const TOLERANCE = "0.001";

function capital(word: string): string {
  return `${word[0]!.toUpperCase()}${word.slice(1)}`;
}

/** The full account name: beancount's fixed root first, then whose books, role, code. */
export function beancountAccount(tenantId: string, ledger: Ledger, code: string): string {
  const role = ledger.role(code);
  const root = role ? capital(ROOT_OF[role]) : "Equity";
  return `${root}:${booksName(tenantId, ledger.id)}:${capital(role ?? "unknown")}:${code}`;
}

function heading(tenantId: string, ledgers: readonly Ledger[]): string {
  const currencies = [...new Set(ledgers.map((ledger) => ledger.currency))].map(
    (currency) => `option "operating_currency" "${currency}"\n`,
  );
  const opens = ledgers.flatMap((ledger) =>
    ledger.accounts.map(
      (account) => `${OPENED_ON} open ${beancountAccount(tenantId, ledger, account.code)} ${ledger.currency}\n`,
    ),
  );
  return `option "title" "Kvitt"\n${currencies.join("")}${opens.join("")}\n`;
}

function postingText(tenantId: string, entry: ExportEntry, posting: ExportPosting, tagged: boolean): string {
  const amount = `  ${beancountAccount(tenantId, entry.ledger, posting.account)}  ${formatDecimal(posting.amountMinor, 2)} ${entry.ledger.currency}\n`;
  return tagged && posting.invoice !== null ? `${amount}    invoice: "${posting.invoice}"\n` : amount;
}

function entryText(tenantId: string, entry: ExportEntry): string {
  const invoices = invoicesOf(entry);
  const links = invoices.map((invoice) => ` ^${invoice}`).join("");
  const postings = entry.postings.map((posting) => postingText(tenantId, entry, posting, invoices.length > 1)).join("");
  return `${entry.bookedOn} * "${entryTitle(entry)}"${links}\n  entry: "${entry.id}"\n${postings}\n`;
}

// A balance line counts everything before its day, so it is dated the day after the last entry.
function balanceText(tenantId: string, balance: ExportBalance): string {
  const day = Temporal.PlainDate.from(balance.lastOn).add({ days: 1 }).toString();
  const { ledger } = balance;
  return `${day} balance ${beancountAccount(tenantId, ledger, balance.account)} ${formatDecimal(balance.balanceMinor, 2)} ~ ${TOLERANCE} ${ledger.currency}\n`;
}

/**
 * The books as a beancount file: the same entries as `exportHledger`, the invoice number as a link, and for each account an assertion of the
 * balance that the database sums over the same entries, to the øre. `bean-check` is silent when all is well. Throws LEDGER_NOT_FOUND.
 */
export async function* exportBeancount(tx: TenantTransaction, question: ExportQuestion = {}): AsyncGenerator<string> {
  const ledgers = await exportLedgers(tx, question);
  yield heading(tx.tenantId, ledgers);
  for await (const piece of exportPieces(tx, question, ledgers)) {
    if (piece.entries.length > 0) yield piece.entries.map((entry) => entryText(tx.tenantId, entry)).join("");
    if (piece.balances.length > 0) yield piece.balances.map((balance) => balanceText(tx.tenantId, balance)).join("");
  }
}
