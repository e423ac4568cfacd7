import type { Context, Platform } from "../context.ts";

/** A delivery from outside, before anybody believes it. Header names are in lower case. */
export type WebhookDelivery = {
  readonly raw: Uint8Array;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
};

/** Why a delivery is not believed. `tooOld`: rightly signed, but longer ago than the partner ever tries (SEC-40). */
export type WebhookDoubt = "tooLarge" | "signature" | "tooOld" | "unreadable";

/** A delivery that is believed: what is kept of it before it is acknowledged. */
export type IncomingWebhook = {
  readonly partner: string;
  /** The same for the same event, however often it is delivered; unique for ever with the partner. */
  readonly eventId: string;
  /** By whose address it came. */
  readonly endpointId: string;
  /** Ours, of what it is about. */
  readonly reference: string;
  readonly name: string;
  readonly late: boolean;
  readonly raw: Uint8Array;
};

/** What a partner's events about one thing come to: something about it may have changed. Never what it became. */
export type WebhookHint = {
  readonly partner: string;
  readonly endpointId: string;
  readonly reference: string;
  /** Of all events that wait, in the order they came. */
  readonly names: readonly string[];
};

/** `later`: nobody could say just now; tried again. `quarantined`: it cannot be so, and a person has to look (SEC-41). */
export type WebhookOutcome =
  | { readonly outcome: "worked" }
  | { readonly outcome: "later"; readonly problem: string }
  | { readonly outcome: "quarantined"; readonly problem: string };

/** Reads how things stand at the partner and does what follows. Called again for the same, and twice at once, it does no more. */
export type WebhookHandler = (platform: Platform, context: Context, hint: WebhookHint) => Promise<WebhookOutcome>;

/** By partner. */
export type WebhookHandlers = ReadonlyMap<string, WebhookHandler>;
