import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { refuse } from "../errors.ts";

/** OWASP's password storage cheat sheet, argon2id: 19 MiB, two passes, one lane (SEC-21). */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };
/** At most so many hashes at once: each takes 19 MiB and a core. The others wait their turn. */
const MOST_AT_ONCE = 4;
const SALT_BYTES = 16;
export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 128;
/** zxcvbn's 3 of 4: beyond 10^8 guesses, the strength it calls "safely unguessable" against an offline hash of this cost. */
const LOWEST_SCORE = 3;

let working = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (working >= MOST_AT_ONCE) await new Promise<void>((begin) => waiting.push(begin));
  else working += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else working -= 1;
  }
}

function derive(password: string, nonce: Buffer): Promise<Buffer> {
  return new Promise((done, failed) => {
    argon2("argon2id", { message: password.normalize("NFKC"), nonce, ...COST }, (error, tag) => {
      if (error) failed(error);
      else done(tag);
    });
  });
}

/** Hashes a password: `argon2id$<salt>$<tag>`, both in base64url; the cost is this version's. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(SALT_BYTES);
  const tag = await inTurn(() => derive(password, nonce));
  return `argon2id$${nonce.toString("base64url")}$${tag.toString("base64url")}`;
}

/** Compares in constant time. A hash of another form matches nothing. */
export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  const [kind, salt, tag] = hash.split("$");
  const nonce = Buffer.from(salt ?? "", "base64url");
  if (kind !== "argon2id" || nonce.length !== SALT_BYTES) return false;
  const derived = await inTurn(() => derive(password, nonce));
  const kept = Buffer.from(tag ?? "", "base64url");
  return kept.length === derived.length && timingSafeEqual(kept, derived);
}

let estimator: ZxcvbnFactory | undefined;

/** Refuses a password that is too short, too long, common, or a pattern, the person's own name and address counted among the common words (SEC-26). Throws PASSWORD_WEAK. */
export function requireStrongPassword(password: string, about: readonly string[]): void {
  const length = Array.from(password).length;
  if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) throw refuse("PASSWORD_WEAK");
  estimator ??= new ZxcvbnFactory({ dictionary: { ...dictionary }, graphs: adjacencyGraphs });
  const own = about.flatMap((text) => [text, ...text.split(/[\s@.]+/)]).filter((part) => part.length > 2);
  if (estimator.check(password, own).score < LOWEST_SCORE) throw refuse("PASSWORD_WEAK");
}
