import { randomSecret } from "../../platform/index.ts";

/** The check code of a message (N-19): five signs that are not mistaken for one another, `K7F-2Q`. */

const SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const LENGTH = 5;
const CODE = new RegExp(`^[${SIGNS}]{${LENGTH}}$`);

/** Bytes at or above this would make some signs likelier than others. */
const FAIR = 256 - (256 % SIGNS.length);

/** A code as it is stored: no dash. */
export function makeCheckCode(): string {
  let code = "";
  while (code.length < LENGTH)
    for (const byte of Buffer.from(randomSecret(LENGTH), "base64url"))
      if (byte < FAIR && code.length < LENGTH) code += SIGNS[byte % SIGNS.length]!;
  return code;
}

/** A code as it is read: `K7F-2Q`. */
export function showCheckCode(code: string): string {
  return `${code.slice(0, 3)}-${code.slice(3)}`;
}

/** What a person typed, as it is stored; undefined when it is no code. Case, spaces and dashes do not matter. */
export function readCheckCode(typed: string): string | undefined {
  const code = typed
    .slice(0, 40)
    .toUpperCase()
    .replace(/[\s\u2010-\u2015-]/gu, "");
  return CODE.test(code) ? code : undefined;
}
