/** A batch as one zip file: the manifest and a PDF for each letter. The same letters are the same bytes. */

import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";
import type { PrintMessage } from "../../delivery/ports.ts";
import { fileName, manifest } from "./wire.ts";

/** Zip files carry a time; a constant keeps them the same. PDFs are compressed inside already. */
const stored = { mtime: new Date(Date.UTC(2000, 0, 1)), compress: false, forceDosTimestamp: true };

export async function zipOf(messages: readonly PrintMessage[]): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(manifest(messages), "utf8"), "manifest.json", stored);
  for (const { messageId, pdf } of messages) zip.addBuffer(Buffer.from(pdf), fileName(messageId), stored);
  zip.end();
  return Uint8Array.from(await buffer(zip.outputStream));
}
