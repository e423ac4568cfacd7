import type { ClaimType, Specification } from "./avtalegiro-records.ts";
import type {
  CancellationsAssignment,
  CancellationTransaction,
  ClaimsAssignment,
  ClaimTransaction,
  NetsFile,
} from "./file.ts";
import { mostSpecifications } from "./places.ts";
import { accountRefusals, lineRefusals, type Refusal, totalRefusals, type Written, written } from "./refusal.ts";

/** Claims and cancellations to be sent to the operator. */
export interface AvtaleGiroOrder {
  /** The sender's customer unit ID, eight digits. */
  readonly sender: string;
  /** Eight digits; `00008080` if left out. */
  readonly recipient?: string;
  /** The sender's own unique number, seven digits. */
  readonly transmissionNumber: string;
  /** ISO date: due dates lie at most twelve months ahead of it. */
  readonly sentOn: string;
  /** What all lines, of claims and cancellations together, must add up to, in øre. */
  readonly totalMinor: bigint;
  readonly assignments: readonly AvtaleGiroOrderAssignment[];
  /** CRLF if left out. */
  readonly lineBreak?: "\r\n" | "\n";
}

export interface AvtaleGiroOrderAssignment {
  readonly kind: "claims" | "cancellations";
  /** Seven digits, unique for the payee's agreement for twelve months and a day. */
  readonly assignmentNumber: string;
  readonly account: string;
  /** A cancellation repeats due date, amount and KID of the claim it cancels. */
  readonly lines: readonly AvtaleGiroOrderLine[];
}

export interface AvtaleGiroOrderLine {
  /** `21` the bank notifies the payer, `02` the payee does. A cancellation has none. */
  readonly type?: ClaimType;
  /** ISO date. */
  readonly dueOn: string;
  readonly amountMinor: bigint;
  readonly kid: string;
  /** Payer's name, at most ten characters; it helps when a claim is rejected. */
  readonly shortName: string;
  /** At most 25 characters on the payer's statement and notice: never the text of a treatment. */
  readonly externalReference?: string;
  /** Text of the bank's notice, each half of a printed line; empty ones are not sent. */
  readonly specifications?: readonly { readonly lineNumber: number; readonly column: 1 | 2; readonly text: string }[];
}

/** Writes an AvtaleGiro file, or says why not. Transactions are numbered from 1 in each assignment. */
export function writeAvtaleGiro(order: AvtaleGiroOrder): Written {
  const refusals = refusalsOf(order);
  return refusals.length > 0 ? { ok: false, refusals } : written(toFile(order));
}

function refusalsOf(order: AvtaleGiroOrder): Refusal[] {
  const lines = order.assignments.flatMap((assignment) => assignment.lines);
  const empty = order.assignments.length === 0 || order.assignments.some((assignment) => assignment.lines.length === 0);
  const numbers = order.assignments.map(({ assignmentNumber }) => assignmentNumber);
  const repeated = new Set(numbers).size < numbers.length;
  return [
    ...(empty ? [{ code: "EMPTY", sentence: "An assignment without lines, or none at all." } as const] : []),
    ...(repeated ? [{ code: "REPEATED", sentence: "Two assignments have one number." } as const] : []),
    ...order.assignments.flatMap((assignment, index) => assignmentRefusals(assignment, index, order.sentOn)),
    ...totalRefusals(order.totalMinor, sumOf(lines)),
  ];
}

function assignmentRefusals({ account, lines }: AvtaleGiroOrderAssignment, index: number, sentOn: string): Refusal[] {
  const refusals = accountRefusals(account, index);
  lines.forEach((each, line) => {
    refusals.push(...lineRefusals(each, false, index, line));
    if (each.dueOn > twelveMonthsAfter(sentOn)) {
      const sentence = "The due date is more than twelve months ahead.";
      refusals.push({ code: "TOO_FAR_AHEAD", assignment: index, line, sentence });
    }
    refusals.push(...specificationRefusals(each, index, line));
  });
  return refusals;
}

