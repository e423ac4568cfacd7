import { defineJob, type JobDefinition } from "../platform/index.ts";
import { webhookJob } from "../platform/webhooks/index.ts";
import type { RailsOf } from "./agreements/tenant-rails.ts";
import { refreshEnded, refreshWaiting } from "./janitor.ts";
import { repairRefunds } from "./refunds/carry-out.ts";
import { refundJobs } from "./refunds/jobs.ts";
import { paymentWebhooks } from "./webhooks.ts";

/** To be asked for every minute or so: what waits is found out. */
export const PAYMENT_JANITOR = "payments.janitor";
/** To be asked for once a day. */
export const PAYMENT_ROUND = "payments.round";

/** The jobs of payments that speak to partners: what partners told, what waits, what has ended. */
export function paymentJobs(railsOf: RailsOf): readonly JobDefinition[] {
  return [
    webhookJob(paymentWebhooks(railsOf)),
    ...refundJobs(railsOf),
    defineJob(
      PAYMENT_JANITOR,
      async (platform, context) => {
        const rails = await railsOf(platform, context);
        await refreshWaiting(platform, context, rails);
        await repairRefunds(platform, context, rails);
      },
      // The next minute's run is the next try.
      { mostAttempts: 1 },
    ),
    defineJob(PAYMENT_ROUND, async (platform, context) => {
      await refreshEnded(platform, context, await railsOf(platform, context));
    }),
  ];
}
