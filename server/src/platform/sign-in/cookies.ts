import { makeSignature } from "better-auth/crypto";

export const SESSION_COOKIE = "__Host-kvitt.session_token";
const SECOND_FACTOR_COOKIE = "__Host-kvitt.two_factor";
const PASSKEY_COOKIE = "__Host-kvitt.passkey";

function valueIn(cookies: string | undefined, name: string): string | undefined {
  const found = (cookies ?? "").split(/;\s*/).find((cookie) => cookie.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}

/** Which challenge a browser was given for its passkey; a random token, worth nothing without the answer to it. */
export function challengeToken(cookies: string | undefined): string | undefined {
  return valueIn(cookies, PASSKEY_COOKIE);
}

export function challengeCookie(token: string, maxAgeSeconds: number): string {
  return `${PASSKEY_COOKIE}=${token}; Max-Age=${maxAgeSeconds}; Path=/; HttpOnly; Secure; SameSite=Lax`;
}

/** What was signed: everything before the last dot. */
function unsigned(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const text = decodeURIComponent(value);
  return text.includes(".") ? text.slice(0, text.lastIndexOf(".")) : undefined;
}

/** The identifier of a sign-in that waits for its second factor. Its signature is checked by the library, in the same request. */
export function waitingSignIn(cookies: string | undefined): string | undefined {
  return unsigned(valueIn(cookies, SECOND_FACTOR_COOKIE));
}

/** The session's token among the cookies that an answer sets. */
export function sessionTokenSet(setCookies: readonly string[]): string | undefined {
  const values = setCookies
    .map((cookie) => valueIn(cookie, SESSION_COOKIE))
    .filter((value) => value !== undefined && value !== "");
  return unsigned(values.at(-1));
}

/** The cookie of a session whose token was made anew, signed as the library signs its own. */
export async function sessionCookie(token: string, secret: string, maxAgeSeconds: number): Promise<string> {
  const value = encodeURIComponent(`${token}.${await makeSignature(token, secret)}`);
  return `${SESSION_COOKIE}=${value}; Max-Age=${maxAgeSeconds}; Path=/; HttpOnly; Secure; SameSite=Lax`;
}
