import { withTenant, type Context, type Platform } from "../platform/index.ts";
import { endAtPartner, railOf, refreshAttempt } from "./refresh-attempt.ts";
import { attemptById } from "./store.ts";
import type { Attempt, Rails } from "./types.ts";

/**
 * Breaks off an attempt that still waits for the payer, and gives it as it stands then. The partner is asked first: one that the payer approved
 * meanwhile is taken, and one that nobody knows stays as it is. Throws PAYMENT_ATTEMPT_NOT_FOUND, PAYMENT_WAY_NOT_SET_UP.
 */
export async function cancelAttempt(platform: Platform, context: Context, rails: Rails, id: string): Promise<Attempt> {
  const now = await refreshAttempt(platform, context, rails, id);
  if (now.state !== "awaitingPayer") return now;
  await endAtPartner(platform, context, railOf(rails, now), now);
  return withTenant(platform, context, (tx) => attemptById(tx, id));
}
