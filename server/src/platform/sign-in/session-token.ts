import { sql } from "kysely";
import type { Platform } from "../context.ts";
import { refuse } from "../errors.ts";
import { sessionCookie } from "./cookies.ts";
import type { Library } from "./library.ts";
import { signInSecret } from "./secret.ts";
import type { Person } from "./sessions.ts";

type MadeSession = { readonly token: string; readonly cookie: string };

async function makeSession(platform: Platform, library: Library, userId: string): Promise<MadeSession> {
  const { internalAdapter, sessionConfig } = await library.$context;
  // Nothing is made for somebody who works for no tenant any more: told like any other wrong sign-in.
  const made = (await internalAdapter.createSession(userId, false)) as { readonly token: string } | null;
  if (!made) throw refuse("SIGN_IN_FAILED");
  return {
    token: made.token,
    cookie: await sessionCookie(made.token, await signInSecret(platform), sessionConfig.expiresIn),
  };
}

/** A session whose factor was shown just now. Gives the cookie. Throws SIGN_IN_FAILED for somebody who works nowhere. */
export async function beginSession(
  platform: Platform,
  library: Library,
  userId: string,
  userAgent: string | undefined,
): Promise<string> {
  const { token, cookie } = await makeSession(platform, library, userId);
  await sql`
    update sign_in_session set factor_at = ${platform.clock.now().toString()}, user_agent = ${userAgent?.slice(0, 200) ?? null} where token = ${token}`.execute(
    platform.database,
  );
  return cookie;
}

/** Gives a session a new token and a fresh factor (SEC-24); when it began, and so when it ends, stays. Gives the cookie. */
export async function renewToken(platform: Platform, library: Library, person: Person): Promise<string> {
  const { token, cookie } = await makeSession(platform, library, person.userId);
  await sql`
    update sign_in_session as n set factor_at = ${platform.clock.now().toString()}, signed_in_at = o.signed_in_at, expires_at = o.expires_at, user_agent = o.user_agent
    from sign_in_session as o where n.token = ${token} and o.token = ${person.token}`.execute(platform.database);
  await sql`delete from sign_in_session where token = ${person.token}`.execute(platform.database);
  return cookie;
}
