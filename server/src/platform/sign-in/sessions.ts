import { sql } from "kysely";
import type { Platform } from "../context.ts";
import type { Role } from "../roles/index.ts";
import type { Library } from "./library.ts";

/** A signed-in person, as the session cookie shows. */
export type Person = {
  readonly userId: string;
  readonly sessionId: string;
  readonly token: string;
  readonly email: string;
  readonly name: string;
  readonly signedInAt: Temporal.Instant;
  readonly usedAt: Temporal.Instant;
  /** When the second factor was last shown; undefined while it has yet to be set up (SEC-22). */
  readonly factorAt: Temporal.Instant | undefined;
};

/** SEC-24: a reception's screen stays longer than one where money is approved. */
const RECEPTION = { idleMinutes: 30, hours: 12 };
const ALL_OTHERS = { idleMinutes: 15, hours: 8 };
/** A session's last use is written at most once a minute. */
const NOTE_USE_AFTER_SECONDS = 60;

function instantOf(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
}

/** Who a cookie header stands for, if the session is alive by the library's account. */
export async function personOf(library: Library, cookies: string | undefined): Promise<Person | undefined> {
  if (cookies === undefined) return undefined;
  const found = await library.api.getSession({
    headers: new Headers({ cookie: cookies }),
    query: { disableRefresh: true },
  });
  if (!found) return undefined;
  const { session, user } = found;
  return {
    userId: user.id,
    sessionId: session.id,
    token: session.token,
    email: user.email,
    name: user.name,
    signedInAt: instantOf(session.signedInAt),
    usedAt: instantOf(session.usedAt),
    factorAt: session.factorAt ? instantOf(session.factorAt) : undefined,
  };
}

/** How long a person of these roles may rest, and how long a session lasts at most. */
export function limitsOf(roles: readonly Role[]): typeof ALL_OTHERS {
  return roles.length > 0 && roles.every((role) => role === "reception") ? RECEPTION : ALL_OTHERS;
}

/** Is the session within the limits of its person's roles, by Kvitt's clock? */
export function withinLimits(person: Person, roles: readonly Role[], now: Temporal.Instant): boolean {
  const limits = limitsOf(roles);
  const idle = person.usedAt.until(now).total("minutes");
  const whole = person.signedInAt.until(now).total("hours");
  return idle < limits.idleMinutes && whole < limits.hours;
}

/** Notes that a session was used just now. */
export async function noteUse(platform: Platform, person: Person, now: Temporal.Instant): Promise<void> {
  if (person.usedAt.until(now).total("seconds") < NOTE_USE_AFTER_SECONDS) return;
  await sql`update sign_in_session set used_at = ${now.toString()} where id = ${person.sessionId}`.execute(
    platform.database,
  );
}

export type ShownSession = {
  readonly id: string;
  readonly userAgent: string | null;
  readonly signedInAt: Temporal.Instant;
  readonly usedAt: Temporal.Instant;
};

/** A person's own sessions, the last used first. */
export async function listSessions(platform: Platform, userId: string): Promise<ShownSession[]> {
  const found = await sql<ShownSession>`
    select id, user_agent as "userAgent", signed_in_at as "signedInAt", used_at as "usedAt" from sign_in_session
    where user_id = ${userId} order by used_at desc, id desc limit 100`.execute(platform.database);
  return found.rows;
}

/** Ends one of a person's own sessions; whether there was such a one. */
export async function endSession(platform: Platform, userId: string, sessionId: string): Promise<boolean> {
  const ended = await sql`delete from sign_in_session where user_id = ${userId} and id = ${sessionId}`.execute(
    platform.database,
  );
  return (ended.numAffectedRows ?? 0n) > 0n;
}