function specificationRefusals(
  { specifications = [] }: AvtaleGiroOrderLine,
  assignment: number,
  line: number,
): Refusal[] {
  const places = specifications.map(({ lineNumber, column }) => `${lineNumber}.${column}`);
  const outside = specifications.some(({ lineNumber }) => lineNumber < 1 || lineNumber > mostSpecifications / 2);
  if (!outside && new Set(places).size === places.length) return [];
  const sentence = "Specification lines are 1 to 42, each column of a line once.";
  return [{ code: outside ? "DOES_NOT_FIT" : "REPEATED", assignment, line, sentence }];
}

/** The same day a year on, as text: 29 February becomes a text that lies between 28 February and 1 March, as it should. */
function twelveMonthsAfter(isoDate: string): string {
  return `${Number(isoDate.slice(0, 4)) + 1}${isoDate.slice(4)}`;
}

function sumOf(lines: readonly AvtaleGiroOrderLine[]): bigint {
  return lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}

function toFile(order: AvtaleGiroOrder): NetsFile {
  const lineBreak = order.lineBreak ?? "\r\n";
  const assignments = order.assignments.map(toAssignment);
  return {
    start: {
      transmitter: order.sender,
      transmissionNumber: order.transmissionNumber,
      recipient: order.recipient ?? "00008080",
    },
    assignments,
    end: {
      transactions: assignments.reduce((sum, { end }) => sum + end.transactions, 0),
      records: assignments.reduce((sum, { end }) => sum + end.records, 2),
      totalMinor: order.totalMinor,
      generatedOn: assignments.map(({ end }) => end.earliestOn!).sort()[0]!,
    },
    breaks: { separator: lineBreak, tail: lineBreak },
  };
}

function toAssignment(assignment: AvtaleGiroOrderAssignment): ClaimsAssignment | CancellationsAssignment {
  const { assignmentNumber, account, lines } = assignment;
  const start = { assignmentNumber, account };
  if (assignment.kind === "claims") {
    const transactions = lines.map((line, index) => toClaim(line, index + 1));
    return { kind: "claims", start, transactions, end: endOf(lines, transactions) };
  }
  const transactions = lines.map((line, index) => toCancellation(line, index + 1));
  return { kind: "cancellations", start, transactions, end: endOf(lines, transactions) };
}

function endOf(
  lines: readonly AvtaleGiroOrderLine[],
  transactions: readonly { readonly specifications: readonly Specification[] }[],
): ClaimsAssignment["end"] {
  const days = lines.map(({ dueOn }) => dueOn).sort();
  return {
    transactions: transactions.length,
    records: transactions.reduce((sum, { specifications }) => sum + 2 + specifications.length, 2),
    totalMinor: sumOf(lines),
    earliestOn: days[0]!,
    latestOn: days.at(-1)!,
  };
}

function toClaim(line: AvtaleGiroOrderLine, transactionNumber: number): ClaimTransaction {
  const key = { transactionType: line.type ?? "21", transactionNumber } as const;
  const printed = (line.specifications ?? []).filter(({ text }) => text.trim() !== "");
  return {
    item1: { ...key, ...dueOf(line) },
    item2: { ...key, ...payerOf(line) },
    specifications: printed.map(({ lineNumber, column, text }) => ({ transactionNumber, lineNumber, column, text })),
  };
}

function toCancellation(line: AvtaleGiroOrderLine, transactionNumber: number): CancellationTransaction {
  const key = { transactionType: "93", transactionNumber } as const;
  return { item1: { ...key, ...dueOf(line) }, item2: { ...key, ...payerOf(line) }, specifications: [] };
}

function dueOf({ dueOn, amountMinor, kid }: AvtaleGiroOrderLine) {
  return { dueOn, amountMinor, kid };
}

function payerOf({ shortName, externalReference }: AvtaleGiroOrderLine) {
  return { shortName, externalReference: externalReference ?? "" };
}
