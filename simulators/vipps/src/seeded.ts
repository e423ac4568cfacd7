/** Names that look like the service's and are the same for the same seed. */

export type Names = {
  readonly uuid: () => string;
  /** `length` characters of hex. */
  readonly hex: (length: number) => string;
};

export function createNames(seed: number): Names {
  const draw = mulberry32(seed);
  const hex = (length: number): string => Array.from({ length }, () => Math.floor(draw() * 16).toString(16)).join("");
  const uuid = (): string => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
  return { uuid, hex };
}

/** A stream of numbers in [0, 1), the same for the same seed on every machine. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
