/** Where the service shall tell us of events. */

import { z } from "zod";
import type { PartnerAnswer } from "../../payments/ports.ts";
import { keyOf, type Line } from "./client.ts";
import { asked } from "./payment.ts";

/** Every event that can change what `get` says; each is a hint to read it. */
export const cardEvents = [
  "checkout.session.completed",
  "checkout.session.expired",
  "payment_intent.amount_capturable_updated",
  "payment_intent.succeeded",
  "payment_intent.canceled",
  "payment_intent.payment_failed",
  "charge.refunded",
  "refund.failed",
  "charge.dispute.created",
  "charge.dispute.funds_withdrawn",
  "charge.dispute.funds_reinstated",
  "charge.dispute.closed",
] as const;

export type Registration = { readonly id: string; readonly url: string; readonly events: readonly string[] };

export type WebhookRegistrations = {
  /** The secret is told this once: seal it before anything else. The same operation id gets the same answer again, for a day. */
  register(wanted: {
    readonly operationId: string;
    readonly url: string;
  }): Promise<PartnerAnswer<{ readonly id: string; readonly secret: string }>>;
  list(): Promise<PartnerAnswer<readonly Registration[]>>;
  /** Also when it is gone already. */
  remove(id: string): Promise<PartnerAnswer<null>>;
};

const registered = z.object({ id: z.string().min(1).max(255), secret: z.string().min(1).max(500) });
const listed = z.object({
  data: z.array(z.object({ id: z.string().min(1), url: z.string(), enabled_events: z.array(z.string()) })),
});
const removed = z.object({ deleted: z.literal(true) });

/** The registrations of one account. */
export function stripeWebhooks(line: Line): WebhookRegistrations {
  return {
    register: ({ operationId, url }) =>
      asked(
        line,
        (stripe) =>
          stripe.webhookEndpoints.create({ url, enabled_events: [...cardEvents] }, keyOf(operationId, "hooks")),
        (body) => registered.safeParse(body).data ?? null,
      ),
    list: () =>
      asked(
        line,
        (stripe) => stripe.webhookEndpoints.list({ limit: 100 }),
        (body) =>
          listed.safeParse(body).data?.data.map(({ id, url, enabled_events: events }) => ({ id, url, events })) ?? null,
      ),
    async remove(id) {
      const gone = await asked(
        line,
        (stripe) => stripe.webhookEndpoints.del(id),
        (body) => removed.safeParse(body).data ?? null,
      );
      const isGone = gone.outcome === "ok" || (gone.outcome === "refused" && gone.reason === "notFound");
      return isGone ? { outcome: "ok", value: null } : gone;
    },
  };
}
