import type { RestingItems } from "../../collections/index.ts";
import { drawnOn, pausesOf } from "../../payments/index.ts";

/**
 * What payments knows that stops follow-up (SEC-84): an objection from the pay page, and money that is said to be paid, under way, drawn from an
 * account, or of which nobody knows. That a clinic would rather wait is none of these: only head office may hold a claim (DP-011, DP-033).
 */
export const restingItems: RestingItems = async (tx, itemIds) => {
  const resting = new Map<string, "disputed" | "paymentUnknown">();
  for (const itemId of (await drawnOn(tx, itemIds)).keys()) resting.set(itemId, "paymentUnknown");
  for (const [itemId, pauses] of await pausesOf(tx, itemIds)) {
    if (pauses.some(({ kind }) => kind === "dispute")) resting.set(itemId, "disputed");
    else if (pauses.some(({ kind }) => kind !== "person")) resting.set(itemId, "paymentUnknown");
  }
  return resting;
};
