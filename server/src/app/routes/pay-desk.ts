import * as z from "zod";
import { deliveryTimeline, makeLink, recordChoice, requestsForItem, requireReceiver } from "../../delivery/index.ts";
import { itemsById, itemsByParent, itemsByParty, ledgerById, type OpenItem } from "../../ledger/index.ts";
import { invoicesById } from "../../invoicing/index.ts";
import { contactsOf } from "../../parties/index.ts";
import {
  attemptById,
  attemptsOfItem,
  cancelAttempt,
  cardDeclines,
  pausesOf,
  refreshAttempt,
  splitOf,
  startAttempt,
  waysOf,
  type Attempt,
  type RailsOf,
} from "../../payments/index.ts";
import { amountMinor, created, day, ok, route, uuid } from "../../platform/http/index.ts";
import {
  recordAudit,
  refuse,
  withTenant,
  type Context,
  type Language,
  type Platform,
  type TenantTransaction,
} from "../../platform/index.ts";
import "../wiring/errors.ts";
import { invoiceOfItem, namesOf, receiversOfBill, requireItem, todayOf } from "./bill-at-desk.ts";
import { moment } from "./fields.ts";

/** Money taken while the payer stands at the desk (D-03 to D-05), and how a bill was asked for. */

const chapter = "Desk";
const params = z.strictObject({ itemId: uuid });
const attemptParams = z.strictObject({ attemptId: uuid });
const take = { action: "payments.take", scope: "ledger" } as const;
const see = { action: "parties.read", scope: "ledger" } as const;

const attempt = z.object({
  id: uuid,
  itemId: uuid,
  way: z.enum(["vipps", "card", "swish", "partPayment"]),
  state: z.enum([
    "created",
    "awaitingPayer",
    "authorized",
    "captured",
    "capturedInPart",
    "cancelled",
    "expired",
    "failed",
    "voided",
    "unknown",
  ]),
  amountMinor,
  capturedMinor: amountMinor,
  currency: z.string(),
  problem: z.string().nullable(),
  /** Why the last card was declined, and how many were. */
  declined: z.enum(cardDeclines).nullable(),
  declines: z.int(),
  madeAt: moment,
  askedAt: moment,
});
const part = z.object({
  itemId: uuid,
  openMinor: amountMinor,
  dueOn: day,
  reference: z.string().nullable(),
  isPart: z.boolean(),
});
const request = z.object({
  requestId: uuid,
  receiver: z.string(),
  choice: z.enum(["none", "warned", "card", "wallet", "partPayment", "invoice"]),
  chosenBy: z.string().nullable(),
  chosenOn: day.nullable(),
  askedOn: day,
  warnOn: day,
  warnedOn: day.nullable(),
  defaultOn: day,
  invoicedOn: day.nullable(),
  endedWhy: z.string().nullable(),
});
const message = z.object({
  id: uuid,
  kind: z.string(),
  receiver: z.string(),
  channel: z.string(),
  contact: z.string().nullable(),
  state: z.string(),
  reason: z.string().nullable(),
  dueAt: moment,
  handedOverAt: moment.nullable(),
  seenAt: moment.nullable(),
  proofs: z.array(z.object({ state: z.string(), reason: z.string().nullable(), at: moment })),
});
const desk = z.object({
  invoiceId: uuid,
  /** Of the whole invoice; its parts have items of their own. */
  itemId: uuid,
  ledgerId: uuid,
  currency: z.string(),
  asOf: day,
  openMinor: amountMinor,
  /** With somebody else, who takes the money. */
  isElsewhere: z.boolean(),
  isDisputed: z.boolean(),
  parts: z.array(part),
  /** The split that stands, and whether it may be taken back: nothing of a part is paid or credited. Null where the bill is whole. */
  split: z.object({ parts: z.int(), untouched: z.boolean() }).nullable(),
  ways: z.array(z.string()),
  attempts: z.array(attempt),
  requests: z.array(request),
  messages: z.array(message),
});

/** The items of an invoice: its own first, then those it was split into. Throws INVOICE_NOT_FOUND, also for what nobody pays. */
async function itemsOfInvoice(tx: TenantTransaction, invoiceId: string): Promise<OpenItem[]> {
  const invoice = (await invoicesById(tx, [invoiceId])).get(invoiceId);
  if (!invoice) throw refuse("INVOICE_NOT_FOUND");
  const own = (await itemsByParty(tx, [invoice.partyId], { openOnly: false })).filter(
    (item) => item.documentId === invoiceId && item.side === "receivable",
  );
  if (own.length === 0) throw refuse("INVOICE_NOT_FOUND");
  const parts = await itemsByParent(
    tx,
    own.map(({ id }) => id),
  );
  return [...own, ...parts.filter((item) => item.side === "receivable")];
}

const partsOf = (items: readonly OpenItem[]) =>
  items
    .filter(({ openMinor }) => openMinor > 0n)
    .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.id < b.id ? -1 : 1))
    .map(({ id, openMinor, dueOn, reference, parentId }) => ({
      itemId: id,
      openMinor,
      dueOn,
      reference,
      isPart: parentId !== null,
    }));

