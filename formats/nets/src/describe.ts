import { maskIdentityNumbers, printKontonummer } from "@kvitt/values";
import { registrationTypes } from "./avtalegiro-records.ts";
import type { Assignment, NetsFile } from "./file.ts";
import { ocrTransactionTypes } from "./ocr-records.ts";
import type { CheckOptions } from "./options.ts";
import { parse } from "./parse.ts";
import type { Problem } from "./problems.ts";
import type { AssignmentSummary, Verdict } from "./verdict.ts";

/** How much of a file to tell. */
export interface DescribeOptions extends CheckOptions {
  /** The most transactions to tell of each assignment; 20 if left out. */
  readonly mostTransactions?: number;
}

/**
 * The file in plain words for support staff, or all that is wrong with it. Payers' names and accounts are not told;
 * identity numbers in a free text are masked.
 */
export function describe(bytes: Uint8Array, options: DescribeOptions = {}): string {
  const parsed = parse(bytes, options);
  const lines = parsed.ok
    ? [
        ...head(parsed.file, parsed.verdict),
        ...parsed.file.assignments.flatMap(describeAssignment(parsed.verdict, options)),
      ]
    : [`This file is refused: ${countOf(parsed.verdict)}. Nothing of it may be posted.`];
  return [...lines, ...describeProblems(parsed.verdict)].join("\n") + "\n";
}

function head({ start, end }: NetsFile, verdict: Verdict): string[] {
  return [
    `Transmission ${start.transmissionNumber} from ${start.transmitter} to ${start.recipient}, dated ${end.generatedOn ?? "nowhere"}.`,
    `${plural(verdict.assignments.length, "assignment")}, ${plural(verdict.transactions, "transaction")}, ` +
      `${plural(verdict.records, "record")}, control total ${kroner(verdict.controlTotalMinor)}.`,
  ];
}

const titles: Readonly<Record<Assignment["kind"], string>> = {
  ocr: "OCR giro payments",
  claims: "AvtaleGiro claims",
  cancellations: "AvtaleGiro cancellations",
  agreements: "AvtaleGiro agreements",
};

function describeAssignment(verdict: Verdict, { mostTransactions = 20 }: DescribeOptions) {
  return (assignment: Assignment, index: number): string[] => {
    const summary = verdict.assignments[index]!;
    const told = transactionLines(assignment, mostTransactions);
    const left = assignment.transactions.length - told.length;
    return [
      "",
      `${titles[assignment.kind]}, assignment ${summary.assignmentNumber}, account ${printKontonummer(summary.account)}: ` +
        `${plural(summary.transactions, "transaction")}${moneyOf(summary)}.`,
      ...summary.lumpSums.map(
        (lump) =>
          `  On the bank statement ${lump.settledOn}, settlement ${lump.partialSettlement}, serial ${lump.serialNumber}: ` +
          `${plural(lump.count, "payment")}, ${kroner(lump.ledgerMinor)}.`,
      ),
      ...told.map((line) => `  ${line}`),
      ...(left > 0 ? [`  and ${left} more.`] : []),
    ];
  };
}

function moneyOf(summary: AssignmentSummary): string {
  if (summary.kind === "agreements") return "";
  const control = `, control total ${kroner(summary.controlTotalMinor)}`;
  return summary.controlTotalMinor === summary.ledgerTotalMinor
    ? control
    : `${control}, to post ${kroner(summary.ledgerTotalMinor)}`;
}

function transactionLines(assignment: Assignment, most: number): string[] {
  switch (assignment.kind) {
    case "ocr":
      return assignment.transactions.slice(0, most).map(({ item1, item3 }) => {
        const text = item3 ? `, text "${maskIdentityNumbers(item3.freeText)}"` : "";
        const credit = item1.sign === "-" ? " (credit note)" : "";
        const kid = item1.kid === "" ? "no KID" : `KID ${item1.kid}`;
        return `${item1.transactionNumber}: ${ocrTransactionTypes[item1.transactionType]}${credit}, ${item1.settledOn}, ${kroner(item1.amountMinor)}, ${kid}${text}`;
      });
    case "claims":
    case "cancellations":
      return assignment.transactions.slice(0, most).map(({ item1, specifications }) => {
        const lines = specifications.length > 0 ? `, ${plural(specifications.length, "specification record")}` : "";
        return `${item1.transactionNumber}: due ${item1.dueOn}, ${kroner(item1.amountMinor)}, KID ${item1.kid}${lines}`;
      });
    case "agreements":
      return assignment.transactions
        .slice(0, most)
        .map(
          ({ transactionNumber, registrationType, kid, writtenNotice }) =>
            `${transactionNumber}: KID ${kid}, ${registrationTypes[registrationType]}, ` +
            (writtenNotice === "J" ? "written notice wanted" : "no written notice"),
        );
  }
}

function describeProblems(verdict: Verdict): string[] {
  if (verdict.problemCount === 0) return [];
  const unlisted = verdict.problemCount - verdict.problems.length;
  return [
    "",
    ...verdict.problems.map(describeProblem),
    ...(unlisted > 0 ? [`and ${plural(unlisted, "finding")} more.`] : []),
  ];
}

function describeProblem({ code, level, line, field, value, sentence, rule }: Problem): string {
  const where = line > 0 ? `line ${line}` : "file";
  const what = field === undefined ? "" : `, ${field}${value === undefined ? "" : ` ${value}`}`;
  return `${where}: ${code} (${level})${what}: ${sentence} Rule: ${rule}.`;
}

function countOf(verdict: Verdict): string {
  const codes = Object.entries(verdict.countsByCode).map(([code, count]) => `${code} ${count}`);
  return `${plural(verdict.problemCount, "finding")} (${codes.join(", ")})`;
}

/** Øre as kroner, exactly. */
function kroner(minor: bigint): string {
  const digits = String(minor < 0n ? -minor : minor).padStart(3, "0");
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, " ");
  return `${minor < 0n ? "-" : ""}${whole},${digits.slice(-2)} kr`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
