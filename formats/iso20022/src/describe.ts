/** A message in plain words for the person at the desk. Names, texts and payers' accounts are left out. */
import { currencyDecimals, formatDecimal } from "@kvitt/values";
import { accountNumber } from "./camt-transaction.ts";
import type { Entry, FullStatement, Transaction, Treatment } from "./camt-model.ts";
import { parseCamt, type CamtFile } from "./camt-reader.ts";
import { returnReasonWords } from "./code-words.ts";
import { identifyMessage } from "./identify.ts";
import type { MessageKind, MessageType } from "./messages.ts";
import { parsePain001, type Pain001Result } from "./pain001-reader.ts";
import { parsePain002, type GroupStatus, type Pain002Result, type ReportedStatus } from "./pain002.ts";
import { problem, type Problem } from "./problems.ts";
import { referenceCandidates, type ReferenceCandidate } from "./references.ts";

const titles: Readonly<Record<MessageKind, string>> = {
  "camt.053": "Account statement",
  "camt.054": "Notification of credits and debits",
  "camt.052": "Intraday report, for information only",
  "pain.001": "Payment orders",
  "pain.002": "The bank's answer to payment orders",
};

const treatments: Readonly<Record<Treatment, string>> = {
  transactions: "each payment by itself",
  lump: "as one amount",
  unallocated: "as one unallocated deposit",
  held: "held for a person",
  notice: "a notice, not posted",
};

/** More entries than this are counted, not listed. */
const listedEntries = 50;

function moneyText(signedMinor: bigint, currency: string): string {
  const text = formatDecimal(signedMinor < 0n ? -signedMinor : signedMinor, currencyDecimals(currency));
  return `${text} ${signedMinor < 0n ? "out" : "in"}`;
}

function balanceText(minor: bigint | undefined, currency: string): string {
  return minor === undefined ? "not stated" : formatDecimal(minor, currencyDecimals(currency));
}

const referenceText = (candidates: readonly ReferenceCandidate[], isCertain: boolean): string =>
  `${isCertain ? "reference" : "text suggests"} ${candidates.map(({ value }) => value).join(", ")}`;

function transactionLine(entry: Entry, transaction: Transaction): string {
  const { signedMinor, includedChargeMinor, returned } = transaction;
  const amount = signedMinor === undefined ? "amount not stated" : moneyText(signedMinor, entry.currency);
  const candidates = referenceCandidates(entry, transaction);
  const certain = candidates.filter(({ source }) => source === "creditorReference" || source === "document");
  const named =
    candidates.length === 0
      ? "no reference"
      : referenceText(certain.length > 0 ? certain : candidates, certain.length > 0);
  const charge =
    includedChargeMinor === 0n
      ? ""
      : `, after a charge of ${formatDecimal(includedChargeMinor, currencyDecimals(entry.currency))}`;
  const why =
    returned === undefined
      ? ""
      : `, returned: ${returnReasonWords(returned.reason ?? "") ?? returned.reason ?? "no reason"}`;
  return `    ${amount}${charge}, ${named}${why}`;
}

function entryLines(entry: Entry): readonly string[] {
  const booked = entry.bookedOn === undefined ? "no booking date" : `booked ${entry.bookedOn.toString()}`;
  const reversal = entry.reversal ? ", a reversal" : "";
  const head = `  Entry ${entry.position}: ${moneyText(entry.signedMinor, entry.currency)}, ${booked}${reversal}; ${treatments[entry.treatment]}`;
  return [head, ...entry.transactions.slice(0, listedEntries).map((one) => transactionLine(entry, one))];
}

function statementLines(statement: FullStatement): readonly string[] {
  const { entries, booked, kind } = statement;
  const currency = statement.currency ?? "";
  const listed = entries.slice(0, listedEntries).flatMap(entryLines);
  const sums = `booked in ${balanceText(booked.credit.minor, currency)} (${booked.credit.count}), out ${balanceText(booked.debit.minor, currency)} (${booked.debit.count})`;
  const proof =
    kind === "camt.053"
      ? `  Opening balance ${balanceText(statement.openingMinor, currency)}, ${sums}, closing balance ${balanceText(statement.closingMinor, currency)}: ${statement.posts ? "adds up" : "not proved, nothing of it is posted"}`
      : `  ${sums}`;
  const more = entries.length > listedEntries ? [`  and ${entries.length - listedEntries} more entries`] : [];
  return [
    `${statement.id ?? "Without id"}, account ${accountNumber(statement.account)} in ${currency}`,
    proof,
    ...listed,
    ...more,
  ];
}

function camtLines(file: CamtFile): readonly string[] {
  return [`Message ${file.message?.msgId ?? "without id"}`, ...file.statements.flatMap(statementLines)];
}

const payments = (count: number): string => `${count} ${count === 1 ? "payment" : "payments"}`;

function pain001Lines({ file }: Pain001Result): readonly string[] {
  if (file === undefined) return [];
  const groups = file.groups.map(
    (group) =>
      `  ${group.id ?? "Without id"}: ${payments(group.orders.length)} on ${group.executeOn?.toString() ?? "no date"}`,
  );
  return [`Message ${file.msgId ?? "without id"}: ${payments(file.count)}, ${file.sum} in all`, ...groups];
}

const statusText = ({ status, state }: ReportedStatus): string =>
  status === undefined ? "no status" : `${status} (${state})`;

function pain002Lines({ file }: Pain002Result): readonly string[] {
  if (file === undefined) return [];
  const groupLines = (group: GroupStatus): readonly string[] => [
    `  ${group.pmtInfId ?? "Without id"}: ${statusText(group)}`,
    ...group.transactions.map((one) => `    ${one.endToEndId ?? "without id"}: ${statusText(one)}`),
  ];
  return [
    `Answer to ${file.originalMsgId ?? "an unnamed message"}: ${statusText(file)}`,
    ...file.groups.flatMap(groupLines),
  ];
}

function problemLines(problems: readonly Problem[], count: number): readonly string[] {
  if (count === 0) return ["No problems."];
  const lines = problems.map(({ code, level, line, path, value, sentence }) => {
    const place = [line === 0 ? "" : `line ${line}`, path, value ?? ""].filter((part) => part !== "").join(", ");
    return `  ${level} ${code}${place === "" ? "" : ` (${place})`}: ${sentence}`;
  });
  const more = count > problems.length ? [`  and ${count - problems.length} more`] : [];
  return [`${count} ${count === 1 ? "problem" : "problems"}:`, ...lines, ...more];
}

function bodyLines(bytes: Uint8Array, kind: MessageKind): readonly string[] {
  if (kind === "pain.001") {
    const result = parsePain001(bytes);
    return [...pain001Lines(result), ...problemLines(result.problems, result.problemCount)];
  }
  if (kind === "pain.002") {
    const result = parsePain002(bytes);
    return [...pain002Lines(result), ...problemLines(result.problems, result.problemCount)];
  }
  const file = parseCamt(bytes);
  return [...camtLines(file), ...problemLines(file.problems, file.problemCount)];
}

/** The message in words, or its problems, one to a line. Never throws on a bad file. */
export function describe(bytes: Uint8Array): string {
  const type: MessageType | undefined = identifyMessage(bytes);
  if (type === undefined) return [...problemLines([problem("NAMESPACE_UNKNOWN", 0, "")], 1), ""].join("\n");
  return [`${titles[type.kind]} (${type.kind}, version ${type.version})`, ...bodyLines(bytes, type.kind), ""].join(
    "\n",
  );
}
