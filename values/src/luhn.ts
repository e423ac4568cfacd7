/**
 * The Luhn sum of a text of digits, modulo 10, or -1 when a character is no digit. From the right, every second digit
 * is doubled and the digits of the product added; `doubleLast` tells whether the doubling starts with the last one.
 * (ISO/IEC 7812-1, annex B.)
 */
function luhnSum(digits: string, doubleLast: boolean): number {
  let sum = 0;
  let double = doubleLast;
  for (let at = digits.length - 1; at >= 0; at--) {
    const digit = digits.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    if (double) sum += digit > 4 ? 2 * digit - 9 : 2 * digit;
    else sum += digit;
    double = !double;
  }
  return sum % 10;
}

/** The Luhn (MOD10) digit to put behind `body`, or undefined when the body is empty or holds anything but digits. */
export function luhnCheckDigit(body: string): string | undefined {
  const sum = luhnSum(body, true);
  return sum < 0 || body.length === 0 ? undefined : String((10 - sum) % 10);
}

/** Whether a text of two or more digits ends in its Luhn digit. Finds any one wrong digit, and swaps but 09 for 90. */
export function isLuhnValid(digits: string): boolean {
  return digits.length >= 2 && luhnSum(digits, false) === 0;
}
