import { createHash } from "node:crypto";
import { randomSecret } from "../../platform/index.ts";

/** Random bytes in a token (SEC-30): 32 characters of base64url. */
const TOKEN_BYTES = 24;
const TOKEN = /^[A-Za-z0-9_-]{32}$/;

/** A fresh token. It is told once, in the link, and kept nowhere. */
export function makeToken(): string {
  return randomSecret(TOKEN_BYTES);
}

/** Has this text the form of a token? */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** What is kept of a token: 32 bytes. Any text has one, so that looking up nonsense is the same work. */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
