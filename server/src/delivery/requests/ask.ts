import { itemsById, type OpenItem } from "../../ledger/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import { revokeLinks } from "../links/make-links.ts";
import { cancelDispatch, dispatch } from "../messages/dispatch.ts";
import type { DispatchWish } from "../messages/wish.ts";
import { isAsked } from "./ladder.ts";
import { nextCourtesy, planOf } from "./policy.ts";
import type { PartyReach } from "./reach.ts";
import { receiversOf, type Receiver } from "./receivers.ts";
import { leavesAt, settingOf, type Setting } from "./setting.ts";
import {
  endRequests,
  insertNeeds,
  insertRequests,
  needsOfParties,
  requestsAbout,
  solveNeeds,
  type LiveRequest,
  type RequestRow,
} from "./store.ts";
import { invoiceWishes, messageKey, messageWish } from "./wishes.ts";

export type Asked = {
  /** Recipients who are asked from now on. */
  readonly asked: number;
  /** Who gets the invoice at once: companies, and who wants or can only be given one. */
  readonly invoiced: number;
  /** Items of which nobody may be asked until the clinic has added or confirmed a contact. */
  readonly needsContact: number;
};

/** Money that is ours to ask for, of somebody. */
function isAskable(item: OpenItem): boolean {
  const isOurs = item.custody === "own" || item.custody === "administered";
  return item.side === "receivable" && item.openMinor > 0n && item.partyId !== null && isOurs;
}

/**
 * Asks for payment of open items: a message with a link to who receives it, or the invoice at once. An item that was asked for already is left
 * as it is, so saying it again is saying it once. What leaves, leaves if the transaction commits, in the market's hours.
 */
export function askForPayment(tx: TenantTransaction, itemIds: readonly string[]): Promise<Asked> {
  return askAnew(tx, itemIds, new Set());
}

/** As above; for an item whose invoice is on its way already, who receives now is only given a link. */
async function askAnew(
  tx: TenantTransaction,
  itemIds: readonly string[],
  invoicedBefore: ReadonlySet<string>,
): Promise<Asked> {
  const items = (await itemsById(tx, [...new Set(itemIds)])).filter(isAskable);
  const asked = { asked: 0, invoiced: 0, needsContact: 0 };
  for (const [ledgerId, own] of Map.groupBy(items, (item) => item.ledgerId)) {
    const part = await askInLedger(tx, await settingOf(tx, ledgerId), own, invoicedBefore);
    asked.asked += part.asked;
    asked.invoiced += part.invoiced;
    asked.needsContact += part.needsContact;
  }
  return asked;
}

async function askInLedger(
  tx: TenantTransaction,
  setting: Setting,
  items: readonly OpenItem[],
  invoicedBefore: ReadonlySet<string>,
): Promise<Asked> {
  const { receivers, reach } = await receiversOf(tx, setting.ledger, items, setting.pack);
  const needs = receivers.flatMap(({ item, need }) =>
    need === null ? [] : [{ itemId: item.id, ledgerId: item.ledgerId, reason: need }],
  );
  const found = receivers.flatMap((receiver) => (receiver.need === null ? [receiver] : []));
  await insertNeeds(tx, needs);
  await solveNeeds(
    tx,
    found.map(({ item }) => item.id),
  );
  const made = await insertRequests(
    tx,
    found.map((receiver) => {
      const asks = isAsked(reach.get(receiver.recipientId)!) && !invoicedBefore.has(receiver.item.id);
      return newRequest(tx, setting, receiver, asks);
    }),
  );
  const debtors = new Map(items.map((item) => [item.id, item.partyId!]));
  await dispatch(
    tx,
    made.flatMap((request) => firstWishes(tx, setting, { ...request, debtorId: debtors.get(request.itemId)! }, reach)),
  );
  const invoiced = made.filter((request) => request.invoicedOn !== null).length;
  return { asked: made.length - invoiced, invoiced, needsContact: needs.length };
}

function newRequest(
  tx: TenantTransaction,
  { today, timings, pack }: Setting,
  { item, recipientId }: Receiver & { readonly recipientId: string },
  asks: boolean,
): Omit<RequestRow, "round" | "warnedOn" | "courtesyOn"> {
  const dueOn = Temporal.PlainDate.from(item.dueOn);
  const { warnOn, defaultOn } = planOf(today, dueOn, timings, pack.days);
  const on = today.toString();
  const base = { id: tx.platform.ids.next(), ledgerId: item.ledgerId, itemId: item.id, recipientId, askedOn: on };
  const planned = { ...base, warnOn: warnOn.toString(), defaultOn: defaultOn.toString() };
  if (asks)
    return { ...planned, choice: "none", chosenBy: null, chosenOn: null, invoicedOn: null, nextOn: warnOn.toString() };
  const courtesy = nextCourtesy({ asOf: today, dueOn }, timings, pack.days);
  const nextOn = courtesy?.toString() ?? null;
  return { ...planned, choice: "invoice", chosenBy: "preference", chosenOn: on, invoicedOn: on, nextOn };
}

function firstWishes(
  tx: TenantTransaction,
  setting: Setting,
  request: RequestRow & { readonly debtorId: string },
  reach: ReadonlyMap<string, PartyReach>,
): DispatchWish[] {
  const at = leavesAt(tx, setting, setting.today);
  const recipient = reach.get(request.recipientId)!;
  return isAsked(recipient) ? messageWish(request, "payLink", recipient, at) : invoiceWishes(request, reach, at);
}

/**
 * To be called when a guardian or relative of these parties, or whether one of them can be reached, has changed (FR-24): whoever is no longer to receive
 * has the links revoked and what waits taken back, and who receives now is asked anew. Who still receives is left alone: a new telephone of theirs is
 * the messages' own affair. An item nobody could be asked for is tried again.
 */
export async function receiversChanged(tx: TenantTransaction, partyIds: readonly string[]): Promise<Asked> {
  if (partyIds.length === 0) return { asked: 0, invoiced: 0, needsContact: 0 };
  const standing = (await requestsAbout(tx, partyIds)).filter((request) => request.openMinor > 0n);
  const past = await noLongerReceiving(tx, standing);
  for (const request of past) await takeBack(tx, request);
  await endRequests(
    tx,
    past.map(({ id }) => ({ id, why: "contactChanged" })),
  );
  const invoiced = past.filter(({ invoicedOn }) => invoicedOn !== null).map(({ itemId }) => itemId);
  const open = [...past.map(({ itemId }) => itemId), ...(await needsOfParties(tx, partyIds))];
  return askAnew(tx, open, new Set(invoiced));
}

async function noLongerReceiving(tx: TenantTransaction, standing: readonly LiveRequest[]): Promise<LiveRequest[]> {
  const items = await itemsById(tx, [...new Set(standing.map(({ itemId }) => itemId))]);
  const now = new Set<string>();
  for (const [ledgerId, own] of Map.groupBy(items, (item) => item.ledgerId)) {
    const { ledger, pack } = await settingOf(tx, ledgerId);
    const { receivers } = await receiversOf(tx, ledger, own, pack);
    for (const { item, recipientId } of receivers) if (recipientId !== null) now.add(`${item.id}|${recipientId}`);
  }
  return standing.filter(({ itemId, recipientId }) => !now.has(`${itemId}|${recipientId}`));
}

async function takeBack(tx: TenantTransaction, request: LiveRequest): Promise<void> {
  await revokeLinks(tx, { itemId: request.itemId, recipientId: request.recipientId });
  for (const kind of ["payLink", "choiceReminder", "courtesyNotice"] as const)
    await cancelDispatch(tx, messageKey(request, kind), "contactChanged");
}
