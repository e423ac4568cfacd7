import { isLuhnValid } from "./luhn.ts";

type CardRange = { readonly low: number; readonly high: number; readonly lengths: readonly number[] };

const SIXTEEN_TO_NINETEEN = [16, 17, 18, 19];
const THIRTEEN_TO_NINETEEN = [13, 14, 15, 16, 17, 18, 19];

/**
 * First four digits and lengths by card scheme, as the schemes publish them for acquirers. Without the ranges every
 * MOD10 payment reference of 13 digits or more would look like a card, since both end in a Luhn digit.
 */
const CARD_RANGES: readonly CardRange[] = [
  { low: 4000, high: 4999, lengths: [13, 16, 18, 19] }, // Visa
  { low: 5100, high: 5599, lengths: [16] }, // Mastercard
  { low: 2221, high: 2720, lengths: [16] }, // Mastercard, second series
  { low: 3400, high: 3499, lengths: [15] }, // American Express
  { low: 3700, high: 3799, lengths: [15] }, // American Express
  { low: 3000, high: 3059, lengths: [14, ...SIXTEEN_TO_NINETEEN] }, // Diners Club
  { low: 3095, high: 3095, lengths: [14, ...SIXTEEN_TO_NINETEEN] }, // Diners Club
  { low: 3600, high: 3699, lengths: [14, ...SIXTEEN_TO_NINETEEN] }, // Diners Club
  { low: 3800, high: 3999, lengths: [14, ...SIXTEEN_TO_NINETEEN] }, // Diners Club
  { low: 3528, high: 3589, lengths: SIXTEEN_TO_NINETEEN }, // JCB
  { low: 5000, high: 5099, lengths: THIRTEEN_TO_NINETEEN }, // Maestro, Dankort (5019)
  { low: 5600, high: 5899, lengths: THIRTEEN_TO_NINETEEN }, // Maestro
  { low: 6000, high: 6999, lengths: THIRTEEN_TO_NINETEEN }, // Discover, UnionPay, Maestro
];

/**
 * Whether 13 to 19 digits are a payment card's number: a scheme's first digits with one of its lengths, and the Luhn
 * digit (ISO/IEC 7812-1). Used to refuse or mask it, never to take a card.
 */
export function isCardNumber(digits: string): boolean {
  const length = digits.length;
  if (length < 13 || length > 19) return false;
  const first = Number(digits.slice(0, 4));
  const known = CARD_RANGES.some(
    (range) => first >= range.low && first <= range.high && range.lengths.includes(length),
  );
  return known && isLuhnValid(digits);
}
