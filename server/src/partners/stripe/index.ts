import type { CardPayments } from "../../payments/ports.ts";
import type { Reach } from "../../platform/outgoing/index.ts";
import { stripeCards } from "./card.ts";
import { lineTo } from "./client.ts";
import { placeOf, type CardAgreement, type WebhookSettings } from "./settings.ts";
import { stripeWebhooks, type WebhookRegistrations } from "./webhooks.ts";

export type { CardAgreement, WebhookSettings } from "./settings.ts";
export { cardEvents, type Registration, type WebhookRegistrations } from "./webhooks.ts";

export type StripeService = {
  /** The cards of a clinic's agreement. */
  cards(agreement: CardAgreement, webhook: WebhookSettings): CardPayments;
  webhooks(agreement: CardAgreement): WebhookRegistrations;
};

/** The service at an address: `https://api.stripe.com`, or the simulator on this machine. */
export function openStripe({ baseUrl, reach }: { readonly baseUrl: string; readonly reach: Reach }): StripeService {
  const place = placeOf(baseUrl);
  return {
    cards: (agreement, webhook) => stripeCards(lineTo(place, reach, agreement), webhook),
    webhooks: (agreement) => stripeWebhooks(lineTo(place, reach, agreement)),
  };
}
