import type { CheckOptions } from "./options.ts";

const RECORD = 80;
const BUFFER = RECORD * 512;

/** Hands records on in large pieces: hashing 80 bytes at a time costs more than the hash itself. */
export class NormalisedBytes {
  readonly #receive: NonNullable<CheckOptions["onNormalised"]>;
  readonly #buffer = new Uint8Array(BUFFER);
  #filled = 0;
  #part: "outer" | "assignments" = "outer";

  constructor(receive: NonNullable<CheckOptions["onNormalised"]>) {
    this.#receive = receive;
  }

  add(bytes: Uint8Array, base: number, length: number, part: "outer" | "assignments"): void {
    const size = Math.min(length, RECORD);
    if (part !== this.#part || this.#filled + size > BUFFER) this.flush();
    this.#part = part;
    this.#buffer.set(bytes.subarray(base, base + size), this.#filled);
    this.#filled += size;
  }

  flush(): void {
    if (this.#filled > 0) this.#receive(this.#buffer.subarray(0, this.#filled), this.#part);
    this.#filled = 0;
  }
}
