import { isValidAccount, mod10, mod11 } from "@kvitt/simulator-bank";

/** Numbers that look right and belong to nobody. */

/**
 * The `n`-th account number: 11 digits with a right check digit. They begin with 9, so none can be read as an identity number, whose
 * first two digits are a day (a D-number's at most 71).
 */
export function accountNumber(n: number): string {
  for (let body = 9_710_000_000 + n * 20; ; body++) {
    const number = `${body}${mod11(String(body))}`;
    if (isValidAccount(number)) return number;
  }
}

const ORGANISATION_WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2];

/**
 * The `n`-th organisation number with a right check digit. Real ones begin with 8 or 9; these begin with 3, as the tax authority's
 * synthetic test population does.
 */
export function organisationNumber(n: number): string {
  for (let body = 31_300_000 + n * 20; ; body++) {
    const sum = Array.from(String(body)).reduce(
      (total, digit, at) => total + Number(digit) * ORGANISATION_WEIGHTS[at]!,
      0,
    );
    const check = (11 - (sum % 11)) % 11;
    if (check < 10) return `${body}${check}`;
  }
}

/** A telephone number that rings nowhere: Norwegian subscribers have none of eight digits that begins with 1. */
export function telephone(n: number): string {
  return `+4710${String(n % 1_000_000).padStart(6, "0")}`;
}

/** The KID of a practice system that numbers itself: patient number 6, invoice number 6, MOD10. */
export function journalKid(patientNo: number, invoiceNo: number): string {
  const body = `${String(patientNo).padStart(6, "0")}${String(invoiceNo).padStart(6, "0")}`;
  return body + mod10(body);
}

/** Another KID with a right check digit: what comes of a typing error that the check does not catch. */
export function otherKid(kid: string): string {
  const body = Array.from(kid.slice(0, -1));
  const last = body.length - 1;
  body[last] = String((Number(body[last]) + 5) % 10);
  body[last - 3] = String((Number(body[last - 3]) + 7) % 10);
  return body.join("") + mod10(body.join(""));
}

/** The first two neighbours that differ, in the wrong order: what the check digit is there for. */
export function swappedKid(kid: string): string {
  for (let at = kid.length - 3; at > 0; at--) {
    if (kid[at] === kid[at + 1]) continue;
    return kid.slice(0, at) + kid[at + 1]! + kid[at]! + kid.slice(at + 2);
  }
  return kid;
}
