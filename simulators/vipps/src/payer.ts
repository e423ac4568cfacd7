/** What the payer does with a payment, and what the payer's bank does. */

import type { Payment } from "./types.ts";
import { addEvent, type World } from "./world.ts";

/**
 * Amounts for which the approval fails, as in the service's test environment: no funds, refused by the issuer, suspected
 * fraud, limit, expired card, invalid card, 3-D Secure denied, unknown, strong authentication required. The payment stays
 * CREATED and the payer may try again until it expires.
 */
const failing: ReadonlySet<number> = new Set([151, 182, 183, 184, 186, 187, 197, 201, 202]);

export type Act = "approve" | "decline" | "expire" | "releaseHold";
export const acts: readonly Act[] = ["approve", "decline", "expire", "releaseHold"];

/** `failed`: the payer said yes and the card said no. `tooLate`: the payment is not in a state for it. */
export type ActResult = "done" | "failed" | "tooLate";

export function actOn(world: World, payment: Payment, act: Act): ActResult {
  if (act === "releaseHold") return releaseHold(payment);
  if (payment.state !== "CREATED") return "tooLate";
  if (act === "approve") return approve(world, payment);
  payment.state = act === "decline" ? "ABORTED" : "EXPIRED";
  addEvent(world, payment, { name: payment.state });
  return "done";
}

function approve(world: World, payment: Payment): ActResult {
  if (failing.has(payment.amount.value)) return "failed";
  payment.state = "AUTHORIZED";
  payment.authorized = payment.amount.value;
  payment.authorizedMs = world.clock.now();
  addEvent(world, payment, { name: "AUTHORIZED" });
  return "done";
}

function releaseHold(payment: Payment): ActResult {
  if (payment.state !== "AUTHORIZED") return "tooLate";
  payment.holdReleased = true;
  return "done";
}
