import { BOUNDARY, SYMBOLS, symbolOf, UNSEEN } from "./fold.ts";

/** A sequence of symbols to look for, and what it means to who looks. */
export type Sought<Meaning> = { readonly symbols: readonly number[]; readonly meaning: Meaning };

/** Where a sequence stands: `text.slice(start, end)`, without what parts it from its neighbours. */
export type Hit<Meaning> = { readonly start: number; readonly end: number; readonly meaning: Meaning };

/** Longer sequences are cut: their first part is found all the same. A power of two. */
const LONGEST = 64;
const LETTERS = 26;
const BLANK = 32;
const HYPHEN = 45;
const LINE_FEED = 10;
const RETURN = 13;

/**
 * Finds many sequences in one pass over a text (Aho and Corasick, 1975), with every step in a table: the time does not
 * grow with the number of sequences. What parts words counts as one symbol however much of it there is.
 */
export class Automaton<Meaning> {
  readonly #next: Int32Array;
  /** By state: the number of the first of the sequences that end there plus one, and of the next such state on the way back. */
  readonly #ends: Int32Array;
  readonly #back: Int32Array;
  /** By state: whether any sequence ends there. */
  readonly #stops: Uint8Array;
  readonly #sought: readonly Sought<Meaning>[];
  readonly #digits: boolean;

  /** `digits` tells whether digits are letters of words, or part them. */
  constructor(sought: readonly Sought<Meaning>[], digits: boolean) {
    const size = 1 + sought.reduce((sum, each) => sum + Math.min(each.symbols.length, LONGEST), 0);
    this.#next = new Int32Array(size * SYMBOLS);
    this.#ends = new Int32Array(size);
    this.#back = new Int32Array(size);
    this.#stops = new Uint8Array(size);
    this.#sought = sought;
    this.#digits = digits;
    this.#grow();
    this.#link(size);
  }

  #grow(): void {
    let states = 1;
    this.#sought.forEach(({ symbols }, number) => {
      let state = 0;
      for (const symbol of symbols.slice(0, LONGEST)) {
        const step = state * SYMBOLS + symbol;
        if (this.#next[step] === 0) this.#next[step] = states++;
        state = this.#next[step]!;
      }
      if (this.#ends[state] === 0) this.#ends[state] = number + 1;
    });
  }

  /** Breadth first: where no step leads on, the longest ending that begins some sequence takes over. */
  #link(size: number): void {
    const next = this.#next;
    const fallback = new Int32Array(size);
    const queue: number[] = [];
    for (let symbol = 0; symbol < SYMBOLS; symbol++) if (next[symbol] !== 0) queue.push(next[symbol]!);
    for (let at = 0; at < queue.length; at++) {
      const state = queue[at]!;
      const fall = fallback[state]!;
      this.#back[state] = this.#ends[fall] === 0 ? this.#back[fall]! : fall;
      this.#stops[state] = this.#ends[state] === 0 && this.#back[state] === 0 ? 0 : 1;
      for (let symbol = 0; symbol < SYMBOLS; symbol++) {
        const step = state * SYMBOLS + symbol;
        const onFall = next[fall * SYMBOLS + symbol]!;
        const child = next[step]!;
        if (child === 0) next[step] = onFall;
        else {
          fallback[child] = onFall;
          queue.push(child);
        }
      }
    }
  }

  /** Every place of every sequence, by where each ends. The one loop that looks at each character, so it keeps all it needs at hand. */
  find(text: string): Hit<Meaning>[] {
    const hits: Hit<Meaning>[] = [];
    const places = new Int32Array(LONGEST);
    const next = this.#next;
    const stops = this.#stops;
    const lastLetter = this.#digits ? SYMBOLS : LETTERS;
    let state = next[BOUNDARY]!;
    let count = 1;
    let inWord = false;
    let wordEnd = 0;
    for (let at = 0; at <= text.length; at++) {
      const code = at < text.length ? text.charCodeAt(at) : BLANK;
      let symbol = symbolOf(code);
      if (symbol === BOUNDARY || symbol > lastLetter) {
        if (!inWord || symbol === UNSEEN || goesOn(text, at, code)) continue;
        symbol = BOUNDARY;
        inWord = false;
      } else {
        inWord = true;
        wordEnd = at + 1;
      }
      places[count++ % LONGEST] = at;
      state = next[state * SYMBOLS + symbol]!;
      if (stops[state] !== 0) this.#collect(state, hits, places, count, wordEnd);
    }
    return hits;
  }

  #collect(state: number, hits: Hit<Meaning>[], places: Int32Array, count: number, end: number): void {
    let ending = this.#ends[state] === 0 ? this.#back[state]! : state;
    for (; ending !== 0; ending = this.#back[ending]!) {
      const { symbols, meaning } = this.#sought[this.#ends[ending]! - 1]!;
      hits.push({ start: startOf(symbols, places, count), end, meaning });
    }
  }
}

/** Where a sequence began that ends with the symbol just taken: behind the boundary it may begin with. */
function startOf(symbols: readonly number[], places: Int32Array, count: number): number {
  const length = Math.min(symbols.length, LONGEST);
  const first = symbols[0] === BOUNDARY ? 1 : 0;
  return places[(count - length + first) % LONGEST]!;
}

/** A hyphen at the end of a line, and the end of the line behind it, part no words: the word goes on in the next line. */
function goesOn(text: string, at: number, code: number): boolean {
  if (code === HYPHEN) return isLineEnd(text.charCodeAt(at + 1));
  if (code === LINE_FEED) {
    const before = text.charCodeAt(at - 1);
    return before === HYPHEN || (before === RETURN && text.charCodeAt(at - 2) === HYPHEN);
  }
  return code === RETURN && text.charCodeAt(at - 1) === HYPHEN;
}

function isLineEnd(code: number): boolean {
  return code === LINE_FEED || code === RETURN;
}
