import { hash } from "node:crypto";
import type { BankCode, Entry, NaturalKey, Transaction } from "@kvitt/format-iso20022";
import type { IncomingBatch, IncomingPayment, ReaderOptions } from "../../banking/ports.ts";
import { knownAs, payerAccountOf } from "./accounts.ts";
import type { KeyedEntry, KeyedStatement } from "./message.ts";
import { namedBy, suggestedBy } from "./references.ts";

const FINGERPRINT_LENGTH = 16;

/** The keys of camt can hold the payer's account; hashed they are names of one length. */
function fingerprintOf(key: string): Buffer {
  return hash("sha256", key, "buffer").subarray(0, FINGERPRINT_LENGTH);
}

function isReturnCode({ family, subFamily }: BankCode): boolean {
  return subFamily === "RRTN" || (family === "IDDT" && subFamily === "UPDD");
}

/**
 * Whether an entry is money of payers: in, or an earlier payment taken back. Money out is that when it is marked as a
 * reversal or return; money in that is so marked is our own payout coming back, which the statement shows.
 */
export function isOfPayers(entry: Entry): boolean {
  const goesBack =
    entry.reversal || isReturnCode(entry.bankCode) || entry.transactions.some(({ returned }) => returned !== undefined);
  return (entry.creditDebit === "CRDT") !== goesBack;
}

/** How a payment was made, by the bank's code. Banks use these a bit differently: they sort, they never refuse. */
function kindOf(code: BankCode): string {
  if (code.subFamily === "STDO") return "standingOrder";
  if (code.family === "RDDT" || code.family === "IDDT") return "directDebit";
  if (code.family === "CCRD" || code.family === "MCRD") return "card";
  return code.family === "CNTR" ? "counter" : "bank";
}

function codeOf(entry: Entry, transaction: Transaction): BankCode {
  return transaction.bankCode.family === undefined ? entry.bankCode : transaction.bankCode;
}

type Lump = Pick<IncomingPayment, "batchKey" | "account" | "settledOn">;

function ofTransaction(
  lump: Lump,
  entry: Entry,
  transaction: Transaction,
  { key, basis }: NaturalKey,
  options: ReaderOptions,
): Omit<IncomingPayment, "lineNo"> {
  const netMinor = transaction.signedMinor ?? 0n;
  // What the payer paid; only of money that came in can our bank have kept a part.
  const chargeMinor = netMinor > 0n ? transaction.includedChargeMinor : 0n;
  return {
    ...lump,
    fingerprint: fingerprintOf(key),
    identity: basis,
    paidOn: null,
    direction: netMinor < 0n ? "reversal" : "in",
    kind: kindOf(codeOf(entry, transaction)),
    amountMinor: netMinor + chargeMinor,
    ...namedBy(entry, transaction, options.accounts.get(lump.account)),
    chargeMinor,
    payerAccount: payerAccountOf(transaction.debtorAccount),
    payerName: transaction.debtor ?? transaction.ultimateDebtor ?? null,
    text: transaction.remittance.texts.join(" ") || null,
  };
}

/** An entry whose details are not there or do not add up to it: one deposit, for a person. */
function ofWhole(lump: Lump, { entry, keys }: KeyedEntry, options: ReaderOptions): Omit<IncomingPayment, "lineNo"> {
  return {
    ...lump,
    fingerprint: fingerprintOf(keys.entry.key),
    identity: keys.entry.basis,
    paidOn: null,
    direction: entry.signedMinor < 0n ? "reversal" : "in",
    kind: kindOf(entry.bankCode),
    amountMinor: entry.signedMinor,
    reference: null,
    referenceProblem: null,
    parts: null,
    chargeMinor: 0n,
    payerAccount: null,
    payerName: null,
    text: entry.additionalInfo.join(" ") || null,
    suggestedReferences: suggestedBy(entry, options.accounts.get(lump.account)),
  };
}

/**
 * Whether an entry brings payments. In an account statement an entry without transactions is only a line: its details
 * come otherwise, or there are none.
 */
export function bringsPayments({ statement }: KeyedStatement, { entry }: KeyedEntry): boolean {
  if (!statement.posts || !isOfPayers(entry)) return false;
  if (entry.treatment === "transactions" || entry.treatment === "unallocated") return true;
  return entry.treatment === "lump" && statement.kind === "camt.054";
}

function lumpOf({ statement }: KeyedStatement, { entry, batchKey }: KeyedEntry, options: ReaderOptions): Lump {
  return { batchKey, account: knownAs(statement.account, options), settledOn: String(entry.bookedOn) };
}

function entryPayments(lump: Lump, keyed: KeyedEntry, options: ReaderOptions): Omit<IncomingPayment, "lineNo">[] {
  const { entry, keys } = keyed;
  if (entry.treatment !== "transactions") return [ofWhole(lump, keyed, options)];
  return entry.transactions.map((one, at) => ofTransaction(lump, entry, one, keys.transactions[at]!, options));
}

/** The payments of a statement, one by one; the caller numbers them. */
export function* paymentsIn(
  statement: KeyedStatement,
  options: ReaderOptions,
): Generator<Omit<IncomingPayment, "lineNo">> {
  for (const keyed of statement.entries) {
    if (bringsPayments(statement, keyed)) yield* entryPayments(lumpOf(statement, keyed, options), keyed, options);
  }
}

/** The lumps of a statement: entries that bring payments. Their money is what arrived, charges taken off. */
export function batchesIn(statement: KeyedStatement, options: ReaderOptions): IncomingBatch[] {
  return statement.entries
    .filter((keyed) => bringsPayments(statement, keyed))
    .map((keyed) => ({
      ...lumpOf(statement, keyed, options),
      lines: keyed.entry.treatment === "transactions" ? keyed.entry.transactions.length : 1,
      controlMinor: keyed.entry.signedMinor,
      ledgerMinor: keyed.entry.signedMinor,
    }));
}
