import { createHash } from "node:crypto";
import type { Platform } from "../../platform/index.ts";
import type { Certainty } from "./world.ts";

/**
 * Three sealed notes that hold a token without showing it: where a partner sends the payer back to, what a confirmed browser carries, and what
 * a form proves. Each has a use of its own bound into its seal, so that none passes for another, and an end.
 */

const HOURS_OF_RETURN = 24;
const MINUTES_CONFIRMED = 15;
/** A page may stand open for a day before its forms are too old (Y-11). */
const HOURS_OF_FORM = 24;

type Held = { readonly token: string; readonly certainty?: Certainty; readonly until: number };

function sealed(platform: Platform, use: string, held: Held): string {
  return platform.keyring.wrap(Buffer.from(JSON.stringify(held)), `pay page ${use}`).toString("base64url");
}

function opened(platform: Platform, use: string, text: string): Held | undefined {
  try {
    const plain = platform.keyring.unwrap(Buffer.from(text, "base64url"), `pay page ${use}`);
    const held = JSON.parse(plain.toString("utf8")) as Held;
    return platform.clock.now().epochMilliseconds < held.until ? held : undefined;
  } catch {
    // Cut short, changed, sealed for something else, or never ours: all the same to who holds it.
    return undefined;
  }
}

const after = (platform: Platform, duration: Temporal.DurationLike): number =>
  platform.clock.now().add(duration).epochMilliseconds;

/** The last part of the address that a partner sends the payer back to. */
export const returnTicket = (platform: Platform, token: string): string =>
  sealed(platform, "return", { token, until: after(platform, { hours: HOURS_OF_RETURN }) });

export const tokenOfReturn = (platform: Platform, ticket: string): string | undefined =>
  opened(platform, "return", ticket)?.token;

/** What the cookie of a confirmed visit holds (SEC-33). */
export const confirmedTicket = (platform: Platform, token: string, certainty: Certainty): string =>
  sealed(platform, "confirmed", { token, certainty, until: after(platform, { minutes: MINUTES_CONFIRMED }) });

export function confirmedBy(
  platform: Platform,
  ticket: string,
): { readonly token: string; readonly certainty: Certainty } | undefined {
  const held = opened(platform, "confirmed", ticket);
  return held && { token: held.token, certainty: held.certainty ?? "known" };
}

const nameOf = (token: string): string => createHash("sha256").update(`form ${token}`).digest("base64url").slice(0, 22);

/** Proves that a form was made by us for this visit (SEC-25). It does not hold the token. */
export const formToken = (platform: Platform, token: string): string =>
  sealed(platform, "form", { token: nameOf(token), until: after(platform, { hours: HOURS_OF_FORM }) });

export const isFormOf = (platform: Platform, token: string, form: string): boolean =>
  opened(platform, "form", form)?.token === nameOf(token);
