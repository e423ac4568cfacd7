import { maskContact, partiesById, type ContactKind } from "../../parties/index.ts";
import { recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";
import { dispatch } from "../messages/dispatch.ts";
import { readFacts } from "../messages/facts.ts";
import type { Channel } from "../messages/wish.ts";
import { actMark, askableItem } from "./by-hand.ts";
import { recordChoice } from "./choose.ts";
import { requestsForItem } from "./lists.ts";
import { reachOf } from "./reach.ts";
import { leavesAt, settingOf } from "./setting.ts";
import { invoiceWishes } from "./wishes.ts";
import "./errors.ts";

/** The invoice, sent because somebody at the desk says why: it is the exception (S2-04). */

export type InvoiceWay = {
  readonly channel: Channel;
  /** Masked; null where the channel finds the receiver by a register. */
  readonly contact: string | null;
};

export type InvoiceByHand = {
  readonly receiverName: string;
  /** Tried one after the other; empty where nothing reaches who owes. */
  readonly ladder: readonly InvoiceWay[];
  readonly leavesAt: Temporal.Instant;
  /** When it was sent before. */
  readonly sentOn: string | null;
};

const KINDS: Readonly<Partial<Record<Channel, ContactKind>>> = { sms: "phone", email: "email", paper: "address" };

async function standingOf(tx: TenantTransaction, itemId: string) {
  const item = await askableItem(tx, itemId);
  const setting = await settingOf(tx, item.ledgerId);
  const debtorId = item.partyId!;
  const reach = await reachOf(tx, setting.ledger, [debtorId]);
  const requests = (await requestsForItem(tx, itemId)).filter(({ endedAt }) => endedAt === null);
  const at = leavesAt(tx, setting, setting.today);
  const asked = { ledgerId: item.ledgerId, itemId, recipientId: debtorId, round: 1, debtorId };
  const [wish] = invoiceWishes(asked, reach, at);
  return { item, debtorId, requests, at, wish };
}

/** What sending the invoice would do, before anybody decides. Throws REQUEST_NOT_FOUND, REQUEST_OVER, REQUEST_ELSEWHERE. */
export async function previewInvoiceByHand(tx: TenantTransaction, itemId: string): Promise<InvoiceByHand> {
  const { item, debtorId, requests, at, wish } = await standingOf(tx, itemId);
  const ladder: InvoiceWay[] = [];
  for (const channel of wish?.ladder ?? []) {
    const kind = KINDS[channel];
    const subject = { kind: "invoice", ledgerId: item.ledgerId, itemId, recipientId: debtorId } as const;
    const reached = kind && (await readFacts(tx, [subject], channel)).reach(debtorId, channel);
    ladder.push({ channel, contact: reached ? maskContact(kind, reached.value) : null });
  }
  const receiverName = (await partiesById(tx, [debtorId])).get(debtorId)!.name;
  const sentOn = requests.flatMap(({ invoicedOn }) => invoicedOn ?? [])[0] ?? null;
  return { receiverName, ladder, leavesAt: at, sentOn };
}

export type InvoiceWish = { readonly itemId: string; readonly reason: string; readonly act: string };

/**
 * Sends the invoice to who owes, by their ladder, and writes down why. Where the bill was asked for the choice is the invoice from now on; an
 * invoice that was sent before is sent once more. Throws as the preview, and RECEIVER_NOT_POSSIBLE where nothing reaches who owes.
 */
export async function sendInvoiceByHand(tx: TenantTransaction, { itemId, reason, act }: InvoiceWish): Promise<void> {
  const { requests, wish } = await standingOf(tx, itemId);
  if (!wish) throw refuse("RECEIVER_NOT_POSSIBLE");
  const isFirst = requests.length > 0 && requests.every(({ invoicedOn }) => invoicedOn === null);
  if (isFirst) await recordChoice(tx, { itemId, choice: "invoice", by: "desk" });
  const sent = isFirst || (requests.length === 0 && (await dispatch(tx, [wish])) > 0);
  if (!sent) await dispatch(tx, [{ ...wish, key: `${wish.key}:desk:${actMark(tx, act)}` }]);
  const detail = { reason, again: !sent };
  await recordAudit(tx, { action: "invoice.sentByHand", subjectKind: "openItem", subjectId: itemId, detail });
}
