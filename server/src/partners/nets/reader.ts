import { describe, FileChecker, NotValidated } from "@kvitt/format-nets";
import type {
  BankFileReader,
  FileChunks,
  IncomingPayment,
  IncomingStatement,
  ReaderOptions,
} from "../../banking/ports.ts";
import { ColumnCollector, type OcrColumns } from "./columns.ts";
import { rowsOf } from "./rows.ts";
import { checkOptions, validateOcr } from "./verdict.ts";

/** How much is checked between two looks at the blocks filled. */
const SLICE = 128 * 1024;

/** Some files have lost their first record or their case; that they are OCR giro is plain, and the check says what is wrong. */
const BEGINNING = /^(?:\xef\xbb\xbf)?\s*ny\d{6}/i;

/** The payments of a good file as columns. Throws `NotValidated` at the first finding that rejects the file. */
export async function* ocrColumns(
  chunks: FileChunks,
  options: ReaderOptions,
): AsyncGenerator<OcrColumns, void, undefined> {
  const collector = new ColumnCollector();
  const checker = new FileChecker(checkOptions(options), collector.sink);
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += SLICE) {
      checker.push(chunk.subarray(at, at + SLICE));
      if (checker.rejected) throw new NotValidated();
      yield* collector.take(false);
    }
  }
  const verdict = checker.finish();
  if (!verdict.ok) throw new NotValidated(verdict);
  yield* collector.take(true);
}

async function* payments(chunks: FileChunks, options: ReaderOptions): AsyncGenerator<readonly IncomingPayment[]> {
  for await (const block of ocrColumns(chunks, options)) yield rowsOf(block);
}

async function* noStatements(): AsyncGenerator<IncomingStatement> {
  // An OCR giro file proves no balance.
}

async function describeOcr(chunks: FileChunks): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return describe(Buffer.concat(parts));
}

/** Reads OCR giro files (and passes over AvtaleGiro assignments in them). */
export function netsReader(): BankFileReader {
  return {
    recognise: (head) => (BEGINNING.test(Buffer.from(head.subarray(0, 64)).toString("latin1")) ? "ocrgiro" : undefined),
    validate: validateOcr,
    payments,
    statements: noStatements,
    describe: describeOcr,
  };
}
