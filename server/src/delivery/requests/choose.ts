import { recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";
import { dispatch } from "../messages/dispatch.ts";
import { acceptEmailInvoices } from "./consent.ts";
import { nextCourtesy, type Way } from "./policy.ts";
import { reachOf } from "./reach.ts";
import { leavesAt, settingOf, type Setting } from "./setting.ts";
import { requestsOfItem, updateRequests, type LiveRequest, type RequestChange } from "./store.ts";
import { invoiceWishes } from "./wishes.ts";
import "./errors.ts";

export type ChoiceMade = {
  readonly itemId: string;
  /** Left out: everybody who is asked for the item. */
  readonly recipientId?: string | undefined;
  readonly choice: Way;
  readonly by: "payer" | "desk";
  /** With INVOICE: where to send it, and which words were accepted; recorded as a consent (FR-34). */
  readonly email?: { readonly address: string; readonly textVersion: string } | undefined;
};

/**
 * Records what was chosen for an open item. Choosing again is allowed (FR-33); a way that brings no money is forgotten after the next bank day. With
 * INVOICE the invoice is on its way when the transaction commits, once, however often it is chosen. Throws REQUEST_NOT_FOUND, REQUEST_OVER, and
 * CONTACT_INVALID for an e-mail address that cannot be one.
 */
export async function recordChoice(tx: TenantTransaction, made: ChoiceMade): Promise<void> {
  const requests = await openRequests(tx, made);
  const setting = await settingOf(tx, requests[0]!.ledgerId);
  if (made.choice === "invoice" && made.email) await recordConsents(tx, setting, requests, made, made.email);
  await updateRequests(
    tx,
    requests.map((request) => changeBy(request, made, setting)),
  );
  if (made.choice === "invoice") await sendInvoices(tx, setting, requests);
  for (const { itemId, ledgerId, recipientId } of requests) {
    const detail = { itemId, recipientId, choice: made.choice, by: made.by };
    await recordAudit(tx, { action: "request.chosen", subjectKind: "ledger", subjectId: ledgerId, detail });
  }
}

async function openRequests(
  tx: TenantTransaction,
  { itemId, recipientId }: Pick<ChoiceMade, "itemId" | "recipientId">,
): Promise<LiveRequest[]> {
  const all = await requestsOfItem(tx, itemId);
  const requests = recipientId === undefined ? all : all.filter((request) => request.recipientId === recipientId);
  if (requests.length === 0) throw refuse("REQUEST_NOT_FOUND");
  if (requests.some((request) => request.openMinor <= 0n)) throw refuse("REQUEST_OVER");
  return requests;
}

async function recordConsents(
  tx: TenantTransaction,
  { ledger }: Setting,
  requests: readonly LiveRequest[],
  { by }: ChoiceMade,
  { address, textVersion }: NonNullable<ChoiceMade["email"]>,
): Promise<void> {
  const how = by === "payer" ? "payPage" : "desk";
  for (const { ledgerId, recipientId } of requests)
    await acceptEmailInvoices(tx, { ledgerId, partyId: recipientId, email: address, how, textVersion }, ledger.market);
}

function changeBy(request: LiveRequest, { choice, by }: ChoiceMade, { today, timings, pack }: Setting): RequestChange {
  const on = today.toString();
  const chosen = { ...request, choice, chosenBy: by, chosenOn: on };
  if (request.invoicedOn !== null) return chosen;
  if (choice !== "invoice") return { ...chosen, nextOn: pack.days.addBankDays(today, 2).toString() };
  const courtesy = nextCourtesy({ asOf: today, dueOn: Temporal.PlainDate.from(request.dueOn) }, timings, pack.days);
  return { ...chosen, invoicedOn: on, nextOn: courtesy?.toString() ?? null };
}

async function sendInvoices(tx: TenantTransaction, setting: Setting, requests: readonly LiveRequest[]): Promise<void> {
  const parties = requests.flatMap(({ recipientId, debtorId }) => [recipientId, debtorId]);
  const reach = await reachOf(tx, setting.ledger, parties);
  const at = leavesAt(tx, setting, setting.today);
  await dispatch(
    tx,
    requests.flatMap((request) => invoiceWishes(request, reach, at)),
  );
}

/**
 * A chosen way came to nothing: it was refused, broken off or has run out (FR-31). What was chosen is forgotten, and the next run looks again.
 * Nothing where no way waits, so it may be said of any attempt.
 */
export async function forgetChoice(tx: TenantTransaction, itemId: string): Promise<void> {
  const requests = (await requestsOfItem(tx, itemId)).filter(({ choice }) => !SETTLED_CHOICES.has(choice));
  if (requests.length === 0) return;
  const { today } = await settingOf(tx, requests[0]!.ledgerId);
  await updateRequests(
    tx,
    requests.map((request) => forgotten(request, today.toString())),
  );
}

const SETTLED_CHOICES: ReadonlySet<string> = new Set(["none", "warned", "invoice"]);

function forgotten(request: LiveRequest, today: string): RequestChange {
  if (request.invoicedOn !== null)
    return { ...request, choice: "invoice", chosenBy: "default", chosenOn: request.invoicedOn };
  const choice = request.warnedOn === null ? "none" : "warned";
  return { ...request, choice, chosenBy: null, chosenOn: null, nextOn: today };
}
