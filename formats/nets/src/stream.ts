import { FileChecker } from "./file-checker.ts";
import type { CheckOptions } from "./options.ts";
import { type OcrPayment, PaymentCollector } from "./payment.ts";
import type { Verdict } from "./verdict.ts";

/** The bytes of a file in chunks of any size: a read stream, or `[bytes]`. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** How much is checked between two looks at the payments collected: some eight hundred of them. */
const SLICE = 128 * 1024;

/** Thrown by `payments` when the file is not good, or not the one that was validated. */
export class NotValidated extends Error {
  readonly code = "NOT_VALIDATED";
  readonly verdict: Verdict | undefined;
  constructor(verdict?: Verdict) {
    super("the file has findings that reject it; validate it before taking its payments");
    this.verdict = verdict;
  }
}

/** Checks a whole file while it streams by, in flat memory: all findings and all sums. Nothing is rejected by throwing. */
export async function validateStream(chunks: Chunks, options: CheckOptions = {}): Promise<Verdict> {
  const checker = new FileChecker(options);
  for await (const chunk of chunks) checker.push(chunk);
  return checker.finish();
}

/**
 * The payments of a file that `validateStream` found good, in file order, in batches of at most `batchSize`. The file is checked again
 * on the way: `NotValidated` is thrown at the first finding that rejects it, so the last batch comes only when it is
 * good to its end. AvtaleGiro assignments are passed over.
 */
export async function* payments(
  chunks: Chunks,
  options: CheckOptions & { readonly batchSize?: number } = {},
): AsyncGenerator<readonly OcrPayment[], void, undefined> {
  const batchSize = options.batchSize ?? 5000;
  const collector = new PaymentCollector();
  const checker = new FileChecker(options, collector.sink);
  const waiting: OcrPayment[] = [];
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += SLICE) {
      checker.push(chunk.subarray(at, at + SLICE));
      if (checker.rejected) throw new NotValidated();
      waiting.push(...collector.take(false));
      while (waiting.length > batchSize) yield waiting.splice(0, batchSize);
    }
  }
  const verdict = checker.finish();
  if (!verdict.ok) throw new NotValidated(verdict);
  waiting.push(...collector.take(true));
  while (waiting.length > 0) yield waiting.splice(0, batchSize);
}
