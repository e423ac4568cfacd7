import type { Address } from "../../parties/index.ts";
import { Refusal, type Context, type Platform } from "../../platform/index.ts";
import type {
  DeliveryReport,
  EfakturaMessage,
  EInvoiceMessage,
  HandedOver,
  MailMessage,
  PrintMessage,
  SmsMessage,
} from "../ports.ts";
import type { DocumentWish, MadePdf, Outlets } from "./outlets.ts";
import { carriesDocument, type Ready } from "./prepare.ts";
import type { Channel } from "./wish.ts";

/** Outside any transaction: documents are made, and channels are asked to carry. */

/** What became of one message; `rule` where our own look refused its content. */
export type Carried = HandedOver & { readonly rule?: string };

/** A channel, whatever it carries. */
export type Carrier = {
  readonly most: number;
  carry(ready: readonly Ready[]): Promise<readonly Carried[]>;
  reportsOf(messageIds: readonly string[]): Promise<readonly DeliveryReport[]>;
};

/** How many at a time are told that their way does not exist. */
const MOST_TURNED_ON = 500;

type Made<Message> = { readonly message: Message } | { readonly ended: Carried };

const refused = (
  ready: Ready,
  reason: "contentRefused" | "receiverUnknown" | "tryLater",
  rule?: string,
): { readonly ended: Carried } => ({
  ended: {
    messageId: ready.claim.id,
    outcome: "refused",
    reason,
    partnerCode: null,
    ...(rule === undefined ? {} : { rule }),
  },
});

/** A document that cannot be made is content that may not leave; anything else that goes wrong is tried again and logged. */
async function guarded<Message>(
  platform: Platform,
  ready: Ready,
  make: () => Promise<Made<Message>>,
): Promise<Made<Message>> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof Refusal) return refused(ready, "contentRefused", error.code);
    platform.log.warn({ event: "delivery.documentFailed", message: ready.claim.id, err: error });
    return refused(ready, "tryLater");
  }
}

/** Makes what each message needs and hands over those that could be made; one answer for each, in order. */
async function handOverMade<Message>(
  platform: Platform,
  ready: readonly Ready[],
  make: (one: Ready) => Promise<Made<Message>>,
  handOver: (messages: readonly Message[]) => Promise<readonly HandedOver[]>,
): Promise<readonly Carried[]> {
  const made = await Promise.all(ready.map((one) => guarded(platform, one, () => make(one))));
  const messages = made.flatMap((one) => ("message" in one ? [one.message] : []));
  const answers = messages.length === 0 ? [] : [...(await handOver(messages))];
  return made.map((one) => ("ended" in one ? one.ended : answers.shift()!));
}

function wishOf({ claim }: Ready): DocumentWish {
  const { kind, ledgerId, itemId, recipientId, language, key } = claim;
  return { kind, ledgerId, itemId, recipientId, language, key };
}

/** A text that goes with a message, looked through like the message. */
function ruleBroken(
  outlets: Outlets,
  { claim, forbid, allow }: Ready,
  text: string,
  more: readonly string[] = [],
  named = true,
): string | undefined {
  const look = outlets.linter({ language: claim.language, forbid: [...(named ? forbid : []), ...more], allow });
  return look(text)[0]?.rule;
}

async function pdfFor(
  outlets: Outlets,
  context: Context,
  ready: Ready,
): Promise<MadePdf | { readonly ended: Carried }> {
  const made = await outlets.documents.pdf(context, {
    ...wishOf(ready),
    anonymous: ready.isCompany,
    payLink: ready.link,
  });
  const rule = ruleBroken(outlets, ready, made.fileName, made.forbid);
  return rule === undefined ? made : refused(ready, "contentRefused", rule);
}

async function mailOf(outlets: Outlets, context: Context, ready: Ready): Promise<Made<MailMessage>> {
  const attachments = [];
  if (carriesDocument(ready.claim.kind, ready.isCompany)) {
    const made = await pdfFor(outlets, context, ready);
    if ("ended" in made) return made;
    attachments.push({ name: made.fileName, contentType: "application/pdf", bytes: made.pdf });
  }
  const { sender, contact, claim, mail } = ready;
  const { brand: fromName, replyTo } = sender;
  return { message: { messageId: claim.id, to: contact!, fromName, replyTo, ...mail!, attachments } };
}

