export { webhookChecks } from "./checks.ts";
export { webhookErrors } from "./errors.ts";
export { lastEvents, quarantinedEvents, webhookBytes, type WebhookEvent } from "./read.ts";
export { forgetOldWebhooks } from "./store.ts";
export {
  hexSha256,
  MOST_WEBHOOK_BYTES,
  openSigned,
  stampedSignature,
  twoHeaders,
  type Claim,
  type Opened,
  type Signing,
} from "./signed.ts";
export { storeWebhook } from "./store-webhook.ts";
export type {
  IncomingWebhook,
  WebhookDelivery,
  WebhookDoubt,
  WebhookHandler,
  WebhookHandlers,
  WebhookHint,
  WebhookOutcome,
} from "./types.ts";
export { WEBHOOK_WORK, webhookJob, workWebhooks, type WebhooksWorked } from "./work-webhooks.ts";
