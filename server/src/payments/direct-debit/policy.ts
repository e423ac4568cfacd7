import type { DebitReason, DebitRequest } from "./types.ts";

/** Which claims are made, which are let go and which are taken back. Pure: facts in, a decision out. */

/** What is known of an item on which something may be drawn. */
export type ItemFacts = {
  readonly openMinor: bigint;
  readonly dueOn: string;
  readonly custody: string;
  readonly reference: string | null;
  /** Somebody disputes it, says it is paid, or let it rest. */
  readonly isPaused: boolean;
  /** A payment by another way is under way, or nobody knows. */
  readonly isPaying: boolean;
  readonly hasMandate: boolean;
};

/** Due dates for which a claim may be sent now, or taken back. */
export type Window = { readonly earliestOn: string; readonly latestOn: string };

/** As a claim carries it: digits, perhaps a hyphen at the end, not all noughts. */
export const KID = /^(?!0+$)\d{1,24}[\d-]$/;

/** Nobody is to be asked for it this way, whatever was sent. */
function stopped(item: ItemFacts): DebitReason | null {
  if (item.openMinor <= 0n) return "nothingOpen";
  if (item.custody !== "own") return "otherCustody";
  return item.isPaused ? "paused" : null;
}

/** What happened before for an item. */
export type Before = {
  /** A claim for the same due date has left us. */
  readonly wasSent: boolean;
  /** An eFaktura that asks for the money has been handed over while nothing was planned: the payer may pay it. */
  readonly eFakturaAsks: boolean;
};

/** A claim for an item's due date, or why there is none now. Of two reasons the one that stays is said. */
export function judgeNew(item: ItemFacts, before: Before, window: Window): "plan" | "wait" | DebitReason {
  const no = stopped(item);
  if (no !== null) return no;
  if (!item.hasMandate) return "mandateEnded";
  if (item.reference === null || !KID.test(item.reference)) return "referenceUnfit";
  if (before.wasSent) return "triedBefore";
  if (before.eFakturaAsks) return "eFakturaAsks";
  if (item.dueOn < window.earliestOn) return "tooLate";
  return item.isPaying || item.dueOn > window.latestOn ? "wait" : "plan";
}

type Standing = Pick<DebitRequest, "amountMinor" | "termOn">;

const isAnother = ({ amountMinor, termOn }: Standing, { openMinor, dueOn }: ItemFacts): boolean =>
  amountMinor !== openMinor || termOn !== dueOn;

/** What becomes of a claim that has not been sent: it stays, or is let go, and may be planned anew. */
export function judgePlanned(request: Standing, item: ItemFacts, window: Window): "keep" | DebitReason {
  const no = stopped(item);
  if (no !== null) return no;
  if (!item.hasMandate) return "mandateEnded";
  if (item.isPaying) return "paused";
  if (isAnother(request, item)) return "changed";
  return request.termOn < window.earliestOn ? "tooLate" : "keep";
}

export type SentVerdict =
  | { readonly do: "keep" }
  | { readonly do: "cancel"; readonly why: DebitReason }
  /** Taken back, and another one in its place (an amount is changed so). */
  | { readonly do: "replace" };

/**
 * What becomes of a claim that was sent. After its deadline nothing can be changed any more. A second claim goes out once; when the item
 * changes again, the claim is only taken back, and the payer is asked in another way.
 */
export function judgeSent(
  request: Standing & { readonly isReplacement: boolean },
  item: ItemFacts,
  window: Window,
): SentVerdict {
  if (request.termOn < window.earliestOn) return { do: "keep" };
  const why = stopped(item);
  if (why !== null) return { do: "cancel", why };
  if (!isAnother(request, item)) return { do: "keep" };
  if (request.isReplacement) return { do: "cancel", why: "changedAgain" };
  if (!item.hasMandate) return { do: "cancel", why: "mandateEnded" };
  const { dueOn } = item;
  const inTime = dueOn >= window.earliestOn && dueOn <= window.latestOn;
  return inTime ? { do: "replace" } : { do: "cancel", why: dueOn < window.earliestOn ? "tooLate" : "changed" };
}
