import { correctionOf } from "./reed-solomon.ts";

/** Text as the codewords of a QR symbol: byte mode, error correction level M, versions 1 to 10 (ISO/IEC 18004, 7.4 to 7.6). */

/** By version from 1: blocks, and what each block has of error correction; the rest is data. */
type Blocks = { readonly total: number; readonly blocks: number; readonly correction: number };
const LEVEL_M: readonly Blocks[] = [
  { total: 26, blocks: 1, correction: 10 },
  { total: 44, blocks: 1, correction: 16 },
  { total: 70, blocks: 1, correction: 26 },
  { total: 100, blocks: 2, correction: 18 },
  { total: 134, blocks: 2, correction: 24 },
  { total: 172, blocks: 4, correction: 16 },
  { total: 196, blocks: 4, correction: 18 },
  { total: 242, blocks: 4, correction: 22 },
  { total: 292, blocks: 5, correction: 22 },
  { total: 346, blocks: 5, correction: 26 },
];
const BYTE_MODE = 0b0100;
const FILLING = [0xec, 0x11] as const;

const dataOf = ({ total, blocks, correction }: Blocks) => total - blocks * correction;

/** Bits that say how many bytes follow: 8 up to version 9, then 16. */
const lengthBits = (version: number) => (version < 10 ? 8 : 16);

/** The smallest version that holds so many bytes; undefined for more than 213. */
export function versionFor(byteLength: number): number | undefined {
  const at = LEVEL_M.findIndex((blocks, index) => 4 + lengthBits(index + 1) + 8 * byteLength <= 8 * dataOf(blocks));
  return at < 0 ? undefined : at + 1;
}

/** Mode, length, bytes, end, and filling to the last codeword. */
function dataCodewords(bytes: Uint8Array, version: number, count: number): number[] {
  const written = (value: number, bits: number) => value.toString(2).padStart(bits, "0");
  const said = [...bytes].map((byte) => written(byte, 8)).join("");
  const whole = written(BYTE_MODE, 4) + written(bytes.length, lengthBits(version)) + said;
  const ended = whole + "0".repeat(Math.min(4, 8 * count - whole.length));
  const codewords = (ended.match(/.{1,8}/g) ?? []).map((eight) => Number.parseInt(eight.padEnd(8, "0"), 2));
  const missing = count - codewords.length;
  return [...codewords, ...Array.from({ length: missing }, (_, at) => FILLING[at % 2]!)];
}

/** The data cut into blocks: the longer ones, by one codeword, come last. */
function cut(data: readonly number[], blocks: number): number[][] {
  const short = Math.floor(data.length / blocks);
  const shortOnes = blocks - (data.length % blocks);
  return Array.from({ length: blocks }, (_, at) => {
    const from = at * short + Math.max(0, at - shortOnes);
    return data.slice(from, from + short + (at < shortOnes ? 0 : 1));
  });
}

/** One of each block in turn, until all are used. */
function interleaved(blocks: readonly (readonly number[])[]): number[] {
  const longest = Math.max(...blocks.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => blocks.flatMap((block) => block[at] ?? [])).flat();
}

/** What stands in the symbol, in order: the data of all blocks, then their error correction. */
export function codewordsOf(bytes: Uint8Array, version: number): number[] {
  const { blocks, correction } = LEVEL_M[version - 1]!;
  const data = cut(dataCodewords(bytes, version, dataOf(LEVEL_M[version - 1]!)), blocks);
  return [...interleaved(data), ...interleaved(data.map((block) => correctionOf(block, correction)))];
}
