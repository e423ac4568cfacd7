import { randomBytes, randomFillSync } from "node:crypto";

/** Makes ids: UUID version 7 (RFC 9562 section 5.7), ordered by the clock they are made with. */
export type Ids = { next(): string };

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

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
  return {
    next() {
      tick();
      const at = nextRandom();
      const time = last.toString(16).padStart(12, "0");
      const variant = HEX[(pool[at]! & 0x3f) | 0x80]!;
      let tail = "";
      for (let i = 2; i < 8; i++) tail += HEX[pool[at + i]!]!;
      return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, "0")}-${variant}${HEX[pool[at + 1]!]}-${tail}`;
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
