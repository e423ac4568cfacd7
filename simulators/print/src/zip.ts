/** Reads a zip file (APPNOTE 6.3): stored and deflated entries, no encryption, no zip64. Throws on anything else. */

import { crc32, inflateRawSync } from "node:zlib";

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_LENGTH = 22;
const LONGEST_ENTRY_BYTES = 32 * 1024 * 1024;

/** The entries by name. */
export function readZip(bytes: Buffer): ReadonlyMap<string, Buffer> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || bytes.length < end + END_LENGTH || bytes.readUInt32LE(end) !== END) throw new Error("no zip file");
  const entries = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    if (bytes.readUInt32LE(at) !== CENTRAL) throw new Error("a broken directory");
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    if (entries.has(name)) throw new Error("a name twice");
    entries.set(name, entryAt(bytes, at));
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

/** `at` is the entry's place in the directory, which knows sizes and checksum. */
function entryAt(bytes: Buffer, at: number): Buffer {
  const method = bytes.readUInt16LE(at + 10);
  const [checksum, packed, size, local] = [16, 20, 24, 42].map((offset) => bytes.readUInt32LE(at + offset)) as [
    number,
    number,
    number,
    number,
  ];
  if (size > LONGEST_ENTRY_BYTES || bytes.readUInt32LE(local) !== LOCAL) throw new Error("a broken entry");
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const raw = bytes.subarray(start, start + packed);
  if (method !== 0 && method !== 8) throw new Error("an unknown compression");
  const data = method === 0 ? Buffer.from(raw) : inflateRawSync(raw, { maxOutputLength: LONGEST_ENTRY_BYTES });
  if (data.length !== size || crc32(data) !== checksum) throw new Error("a damaged entry");
  return data;
}
