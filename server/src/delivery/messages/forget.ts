import type { TenantTransaction } from "../../platform/index.ts";
import { provingKinds } from "./policy.ts";
import { forgetBodies } from "./store-reads.ts";

/** Days the text and contact of a message are kept that proves no step (SEC-80). */
export const DAYS_KEPT = 90;
const MOST = 10_000;

/** Forgets what messages said and to whom, once nobody needs it; at most 10,000 a call, so that a night's work is done in bites. Gives how many. */
export async function forgetMessageBodies(tx: TenantTransaction): Promise<number> {
  return forgetBodies(tx, tx.now.subtract({ hours: 24 * DAYS_KEPT }), provingKinds, MOST);
}
