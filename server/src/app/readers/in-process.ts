import { createHash } from "node:crypto";
import type { BankFileReader, FileChunks, FileVerdict, ReaderOptions } from "./port-types.ts";
import { camtReader } from "../../partners/iso20022/index.ts";
import { netsReader } from "../../partners/nets/index.ts";
import { open, readerOf } from "./content.ts";
import { refused } from "./refused.ts";

const allReaders: readonly BankFileReader[] = [netsReader(), camtReader()];

/** Thrown when payments are asked of a file that no reader knows. */
export class FormatUnknown extends Error {
  readonly code = "FORMAT_UNKNOWN";
  constructor() {
    super("no reader knows the file by its content");
  }
}

async function unknownFile(chunks: FileChunks): Promise<FileVerdict> {
  const hash = createHash("sha256");
  for await (const chunk of chunks) hash.update(chunk);
  return refused(
    "FORMAT_UNKNOWN",
    "the content is OCR giro or an ISO 20022 account message",
    "No reader knows the file by its content.",
    hash.digest(),
  );
}

async function chosen(chunks: FileChunks): Promise<{ readonly reader: BankFileReader; readonly chunks: FileChunks }> {
  const opened = await open(chunks);
  const reader = readerOf(allReaders, opened.head);
  if (!reader) throw new FormatUnknown();
  return { reader, chunks: opened.chunks };
}

/** The readers of all bank files in one, here and now. A file is known by its content, never by its name. */
export function createBankReaders(): BankFileReader {
  return {
    recognise: (head) => readerOf(allReaders, head)?.recognise(head),
    async validate(chunks: FileChunks, options: ReaderOptions) {
      const opened = await open(chunks);
      const reader = readerOf(allReaders, opened.head);
      return reader ? reader.validate(opened.chunks, options) : unknownFile(opened.chunks);
    },
    async *payments(chunks, options) {
      const file = await chosen(chunks);
      yield* file.reader.payments(file.chunks, options);
    },
    async *statements(chunks, options) {
      const file = await chosen(chunks);
      yield* file.reader.statements(file.chunks, options);
    },
    async describe(chunks) {
      const file = await chosen(chunks);
      return file.reader.describe(file.chunks);
    },
  };
}
