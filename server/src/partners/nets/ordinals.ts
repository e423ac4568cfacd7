const FIRST_CAPACITY = 1 << 12;

/**
 * Counts how often each 64-bit hash has come. A table of the hashes in flat memory (16 to 64 bytes for each distinct
 * one), and a map for those few that come more than once.
 */
export class Ordinals {
  #mask = FIRST_CAPACITY - 1;
  #slots = new Uint32Array(FIRST_CAPACITY * 2);
  #used = 0;
  readonly #repeated = new Map<string, number>();

  /** 1 when this hash comes for the first time, 2 the second time, and so on. `high` and `low` are its halves. */
  next(high: number, low: number): number {
    // Two zeros are an empty slot; the hash that is zero counts with its neighbour.
    const lowOrOne = high === 0 && low === 0 ? 1 : low;
    if (this.#insert(high, lowOrOne)) return 1;
    const key = `${high}:${lowOrOne}`;
    const ordinal = (this.#repeated.get(key) ?? 1) + 1;
    this.#repeated.set(key, ordinal);
    return ordinal;
  }

  #insert(high: number, low: number): boolean {
    const slots = this.#slots;
    let at = low & this.#mask;
    for (;;) {
      const foundHigh = slots[at * 2];
      const foundLow = slots[at * 2 + 1];
      if (foundHigh === high && foundLow === low) return false;
      if (foundHigh === 0 && foundLow === 0) break;
      at = (at + 1) & this.#mask;
    }
    slots[at * 2] = high;
    slots[at * 2 + 1] = low;
    this.#used++;
    if (this.#used * 2 > this.#mask) this.#grow();
    return true;
  }

  #grow(): void {
    const old = this.#slots;
    // Four times as large: each hash is moved rarely, and moving them is what costs.
    this.#mask = this.#mask * 4 + 3;
    this.#slots = new Uint32Array((this.#mask + 1) * 2);
    this.#used = 0;
    for (let at = 0; at < old.length; at += 2) {
      if (old[at] !== 0 || old[at + 1] !== 0) this.#insert(old[at]!, old[at + 1]!);
    }
  }
}
