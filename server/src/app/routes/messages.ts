import { Readable } from "node:stream";
import * as z from "zod";
import {
  deliveryTimeline,
  makeLink,
  messageText,
  previewInvoiceByHand,
  previewMessage,
  renderDocument,
  requireReceiver,
  sendInvoiceByHand,
  sendLinkByHand,
} from "../../delivery/index.ts";
import { paymentLetterDocument } from "../../invoicing/index.ts";
import { drawnOn } from "../../payments/index.ts";
import { created, ok, route, uuid } from "../../platform/http/index.ts";
import { recordAudit, refuse, withTenant, type TenantTransaction } from "../../platform/index.ts";
import "../wiring/errors.ts";
import { receiversOfBill, requireItem, todayOf } from "./bill-at-desk.ts";
import { moment, reason } from "./fields.ts";

/** A bill sent from the desk: whom to, what it will say, and that it was sent (D-06, D-09). */

const chapter = "Desk";
const params = z.strictObject({ itemId: uuid });
const send = { action: "messages.send", scope: "ledger" } as const;
const channel = z.enum(["sms", "email"]);

const receiver = z.object({
  partyId: uuid,
  name: z.string(),
  relation: z.enum(["debtor", "patient", "guardian", "relative"]),
  isFirst: z.boolean(),
  language: z.string(),
  channels: z.array(z.object({ channel, contact: z.string(), isStopped: z.boolean() })),
});
const receivers = z.object({ receivers: z.array(receiver), isQuiet: z.boolean(), leavesAt: moment });
const preview = z.object({
  receiverName: z.string(),
  contact: z.string().nullable(),
  language: z.string(),
  subject: z.string().nullable(),
  text: z.string().nullable(),
  segments: z.int().nullable(),
});
const invoicePreview = z.object({
  receiverName: z.string(),
  ladder: z.array(z.object({ channel: z.string(), contact: z.string().nullable() })),
  leavesAt: moment,
  sentOn: z.string().nullable(),
});

/** The deliberate act that a request's key names. */
const actOf = (request: { readonly headers: Readonly<Record<string, unknown>> }): string =>
  String(request.headers["idempotency-key"]);

