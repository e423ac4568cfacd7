import type { BankFileReader, FileChunks } from "./port-types.ts";

/** Enough to tell what a file is, comments before the outermost element of a message included. */
const HEAD_BYTES = 64 * 1024;

/** A file whose beginning has been looked at; `chunks` is the whole of it. */
export type Opened = { readonly head: Uint8Array; readonly chunks: FileChunks };

/** Reads the beginning of a file and gives the file back whole. */
export async function open(chunks: FileChunks): Promise<Opened> {
  const source = chunks[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let length = 0;
  while (length < HEAD_BYTES) {
    const step = await source.next();
    if (step.done) break;
    read.push(step.value);
    length += step.value.length;
  }
  return { head: Buffer.concat(read).subarray(0, HEAD_BYTES), chunks: rejoined(read, source) };
}

async function* rejoined(read: Uint8Array[], source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    while (read.length > 0) yield read.shift()!;
    for (let step = await source.next(); !step.done; step = await source.next()) yield step.value;
  } finally {
    await source.return?.();
  }
}

/** The reader that knows a file by its beginning. */
export function readerOf(readers: readonly BankFileReader[], head: Uint8Array): BankFileReader | undefined {
  return readers.find((reader) => reader.recognise(head) !== undefined);
}
