/**
 * Letters as a search sees them: no case, no accents, one symbol for each. 0 is what parts words, 1 to 26 are a to z, 27 to 36 the digits.
 */
export const BOUNDARY = 0;
/** What stands inside a word and is not seen: combining accents, soft hyphens, invisible characters. */
export const UNSEEN = 255;
const LETTERS = 26;
export const SYMBOLS = 1 + LETTERS + 10;

const TABLE_SIZE = 0x250;

/** Letters that no decomposition turns into a plain one. `ae` and `aa`, as people write without the keys, are the vocabulary's matter. */
const OWN_LETTERS: Readonly<Record<string, string>> = {
  ø: "o",
  æ: "a",
  ß: "s",
  đ: "d",
  ð: "d",
  ł: "l",
  ı: "i",
  œ: "o",
};
const table = makeTable();

function makeTable(): Uint8Array {
  const symbols = new Uint8Array(TABLE_SIZE);
  for (let code = 0; code < TABLE_SIZE; code++) symbols[code] = symbolOfCharacter(String.fromCharCode(code));
  symbols[0xad] = UNSEEN;
  return symbols;
}

function symbolOfCharacter(character: string): number {
  const lower = character.toLowerCase();
  const plain = (OWN_LETTERS[lower] ?? lower.normalize("NFD")).charCodeAt(0);
  if (plain >= 97 && plain <= 122) return plain - 96;
  return plain >= 48 && plain <= 57 ? plain - 48 + 1 + LETTERS : BOUNDARY;
}

/** The symbol of a UTF-16 unit. Full-width Latin counts as Latin; letters of other scripts part words. */
export function symbolOf(code: number): number {
  if (code < TABLE_SIZE) return table[code]!;
  if (code < 0x370) return code >= 0x300 ? UNSEEN : BOUNDARY;
  if (code < 0x1e00) return BOUNDARY;
  if (code < 0x1f00) return symbolOfCharacter(String.fromCharCode(code));
  if ((code >= 0x200b && code <= 0x200f) || code === 0x2060 || code === 0xfeff) return UNSEEN;
  return code >= 0xff10 && code <= 0xff5a ? symbolOfCharacter(String.fromCharCode(code - 0xfee0)) : BOUNDARY;
}

/** A sequence in which `å ø ö ä æ` are written with one letter, and, where it has any, the same with two (`aa`, `oe`, `ae`). */
export function spellings(text: string): string[] {
  const composed = text.normalize("NFC").toLowerCase();
  const long = composed.replace(/[åøöäæ]/g, (letter) => LONG[letter]!);
  return long === composed ? [composed] : [composed, long];
}

const LONG: Readonly<Record<string, string>> = { å: "aa", ø: "oe", ö: "oe", ä: "ae", æ: "ae" };

/** The symbols of a text, what parts words never twice in a row and neither first nor last. */
export function symbolsOf(text: string): number[] {
  const symbols: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const symbol = symbolOf(text.charCodeAt(at));
    if (symbol === UNSEEN || (symbol === BOUNDARY && (symbols.at(-1) ?? BOUNDARY) === BOUNDARY)) continue;
    symbols.push(symbol);
  }
  if (symbols.at(-1) === BOUNDARY) symbols.pop();
  return symbols;
}

/** Whether every letter of a text has a symbol: a name in another script has not. */
export function isFoldable(text: string): boolean {
  return Array.from(text.normalize("NFC")).every(
    (letter) => !/\p{L}/u.test(letter) || ![BOUNDARY, UNSEEN].includes(symbolOf(letter.charCodeAt(0))),
  );
}
