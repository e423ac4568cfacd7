import { toLatin1 } from "@kvitt/format-layout";
import { type LineBreaks, type NetsFile, recordsOf } from "./file.ts";
import { type NetsRecord, recordLayouts } from "./record-layouts.ts";

/**
 * The bytes of a file. A file that was parsed gives the bytes it was read from. Counts and totals are written as they
 * stand in the records: `validate` says whether they are right, `writeOcr` and `writeAvtaleGiro` make them.
 * Throws `DoesNotFit` for a value that does not fit its field.
 */
export function serialise(file: NetsFile): Uint8Array {
  const parts: Uint8Array[] = [];
  const records = recordsOf(file);
  records.forEach((record, index) => {
    parts.push(serialiseRecord(record));
    parts.push(breakBehind(file.breaks, index + 1, records.length));
  });
  return joined(parts);
}

/** The 80 bytes of one record. */
export function serialiseRecord({ kind, fields }: NetsRecord): Uint8Array {
  const write = recordLayouts[kind].write as (record: NetsRecord["fields"]) => Uint8Array;
  return write(fields);
}

function breakBehind(breaks: LineBreaks, line: number, lastLine: number): Uint8Array {
  const text = line === lastLine ? breaks.tail : (breaks.exceptions?.get(line) ?? breaks.separator);
  return toLatin1(text)!;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
