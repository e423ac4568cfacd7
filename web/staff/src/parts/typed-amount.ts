import type { Language } from "../format.ts";

/** An amount as a person types it (`ux.md` K-05): `1240,5`, `1.240,50`, `1 240,50`, and reckoning such as `3000/4`. */

/** Whole minor units and whether they were reckoned; undefined when nothing was typed, null when it is no amount. */
export type TypedAmount = { readonly minor: number; readonly reckoned: boolean };

/** An exact fraction of minor units' worth: `over` is positive. */
type Fraction = { readonly of: bigint; readonly over: bigint };

const LONGEST = 60;
const SPACES = /[\s\u00a0\u2009\u202f]+/g;
/** What stands beside an amount and says nothing about it: a currency, and the dash for "no øre" (`1240,-`). */
const BESIDE = /(?<!\p{L})(?:nok|sek|dkk|eur|usd|[nsd]?kr\.?)(?!\p{L})|[€$]/giu;
const NO_CENTS = /[,.:][-–—]$/;

/** A number with its groups: `mark` is one of space, dot, comma, apostrophe, the same throughout. */
const GROUPED = /^[1-9]\d{0,2}(?:([ .,'’])\d{3})(?:\1\d{3})*$/;

/** The whole part's digits, or undefined when its groups are none. A lone group after the language's own decimal mark could be decimals. */
function wholeOf(text: string, decimalMark: string, seen: string | undefined): string | undefined {
  if (/^\d*$/.test(text)) return text;
  const mark = GROUPED.exec(text)?.[1];
  if (mark === undefined || mark === seen) return undefined;
  const lone = text.split(mark).length === 2;
  if (seen === undefined && mark === decimalMark && lone) return undefined;
  return text.replaceAll(mark, "");
}

function numberOf(text: string, language: Language): Fraction | undefined {
  const decimalMark = language === "en" ? "." : ",";
  const [, before = "", seen, decimals = ""] = /^(.*?)(?:([.,])(\d{0,2}))?$/.exec(text)!;
  const whole = wholeOf(before, decimalMark, seen);
  if (whole === undefined || whole + decimals === "") return undefined;
  return { of: BigInt(whole + decimals.padEnd(2, "0")), over: 100n };
}

const times = (a: Fraction, b: Fraction): Fraction => ({ of: a.of * b.of, over: a.over * b.over });
const plus = (a: Fraction, b: Fraction): Fraction => ({ of: a.of * b.over + b.of * a.over, over: a.over * b.over });
const negative = (a: Fraction): Fraction => ({ of: -a.of, over: a.over });
const inverse = (a: Fraction): Fraction | undefined =>
  a.of === 0n ? undefined : a.of < 0n ? { of: -a.over, over: -a.of } : { of: a.over, over: a.of };

/** Half an øre goes away from zero, as the trade rounds. */
function minorOf({ of, over }: Fraction): bigint {
  const twice = of * 200n;
  return (twice < 0n ? twice - over : twice + over) / (2n * over);
}

const SIGNS: Readonly<Record<string, string>> = { "−": "-", "–": "-", "×": "*", x: "*", "·": "*", "÷": "/", ":": "/" };

/** The parts in turn: numbers as written, `+ - * /` and brackets. */
function partsOf(text: string): readonly string[] {
  const plain = text.replace(/[−–×x·÷:]/gi, (sign) => SIGNS[sign.toLowerCase()]!);
  return plain
    .split(/([-+*/()])/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** Reckons a sum of products of numbers and brackets. */
class Reckoning {
  #at = 0;
  readonly #parts: readonly string[];
  readonly #language: Language;
  constructor(parts: readonly string[], language: Language) {
    this.#parts = parts;
    this.#language = language;
  }

  result(): Fraction | undefined {
    const found = this.#sum();
    return this.#at === this.#parts.length ? found : undefined;
  }

  #sum(): Fraction | undefined {
    let found = this.#product();
    while (found && (this.#is("+") || this.#is("-"))) {
      const sign = this.#parts[this.#at++];
      const next = this.#product();
      found = next && plus(found, sign === "-" ? negative(next) : next);
    }
    return found;
  }

  #product(): Fraction | undefined {
    let found = this.#one();
    while (found && (this.#is("*") || this.#is("/"))) {
      const sign = this.#parts[this.#at++];
      const next = this.#one();
      const factor = next && sign === "/" ? inverse(next) : next;
      found = factor && times(found, factor);
    }
    return found;
  }

  #one(): Fraction | undefined {
    if (this.#is("-")) {
      this.#at += 1;
      const found = this.#one();
      return found && negative(found);
    }
    if (!this.#is("(")) return numberOf(this.#parts[this.#at++] ?? "", this.#language);
    this.#at += 1;
    const found = this.#sum();
    const closed = this.#is(")");
    this.#at += 1;
    return closed ? found : undefined;
  }

  #is(sign: string): boolean {
    return this.#parts[this.#at] === sign;
  }
}

/**
 * Reads what was typed: undefined when nothing was, null when it is no amount. The last of dot and comma parts the øre; three digits after the
 * other mark are thousands; three after the language's own decimal mark are refused, because they may mean either.
 */
export function typedAmount(text: string, language: Language): TypedAmount | undefined | null {
  const plain = text.replace(BESIDE, " ").replace(SPACES, " ").trim().replace(NO_CENTS, "");
  if (plain === "") return text.trim() === "" ? undefined : null;
  if (plain.length > LONGEST) return null;
  const parts = partsOf(plain);
  const found = new Reckoning(parts, language).result();
  if (!found) return null;
  const minor = Number(minorOf(found));
  if (!Number.isSafeInteger(minor)) return null;
  const signed = parts[0] === "-" ? 2 : 1;
  return { minor, reckoned: parts.length > signed };
}
