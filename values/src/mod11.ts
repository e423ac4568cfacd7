/**
 * MOD11 as Nordic payment references use it: from the right of the body the weights 2 3 4 5 6 7 repeat. The check
 * character brings the sum to a multiple of 11; the value ten is written `-`.
 */
const HIGHEST_WEIGHT = 7;

/** The MOD11 character (`0` to `9` or `-`) to put behind `body`, or undefined when the body is empty or not all digits. */
export function mod11CheckCharacter(body: string): string | undefined {
  const sum = cyclicSum(body, body.length);
  if (sum < 0 || body.length === 0) return undefined;
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? "-" : String(check);
}

/** Whether a text of two or more characters ends in its MOD11 character. Finds any one wrong digit and any swap of neighbours. */
export function isMod11Valid(text: string): boolean {
  const bodyLength = text.length - 1;
  if (bodyLength < 1) return false;
  const check = checkValue(text.charCodeAt(bodyLength));
  const sum = cyclicSum(text, bodyLength);
  return check >= 0 && sum >= 0 && (sum + check) % 11 === 0;
}

/**
 * The sum of digits times fixed weights, from the left, modulo 11, or -1 when one of the weighted places holds no
 * digit. Identity, organisation and account numbers are valid when it is 0 with the check digit included.
 */
export function weightedMod11(digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at++) {
    const digit = digits.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    sum += digit * weights[at]!;
  }
  return sum % 11;
}

function cyclicSum(text: string, length: number): number {
  let sum = 0;
  let weight = 2;
  for (let at = length - 1; at >= 0; at--) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    sum += digit * weight;
    weight = weight === HIGHEST_WEIGHT ? 2 : weight + 1;
  }
  return sum;
}

function checkValue(code: number): number {
  if (code === 45) return 10;
  return code >= 48 && code <= 57 ? code - 48 : -1;
}
