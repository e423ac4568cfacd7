import type { NetsFile, OcrAssignment, OcrTransaction } from "./file.ts";
import type { OcrTransactionType } from "./ocr-records.ts";
import { accountRefusals, lineRefusals, type Refusal, totalRefusals, type Written, written } from "./refusal.ts";

/** An OCR giro file to be written: what a payer of many delivers to a practice system, or a bank to its customer. */
export interface OcrOrder {
  /** Eight digits; `00008080` if left out, since several readers refuse any other. */
  readonly transmitter?: string;
  /** 1 to 9 999 999, without gaps and never reused for this recipient. */
  readonly transmissionNumber: number;
  /** Eight digits; zeros when the receiver has none. */
  readonly recipient?: string;
  /** ISO date. */
  readonly generatedOn: string;
  /** What the lines must add up to, sign `-` subtracted, in øre. */
  readonly totalMinor: bigint;
  readonly assignments: readonly OcrOrderAssignment[];
  /** CRLF if left out. */
  readonly lineBreak?: "\r\n" | "\n";
}

/** The payments of one account. */
export interface OcrOrderAssignment {
  /** Nine digits. */
  readonly agreementId: string;
  readonly account: string;
  readonly payments: readonly OcrOrderPayment[];
}

export interface OcrOrderPayment {
  /** `10` if left out: the type every reader knows. Money that has a KID never goes as type 20 or 21. */
  readonly type?: OcrTransactionType;
  /** ISO date: value date of the payout. */
  readonly settledOn: string;
  readonly partialSettlement?: number;
  /** Number of the payout batch; its last five digits are written. */
  readonly batchNumber: number;
  readonly sign?: "0" | "-";
  readonly amountMinor: bigint;
  /** The KID of the receiver's own invoice. Empty for types 20 and 21. */
  readonly kid: string;
  readonly formNumber?: string;
  /** Nine digits, unique. */
  readonly archiveReference: string;
  /** ISO date on which the payer paid, if known. */
  readonly bankOn?: string | null;
  /** The payer's account, eleven digits, if known. */
  readonly debitAccount?: string;
  /** Of types 20 and 21 only. */
  readonly freeText?: string;
}

/** Writes an OCR giro file, or says why not. Assignments are numbered from 1, transactions from 1 in each. */
export function writeOcr(order: OcrOrder): Written {
  const refusals = refusalsOf(order);
  if (refusals.length > 0) return { ok: false, refusals };
  const assignments = order.assignments.map((assignment, index) => toAssignment(order, assignment, index + 1));
  return written(toFile(order, assignments));
}

function refusalsOf(order: OcrOrder): Refusal[] {
  const sum = order.assignments.reduce((total, { payments }) => total + controlTotal(payments), 0n);
  const empty = order.assignments.length === 0 || order.assignments.some(({ payments }) => payments.length === 0);
  return [
    ...(empty ? [{ code: "EMPTY", sentence: "An assignment without payments, or none at all." } as const] : []),
    ...order.assignments.flatMap(assignmentRefusals),
    ...totalRefusals(order.totalMinor, sum),
  ];
}

function assignmentRefusals({ account, payments }: OcrOrderAssignment, index: number): Refusal[] {
  const refusals = accountRefusals(account, index);
  const references = new Set<string>();
  payments.forEach((payment, line) => {
    refusals.push(...lineRefusals(payment, payment.freeText !== undefined, index, line));
    refusals.push(...textRefusals(payment, index, line));
    if (references.has(payment.archiveReference)) {
      refusals.push({
        code: "REPEATED",
        assignment: index,
        line,
        sentence: "Two payments have one archive reference.",
      });
    }
    references.add(payment.archiveReference);
  });
  return refusals;
}

function textRefusals({ type, freeText, kid }: OcrOrderPayment, assignment: number, line: number): Refusal[] {
  const takesText = type === "20" || type === "21";
  if (takesText === (freeText !== undefined) && !(takesText && kid !== "")) return [];
  const sentence = "Types 20 and 21 carry a free text and no KID, all others a KID and no text.";
  return [{ code: "TEXT_AND_TYPE", assignment, line, sentence }];
}

/** Reversals (types 18 and 20) are added, as the operator does: this is a control figure, not the money. */
function controlTotal(payments: readonly OcrOrderPayment[]): bigint {
  return payments.reduce((sum, { sign, amountMinor }) => sum + (sign === "-" ? -amountMinor : amountMinor), 0n);
}

function toFile(order: OcrOrder, assignments: readonly OcrAssignment[]): NetsFile {
  const lineBreak = order.lineBreak ?? "\r\n";
  return {
    start: {
      transmitter: order.transmitter ?? "00008080",
      transmissionNumber: String(order.transmissionNumber).padStart(7, "0"),
      recipient: order.recipient ?? "00000000",
    },
    assignments,
    end: {
      transactions: assignments.reduce((sum, { end }) => sum + end.transactions, 0),
      records: assignments.reduce((sum, { end }) => sum + end.records, 2),
      totalMinor: order.totalMinor,
      generatedOn: order.generatedOn,
    },
    breaks: { separator: lineBreak, tail: lineBreak },
  };
}

function toAssignment(order: OcrOrder, assignment: OcrOrderAssignment, number: number): OcrAssignment {
  const transactions = assignment.payments.map((payment, index) => toTransaction(payment, index + 1));
  const days = assignment.payments.map(({ settledOn }) => settledOn).sort();
  return {
    kind: "ocr",
    start: {
      agreementId: assignment.agreementId,
      assignmentNumber: String(number).padStart(7, "0"),
      account: assignment.account,
    },
    transactions,
    end: {
      transactions: transactions.length,
      records: transactions.reduce((sum, { item3 }) => sum + (item3 ? 3 : 2), 2),
      totalMinor: controlTotal(assignment.payments),
      generatedOn: order.generatedOn,
      earliestOn: days[0]!,
      latestOn: days.at(-1)!,
    },
  };
}

function toTransaction(payment: OcrOrderPayment, transactionNumber: number): OcrTransaction {
  const transactionType = payment.type ?? "10";
  const key = { transactionType, transactionNumber };
  const item1 = {
    ...key,
    settledOn: payment.settledOn,
    centreId: "00",
    dayCode: payment.settledOn.slice(8),
    partialSettlement: payment.partialSettlement ?? 0,
    serialNumber: payment.batchNumber % 100_000,
    sign: payment.sign ?? "0",
    amountMinor: payment.amountMinor,
    kid: payment.kid,
    cardIssuer: "00",
  } as const;
  const item2 = {
    ...key,
    formNumber: payment.formNumber ?? "0000000000",
    archiveReference: payment.archiveReference,
    bankOn: payment.bankOn ?? null,
    debitAccount: payment.debitAccount ?? "00000000000",
  };
  return payment.freeText === undefined
    ? { item1, item2 }
    : { item1, item2, item3: { ...key, freeText: payment.freeText } };
}
