import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Platform } from "../context.ts";
import { randomSecret } from "../ids.ts";
import { challengeCookie, challengeToken } from "./cookies.ts";

/** What a passkey is asked for. */
export type Purpose = "signIn" | "stepUp" | "register";

/** What is to be signed, in base64url, and at which of our own origins. */
export type Challenge = { readonly challenge: string; readonly origin: string };

const BYTES = 32;
const LIFE_SECONDS = 300;

function hashOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** Makes what a passkey is to sign, and keeps it. The cookie binds it to the browser that asked; `userId` is null while nobody is signed in. */
export async function makeChallenge(
  platform: Platform,
  purpose: Purpose,
  origin: string,
  userId: string | null,
): Promise<{ readonly challenge: string; readonly setCookie: string }> {
  const [token, challenge] = [randomSecret(BYTES), randomSecret(BYTES)];
  const now = platform.clock.now();
  await sql`delete from sign_in_challenge where expires_at < ${now.toString()}`.execute(platform.database);
  await sql`
    insert into sign_in_challenge (token_hash, purpose, challenge, origin, user_id, expires_at)
    values (${hashOf(token)}, ${purpose}, ${challenge}, ${origin}, ${userId}, ${now.add({ seconds: LIFE_SECONDS }).toString()})`.execute(
    platform.database,
  );
  return { challenge, setCookie: challengeCookie(token, LIFE_SECONDS) };
}

type Kept = Challenge & {
  readonly purpose: Purpose;
  readonly userId: string | null;
  readonly expiresAt: Temporal.Instant;
};

/** Takes a browser's challenge away, whatever comes of the answer to it: it is there once. Undefined for one made for something else. */
export async function takeChallenge(
  platform: Platform,
  cookies: string | undefined,
  purpose: Purpose,
  userId: string | null,
): Promise<Challenge | undefined> {
  const token = challengeToken(cookies);
  if (token === undefined) return undefined;
  const taken = await sql<Kept>`
    delete from sign_in_challenge where token_hash = ${hashOf(token)}
    returning challenge, origin, purpose, user_id as "userId", expires_at as "expiresAt"`.execute(platform.database);
  const kept = taken.rows[0];
  if (kept?.purpose !== purpose || kept.userId !== userId) return undefined;
  return Temporal.Instant.compare(platform.clock.now(), kept.expiresAt) < 0 ? kept : undefined;
}
