import type { BankFileReader } from "../../server/src/banking/index.ts";
import { camtReader } from "../../server/src/partners/iso20022/index.ts";
import { ocrColumns } from "../../server/src/partners/nets/index.ts";
import { camtPieces, ocrPieces } from "./files.ts";
import { measurement, secondsOf, watchingMemory, type Measurement } from "./measure.ts";
import { ACCOUNT } from "./world.ts";

const options: Parameters<BankFileReader["payments"]>[1] = {
  accounts: new Map([[ACCOUNT, { currency: "NOK", kidLengths: [13], kidModulus: "mod10" }]]),
};

/** A stream of what is already in memory. */
async function* streamed(pieces: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* pieces;
}

async function countPayments(reader: BankFileReader, pieces: readonly Buffer[]): Promise<number> {
  let count = 0;
  for await (const payments of reader.payments(streamed(pieces), options)) count += payments.length;
  return count;
}

/** Every byte looked at once: nobody reads the file faster. */
async function sumBytes(pieces: readonly Buffer[]): Promise<number> {
  let sum = 0;
  for await (const piece of streamed(pieces)) for (let at = 0; at < piece.length; at++) sum = (sum + piece[at]!) | 0;
  return sum;
}

/** Checks and reads a file that lies in memory, in this thread; the file itself is not counted in the memory used. */
async function parse(
  name: string,
  n: number,
  countIn: (pieces: readonly Buffer[]) => Promise<number>,
  pieces: readonly Buffer[],
): Promise<Measurement> {
  const megabytes = pieces.reduce((sum, piece) => sum + piece.length, 0) / 1e6;
  const { result: seconds, rssMb } = await watchingMemory(() =>
    secondsOf(async () => {
      const count = await countIn(pieces);
      if (count !== n) throw new Error(`${count} payments instead of ${n}`);
    }),
  );
  const limitSeconds = await secondsOf(() => sumBytes(pieces));
  const measured = measurement(name, n, { seconds, limitSeconds, rssMb: rssMb - megabytes });
  return { ...measured, mbPerSecond: Number((megabytes / seconds).toFixed(1)) };
}

/** What the import's reader thread does with an OCR giro file: every rule checked, each payment in columns, named by its fingerprint. */
async function countRows(pieces: readonly Buffer[]): Promise<number> {
  let count = 0;
  for await (const { rows } of ocrColumns(streamed(pieces), options)) count += rows;
  return count;
}

export function parseOcr(n: number): Promise<Measurement> {
  return parse("parse-ocr", n, countRows, [...ocrPieces(n)]);
}

export function parseCamt(n: number): Promise<Measurement> {
  return parse("parse-camt", n, (pieces) => countPayments(camtReader(), pieces), camtPieces(n));
}