async function askedOf(tx: TenantTransaction, items: readonly OpenItem[]) {
  const attempts: Attempt[] = [];
  const requests: Requests = [];
  const messages: Messages = [];
  for (const { id } of items) {
    attempts.push(...(await attemptsOfItem(tx, id)));
    requests.push(...(await requestsForItem(tx, id)));
    messages.push(...(await deliveryTimeline(tx, { itemId: id })));
  }
  const name = await namesOf(
    tx,
    [...requests, ...messages].map(({ recipientId }) => recipientId),
  );
  const newest = <T extends { readonly id: string }>(rows: T[]) => rows.toSorted((a, b) => (a.id < b.id ? 1 : -1));
  return {
    attempts: newest(attempts),
    requests: requests.map((each) => ({ ...each, receiver: name(each.recipientId) })),
    messages: newest(messages).map((each) => ({ ...each, receiver: name(each.recipientId) })),
  };
}
type Requests = Awaited<ReturnType<typeof requestsForItem>>;
type Messages = Awaited<ReturnType<typeof deliveryTimeline>>;

async function standingSplit(tx: TenantTransaction, itemId: string): Promise<z.output<typeof desk>["split"]> {
  const found = await splitOf(tx, itemId);
  if (!found) return null;
  const untouched = found.parts.every(({ openMinor, amountMinor: whole }) => openMinor === whole);
  return { parts: found.parts.length, untouched };
}

async function deskOf(tx: TenantTransaction, invoiceId: string) {
  const items = await itemsOfInvoice(tx, invoiceId);
  const { ledgerId } = (await invoicesById(tx, [invoiceId])).get(invoiceId)!;
  const parts = partsOf(items);
  const asked = { ledgerId, amountMinor: parts[0]?.openMinor ?? 0n, choices: null };
  const pauses = await pausesOf(
    tx,
    items.map(({ id }) => id),
  );
  return {
    invoiceId,
    itemId: items[0]!.id,
    ledgerId,
    currency: (await ledgerById(tx, ledgerId)).currency,
    asOf: await todayOf(tx, ledgerId),
    openMinor: parts.reduce((sum, each) => sum + each.openMinor, 0n),
    isElsewhere: items.some(({ custody }) => custody !== "own"),
    isDisputed: [...pauses.values()].flat().some(({ kind }) => kind === "dispute"),
    parts,
    split: await standingSplit(tx, items[0]!.id),
    ways: parts.length === 0 ? [] : await waysOf(tx, asked),
    ...(await askedOf(tx, items)),
  };
}

/** What the payer reads at the partner. Never a word about treatment. */
const DESCRIPTION: Readonly<Record<Language, string>> = {
  nb: "Faktura",
  sv: "Faktura",
  da: "Faktura",
  it: "Fattura",
  en: "Invoice",
};

type Wish = {
  readonly way: "vipps" | "swish";
  readonly recipientId: string;
  readonly amountMinor?: bigint | undefined;
};

/** The telephone that the partner asks, as the partner writes it. */
async function phoneOf(tx: TenantTransaction, partyId: string): Promise<string> {
  const phone = (await contactsOf(tx, [partyId], "payment")).find(({ kind }) => kind === "phone");
  if (!phone) throw refuse("RECEIVER_NOT_POSSIBLE");
  return phone.value.replace(/\D/g, "");
}

async function pushTo(tx: TenantTransaction, itemId: string, { recipientId }: Wish) {
  const { language } = requireReceiver(await receiversOfBill(tx, itemId), { recipientId, channel: "sms" });
  const number = (await invoiceOfItem(tx, itemId))?.number ?? "";
  return { phone: await phoneOf(tx, recipientId), description: `${DESCRIPTION[language]} ${number}`.trim(), language };
}

/** What was chosen is noted where the bill was asked for; one that nobody asked for has nothing to note. */
async function noteChoice(tx: TenantTransaction, itemId: string): Promise<void> {
  const asked = (await requestsForItem(tx, itemId)).some(({ endedAt }) => endedAt === null);
  const [item] = await itemsById(tx, [itemId]);
  if (asked && item!.openMinor > 0n) await recordChoice(tx, { itemId, choice: "wallet", by: "desk" });
}

async function begin(platform: Platform, context: Context, railsOf: RailsOf, itemId: string, wish: Wish) {
  const { phone, description, language } = await withTenant(platform, context, (tx) => pushTo(tx, itemId, wish));
  const { way, amountMinor: minor } = wish;
  const begun = await startAttempt(platform, context, await railsOf(platform, context), {
    itemId,
    way,
    approach: { by: "push", phone },
    description,
    language,
    ...(minor === undefined ? {} : { amountMinor: minor }),
  });
  await withTenant(platform, context, async (tx) => {
    await noteChoice(tx, itemId);
    await kept(tx, "payment.begun", itemId, { attemptId: begun.id, way });
  });
  return begun;
}

