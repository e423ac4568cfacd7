import { encode } from "uqr";

/** Modules of white around the code (ISO/IEC 18004). */
const QUIET = 4;

/**
 * A QR code as a drawing: dark modules as one path, runs of a row joined, so that it is small and prints without hairlines. Error correction
 * M, as EPC069-12 asks. The same text gives the same drawing.
 */
export function qrDrawing(text: string): string {
  const { data, size } = encode(text, { ecc: "M", border: 0 });
  const runs = data.flatMap((row, y) =>
    rowRuns(row).map(([x, width]) => `M${x + QUIET} ${y + QUIET}h${width}v1h-${width}z`),
  );
  const side = size + 2 * QUIET;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><path d="${runs.join("")}"/></svg>`;
}

/** The dark runs of a row: where each begins and how wide it is. */
function rowRuns(row: readonly boolean[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const [x, dark] of row.entries()) {
    const last = runs.at(-1);
    if (!dark) continue;
    if (last && last[0] + last[1] === x) last[1] += 1;
    else runs.push([x, 1]);
  }
  return runs;
}
