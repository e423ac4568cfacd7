import type { OverdueOf, RestingItems } from "../../collections/index.ts";
import { drawnOn, mayBeDrawn, pausesOf, touchedIn } from "../../payments/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";

/**
 * What payments knows that stops follow-up (SEC-84): an objection from the pay page, and money that is said to be paid, under way, drawn from an
 * account, or of which nobody knows. That a clinic would rather wait is none of these: only head office may hold a claim (DP-011, DP-033).
 */
export const restingItems: RestingItems = async (tx, those) => {
  const itemIds = "ledgerId" in those ? await mayRest(tx, those) : those;
  const resting = new Map<string, "disputed" | "paymentUnknown">();
  for (const itemId of (await drawnOn(tx, itemIds)).keys()) resting.set(itemId, "paymentUnknown");
  for (const [itemId, pauses] of await pausesOf(tx, itemIds)) {
    if (pauses.some(({ kind }) => kind === "dispute")) resting.set(itemId, "disputed");
    else if (pauses.some(({ kind }) => kind !== "person")) resting.set(itemId, "paymentUnknown");
  }
  return resting;
};

/** Of a whole ledger, the few that payments know anything of. */
async function mayRest(tx: TenantTransaction, { ledgerId, asOf }: OverdueOf): Promise<readonly string[]> {
  return [...new Set([...(await touchedIn(tx, ledgerId)), ...(await mayBeDrawn(tx, ledgerId, asOf))])];
}
