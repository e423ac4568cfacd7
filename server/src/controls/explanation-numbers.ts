import type { Explanation } from "../ledger/index.ts";
import { toJson } from "../platform/index.ts";

/** Numbers a proposal's explanations from 1 in the order in which they first come: equal ones have one number. */
export class ExplanationNumbers {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];
  readonly #same = new WeakMap<Explanation, number>();

  /** How many there are. */
  get known(): number {
    return this.#texts.length;
  }

  /** The number of an explanation. One that is the very same object as before need not be written to be known again. */
  of(explanation: Explanation): number {
    const same = this.#same.get(explanation);
    if (same !== undefined) return same;
    const text = toJson(explanation);
    const no = this.#numbers.get(text) ?? this.#texts.push(text);
    this.#numbers.set(text, no);
    this.#same.set(explanation, no);
    return no;
  }

  /** The JSON texts after a number. */
  since(number: number): readonly string[] {
    return this.#texts.slice(number);
  }
}
