/** What the payer does in the app, and what the banks do. */

import type { Payment } from "./types.ts";
import { endPayment, stepRefund, type World } from "./world.ts";

export const acts = ["approve", "decline", "abort", "expire", "noFunds", "bankFails", "lose", "failRefund"] as const;
export type Act = (typeof acts)[number];

const errors = { expire: "TM01", noFunds: "AM04", bankFails: "FF10", lose: "DS24", abort: "BANKIDCL" } as const;

/** False when it is too late for that. What is lost (DS24) may still turn out to be paid. */
export function actOn(world: World, payment: Payment, act: Act): boolean {
  if (act === "failRefund") return failRefund(world, payment);
  const isLost = payment.status === "ERROR" && payment.errorCode === "DS24";
  if (payment.status !== "CREATED" && !(isLost && (act === "approve" || act === "bankFails"))) return false;
  if (act === "approve") endPayment(world, payment, "PAID");
  else if (act === "decline") endPayment(world, payment, "DECLINED");
  else endPayment(world, payment, "ERROR", errors[act]);
  return true;
}

/** The newest refund on its way comes to nothing. */
function failRefund(world: World, payment: Payment): boolean {
  const refund = [...world.refunds.values()].findLast(
    ({ original, status }) => original === payment && status === "CREATED",
  );
  if (refund === undefined) return false;
  stepRefund(world, refund, "ERROR", "AM04");
  return true;
}
