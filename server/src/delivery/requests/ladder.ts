import type { Delivery, PartyKind } from "../../parties/index.ts";
import type { Channel } from "../messages/wish.ts";

/** By which channels somebody is told, the first one to try first (FR-43, S1-03 to S1-05). Pure. */

export type Reach = {
  readonly kind: PartyKind;
  readonly preference: Delivery | null;
  readonly hasOrgNo: boolean;
  readonly hasPhone: boolean;
  readonly hasEmail: boolean;
  readonly hasAddress: boolean;
  /** Has accepted invoices by e-mail, and that is recorded (FR-34). */
  readonly takesEmailInvoices: boolean;
  /** The market has invoices in the net bank. */
  readonly hasNetBank: boolean;
  /** What the ledger tries first, of short messages and of consumers' invoices; the recipient's own wish goes before. */
  readonly messageFirst?: Delivery | null;
  readonly invoiceFirst?: Delivery | null;
};

export type Ladder = { readonly ladder: readonly Channel[]; readonly beside: readonly Channel[] };

const preferredFirst = (channels: readonly Channel[], preference: Delivery | null | undefined): Channel[] => [
  ...channels.filter((channel) => channel === preference),
  ...channels.filter((channel) => channel !== preference),
];

const known = (all: readonly (readonly [Channel, boolean])[]): Channel[] =>
  all.filter(([, isPossible]) => isPossible).map(([channel]) => channel);

/** For a short message with a link: telephone, then e-mail. Empty for who wants or can only be given an invoice. */
export function messageLadder(reach: Reach): Channel[] {
  if (reach.kind === "company") return [];
  const channels = known([
    ["sms", reach.hasPhone],
    ["email", reach.hasEmail],
  ]);
  return preferredFirst(preferredFirst(channels, reach.messageFirst), reach.preference);
}

/** The ladders a follow-up policy may name. */
export type ReminderLadder = "textMessage" | "digitalThenPost" | "postOnly";

/** What of a party says whether a reminder reaches it at all. */
type Ways = Pick<Reach, "kind" | "hasPhone" | "hasEmail" | "hasAddress">;

const reminderChannels = ({ kind, hasPhone, hasEmail, hasAddress }: Ways, name: ReminderLadder): Channel[] =>
  name === "postOnly"
    ? known([["paper", hasAddress]])
    : known([
        ["sms", kind === "person" && hasPhone],
        ["email", hasEmail],
        ["paper", hasAddress && name === "digitalThenPost"],
      ]);

/** Is there any way for a reminder? */
export const canBeReminded = (ways: Ways): boolean => reminderChannels(ways, "digitalThenPost").length > 0;

/**
 * For a reminder: short messages first and paper after them, as the recipient prefers; a company gets mail or paper. Somebody who wants
 * paper gets paper. Empty where none of the ladder's ways can be.
 */
export function remindersLadder(reach: Reach, name: ReminderLadder): Channel[] {
  return preferredFirst(preferredFirst(reminderChannels(reach, name), reach.messageFirst), reach.preference);
}

/** Who says so, or cannot be sent a link, gets the invoice at once and is asked nothing. */
export function isAsked(reach: Reach): boolean {
  const wantsInvoice = reach.preference === "paper" || reach.preference === "efaktura" || reach.preference === "ehf";
  return !wantsInvoice && messageLadder(reach).length > 0;
}

/**
 * For a real invoice. Companies: e-invoice, e-mail, paper. Consumers: net bank, e-mail where they accepted it, paper, and a link by SMS beside
 * them, never instead. What the receiver prefers comes first, where it can be.
 */
export function invoiceLadder(reach: Reach): Ladder {
  if (reach.kind === "company") {
    const channels = known([
      ["ehf", reach.hasOrgNo],
      ["email", reach.hasEmail],
      ["paper", reach.hasAddress],
    ]);
    return { ladder: preferredFirst(channels, reach.preference), beside: [] };
  }
  const channels = known([
    ["efaktura", reach.hasNetBank],
    ["email", reach.hasEmail && reach.takesEmailInvoices],
    ["paper", reach.hasAddress],
  ]);
  return {
    ladder: preferredFirst(preferredFirst(channels, reach.invoiceFirst), reach.preference),
    beside: reach.hasPhone && channels.length > 0 ? ["sms"] : [],
  };
}
