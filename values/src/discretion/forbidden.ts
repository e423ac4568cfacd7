import { Automaton, type Sought } from "./automaton.ts";
import { BOUNDARY, isFoldable, spellings, symbolsOf } from "./fold.ts";

type Span = { readonly start: number; readonly end: number };
type Own = { readonly given: string; readonly casing: "any" | "asGiven" | "capital" };

/** From this length on a name is found inside longer words too: `karihansen.pdf`, `Hansen-Lies`. */
const FOUND_INSIDE = 6;
const GENITIVE = 19;

/** Given names that are everyday words of a bill: only with a capital are they names. Folded. */
const EVERYDAY = new Set(
  (
    "dag liv even stein may will mark bill hope grace sol var odd art rose sky may june april august mai juni juli bjorn ask " +
    "storm saga ella alle idun embla frank ernst bo an al ed ann per kai ole ole dan kun som til fra jo max min mia tor sun ida " +
    "pay due care chance joy faith charity pat gene jack nick rich ray guy sue don dawn mora rata conto fede gioia vera chiara bella luce " +
    "dato dager tid vilde frid fri helge jens bank bror mor far son ton nu tage bent"
  ).split(" "),
);

/** Finds the given strings in any text. */
export type ForbiddenSearch = (text: string) => Span[];

/**
 * A search for the given strings, as whole words, also in the genitive; letters are compared without case and accents, and
 * `å ø æ ö ä` with their two-letter spellings. A name of two letters, or one that is an everyday word too, must be written as a name is.
 */
export function searchFor(strings: readonly string[]): ForbiddenSearch {
  const wanted = strings.map((each) => each.trim().normalize("NFC")).filter((each) => Array.from(each).length > 1);
  const foldable = wanted.filter(isFoldable);
  const searches = [
    ...foldedSearch(
      foldable.filter((each) => /\d/.test(each)),
      true,
    ),
    ...foldedSearch(
      foldable.filter((each) => !/\d/.test(each)),
      false,
    ),
    ...wanted.filter((each) => !isFoldable(each)).map(writtenSearch),
  ];
  return (text) => searches.flatMap((search) => search(text));
}

function foldedSearch(strings: readonly string[], digits: boolean): ForbiddenSearch[] {
  if (strings.length === 0) return [];
  const automaton = new Automaton<Own>(strings.flatMap(soughtFor), digits);
  return [
    (text) => automaton.find(text).filter(({ start, end, meaning }) => hasCasing(text.slice(start, end), meaning)),
  ];
}

function soughtFor(given: string): Sought<Own>[] {
  const meaning: Own = { given, casing: casingOf(given) };
  return spellings(given).flatMap((spelling) => {
    const symbols = symbolsOf(spelling);
    if (symbols.length < 2) return [];
    if (symbols.length >= FOUND_INSIDE && symbols.every((symbol) => symbol > BOUNDARY && symbol <= 26)) {
      return [{ symbols, meaning }];
    }
    const word = [BOUNDARY, ...symbols, BOUNDARY];
    return [
      { symbols: word, meaning },
      { symbols: [BOUNDARY, ...symbols, GENITIVE, BOUNDARY], meaning },
    ];
  });
}

function casingOf(given: string): Own["casing"] {
  if (given.length === 2) return "asGiven";
  const plain = given.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ø", "o");
  return EVERYDAY.has(plain) ? "capital" : "any";
}

function hasCasing(written: string, { given, casing }: Own): boolean {
  if (casing === "any") return true;
  if (casing === "asGiven") return written.startsWith(given) || written === given.toUpperCase();
  return /^\p{Lu}/u.test(written);
}

/** A name in another script has no symbols here: it is looked for letter by letter, without case. */
function writtenSearch(given: string): ForbiddenSearch {
  const expression = new RegExp(given.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "giu");
  return (text) =>
    [...text.matchAll(expression)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}
