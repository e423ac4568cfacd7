import { codewordsOf, versionFor } from "./codewords.ts";
import { masks, penalty } from "./mask.ts";
import { blank, writeFormat, type Symbol } from "./pattern.ts";

/** Modules by row and column, dark is true; without the light border of four that a reader needs. */
export type QrSymbol = readonly (readonly boolean[])[];

/** The order in which data is written: up and down in pairs of columns from the right, the vertical timing left out. */
function* places(symbol: Symbol): Generator<readonly [row: number, column: number]> {
  let upwards = true;
  for (let right = symbol.length - 1; right > 0; right -= right === 8 ? 3 : 2) {
    for (let step = 0; step < symbol.length; step++) {
      const row = upwards ? symbol.length - 1 - step : step;
      for (const column of [right, right - 1]) if (symbol[row]![column] === undefined) yield [row, column];
    }
    upwards = !upwards;
  }
}

/** The symbol under one mask; modules that no codeword reaches are light before it. */
function masked(fixed: Symbol, codewords: readonly number[], mask: number): boolean[][] {
  const symbol = fixed.map((row) => [...row]);
  let at = 0;
  for (const [row, column] of places(fixed)) {
    const dark = (((codewords[at >> 3] ?? 0) >> (7 - (at & 7))) & 1) === 1;
    symbol[row]![column] = dark !== masks[mask]!(row, column);
    at++;
  }
  writeFormat(symbol, mask);
  return symbol as boolean[][];
}

/**
 * A QR symbol of a text, UTF-8 in byte mode with error correction level M, in the smallest of versions 1 to 10 and under the mask with the
 * fewest points against it, unless one is named. Undefined for a text of more than 213 bytes.
 */
export function qrSymbol(text: string, mask?: number): QrSymbol | undefined {
  const bytes = new TextEncoder().encode(text);
  const version = versionFor(bytes.length);
  if (version === undefined) return undefined;
  const fixed = blank(version);
  const codewords = codewordsOf(bytes, version);
  if (mask !== undefined) return masked(fixed, codewords, mask);
  const all = masks.map((_, each) => masked(fixed, codewords, each));
  return all.reduce((best, each) => (penalty(each) < penalty(best) ? each : best));
}
