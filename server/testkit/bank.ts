import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeOcr, type OcrOrderPayment } from "@kvitt/format-nets";
import {
  addBankAccount,
  importFile,
  type BankFileReader,
  type ImportResult,
  type NewBankAccount,
} from "../src/banking/index.ts";
import { withTenant, type Platform } from "../src/platform/index.ts";
import type { TestClinic } from "./clinic.ts";

export const ACCOUNT = "86011117947";
const SAMPLES = join(import.meta.dirname, "..", "..", "formats", "nets", "samples");

/** Gives a clinic's ledger the bank account of the examples: OCR agreement 009000001, KIDs of 13 digits, MOD10. */
export async function testBankAccount(
  platform: Platform,
  clinic: TestClinic,
  changes: Partial<NewBankAccount> = {},
): Promise<string> {
  return withTenant(platform, clinic.context, (tx) =>
    addBankAccount(tx, {
      ledgerId: clinic.ledgerId,
      market: "NO",
      number: ACCOUNT,
      agreementId: "009000001",
      kidLengths: [13],
      kidModulus: "mod10",
      detailSource: "ocrgiro",
      proofSource: "camt053",
      ...changes,
    }),
  );
}

export async function* bytes(data: Uint8Array): AsyncGenerator<Uint8Array> {
  yield data;
}

/** One of the four files of the worked month. */
export function exampleBatch(name: "1-2026-10-06" | "2-2026-10-13" | "3-2026-10-21" | "4-2026-10-28"): Promise<Buffer> {
  return readFile(join(SAMPLES, `front-example-batch-${name}.txt`));
}

export type TestPayment = {
  readonly kid: string;
  readonly amountMinor: bigint;
  readonly payer?: string;
  readonly sign?: "-";
  readonly type?: OcrOrderPayment["type"];
  readonly archive?: string;
};

export type TestOcrFile = {
  readonly transmission: number;
  readonly settledOn: string;
  readonly payments: readonly TestPayment[];
  readonly serial?: number;
};

/** An OCR giro file of our own, valid in every total. */
export function ocrFile(input: TestOcrFile): Buffer {
  const totalMinor = input.payments.reduce(
    (sum, payment) => sum + (payment.sign === "-" ? -payment.amountMinor : payment.amountMinor),
    0n,
  );
  const payments = input.payments.map((payment, index): OcrOrderPayment => ({
    ...(payment.type ? { type: payment.type } : {}),
    settledOn: input.settledOn,
    batchNumber: input.serial ?? input.transmission,
    ...(payment.sign ? { sign: payment.sign } : {}),
    amountMinor: payment.amountMinor,
    kid: payment.kid,
    archiveReference: payment.archive ?? String(input.transmission * 1000 + index + 1).padStart(9, "0"),
    ...(payment.payer ? { debitAccount: payment.payer } : {}),
  }));
  const written = writeOcr({
    transmissionNumber: input.transmission,
    recipient: "00900001",
    generatedOn: input.settledOn,
    totalMinor,
    assignments: [{ agreementId: "009000001", account: ACCOUNT, payments }],
  });
  if (!written.ok) throw new Error(written.refusals.map((refusal) => refusal.sentence).join(" "));
  return Buffer.from(written.bytes);
}

/** Imports as the command line does. */
export function importBytes(
  platform: Platform,
  clinic: TestClinic,
  reader: BankFileReader,
  data: Uint8Array,
): Promise<ImportResult> {
  return importFile(platform, clinic.context, reader, { channel: "command", chunks: bytes(data) });
}