const reading = (payPage: string | undefined) => [
  route({
    method: "GET",
    url: "/api/v1/open-items/:itemId/receivers",
    summary:
      "Whom a link to a bill may be sent to: who owes it, whose treatment it was, who stands behind them, never a child; contacts masked. The reading is kept.",
    chapter,
    permission: send,
    schema: { params, responses: { 200: receivers } },
    inTransaction: async (tx, { params: { itemId } }) => {
      const found = await receiversOfBill(tx, itemId);
      const detail = { itemId };
      for (const { partyId } of found.receivers)
        await recordAudit(tx, { action: "party.named", subjectKind: "party", subjectId: partyId, detail });
      return ok(found);
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/open-items/:itemId/message-preview",
    summary: "The exact text of a link by a channel to one of these receivers, its link masked. Nothing is sent.",
    chapter,
    permission: send,
    schema: { params, query: z.strictObject({ recipientId: uuid, channel }), responses: { 200: preview } },
    inTransaction: async (tx, { params: { itemId }, query }) => {
      const found = await receiversOfBill(tx, itemId);
      const { language } = requireReceiver(found, query);
      if (payPage === undefined) throw refuse("PARTNER_NOT_SET_UP");
      const wish = { kind: "payLink", ledgerId: found.item.ledgerId, itemId, language, ...query } as const;
      return ok({ ...(await previewMessage(tx, wish, payPage, drawnOn)), language });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/open-items/:itemId/invoice-preview",
    summary: "By which channels the invoice would go to who owes it, when, and whether it was sent before.",
    chapter,
    permission: send,
    schema: { params, responses: { 200: invoicePreview } },
    inTransaction: async (tx, { params: { itemId } }) => ok(await previewInvoiceByHand(tx, itemId)),
  }),
];

const sending = (payPage: string | undefined) => [
  route({
    method: "POST",
    url: "/api/v1/open-items/:itemId/messages",
    summary:
      "Sends a link to a bill to one receiver by one channel, at once or when messages leave by themselves. The key names the deliberate act.",
    chapter,
    permission: send,
    idempotent: true,
    schema: {
      params,
      body: z.strictObject({ recipientId: uuid, channel, waits: z.boolean().default(false) }),
      responses: { 201: z.object({ leavesAt: moment }) },
    },
    inTransaction: async (tx, { params: { itemId }, body, request }) => {
      const { patientId } = await receiversOfBill(tx, itemId);
      if (payPage === undefined) throw refuse("PARTNER_NOT_SET_UP");
      const leavesAt = await sendLinkByHand(tx, { itemId, patientId, ...body, act: actOf(request) });
      return created({ leavesAt });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/open-items/:itemId/invoice-messages",
    summary: "Sends the invoice to who owes it, with the reason why it is not paid at once.",
    chapter,
    permission: send,
    idempotent: true,
    schema: { params, body: z.strictObject({ reason }), responses: { 201: z.object({}) } },
    inTransaction: async (tx, { params: { itemId }, body, request }) => {
      await sendInvoiceByHand(tx, { itemId, ...body, act: actOf(request) });
      return created({});
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/open-items/:itemId/slips",
    summary:
      "A payment slip as PDF for somebody without a telephone: reference, account, code and a link of its own. It is not kept, as it holds the link.",
    chapter,
    permission: send,
    files: { mediaTypes: ["application/pdf"] },
    schema: { params, responses: { 200: null } },
    handler: async ({ platform, context, params: { itemId } }) => {
      const letter = await withTenant(platform, context, (tx) => slipOf(tx, itemId, payPage));
      const headers = { "content-type": "application/pdf", "content-disposition": 'inline; filename="slip.pdf"' };
      return ok(Readable.from([await renderDocument(letter)]), headers);
    },
  }),
];

async function slipOf(tx: TenantTransaction, itemId: string, payPage: string | undefined) {
  const item = await requireItem(tx, itemId);
  if (item.openMinor <= 0n || item.partyId === null) throw refuse("PAYMENT_NOTHING_OPEN");
  if (payPage === undefined) throw refuse("PARTNER_NOT_SET_UP");
  const occasion = item.dueOn < (await todayOf(tx, item.ledgerId)) ? "overdue" : "toPay";
  const wish = { ledgerId: item.ledgerId, itemId, recipientId: item.partyId, messageId: null };
  const url = `${payPage}/${await makeLink(tx, wish)}`;
  await recordAudit(tx, { action: "payLink.printed", subjectKind: "openItem", subjectId: itemId });
  return paymentLetterDocument(tx, itemId, { occasion, dueOn: item.dueOn, payLink: { url, checkCode: null } });
}

const texts = [
  route({
    method: "GET",
    url: "/api/v1/messages/:messageId/text",
    summary: "What a message said, its link masked; null when it was forgotten or is a document. The reading is kept.",
    chapter,
    permission: { action: "parties.read", scope: "ledger" },
    schema: {
      params: z.strictObject({ messageId: uuid }),
      responses: {
        200: z.object({
          text: z.string().nullable(),
          proofs: z.array(z.object({ state: z.string(), reason: z.string().nullable(), at: moment })),
          seenAt: moment.nullable(),
        }),
      },
    },
    inTransaction: async (tx, { params: { messageId } }) => {
      const [sent] = await deliveryTimeline(tx, { messageIds: [messageId] });
      if (!sent) throw refuse("MESSAGE_NOT_FOUND");
      const text = await messageText(tx, messageId);
      const { recipientId, proofs, seenAt } = sent;
      const detail = { messageId };
      await recordAudit(tx, { action: "message.textRead", subjectKind: "party", subjectId: recipientId, detail });
      return ok({ text, proofs, seenAt });
    },
  }),
];

/** `payPage` is where links lead; without it nothing can be sent from here. */
export const messageRoutes = (payPage?: string) => [...reading(payPage), ...sending(payPage), ...texts];
