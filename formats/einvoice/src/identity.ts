/**
 * Finds persons' numbers of Kvitt's five countries in a text, to stop a document that holds one. What is found is told by
 * kind only; the number is never repeated.
 */
import { findIdentityNumbers, isLuhnValid, norwegianIdentityRecogniser, weightedMod11 } from "@kvitt/values";
import type { IdentityRecogniser } from "@kvitt/values";

/** What a number was taken for. */
export type PersonNumberKind = "norwegian" | "swedish" | "danish" | "italian" | "american";

const CPR_WEIGHTS = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

/** Day and month of a date in digits, the day perhaps raised (coordination and replacement numbers: by 60). */
function isDayAndMonth(day: string, month: string): boolean {
  const [d, m] = [Number(day), Number(month)];
  const plain = d > 60 ? d - 60 : d;
  return plain >= 1 && plain <= (m === 2 ? 29 : [4, 6, 9, 11].includes(m) ? 30 : 31) && m >= 1 && m <= 12;
}

/** YYMMDDNNNC or YYYYMMDDNNNC; C by Luhn over the last ten. Source: Skatteverket, personnummer and samordningsnummer. */
const swedish: IdentityRecogniser = {
  shortest: 10,
  longest: 12,
  mask: "",
  recognise(digits) {
    if (digits.length === 11) return undefined;
    const ten = digits.slice(-10);
    if (digits.length === 12 && !/^(?:18|19|20)/.test(digits)) return undefined;
    return isDayAndMonth(ten.slice(4, 6), ten.slice(2, 4)) && isLuhnValid(ten) ? "swedish" : undefined;
  },
};

/** DDMMYYSSSS. Numbers issued since 2007 need not pass modulus 11, so where Danes are expected the date alone is enough. */
const danish = (isExpected: boolean): IdentityRecogniser => ({
  shortest: 10,
  longest: 10,
  mask: "",
  recognise(digits) {
    if (!isDayAndMonth(digits.slice(0, 2), digits.slice(2, 4))) return undefined;
    return isExpected || weightedMod11(digits, CPR_WEIGHTS) === 0 ? "danish" : undefined;
  },
});

const norwegian: IdentityRecogniser = {
  ...norwegianIdentityRecogniser(),
  recognise: (digits, written) =>
    norwegianIdentityRecogniser().recognise(digits, written) === undefined ? undefined : "norwegian",
};

const whereDanesAreExpected = [norwegian, swedish, danish(true)];
const elsewhere = [norwegian, swedish, danish(false)];

/** Six letters, year, month letter, day, place and check letter; digits of a double may be letters (omocodia). */
const CODICE_FISCALE = /[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]/g;

// D.M. 23 December 1976: values of characters in odd places, by digit or letter.
const ODD_VALUES = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

const place = (character: string): number => {
  const code = character.charCodeAt(0);
  return code < 58 ? code - 48 : code - 65;
};

/** Whether sixteen characters end in the right check letter. */
function isCodiceFiscale(text: string): boolean {
  let sum = 0;
  for (let at = 0; at < 15; at++) sum += at % 2 === 0 ? ODD_VALUES[place(text[at]!)]! : place(text[at]!);
  return String.fromCharCode(65 + (sum % 26)) === text[15];
}

/** Area, group and serial as they are written; without the signs between, nine digits are any number. */
const SOCIAL_SECURITY = /(?<!\d[- ]?)(?!000|666|9)\d{3}([- ])(?!00)\d{2}\1(?!0000)\d{4}(?![- ]?\d)/;

/** A Swede of a hundred years has `+` for `-`. */
const withoutPlus = (text: string): string => text.replace(/(?<=\d)\+(?=\d)/g, "-");

/**
 * The kinds of person's number that a text holds, also with blanks, dashes or points between the digits. `danes` is true
 * where Danish numbers are to be expected: there a date of birth and four digits are enough.
 */
export function personNumbersIn(text: string, danes: boolean): readonly PersonNumberKind[] {
  const recognisers = danes ? whereDanesAreExpected : elsewhere;
  const kinds = new Set(
    findIdentityNumbers(withoutPlus(text), recognisers).map(({ kind }) => kind as PersonNumberKind),
  );
  const capitals = text.toUpperCase().replace(/[\s.-]/g, "");
  if ((capitals.match(CODICE_FISCALE) ?? []).some(isCodiceFiscale)) kinds.add("italian");
  if (SOCIAL_SECURITY.test(text)) kinds.add("american");
  return [...kinds];
}
