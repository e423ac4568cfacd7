import { randomBytes, randomFillSync } from "node:crypto";

/** Makes ids: UUID version 7 (RFC 9562 section 5.7), ordered by the clock they are made with. */
export type Ids = { next(): string };

const DIGITS = Buffer.from("0123456789abcdef");

/**
 * Ids from a millisecond clock and random bytes. Within one millisecond a 12-bit counter keeps them ascending, so that an import's rows
 * land side by side in every index.
 */
export function createIds(
  milliseconds: () => number,
  random: (pool: Buffer) => void = (pool) => void randomFillSync(pool),
): Ids {
  const pool = Buffer.alloc(8 * 1024);
  let used = pool.length;
  let last = -1;
  let counter = 0;
  function nextRandom(): number {
    if (used === pool.length) {
      random(pool);
      used = 0;
    }
    const at = used;
    used += 8;
    return at;
  }
  function tick(): void {
    const now = milliseconds();
    if (now > last) {
      last = now;
      counter = 0;
      return;
    }
    counter += 1;
    if (counter > 0xfff) {
      last += 1;
      counter = 0;
    }
  }
  // Written in place: an id is made for every row, and texts pieced together would each leave their pieces behind.
  const text = Buffer.from("00000000-0000-7000-8000-000000000000");
  let written = -1;
  function digits(at: number, value: number, count: number): void {
    for (let place = at + count - 1; place >= at; place--, value >>>= 4) text[place] = DIGITS[value & 0xf]!;
  }
  function writeTime(): void {
    digits(0, Math.floor(last / 0x10000), 8);
    digits(9, last % 0x10000, 4);
    written = last;
  }
  return {
    next() {
      tick();
      if (last !== written) writeTime();
      digits(15, counter, 3);
      const at = nextRandom();
      digits(19, (pool[at]! & 0x3f) | 0x80, 2);
      digits(21, pool[at + 1]!, 2);
      for (let i = 2; i < 8; i++) digits(20 + 2 * i, pool[at + i]!, 2);
      return text.toString("latin1");
    },
  };
}

/** A random secret in base64url, for API keys and links. */
export function randomSecret(bytes: number): string {
  return randomBytes(bytes).toString("base64url");
}

/** A seeded pool filler (xorshift128): the simulated life makes the same ids twice from the same seed. Never for secrets. */
export function seededPool(seed: number): (pool: Buffer) => void {
  let x = seed | 0 || 1;
  let y = 0x6c078965;
  let z = 0x9908b0df | 0;
  let w = 0x7f4a7c15;
  return (pool) => {
    for (let i = 0; i < pool.length; i += 4) {
      const t = x ^ (x << 11);
      x = y;
      y = z;
      z = w;
      w = w ^ (w >>> 19) ^ t ^ (t >>> 8);
      pool.writeInt32LE(w, i);
    }
  };
}
