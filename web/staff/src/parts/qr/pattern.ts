/** The fixed patterns of a QR symbol and its information about itself (ISO/IEC 18004, 6.3, 7.9, 7.10). */

/** By row and column, from the top left: dark is true; undefined is free for data. */
export type Symbol = (boolean | undefined)[][];

/** Centres of the alignment patterns, by version from 1. */
const ALIGNMENT: readonly (readonly number[])[] = [
  [],
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
  [6, 28, 50],
];
const LEVEL_M = 0b00;
const FORMAT_MASK = 0x5412;

/** How many bits a number has. */
const bitsOf = (value: number) => 32 - Math.clz32(value);

/** A value followed by its check bits: the remainder of its division by a polynomial. */
function checked(value: number, polynomial: number): number {
  const degree = bitsOf(polynomial) - 1;
  let remainder = value << degree;
  while (bitsOf(remainder) > degree) remainder ^= polynomial << (bitsOf(remainder) - degree - 1);
  return (value << degree) | remainder;
}

/** The fifteen bits that tell level M and the mask. */
export const formatBits = (mask: number): number => checked((LEVEL_M << 3) | mask, 0b10100110111) ^ FORMAT_MASK;

/** The eighteen bits that tell the version, from 7 on. */
export const versionBits = (version: number): number => checked(version, 0b1111100100101);

const bit = (value: number, at: number) => ((value >> at) & 1) === 1;

/** A square in rings around a centre: dark where the ring is named. Beside the symbol nothing is drawn. */
function rings(symbol: Symbol, row: number, column: number, radius: number, dark: readonly number[]): void {
  for (let down = -radius; down <= radius; down++)
    for (let right = -radius; right <= radius; right++) {
      const line = symbol[row + down];
      if (line === undefined || column + right < 0 || column + right >= symbol.length) continue;
      line[column + right] = dark.includes(Math.max(Math.abs(down), Math.abs(right)));
    }
}

function timing(symbol: Symbol): void {
  for (let at = 0; at < symbol.length; at++) {
    symbol[6]![at] = at % 2 === 0;
    symbol[at]![6] = at % 2 === 0;
  }
}

function alignment(symbol: Symbol, version: number): void {
  const centres = ALIGNMENT[version - 1]!;
  const last = centres.at(-1);
  for (const row of centres)
    for (const column of centres) {
      const atFinder = (row === 6 && (column === 6 || column === last)) || (row === last && column === 6);
      if (!atFinder) rings(symbol, row, column, 2, [0, 2]);
    }
}

/** Twice, around the upper left finder and split over the two others, with the one module that is always dark. */
export function writeFormat(symbol: Symbol, mask: number): void {
  const bits = formatBits(mask);
  const end = symbol.length;
  for (let at = 0; at < 15; at++) {
    const dark = bit(bits, at);
    const near = at < 6 ? at : at < 8 ? at + 1 : 14 - at;
    const [row, column] = at < 8 ? [near, 8] : [8, at === 8 ? 7 : near];
    symbol[row]![column] = dark;
    if (at < 8) symbol[8]![end - 1 - at] = dark;
    else symbol[end - 15 + at]![8] = dark;
  }
  symbol[end - 8]![8] = true;
}

function writeVersion(symbol: Symbol, version: number): void {
  if (version < 7) return;
  const bits = versionBits(version);
  for (let at = 0; at < 18; at++) {
    const [long, short] = [symbol.length - 11 + (at % 3), Math.floor(at / 3)];
    symbol[long]![short] = bit(bits, at);
    symbol[short]![long] = bit(bits, at);
  }
}

/** A symbol of a version with all that does not depend on the data; the format is held free by that of mask 0. */
export function blank(version: number): Symbol {
  const size = 17 + 4 * version;
  const symbol: Symbol = Array.from({ length: size }, () => Array.from({ length: size }));
  timing(symbol);
  for (const [row, column] of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ] as const)
    rings(symbol, row, column, 4, [0, 1, 3]);
  alignment(symbol, version);
  writeFormat(symbol, 0);
  writeVersion(symbol, version);
  return symbol;
}
