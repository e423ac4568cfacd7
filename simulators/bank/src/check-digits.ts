/** The bank's own check digits, written from the rules and shared with nobody: it is a witness for the payee's code. */

/** MOD10 (Luhn) check digit of a body of digits: weights 2, 1, 2, 1 from the right, the products' digits added. */
export function mod10(body: string): string {
  let sum = 0;
  for (let i = 0; i < body.length; i += 1) {
    const digit = Number(body[body.length - 1 - i]);
    const product = i % 2 === 0 ? digit * 2 : digit;
    sum += product > 9 ? product - 9 : product;
  }
  return String((10 - (sum % 10)) % 10);
}

/** MOD11 check character of a body of digits: weights 2 to 7 from the right; `-` when the digit would be 10. */
export function mod11(body: string): string {
  let sum = 0;
  for (let i = 0; i < body.length; i += 1) sum += Number(body[body.length - 1 - i]) * (2 + (i % 6));
  const rest = sum % 11;
  if (rest === 0) return "0";
  return rest === 1 ? "-" : String(11 - rest);
}

/** True when the KID has an agreed length, the agreement's check digit, and is not all zeros. */
export function isValidKid(
  kid: string,
  agreement: { readonly kidLengths: readonly number[]; readonly modulus: 10 | 11 },
): boolean {
  if (!/^\d{1,24}[\d-]$/.test(kid) || !agreement.kidLengths.includes(kid.length) || /^0+$/.test(kid)) return false;
  const body = kid.slice(0, -1);
  return kid.endsWith(agreement.modulus === 10 ? mod10(body) : mod11(body));
}

/** True for 11 digits whose last one is the MOD11 digit of the ten before it. */
export function isValidAccount(number: string): boolean {
  return /^\d{11}$/.test(number) && mod11(number.slice(0, 10)) === number[10];
}

/** The Norwegian IBAN of an 11-digit account (ISO 13616: 98 less the remainder by 97, NO = 2324). */
export function ibanOf(account: string): string {
  const check = 98n - (BigInt(`${account}232400`) % 97n);
  return `NO${String(check).padStart(2, "0")}${account}`;
}