async function letterOf(outlets: Outlets, context: Context, ready: Ready): Promise<Made<PrintMessage>> {
  const { line1, line2, postCode, city, country } = JSON.parse(ready.contact!) as Address;
  const made = await pdfFor(outlets, context, ready);
  if ("ended" in made) return made;
  const { pdf, pages } = made;
  const address = { line1, line2: line2 ?? null, postCode, city, country: country ?? ready.country };
  return {
    message: { messageId: ready.claim.id, receiverName: ready.receiverName, address, pdf, pages, postage: "economy" },
  };
}

async function eInvoiceOf(outlets: Outlets, context: Context, ready: Ready): Promise<Made<EInvoiceMessage>> {
  const made = await outlets.documents.einvoice(context, wishOf(ready));
  if (!made) return refused(ready, "receiverUnknown");
  const { xml, kind, sender, receiver, forbid } = made;
  const rule = ruleBroken(outlets, ready, new TextDecoder().decode(xml), forbid, false);
  if (rule !== undefined) return refused(ready, "contentRefused", rule);
  const takes = await outlets.einvoice!.takes(receiver, kind);
  if (takes !== true) return refused(ready, takes === null ? "tryLater" : "receiverUnknown");
  return { message: { messageId: ready.claim.id, kind, sender, receiver, xml } };
}

async function eFakturaOf(outlets: Outlets, context: Context, ready: Ready): Promise<Made<EfakturaMessage>> {
  const facts = await outlets.documents.efaktura(context, wishOf(ready));
  if (!facts) return refused(ready, "receiverUnknown");
  const { receiver, ...invoice } = facts;
  const receiverReference = await outlets.efaktura!.findReceiver(receiver);
  if (receiverReference === null) return refused(ready, "receiverUnknown");
  const made = await pdfFor(outlets, context, ready);
  if ("ended" in made) return made;
  return { message: { messageId: ready.claim.id, receiverReference, ...invoice, pdf: made.pdf } };
}

function smsOf({ claim, contact, sender, sms }: Ready): Made<SmsMessage> {
  return { message: { messageId: claim.id, to: contact!, sender: sender.smsSender, text: sms! } };
}

/**
 * The net bank of an installation that has no agreement about it: nobody is found there, and the next rung is tried. It is no want of set-up, as a
 * clinic may do without.
 */
const NO_NET_BANK: Carrier = {
  most: MOST_TURNED_ON,
  carry: async (ready) => ready.map((one) => refused(one, "receiverUnknown").ended),
  reportsOf: async () => [],
};

/** The outlet of a channel, or nothing where the installation has none. */
export function carrierOf(
  platform: Platform,
  context: Context,
  outlets: Outlets,
  channel: Channel,
): Carrier | undefined {
  const { sms, mail, print, einvoice, efaktura } = outlets;
  const via = <Message>(
    port:
      | {
          most: number;
          handOver(messages: readonly Message[]): Promise<readonly HandedOver[]>;
          reportsOf: Carrier["reportsOf"];
        }
      | undefined,
    make: (one: Ready) => Promise<Made<Message>>,
  ): Carrier | undefined =>
    port && {
      most: port.most,
      carry: (ready) => handOverMade(platform, ready, make, (messages) => port.handOver(messages)),
      reportsOf: (ids) => port.reportsOf(ids),
    };
  if (channel === "sms") return via(sms, (one) => Promise.resolve(smsOf(one)));
  if (channel === "email") return via(mail, (one) => mailOf(outlets, context, one));
  if (channel === "paper") return via(print, (one) => letterOf(outlets, context, one));
  if (channel === "ehf") return via(einvoice, (one) => eInvoiceOf(outlets, context, one));
  return via(efaktura, (one) => eFakturaOf(outlets, context, one)) ?? NO_NET_BANK;
}
