import { type Entry, messageKey, type Statement } from "@kvitt/format-iso20022";
import type { IncomingStatement, IncomingStatementLine, ReaderOptions, StatementSummary } from "../../banking/ports.ts";
import { knownAs } from "./accounts.ts";
import type { KeyedEntry, KeyedStatement } from "./message.ts";
import { bringsPayments } from "./payments.ts";
import { structuredReferences } from "./references.ts";

const CHARGE_FAMILIES = new Set(["MDOP", "MCOP"]);
const CHARGE_SUB_FAMILIES = new Set(["CHRG", "COMM"]);

function isCharge({ bankCode }: Entry): boolean {
  return CHARGE_FAMILIES.has(bankCode.family ?? "") || CHARGE_SUB_FAMILIES.has(bankCode.subFamily ?? "");
}

/** Our own order's id: of a single transaction its EndToEndId, of a batch its PmtInfId. */
function orderIdOf({ transactions, batches }: Entry): string | null {
  const endToEndId = transactions.length === 1 ? transactions[0]?.refs.endToEndId : undefined;
  if (endToEndId !== undefined && endToEndId !== "NOTPROVIDED") return endToEndId;
  return batches[0]?.pmtInfId ?? null;
}

function textOf({ additionalInfo, transactions }: Entry): string | null {
  const own = transactions.length === 1 ? (transactions[0]?.remittance.texts ?? []) : [];
  return [...additionalInfo, ...own].join(" ") || null;
}

function lineOf(statement: KeyedStatement, keyed: KeyedEntry): IncomingStatementLine {
  const { entry, keys, batchKey } = keyed;
  return {
    lineNo: entry.position,
    lineKey: keys.entry.key,
    bookedOn: String(entry.bookedOn),
    valueOn: entry.valueOn?.toString() ?? null,
    amountMinor: entry.signedMinor,
    bankRef: entry.acctSvcrRef ?? null,
    endToEndId: orderIdOf(entry),
    references: structuredReferences(entry),
    isCharge: isCharge(entry),
    text: textOf(entry),
    batchKey: bringsPayments(statement, keyed) ? batchKey : null,
  };
}

/** The last day of a statement: as stated, else that of its closing balance, else of its last entry. */
function lastDay({ toOn, closingOn, entries }: KeyedStatement["statement"]): string {
  return String(toOn ?? closingOn ?? entries.at(-1)?.bookedOn);
}

function firstDay(statement: KeyedStatement["statement"]): string {
  const { fromOn, entries, kind } = statement;
  const last = lastDay(statement);
  if (fromOn !== undefined || kind !== "camt.053") return String(fromOn ?? last);
  const first = entries.reduce(
    (earliest, { bookedOn }) => (bookedOn && String(bookedOn) < earliest ? String(bookedOn) : earliest),
    last,
  );
  return first;
}

/** The key of a statement: the servicer, the message and the statement in it. */
export function statementKeyOf(msgId: string, statement: Statement): string {
  return messageKey(statement.servicerBic ?? "", msgId, statement.id);
}

/** What the verdict says of an account statement; undefined for what proves no balance. */
export function summaryOf(
  { statement }: KeyedStatement,
  msgId: string,
  options: ReaderOptions,
): StatementSummary | undefined {
  const { kind, posts, openingMinor, closingMinor } = statement;
  if (kind !== "camt.053" || !posts || openingMinor === undefined || closingMinor === undefined) return undefined;
  return {
    account: knownAs(statement.account, options),
    statementKey: statementKeyOf(msgId, statement),
    openingMinor,
    closingMinor,
    toOn: lastDay(statement),
  };
}

/** An account statement with its booked entries. */
export function statementOf(
  keyed: KeyedStatement,
  msgId: string,
  options: ReaderOptions,
): IncomingStatement | undefined {
  const summary = summaryOf(keyed, msgId, options);
  if (!summary) return undefined;
  const { statement, entries } = keyed;
  const sequence = statement.electronicSequence ?? statement.legalSequence;
  return {
    ...summary,
    sequenceNo: sequence === undefined ? null : BigInt(sequence),
    fromOn: firstDay(statement),
    lines: entries.filter(({ entry }) => entry.treatment !== "notice").map((entry) => lineOf(keyed, entry)),
  };
}
