/** Chance in the simulated life. Whoever needs luck names what for; the same names give the same luck, whatever was drawn elsewhere. */
export type Draws = {
  /** From 0 up to, not including, 1. */
  readonly next: () => number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
};

/** FNV-1a over the names, so that neighbours (day 12, day 13) are no neighbours in luck. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/**
 * A stream of draws (mulberry32) for one thing: `drawsFor(seed, "claims", clinic, day)`. Streams do not touch each other, so a fault of
 * the bank on one day does not change who falls ill on the next.
 */
export function drawsFor(...names: readonly (string | number)[]): Draws {
  let state = hashOf(names.join("|"));
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (list) => list[between(0, list.length - 1)]!,
  };
}

/** Picks by weight: `weighted(draws, [["early", 20], ["late", 5]])`. */
export function weighted<T>(draws: Draws, choices: readonly (readonly [T, number])[]): T {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  let left = draws.next() * total;
  for (const [choice, weight] of choices) if ((left -= weight) < 0) return choice;
  return choices.at(-1)![0];
}
