import type { Hold } from "../controls/index.ts";
import type { DateText } from "../ledger/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { periodOf } from "./collective.ts";
import { payersOf, selectWaiting, type WaitingClaim } from "./run-store.ts";

/** Claims that wait for an invoice and are held back until a day: by the line of a claim, or of a customer's collective invoice. */

export type HeldClaim = { readonly claim: WaitingClaim; readonly hold: Hold };

function covers({ explanation: { inputs } }: Hold, day: DateText): boolean {
  const { firstOn, lastOn } = inputs;
  return typeof firstOn === "string" && typeof lastOn === "string" && firstOn <= day && day <= lastOn;
}

/** Which hold names a claim itself: its own, or that of its customer's collective invoice for a period that its day lies in. */
function namedBy(holds: readonly Hold[]): (claim: WaitingClaim) => Hold | undefined {
  const own = new Map(holds.filter((hold) => hold.subjectKind === "claim").map((hold) => [hold.subjectId, hold]));
  const ofCustomer = Map.groupBy(
    holds.filter((hold) => hold.subjectKind === "party"),
    (hold) => hold.subjectId,
  );
  return (claim) => {
    const gathered = claim.gathered ? ofCustomer.get(claim.payerId) : undefined;
    return own.get(claim.id) ?? gathered?.find((hold) => covers(hold, claim.day));
  };
}

/** Which collective invoice a claim belongs on. */
function collectiveOf({ payerId, day, period }: WaitingClaim): string {
  return `${payerId}|${periodOf(Temporal.PlainDate.from(day), period).firstOn}|${period}`;
}

/**
 * The waiting claims that holds keep back, each with its hold. A collective invoice is whole or not at all: one claim of it that is held
 * keeps back all of them, also those that came later or were held when the customer still got single invoices.
 */
export function heldAmong(holds: readonly Hold[], waiting: readonly WaitingClaim[]): Map<string, HeldClaim> {
  if (holds.length === 0) return new Map();
  const named = namedBy(holds);
  const ofCollective = new Map<string, Hold>();
  for (const claim of waiting) {
    const hold = claim.gathered ? named(claim) : undefined;
    if (!hold) continue;
    const name = collectiveOf(claim);
    const known = ofCollective.get(name);
    if (!known || known.untilOn < hold.untilOn) ofCollective.set(name, hold);
  }
  const holdOf = (claim: WaitingClaim) => (claim.gathered ? ofCollective.get(collectiveOf(claim)) : named(claim));
  return new Map(
    waiting.flatMap((claim) => {
      const hold = holdOf(claim);
      return hold ? [[claim.id, { claim, hold }] as const] : [];
    }),
  );
}

/** The same, of the claims of a ledger that wait on a day. Only customers whom a hold is about are read. */
export async function heldWaiting(
  tx: TenantTransaction,
  ledgerId: string,
  asOf: DateText,
  zone: string,
  holds: readonly Hold[],
): Promise<Map<string, HeldClaim>> {
  if (holds.length === 0) return new Map();
  const of = (kind: string) => holds.filter((hold) => hold.subjectKind === kind).map((hold) => hold.subjectId);
  const payers = [...new Set([...of("party"), ...(await payersOf(tx, of("claim")))])];
  return heldAmong(holds, await selectWaiting(tx, ledgerId, asOf, zone, payers));
}

/** The first and the last day on which something that is held comes back; null when nothing is. */
export function daysHeld(held: Iterable<HeldClaim>): { readonly firstOn: DateText; readonly lastOn: DateText } | null {
  const days = Array.from(held, ({ hold }) => hold.untilOn).sort();
  return days.length === 0 ? null : { firstOn: days[0]!, lastOn: days.at(-1)! };
}
