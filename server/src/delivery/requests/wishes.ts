import type { DispatchKind, DispatchWish } from "../messages/wish.ts";
import { invoiceLadder, messageLadder } from "./ladder.ts";
import type { PartyReach } from "./reach.ts";
import type { RequestRow } from "./store.ts";

/** What requests wish to be told, each under a name of its own, so that twice is once. */

type Told = Pick<RequestRow, "ledgerId" | "itemId" | "recipientId" | "round">;

const MESSAGE_NAMES = { payLink: "link", choiceReminder: "warn", courtesyNotice: "courtesy" } as const;
type MessageKind = keyof typeof MESSAGE_NAMES;

/** The name of a message of a request. A recipient who is asked anew, after a change of contact, is told anew. */
export function messageKey({ itemId, recipientId, round }: Told, kind: MessageKind): string {
  return `ask:${itemId}:${recipientId}:${MESSAGE_NAMES[kind]}${round > 1 ? round : ""}`;
}

export function invoiceKey(itemId: string, recipientId: string): string {
  return `invoice:${itemId}:${recipientId}`;
}

/** A short message with a link; nothing for who has neither telephone nor e-mail. */
export function messageWish(
  request: Told,
  kind: MessageKind,
  reach: PartyReach,
  notBefore: Temporal.Instant,
): DispatchWish[] {
  const ladder = messageLadder(reach);
  if (ladder.length === 0) return [];
  return [{ ...common(request, kind, reach, notBefore), key: messageKey(request, kind), ladder, beside: [] }];
}

/**
 * The invoice, to who owes, since only that is an invoice delivered (FR-22, FR-34); and to a relative who was asked for it and accepted it by e-mail.
 * Nothing for who cannot be given one.
 */
export function invoiceWishes(
  request: Told & { readonly debtorId: string },
  reach: ReadonlyMap<string, PartyReach>,
  notBefore: Temporal.Instant,
): DispatchWish[] {
  const also = request.recipientId !== request.debtorId && reach.get(request.recipientId)?.takesEmailInvoices === true;
  const recipients = also ? [request.debtorId, request.recipientId] : [request.debtorId];
  return recipients.flatMap((recipientId) => {
    const reached = reach.get(recipientId);
    const { ladder, beside } = reached ? invoiceLadder(reached) : { ladder: [], beside: [] };
    if (!reached || ladder.length === 0) return [];
    const told = { ...request, recipientId };
    return [
      { ...common(told, "invoice", reached, notBefore), key: invoiceKey(request.itemId, recipientId), ladder, beside },
    ];
  });
}

function common(
  { ledgerId, itemId, recipientId }: Told,
  kind: DispatchKind,
  { language }: PartyReach,
  notBefore: Temporal.Instant,
): Omit<DispatchWish, "key" | "ladder" | "beside"> {
  return { kind, ledgerId, itemId, recipientId, language, notBefore };
}
