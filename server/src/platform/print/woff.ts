import { inflateSync } from "node:zlib";

/**
 * WOFF 1.0 (W3C Recommendation, 13 December 2012) to the plain font inside it: npm brings fonts for browsers, the typesetter reads
 * TrueType and OpenType. Each table is unpacked and the table directory written anew.
 */

const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;
const SFNT_HEADER = 12;
const SFNT_ENTRY = 16;

type FontTable = { readonly tag: Buffer; readonly checksum: number; readonly bytes: Buffer };

function tableAt(woff: Buffer, index: number): FontTable {
  const at = WOFF_HEADER + WOFF_ENTRY * index;
  const offset = woff.readUInt32BE(at + 4);
  const packedLength = woff.readUInt32BE(at + 8);
  const length = woff.readUInt32BE(at + 12);
  const packed = woff.subarray(offset, offset + packedLength);
  const bytes = packedLength < length ? inflateSync(packed, { maxOutputLength: length }) : packed;
  return { tag: woff.subarray(at, at + 4), checksum: woff.readUInt32BE(at + 16), bytes };
}

function sfntHeader(flavour: number, tables: number): Buffer {
  const header = Buffer.alloc(SFNT_HEADER);
  const entrySelector = Math.floor(Math.log2(tables));
  const searchRange = SFNT_ENTRY * 2 ** entrySelector;
  header.writeUInt32BE(flavour, 0);
  header.writeUInt16BE(tables, 4);
  header.writeUInt16BE(searchRange, 6);
  header.writeUInt16BE(entrySelector, 8);
  header.writeUInt16BE(SFNT_ENTRY * tables - searchRange, 10);
  return header;
}

function directoryEntry(table: FontTable, offset: number): Buffer {
  const entry = Buffer.alloc(SFNT_ENTRY);
  table.tag.copy(entry, 0);
  entry.writeUInt32BE(table.checksum, 4);
  entry.writeUInt32BE(offset, 8);
  entry.writeUInt32BE(table.bytes.length, 12);
  return entry;
}

/** The font inside a WOFF file. Throws for another kind of file. */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.toString("latin1", 0, 4) !== "wOFF") throw new Error("This is no WOFF font");
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, index) => tableAt(woff, index));
  const directory: Buffer[] = [];
  const contents: Buffer[] = [];
  let offset = SFNT_HEADER + SFNT_ENTRY * count;
  for (const table of tables) {
    const padding = Buffer.alloc((4 - (table.bytes.length % 4)) % 4);
    directory.push(directoryEntry(table, offset));
    contents.push(table.bytes, padding);
    offset += table.bytes.length + padding.length;
  }
  return Buffer.concat([sfntHeader(woff.readUInt32BE(4), count), ...directory, ...contents]);
}
