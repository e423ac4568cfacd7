/** The eight masks of a QR symbol and the points that choose among them (ISO/IEC 18004, 7.8). */

type Modules = readonly (readonly boolean[])[];

/** Whether a mask turns a module over. */
export const masks: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_row, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
];

const count = (text: string, looked: RegExp) => [...text.matchAll(looked)].length;

/** Five alike or more: three points and one for each further. */
const runs = (line: string) => [...line.matchAll(/0{5,}|1{5,}/g)].reduce((sum, [run]) => sum + run.length - 2, 0);

/** What looks like a finder, with four light modules before or after: forty points each. */
const finders = (line: string) => 40 * (count(line, /(?=10111010000)/g) + count(line, /(?=00001011101)/g));

/** Squares of four alike: three points each. */
function squares(lines: readonly string[]): number {
  let found = 0;
  for (let row = 1; row < lines.length; row++)
    for (let column = 1; column < lines.length; column++) {
      const four = lines[row - 1]!.slice(column - 1, column + 1) + lines[row]!.slice(column - 1, column + 1);
      if (four === "0000" || four === "1111") found++;
    }
  return 3 * found;
}

/** Ten points for each whole five per cent that the dark share is away from half. */
function balance(lines: readonly string[]): number {
  const dark = count(lines.join(""), /1/g);
  const all = lines.length ** 2;
  return 10 * Math.floor(Math.abs(20 * dark - 10 * all) / all);
}

/** The points against a symbol: the fewer, the better it is read. */
export function penalty(modules: Modules): number {
  const rows = modules.map((row) => row.map(Number).join(""));
  const columns = modules.map((_, at) => modules.map((row) => Number(row[at])).join(""));
  const lines = [...rows, ...columns].reduce((sum, line) => sum + runs(line) + finders(line), 0);
  return lines + squares(rows) + balance(rows);
}
