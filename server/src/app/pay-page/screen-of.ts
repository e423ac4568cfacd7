import type { Declined, Notice, Offer, Receipt, Screen, Way } from "@kvitt/web-pay";
import type { Seen } from "./world.ts";

/** Which page a visit comes to. Pure: what was read in, the screen out. */

/** What a visit may see beyond the first view. */
export type Sight = {
  /** They have just paid, or showed who they are: the receipt is theirs (SEC-36). */
  readonly receipt: Receipt | null;
  readonly offers: readonly Offer[];
  readonly notice: Notice | null;
  /** The visitor asked to choose again while a payment waits for them. */
  readonly again: boolean;
};

/** The states in which there is nothing to choose (M-07), and a payment under way (V-07); undefined while the choices are open. */
export function stopOf(seen: Seen, sight: Pick<Sight, "receipt" | "again">): Screen | undefined {
  const { standing, underWay, holder } = seen;
  if (standing === "credited" || standing === "withdrawn") return { screen: "closed", why: standing };
  // Before whoever has the claim now: what the payer began with us is told to its end.
  if (underWay && !(sight.again && underWay.state === "awaitingPayer"))
    return {
      screen: "processing",
      ...underWay,
      declined: underWay.state === "awaitingPayer" ? seen.declined : null,
      mayChooseAgain: underWay.state === "awaitingPayer",
    };
  if (standing === "partner" || standing === "agency") return { screen: "elsewhere", with: standing, ...holder };
  if (standing === "settled" || seen.bill.openMinor <= 0n)
    return { screen: "settled", receipt: sight.receipt, mayConfirm: seen.mayConfirm };
  // One way at a time: what the bank draws is not paid here as well.
  if (seen.drawnOn !== null)
    return { screen: "drawn", bill: seen.bill, drawnOn: seen.drawnOn, mayConfirm: seen.mayConfirm };
  return undefined;
}

/** After which declined cards another way comes first. */
const CARD_LAST: readonly Declined["next"][] = ["sameCardLater", "otherWay", "askBank"];

const inOrderAfter = (declined: Declined | null, ways: readonly Way[]): readonly Way[] =>
  declined && CARD_LAST.includes(declined.next)
    ? [...ways.filter((way) => way !== "card"), ...ways.filter((way) => way === "card")]
    : ways;

export function screenOf(seen: Seen, sight: Sight): Screen {
  const stop = stopOf(seen, sight);
  if (stop) return stop;
  // Came back after paying a part: thanks first, the rest is one press away.
  if (sight.receipt && !sight.again && sight.notice === null && seen.ended === null)
    return { screen: "settled", receipt: sight.receipt, mayConfirm: false };
  return {
    screen: "front",
    bill: seen.bill,
    ways: inOrderAfter(seen.declined, seen.ways),
    offer: sight.offers[0] ?? null,
    mayInvoice: seen.mayInvoice,
    mayPayLess:
      seen.minimumMinor !== null &&
      seen.minimumMinor < seen.bill.openMinor &&
      seen.ways.some((way) => way !== "partPayment"),
    mayConfirm: seen.mayConfirm,
    invoiceOn: seen.invoiceChosen ? null : seen.invoiceOn,
    // Why a card was declined says more than that a try came to nothing.
    notice: sight.notice ?? (sight.again || seen.declined ? null : seen.ended),
    declined: seen.declined,
    cardsRestUntil: seen.cardsRestUntil,
  };
}
