/** Natural keys by which the same message, entry or payment is known when it comes twice (formats: camt, section 7). */
import { createHash } from "node:crypto";
import { accountNumber } from "./camt-transaction.ts";
import type { Account, Entry, Transaction } from "./camt-model.ts";
import { referenceCandidates } from "./references.ts";

/**
 * A key and how sure it is. `bank`: the bank's own reference; a second coming is the same money. `twin`: no reference
 * of the bank's, so a second coming may be another payment just like it and is held for a person.
 */
export interface NaturalKey {
  readonly key: string;
  readonly basis: "bank" | "twin";
}

/** The keys of one entry and of its transactions, in their order. */
export interface EntryKeys {
  readonly entry: NaturalKey;
  readonly transactions: readonly NaturalKey[];
}

/** Parts are written so that no two different lists make the same key. */
const joinKey = (parts: readonly (string | number | bigint | undefined)[]): string =>
  JSON.stringify(parts.map((part) => String(part ?? "")));

/** Net 2: one message of one channel, and the statement in it. Same key and other content means an id used again. */
export function messageKey(channel: string, msgId: string, statementId: string | undefined): string {
  return joinKey(["message", channel, msgId, statementId]);
}

/**
 * Net 3: account, the servicer's reference, signed amount and booking date. The reference alone is not enough, as some
 * banks repeat it for a return. NtryRef is no part of it. Undefined without a reference.
 */
export function entryKey(account: Account, entry: Entry): string | undefined {
  if (entry.acctSvcrRef === undefined) return undefined;
  return joinKey(["entry", accountNumber(account), entry.acctSvcrRef, entry.signedMinor, entry.bookedOn?.toString()]);
}

/** The bank's own id of a transaction: its AcctSvcrRef unless that is only the entry's again, UETR, ClrSysRef. */
function bankIdOf({ refs }: Transaction, entry: Entry): string | undefined {
  const own = refs.acctSvcrRef === entry.acctSvcrRef ? undefined : refs.acctSvcrRef;
  return own ?? refs.uetr ?? refs.clearingRef;
}

/** What a payment without any reference of the bank's is known by. Hashed, as it holds the payer's name. */
function twinKey(account: Account, entry: Entry): string {
  const [first] = entry.transactions;
  const references = entry.transactions.flatMap((one) =>
    referenceCandidates({ additionalInfo: [] }, one).map(({ value }) => value),
  );
  const facts = joinKey([
    accountNumber(account),
    entry.bookedOn?.toString(),
    entry.valueOn?.toString(),
    entry.signedMinor,
    references.join(" "),
    first?.debtor ?? first?.ultimateDebtor,
  ]);
  return joinKey(["twin", createHash("sha256").update(facts).digest("hex")]);
}

/** Numbers equal keys: the first stays as it is, the second becomes `#2` and so on. */
function createNumbering(): (key: string) => { key: string; number: number } {
  const seen = new Map<string, number>();
  return (key) => {
    const number = (seen.get(key) ?? 0) + 1;
    seen.set(key, number);
    return { key: number === 1 ? key : `${key}#${number}`, number };
  };
}

/** Net 4: by the bank's id, else by the entry's key and the position in it. An id used twice in one entry is none. */
function transactionKeys(account: Account, entry: Entry, entryIs: NaturalKey): readonly NaturalKey[] {
  const ids = entry.transactions.map((transaction) => bankIdOf(transaction, entry));
  const uses = Map.groupBy(ids, (id) => id);
  return entry.transactions.map((transaction, index) => {
    const id = ids[index];
    if (id === undefined || uses.get(id)?.length !== 1) {
      return { key: joinKey(["position", entryIs.key, transaction.position]), basis: entryIs.basis };
    }
    return { key: joinKey(["transaction", accountNumber(account), id, transaction.signedMinor]), basis: "bank" };
  });
}

/**
 * Keys for the entries of one statement, asked in file order. Equal ones within a statement are numbered, since two
 * patients may pay the same amount with the same text; an equal bank key within one statement is no longer sure.
 * @example const keysOf = createStatementKeys(statement.account); statement.entries.map(keysOf)
 */
export function createStatementKeys(account: Account): (entry: Entry) => EntryKeys {
  const numbered = createNumbering();
  return (entry) => {
    const bankKey = entryKey(account, entry);
    const { key, number } = numbered(bankKey ?? twinKey(account, entry));
    const own: NaturalKey = { key, basis: bankKey === undefined || number > 1 ? "twin" : "bank" };
    return { entry: own, transactions: transactionKeys(account, entry, own) };
  };
}