const kept = (
  tx: TenantTransaction,
  action: "payment.begun" | "payment.cancelled" | "payLink.shown",
  itemId: string,
  detail: Readonly<Record<string, string>>,
) => recordAudit(tx, { action, subjectKind: "openItem", subjectId: itemId, detail });

type Asking = { readonly platform: Platform; readonly context: Context };
/** An attempt in reach, and the rails to ask. Throws PAYMENT_ATTEMPT_NOT_FOUND, PARTNER_NOT_SET_UP. */
async function railsFor({ platform, context }: Asking, attemptId: string, railsOf: RailsOf | undefined) {
  await withTenant(platform, context, (tx) => attemptById(tx, attemptId));
  if (!railsOf) throw refuse("PARTNER_NOT_SET_UP");
  return railsOf(platform, context);
}

const looking = [
  route({
    method: "GET",
    url: "/api/v1/invoices/:invoiceId/desk",
    summary:
      "What the desk can do about a bill and what was done: what is open, the ways to pay, attempts, whom it was asked of, messages with proof. The reading is kept.",
    chapter,
    permission: see,
    schema: { params: z.strictObject({ invoiceId: uuid }), responses: { 200: desk } },
    inTransaction: async (tx, { params: { invoiceId } }) => {
      const found = await deskOf(tx, invoiceId);
      await recordAudit(tx, { action: "invoice.read", subjectKind: "invoice", subjectId: invoiceId });
      return ok(found);
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/payment-attempts/:attemptId",
    summary: "How far an attempt to pay has come, as it was last heard.",
    chapter,
    permission: take,
    schema: { params: attemptParams, responses: { 200: attempt } },
    inTransaction: async (tx, { params: { attemptId } }) => ok(await attemptById(tx, attemptId)),
  }),
];

const taking = (railsOf: RailsOf | undefined, payPage: string | undefined) => [
  route({
    method: "POST",
    url: "/api/v1/open-items/:itemId/payment-attempts",
    summary:
      "Asks a receiver's telephone to pay a bill or a part of it. One that waits is ended first; one that is authorised or unknown stands in the way.",
    chapter,
    permission: take,
    idempotent: true,
    schema: {
      params,
      body: z.strictObject({
        way: z.enum(["vipps", "swish"]),
        recipientId: uuid,
        amountMinor: amountMinor.refine((minor) => minor > 0n).optional(),
      }),
      responses: { 201: attempt },
    },
    handler: async ({ platform, context, params: { itemId }, body }) => {
      await withTenant(platform, context, (tx) => requireItem(tx, itemId));
      if (!railsOf) throw refuse("PARTNER_NOT_SET_UP");
      return created(await begin(platform, context, railsOf, itemId, body));
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/open-items/:itemId/screen-links",
    summary: "A link to a bill for a code on the desk's screen, for the payer's own telephone. It is told once.",
    chapter,
    permission: take,
    secretAnswer: true,
    schema: { params, responses: { 201: z.object({ url: z.string() }) } },
    inTransaction: async (tx, { params: { itemId } }) => {
      const { id, ledgerId, partyId, openMinor } = await requireItem(tx, itemId);
      if (openMinor <= 0n || partyId === null) throw refuse("PAYMENT_NOTHING_OPEN");
      if (payPage === undefined) throw refuse("PARTNER_NOT_SET_UP");
      const token = await makeLink(tx, { ledgerId, itemId: id, recipientId: partyId, messageId: null });
      await kept(tx, "payLink.shown", itemId, {});
      return created({ url: `${payPage}/${token}` });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/payment-attempts/:attemptId/check",
    summary: "Asks the partner how an attempt stands, and does what follows; never charges again.",
    chapter,
    permission: take,
    schema: { params: attemptParams, responses: { 200: attempt } },
    handler: async ({ platform, context, params: { attemptId } }) => {
      const rails = await railsFor({ platform, context }, attemptId, railsOf);
      return ok(await refreshAttempt(platform, context, rails, attemptId));
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/payment-attempts/:attemptId/cancellation",
    summary: "Breaks off an attempt that waits for the payer. What they approved meanwhile is taken.",
    chapter,
    permission: take,
    schema: { params: attemptParams, responses: { 200: attempt } },
    handler: async ({ platform, context, params: { attemptId } }) => {
      const rails = await railsFor({ platform, context }, attemptId, railsOf);
      const now = await cancelAttempt(platform, context, rails, attemptId);
      await withTenant(platform, context, (tx) =>
        kept(tx, "payment.cancelled", now.itemId, { attemptId, state: now.state }),
      );
      return ok(now);
    },
  }),
];

/** What the desk needs of an installation's partners: the means of payment of tenants, and where links lead. */
export type DeskPartners = { readonly railsOf: RailsOf; readonly outlets: { readonly payPage: string } };

/** Without partners money cannot be taken from here. */
export const payDeskRoutes = (partners?: DeskPartners) => [
  ...looking,
  ...taking(partners?.railsOf, partners?.outlets.payPage),
];
