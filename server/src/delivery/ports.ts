/**
 * What delivery asks of partners who carry messages. Every message has our own id: handed over twice, it is carried once. Handing over goes many
 * at a time; answers come one for each, in the same order. Nothing here throws for what a partner says or does not say.
 */
import type { WebhookDelivery, WebhookDoubt } from "../platform/webhooks/index.ts";

/** Why a channel would not take a message, in the words of what to do about it. */
export type ChannelRefusal =
  /** Not a telephone number, mail address or postal address that can be: ask the payer for a new one. */
  | "addressInvalid"
  /** The receiver is not there, or not in the register: the next rung. */
  | "receiverUnknown"
  /** The receiver wants nothing by this channel: the next rung, never again by this one. */
  | "receiverRefuses"
  /** The content breaks the channel's rules (an e-invoice that a rule refuses, a sender name not registered): a person. */
  | "contentRefused"
  /** Our agreement or credentials do not allow it: a task for who set it up. */
  | "setUp"
  /** Nothing was done; the same message may be handed over again. */
  | "tryLater"
  | "unexpected";

/** What became of handing one message over. `unknown`: no readable answer, so it may have been taken; the same id is handed over again. */
export type HandedOver =
  | { readonly messageId: string; readonly outcome: "accepted"; readonly partnerReference: string }
  | {
      readonly messageId: string;
      readonly outcome: "refused";
      readonly reason: ChannelRefusal;
      /** The partner's own code, for support. */
      readonly partnerCode: string | null;
    }
  | { readonly messageId: string; readonly outcome: "unknown" };

/** What a channel says of a message afterwards. `undelivered` ends a rung; `businessRejected` is an answer to the content, of e-invoices. */
export type DeliveryReport = {
  readonly messageId: string;
  /** The same for the same report, however often it comes. */
  readonly eventId: string;
  readonly state: "accepted" | "delivered" | "undelivered" | "businessAccepted" | "businessRejected";
  /** Of `undelivered`. */
  readonly reason: ChannelRefusal | null;
  /** The partner's own code, or a receiver's reason code; never free text. */
  readonly partnerCode: string | null;
  readonly at: Temporal.Instant;
};

export type ReportsVerdict =
  | { readonly verified: true; readonly reports: readonly DeliveryReport[] }
  | { readonly verified: false; readonly why: WebhookDoubt };

type Channel<Message> = {
  /** How many messages go in one call. */
  readonly most: number;
  handOver(messages: readonly Message[]): Promise<readonly HandedOver[]>;
  /** Asks about messages whose reports did not come; what is unknown to the partner is left out. */
  reportsOf(messageIds: readonly string[]): Promise<readonly DeliveryReport[]>;
};

/** A channel that tells by calling us. Looks at the raw bytes, never throws on what it is sent. */
type Calling = { verifyWebhook(delivery: WebhookDelivery): ReportsVerdict };

/** `to` as +4791234567; `sender` the registered name, 3 to 11 letters and digits. */
export type SmsMessage = {
  readonly messageId: string;
  readonly to: string;
  readonly sender: string;
  readonly text: string;
};
export type SmsGateway = Channel<SmsMessage> & Calling;

export type MailMessage = {
  readonly messageId: string;
  readonly to: string;
  readonly fromName: string;
  readonly replyTo: string | null;
  readonly subject: string;
  /** Complete by itself (T-10). */
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly {
    readonly name: string;
    readonly contentType: string;
    readonly bytes: Uint8Array;
  }[];
};
/** Bounces come back as mail (RFC 3464); `bounces` reads those that have come since it was last asked, once each. */
export type Mail = Channel<MailMessage> & { bounces(): Promise<readonly DeliveryReport[]> };

export type PostalAddress = {
  readonly line1: string;
  readonly line2: string | null;
  readonly postCode: string;
  readonly city: string;
  /** ISO 3166, two letters. */
  readonly country: string;
};
export type PrintMessage = {
  readonly messageId: string;
  readonly receiverName: string;
  readonly address: PostalAddress;
  readonly pdf: Uint8Array;
  readonly pages: number;
  /** By ordinary post, or faster. */
  readonly postage: "economy" | "priority";
};
export type Print = Channel<PrintMessage> & Calling;

/** Who is in a network's register: `0192:923456783`. */
export type Participant = { readonly scheme: string; readonly id: string };
export type EInvoiceKind = "invoice" | "creditNote";

export type EInvoiceMessage = {
  readonly messageId: string;
  readonly kind: EInvoiceKind;
  readonly sender: Participant;
  readonly receiver: Participant;
  readonly xml: Uint8Array;
};
/** The e-invoice network through an access point (Peppol BIS Billing 3.0). */
export type EInvoiceNetwork = Channel<EInvoiceMessage> &
  Calling & {
    /** Does the receiver take documents of this kind? `null`: the register gave no answer. */
    takes(receiver: Participant, kind: EInvoiceKind): Promise<boolean | null>;
  };

/** A consumer's invoice in the net bank (eFaktura). `kid` and `account` as the payer's bank will use them. */
export type EfakturaMessage = {
  readonly messageId: string;
  readonly receiverReference: string;
  readonly issuerOrganisationNumber: string;
  readonly brand: string;
  readonly account: string;
  readonly kid: string;
  readonly amountMinor: bigint;
  readonly dueOn: string;
  readonly issuedOn: string;
  readonly invoiceNumber: string;
  /** It is drawn by direct debit: the net bank shows it and does not ask for it to be paid. */
  readonly paidByDirectDebit?: boolean;
  readonly pdf: Uint8Array;
};
export type EfakturaSubmitter = Channel<EfakturaMessage> &
  Calling & {
    /** The net bank's reference of a consumer, found by what the clinic knows; `null` when nobody is sure, or nobody answers. */
    findReceiver(facts: {
      readonly name: string;
      readonly phone: string | null;
      readonly address: PostalAddress | null;
    }): Promise<string | null>;
    /** Takes back what has not been paid. */
    cancel(messageId: string): Promise<HandedOver>;
  };
