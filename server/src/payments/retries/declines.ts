import type { CardDecline } from "../ports.ts";

/** What follows from a declined card. Pure: the reason in, the next step out; nothing is ever tried again without the payer. */

/** The next step that is right for the payer. */
export type NextStep =
  /** The same card at once, typed or approved as it should be. */
  | "sameCard"
  /** The same card in a while: neither card nor payer is at fault. */
  | "sameCardLater"
  | "otherCard"
  /** Another way than a card: this kind of card does not do it here. */
  | "otherWay"
  /** Not with this card, now or ever. */
  | "neverThisCard"
  /** Only the payer's bank can say why, and lift it. */
  | "askBank"
  /** The same was paid a moment ago: look before anything is tried. */
  | "waitAndLook";

const NEXT: Readonly<Record<CardDecline, NextStep>> = {
  notEnoughMoney: "otherCard",
  expired: "otherCard",
  mistyped: "sameCard",
  notProven: "sameCard",
  busy: "sameCardLater",
  notForThis: "otherWay",
  bankSaysNo: "askBank",
  blocked: "neverThisCard",
  justPaid: "waitAndLook",
};

export const nextStep = (reason: CardDecline): NextStep => NEXT[reason];

/**
 * The reason as the payer may read it. That a card was reported lost or stolen, or is thought to be misused, is said to nobody who may hold it
 * in their hand: they read what anybody reads whose bank said no (docs.stripe.com/declines/codes, "present as generic_decline").
 */
export type SaidDecline = Exclude<CardDecline, "blocked">;
export const saidToPayer = (reason: CardDecline): SaidDecline => (reason === "blocked" ? "bankSaysNo" : reason);

/** How often cards were declined for a bill by one attempt, and when last. */
export type Declined = { readonly declines: number; readonly at: Temporal.Instant };

/**
 * From how many declined cards on one bill within a day the cards rest, and how long after the last. Whoever tries stolen numbers needs many
 * tries on one page; a payer with two cards and a mistyped digit needs three or four.
 */
const RESTS = [
  { from: 10, hours: 24 },
  { from: 5, hours: 1 },
] as const;
const COUNTED_HOURS = 24;

/** Until when no card is taken for a bill; undefined while cards may be tried. The other ways to pay stay open. */
export function cardsRestUntil(declined: readonly Declined[], now: Temporal.Instant): Temporal.Instant | undefined {
  const since = now.subtract({ hours: COUNTED_HOURS });
  const counted = declined.filter(({ at }) => Temporal.Instant.compare(at, since) > 0);
  const declines = counted.reduce((sum, each) => sum + each.declines, 0);
  const rest = RESTS.find(({ from }) => declines >= from);
  const last = counted.map(({ at }) => at).toSorted((a, b) => Temporal.Instant.compare(b, a))[0];
  const until = rest && last?.add({ hours: rest.hours });
  return until && Temporal.Instant.compare(until, now) > 0 ? until : undefined;
}
