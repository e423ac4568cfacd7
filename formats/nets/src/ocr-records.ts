/** OCR giro, the payments a bank reports. Positions: "System specification OCR giro" 2.0 (2003). */
import {
  amount,
  at,
  code,
  count,
  ddmmyy,
  digits,
  filler,
  layout,
  raw,
  type RecordIn,
  rightText,
  text,
} from "@kvitt/format-layout";
import { assignmentFields, declaredTotals, transactionFields } from "./shared-fields.ts";

const SERVICE = "09";

/** How the money was paid. Types 18 to 21 inform about purchases and reversals at terminals and on the internet. */
export const ocrTransactionTypes = {
  "10": "giro debited to an account",
  "11": "standing order",
  "12": "direct remittance",
  "13": "company terminal giro",
  "14": "counter giro",
  "15": "AvtaleGiro",
  "16": "telegiro",
  "17": "giro paid in cash",
  "18": "card reversal with KID",
  "19": "card purchase with KID",
  "20": "card reversal with free text",
  "21": "card purchase with free text",
} as const;

export type OcrTransactionType = keyof typeof ocrTransactionTypes;

/** `-` is a credit note with KID, which only some payees' agreements accept. */
export const signs = { "0": "paid", "-": "credit note" } as const;

export const startOcr = layout("nets.ocr.start", 80, [
  ...assignmentFields(SERVICE, "00", "20"),
  at(9, 9, "agreementId", digits()),
  at(18, 7, "assignmentNumber", digits()),
  at(25, 11, "account", digits()),
  at(36, 45, "filler36", filler()),
]);

/** All payments that share settlement date, partial settlement and serial number are one lump on the bank statement. */
export const amountItem1 = layout("nets.ocr.amountItem1", 80, [
  ...transactionFields(SERVICE, code(ocrTransactionTypes), "30"),
  at(16, 6, "settledOn", ddmmyy()),
  at(22, 2, "centreId", raw()),
  at(24, 2, "dayCode", raw()),
  at(26, 1, "partialSettlement", count()),
  at(27, 5, "serialNumber", count()),
  at(32, 1, "sign", code(signs)),
  at(33, 17, "amountMinor", amount()),
  at(50, 25, "kid", rightText()),
  at(75, 2, "cardIssuer", raw()),
  at(77, 4, "filler77", filler()),
]);

/** `archiveReference` is the payer's agreement in type 12, a terminal's number and session in types 18 to 21. */
export const amountItem2 = layout("nets.ocr.amountItem2", 80, [
  ...transactionFields(SERVICE, code(ocrTransactionTypes), "31"),
  at(16, 10, "formNumber", digits()),
  at(26, 9, "archiveReference", digits()),
  at(35, 7, "filler35", filler()),
  at(42, 6, "bankOn", ddmmyy({ tolerant: true })),
  at(48, 11, "debitAccount", digits()),
  at(59, 22, "filler59", filler()),
]);

export const amountItem3 = layout("nets.ocr.amountItem3", 80, [
  ...transactionFields(SERVICE, code(ocrTransactionTypes), "32"),
  at(16, 40, "freeText", text()),
  at(56, 25, "filler56", filler()),
]);

export const endOcr = layout("nets.ocr.end", 80, [
  ...assignmentFields(SERVICE, "00", "88"),
  ...declaredTotals,
  at(42, 6, "generatedOn", ddmmyy({ optional: true })),
  at(48, 6, "earliestOn", ddmmyy({ optional: true })),
  at(54, 6, "latestOn", ddmmyy({ optional: true })),
  at(60, 21, "filler60", filler()),
]);

export type StartOcr = RecordIn<typeof startOcr>;
export type AmountItem1 = RecordIn<typeof amountItem1>;
export type AmountItem2 = RecordIn<typeof amountItem2>;
export type AmountItem3 = RecordIn<typeof amountItem3>;
export type EndOcr = RecordIn<typeof endOcr>;
