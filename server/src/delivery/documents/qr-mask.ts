/**
 * Which of its eight masks a QR code wears: the one whose pattern a camera reads best (ISO/IEC 18004:2015, 7.8.3). Scoring them is nearly all
 * the work of a code, so it is done here on flat bytes, ten times as fast as the encoder does it; both choose the same mask.
 */

/** A code as it stands on paper: `size` rows of `size` modules, one after the other, 1 is dark. */
export type Modules = { readonly size: number; readonly cells: Uint8Array };

/** Points for a run of five alike in a line; each further one costs a point. */
const RUN = 3;
/** Points for four alike in a square. */
const SQUARE = 3;
/** Points for what could be taken for a corner of the code: dark, light and dark as 1:1:3:1:1, light beside it. */
const CORNER = 40;
/** Points for each twentieth that dark and light are out of balance. */
const BALANCE = 10;

/** What stands like a corner of the code, in runs that begin with a light one: four units of light on one side, one at least on the other. */
function cornersAmong(runs: Int32Array, count: number): number {
  let found = 0;
  for (let last = 6; last < count; last += 2) {
    const unit = runs[last - 1]!;
    if (runs[last - 2] !== unit || runs[last - 3] !== 3 * unit || runs[last - 4] !== unit || runs[last - 5] !== unit)
      continue;
    const [after, before] = [runs[last]!, runs[last - 6]!];
    if (after >= 4 * unit && before >= unit) found += 1;
    if (before >= 4 * unit && after >= unit) found += 1;
  }
  return found;
}

/** The points of a row or a column; beyond its ends the paper is light. `runs` is room to count in. */
function linePenalty({ size, cells }: Modules, from: number, step: number, runs: Int32Array): number {
  let penalty = 0;
  let count = 0;
  let colour = 0;
  let run = 0;
  for (let at = from, end = from + size * step; at < end; at += step) {
    const cell = cells[at]!;
    if (cell === colour) {
      run += 1;
      continue;
    }
    if (run >= 5) penalty += RUN + run - 5;
    runs[count++] = run;
    colour = cell;
    run = 1;
  }
  if (run >= 5) penalty += RUN + run - 5;
  runs[count++] = run;
  if (colour === 1) runs[count++] = 0;
  runs[0]! += size;
  runs[count - 1]! += size;
  return penalty + CORNER * cornersAmong(runs, count);
}

function squarePenalty({ size, cells }: Modules): number {
  let squares = 0;
  for (let row = 0; row < size - 1; row++) {
    for (let at = row * size, end = at + size - 1; at < end; at++) {
      const dark = cells[at]! + cells[at + 1]! + cells[at + size]! + cells[at + size + 1]!;
      if (dark === 0 || dark === 4) squares += 1;
    }
  }
  return SQUARE * squares;
}

function balancePenalty({ cells }: Modules): number {
  let dark = 0;
  for (let at = 0; at < cells.length; at++) dark += cells[at]!;
  return BALANCE * (Math.ceil(Math.abs(20 * dark - 10 * cells.length) / cells.length) - 1);
}

/** How badly a code can be read: the lower the better. */
function penaltyOf(modules: Modules, runs: Int32Array): number {
  let penalty = squarePenalty(modules) + balancePenalty(modules);
  for (let at = 0; at < modules.size; at++) {
    penalty += linePenalty(modules, at * modules.size, 1, runs) + linePenalty(modules, at, modules.size, runs);
  }
  return penalty;
}

/** What each mask turns around in a code that wears the first: the same modules in every code of a size. */
export type Masks = readonly Uint8Array[];

/** Where two codes of one size differ, or a code with that turned around. In a loop: `map` of flat bytes takes ten times as long. */
export function turned(cells: Uint8Array, mask: Uint8Array): Uint8Array {
  const result = new Uint8Array(cells.length);
  for (let at = 0; at < cells.length; at++) result[at] = cells[at]! ^ mask[at]!;
  return result;
}

/** The code in the mask with the fewest points, the first of several. `code` wears the first of the masks. */
export function bestMasked({ size, cells }: Modules, masks: Masks): Modules {
  const runs = new Int32Array(size + 2);
  const worn = masks.map((mask) => ({ size, cells: turned(cells, mask) }));
  const penalties = worn.map((each) => penaltyOf(each, runs));
  return worn[penalties.indexOf(Math.min(...penalties))]!;
}
