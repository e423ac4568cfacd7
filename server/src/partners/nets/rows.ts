import { isoDate } from "@kvitt/format-layout";
import type { OcrTransactionType } from "@kvitt/format-nets";
import type { IncomingPayment, PaymentDirection } from "../../banking/ports.ts";
import { BAD_CHECK, CREDIT_NOTE, KID_LENGTH, type OcrColumns, TEXT_LENGTH } from "./columns.ts";
import { FINGERPRINT_LENGTH } from "./fingerprint.ts";

/** How each transaction type is paid. Source: OCR giro, transaction types. */
export const paymentKinds = {
  "10": "bank",
  "11": "standingOrder",
  "12": "remittance",
  "13": "companyTerminal",
  "14": "counter",
  "15": "avtalegiro",
  "16": "telegiro",
  "17": "cashGiro",
  "18": "cardReversal",
  "19": "card",
  "20": "cardReversal",
  "21": "card",
} as const satisfies Readonly<Record<OcrTransactionType, string>>;

const kindOf: readonly string[] = Object.entries(paymentKinds).reduce<string[]>((kinds, [type, kind]) => {
  kinds[Number(type)] = kind;
  return kinds;
}, []);

const BLANK = 0x20;
const NO_ACCOUNT = "0".repeat(TEXT_LENGTH - KID_LENGTH);
const NO_PARTS: readonly string[] = [];

/** The payments of a block, as banking takes them. A block is read once: the fingerprints are views of its memory. */
export function rowsOf(block: OcrColumns): IncomingPayment[] {
  const texts = Buffer.from(block.texts.buffer, block.texts.byteOffset, block.texts.byteLength);
  const fingerprints = Buffer.from(
    block.fingerprints.buffer,
    block.fingerprints.byteOffset,
    block.fingerprints.byteLength,
  );
  const freeTexts = new Map(block.textRows.map((row, at) => [row, block.freeTexts[at]!]));
  const dateOf = dates();
  const rows: IncomingPayment[] = [];
  for (let row = 0; row < block.rows; row++) {
    const lump = block.lumps[block.lumpOf[row]!]!;
    const type = block.types[row]!;
    const flags = block.flags[row]!;
    const direction = directionOf(type, flags);
    const amount = BigInt(block.amounts[row]!);
    const reference = textAt(texts, row * TEXT_LENGTH, KID_LENGTH);
    const payerAccount = texts.toString("latin1", row * TEXT_LENGTH + KID_LENGTH, (row + 1) * TEXT_LENGTH);
    rows.push({
      batchKey: lump.batchKey,
      account: lump.account,
      lineNo: block.lines[row]!,
      identity: "bank",
      fingerprint: fingerprints.subarray(row * FINGERPRINT_LENGTH, (row + 1) * FINGERPRINT_LENGTH),
      settledOn: lump.settledOn,
      paidOn: dateOf(block.paidOn[row]!),
      direction,
      kind: kindOf[type]!,
      amountMinor: direction === "in" ? amount : -amount,
      reference: reference === "" ? null : reference,
      referenceProblem: (flags & BAD_CHECK) === 0 ? null : "badCheck",
      parts: null,
      chargeMinor: 0n,
      payerAccount: payerAccount === NO_ACCOUNT ? null : payerAccount,
      payerName: null,
      text: freeTexts.get(row) ?? null,
      suggestedReferences: NO_PARTS,
    });
  }
  return rows;
}

/** Types 18 and 20 take an earlier payment back, whatever their sign; sign `-` is a credit note's. */
function directionOf(type: number, flags: number): PaymentDirection {
  if (type === 18 || type === 20) return "reversal";
  return (flags & CREDIT_NOTE) === 0 ? "in" : "creditNote";
}

function textAt(bytes: Buffer, from: number, length: number): string {
  let start = from;
  let end = from + length;
  while (start < end && bytes[start] === BLANK) start++;
  while (end > start && bytes[end - 1] === BLANK) end--;
  return start === end ? "" : bytes.toString("latin1", start, end);
}

/** Payments of one file share few dates: the last one is remembered. */
function dates(): (day: number) => string | null {
  let lastDay = 0;
  let lastText: string | null = null;
  return (day) => {
    if (day !== lastDay) {
      lastDay = day;
      lastText = day > 0 ? isoDate(day) : null;
    }
    return lastText;
  };
}
