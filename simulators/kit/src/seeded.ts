/** Chance that is the same for the same seed, on every machine. */

/** Names that look like a service's own. */
export type Names = {
  readonly uuid: () => string;
  /** `length` characters of hex, lower case. */
  readonly hex: (length: number) => string;
  /** `length` letters and digits. */
  readonly word: (length: number) => string;
};

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

export function createNames(seed: number): Names {
  const draw = seededDraw(seed);
  const from = (letters: string, length: number): string =>
    Array.from({ length }, () => letters[Math.floor(draw() * letters.length)]!).join("");
  const hex = (length: number): string => from("0123456789abcdef", length);
  return {
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    hex,
    word: (length) => from(LETTERS, length),
  };
}

/** A stream of numbers in [0, 1) (mulberry32). */
export function seededDraw(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
