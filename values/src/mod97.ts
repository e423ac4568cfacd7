/**
 * MOD 97-10 (ISO/IEC 7064), shared by IBAN and RF: the first four characters are read last, letters count as the
 * numbers A = 10 to Z = 35, and the remainder of the whole by 97 is answered. -1 when a character is neither a digit
 * nor a capital letter, or when there are fewer than four.
 */
export function rotatedMod97(text: string): number {
  if (text.length < 4) return -1;
  const body = mod97From(text, 4, text.length, 0);
  return body < 0 ? -1 : mod97From(text, 0, 4, body);
}

/** The two check digits (`02` to `98`) for a prefix of two letters and a body, or undefined for characters out of the set. */
export function mod97CheckDigits(prefix: string, body: string): string | undefined {
  const remainder = rotatedMod97(`${prefix}00${body}`);
  return remainder < 0 ? undefined : String(98 - remainder).padStart(2, "0");
}

/** Whether the text is correct by MOD 97-10 and its check digits are in the range that can be made (02 to 98). */
export function isMod97Valid(text: string): boolean {
  const check = text.slice(2, 4);
  if (!/^\d\d$/.test(check) || check === "00" || check === "01" || check === "99") return false;
  return rotatedMod97(text) === 1;
}

function mod97From(text: string, from: number, to: number, start: number): number {
  let remainder = start;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) remainder = (remainder * 10 + code - 48) % 97;
    else if (code >= 65 && code <= 90) remainder = (remainder * 100 + code - 55) % 97;
    else return -1;
  }
  return remainder;
}
