import { encode } from "uqr";
import { bestMasked, turned, type Masks, type Modules } from "./qr-mask.ts";

/** Modules of white around the code (ISO/IEC 18004). */
const QUIET = 4;
const MASKS = 8;

/** A code in one of the eight masks. Error correction M, as EPC069-12 asks. */
function encoded(text: string, maskPattern: number): Modules {
  const { data, size } = encode(text, { ecc: "M", border: 0, maskPattern });
  const cells = new Uint8Array(size * size);
  for (const [y, row] of data.entries()) {
    for (let x = 0; x < size; x++) if (row[x]) cells[y * size + x] = 1;
  }
  return { size, cells };
}

const masksOfSize = new Map<number, Masks>();

/** The masks of a size, by what they do to one code. */
function masksFor(text: string, { size, cells }: Modules): Masks {
  const known = masksOfSize.get(size);
  if (known) return known;
  const masks = Array.from({ length: MASKS }, (_, mask) => turned(cells, encoded(text, mask).cells));
  masksOfSize.set(size, masks);
  return masks;
}

/**
 * A QR code as a drawing: dark modules as one path, runs of a row joined, so that it is small and prints without hairlines. The same text gives
 * the same drawing.
 */
export function qrDrawing(text: string): string {
  const first = encoded(text, 0);
  const code = bestMasked(first, masksFor(text, first));
  const side = code.size + 2 * QUIET;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><path d="${pathOf(code)}"/></svg>`;
}

/** The dark runs of every row. */
function pathOf({ size, cells }: Modules): string {
  let path = "";
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const from = x;
      while (x < size && cells[y * size + x] === 1) x += 1;
      if (x > from) path += `M${from + QUIET} ${y + QUIET}h${x - from}v1h-${x - from}z`;
    }
  }
  return path;
}
