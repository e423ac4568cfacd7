import { withTenant, type Context, type Platform } from "../platform/index.ts";
import type { WebhookHandler, WebhookHandlers, WebhookHint, WebhookOutcome } from "../platform/webhooks/index.ts";
import { agreementById } from "./agreements/store.ts";
import { partners } from "./agreements/terms.ts";
import type { RailsOf } from "./agreements/tenant-rails.ts";
import { isDoubt } from "./policy.ts";
import { lookAgain } from "./refresh-attempt.ts";
import { attemptByReference } from "./store.ts";
import type { Attempt } from "./types.ts";

type Meant = { readonly attempt: Attempt } | { readonly problem: "referenceUnknown" | "otherAgreement" };

/** The attempt that a hint is about: it must be of the ledger and the way by whose address the event came (SEC-41). */
async function meant(platform: Platform, context: Context, hint: WebhookHint): Promise<Meant> {
  return withTenant(platform, context, async (tx) => {
    const attempt = await attemptByReference(tx, hint.reference);
    if (!attempt) return { problem: "referenceUnknown" };
    const { ledgerId, way } = await agreementById(tx, hint.endpointId);
    return ledgerId === attempt.ledgerId && way === attempt.way ? { attempt } : { problem: "otherAgreement" };
  });
}

async function work(
  platform: Platform,
  context: Context,
  hint: WebhookHint,
  railsOf: RailsOf,
): Promise<WebhookOutcome> {
  const found = await meant(platform, context, hint);
  if ("problem" in found) return { outcome: "quarantined", problem: found.problem };
  const rails = await railsOf(platform, context);
  const { attempt, isHeard } = await lookAgain(platform, context, rails, found.attempt.id);
  if (isDoubt(attempt.problem)) return { outcome: "quarantined", problem: attempt.problem! };
  if (!isHeard || attempt.state === "unknown") return { outcome: "later", problem: attempt.problem ?? "partnerSilent" };
  return { outcome: "worked" };
}

/**
 * What follows from partners' events about payments: each says only that something may have changed, so the partner is asked how the attempt
 * stands. Late, doubled, lost and overtaken events therefore all come to the same end. An event about no attempt of ours, or about another
 * amount or currency, is set aside for a person.
 */
export function paymentWebhooks(railsOf: RailsOf): WebhookHandlers {
  const handler: WebhookHandler = (platform, context, hint) => work(platform, context, hint, railsOf);
  return new Map(partners.map((partner) => [partner, handler]));
}
