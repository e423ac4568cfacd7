import type { OcrLump, OcrRow } from "./ocr-file.ts";
import type { Lump } from "./settlement.ts";
import type { Payment } from "./records.ts";

const transactionTypes = {
  giro: "10",
  standingOrder: "11",
  remittance: "12",
  companyTerminal: "13",
  counter: "14",
  avtaleGiro: "15",
  teleGiro: "16",
  cashGiro: "17",
  creditNote: "10",
} as const;

/** A lump as the OCR giro file tells it. */
export function ocrLumpOf(lump: Lump): OcrLump {
  const { settledOn, centre, partialSettlement, serial } = lump;
  return { settledOn, centre, partialSettlement, serial, rows: lump.payments.map(rowOf) };
}

function rowOf(payment: Payment): OcrRow {
  const isCard = payment.kind === "card" || payment.kind === "cardReversal";
  const isPaper = payment.kind === "counter" || payment.kind === "cashGiro";
  const withText = isCard && payment.kid === "";
  return {
    transactionType: transactionTypeOf(payment),
    sign: payment.kind === "creditNote" ? "-" : "0",
    amountMinor: payment.amountMinor,
    kid: payment.kid,
    ...originOf(payment),
    // A paper form carries no date of the payer's order.
    bankDate: isPaper ? "" : payment.paidOn,
    debitAccount: isCard ? "0" : payment.payerAccount,
    ...(withText ? { text: payment.text } : {}),
  };
}

function transactionTypeOf(payment: Payment): string {
  if (payment.kind === "card") return payment.kid === "" ? "21" : "19";
  if (payment.kind === "cardReversal") return payment.kid === "" ? "20" : "18";
  if (payment.kind === "reversal") throw new Error("a reversal by the payer's bank is never told by OCR giro");
  return transactionTypes[payment.kind];
}

/** Form number and archive reference of amount item 2: what they hold depends on how the payer paid. */
function originOf(payment: Payment): { formNumber: string; archiveReference: string } {
  const running = String(payment.number % 1_000_000_000);
  switch (payment.kind) {
    case "card":
    case "cardReversal":
      return { formNumber: "0", archiveReference: payment.terminal };
    case "standingOrder":
      return { formNumber: "9600000000", archiveReference: running };
    case "remittance":
      return { formNumber: "0", archiveReference: "9001" };
    case "companyTerminal":
      return { formNumber: "0", archiveReference: running };
    case "counter":
    case "cashGiro":
      return { formNumber: String(payment.number % 10_000_000_000), archiveReference: running };
    default:
      return { formNumber: "0", archiveReference: "0" };
  }
}
