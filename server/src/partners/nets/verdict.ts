import "./findings.ts";
import { createHash } from "node:crypto";
import { type AssignmentSummary, type CheckOptions, validateStream, type Verdict } from "@kvitt/format-nets";
import type { KidAgreement } from "@kvitt/values";
import type { FileChunks, FileVerdict, IncomingBatch, ReaderOptions } from "../../banking/ports.ts";
import { LumpNames } from "./lumps.ts";

/** What the checker has to know to judge each account's KIDs. An account without a modulus is judged by form alone. */
export function checkOptions(options: ReaderOptions): CheckOptions {
  const agreements = new Map<string, KidAgreement>();
  for (const [account, { kidModulus, kidLengths }] of options.accounts) {
    if (kidModulus === null) continue;
    agreements.set(account, { modulus: kidModulus, ...(kidLengths.length > 0 ? { lengths: kidLengths } : {}) });
  }
  return { agreements, ...(options.recipient === undefined ? {} : { recipient: options.recipient }) };
}

/** Checks a whole OCR giro file: findings, sums by lump, and the keys by which it is known when it comes again. */
export async function validateOcr(chunks: FileChunks, options: ReaderOptions): Promise<FileVerdict> {
  const content = createHash("sha256");
  const normalised = createHash("sha256");
  const verdict = await validateStream(chunks, {
    ...checkOptions(options),
    accountIsOurs: (account) => options.accounts.has(account),
    onNormalised: (bytes, part) => {
      normalised.update(bytes);
      if (part === "assignments") content.update(bytes);
    },
  });
  const payments = verdict.assignments.filter(({ kind }) => kind === "ocr");
  return {
    ok: verdict.ok,
    problems: verdict.problems,
    problemCount: verdict.problemCount,
    senderKey: senderKey(verdict),
    contentSha256: content.digest(),
    normalisedSha256: normalised.digest(),
    partKeys: payments.map(partKey),
    batches: batchesOf(payments),
    statements: [],
  };
}

function senderKey({ transmission }: Verdict): string | null {
  if (!transmission) return null;
  return `ocr:${transmission.transmitter}:${transmission.transmissionNumber}:${transmission.recipient}`;
}

/** An assignment's natural key. Its lumps are in it, as a day's four deliveries may be alike in everything else. */
function partKey(assignment: AssignmentSummary): string {
  const { agreementId, account, assignmentNumber, generatedOn, transactions, controlTotalMinor, lumpSums } = assignment;
  const lumps = createHash("sha256");
  for (const { settledOn, partialSettlement, serialNumber } of lumpSums) {
    lumps.update(`${settledOn}-${partialSettlement}-${serialNumber}|`);
  }
  const facts = [agreementId, account, assignmentNumber, generatedOn ?? "", transactions, controlTotalMinor];
  return [...facts, lumps.digest("hex")].join("|");
}

function batchesOf(assignments: readonly AssignmentSummary[]): IncomingBatch[] {
  const names = new LumpNames();
  return assignments.flatMap(({ index, account, lumpSums }) =>
    lumpSums.map(({ settledOn, partialSettlement, serialNumber, count, controlMinor, ledgerMinor }) => ({
      batchKey: names.of(index, settledOn, partialSettlement, serialNumber),
      account,
      settledOn,
      lines: count,
      controlMinor,
      ledgerMinor,
    })),
  );
}
