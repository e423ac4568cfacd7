import type { HandedOver, SmsGateway, SmsMessage } from "../../delivery/ports.ts";
import { invariant } from "../../platform/index.ts";
import { exchange, originOf, type Reach } from "../../platform/outgoing/index.ts";
import { verifyWebhook } from "./webhook.ts";
import { batchBody, readReports, readResults } from "./wire.ts";

/** `webhookSecrets` are two while one is replaced. */
export type SmsJsonSettings = {
  readonly baseUrl: string;
  readonly key: string;
  readonly webhookSecrets: readonly string[];
  readonly reach: Reach;
};

const MOST = 500;

/** The gateway that speaks JSON both ways. */
export function openSmsJson(settings: SmsJsonSettings): SmsGateway {
  const origin = originOf(settings.baseUrl, "a gateway");
  const { reach, webhookSecrets } = settings;
  const headers = { authorization: `Bearer ${settings.key}`, "content-type": "application/json" };
  const call = (path: string, body: string) =>
    exchange(reach, { url: `${origin}${path}`, method: "POST", headers, body });
  return {
    most: MOST,
    async handOver(messages) {
      invariant(messages.length <= MOST, `at most ${MOST} messages go in one call`);
      if (messages.length === 0) return [];
      const reply = await call("/a/v1/batches", batchBody(messages));
      if (reply.kind === "silent") return messages.map(({ messageId }) => ({ messageId, outcome: "unknown" }));
      return reply.status < 300 ? readResults(reply.body, messages) : turnedAway(reply.status, messages);
    },
    async reportsOf(messageIds) {
      if (messageIds.length === 0) return [];
      const reply = await call("/a/v1/status", JSON.stringify({ ids: messageIds }));
      return reply.kind === "silent" ? [] : (readReports(reply.body) ?? []);
    },
    verifyWebhook: (delivery) => verifyWebhook(delivery, webhookSecrets, reach.clock.epochMilliseconds()),
  };
}

/** The whole call was turned away at the door, and nothing was taken. */
function turnedAway(status: number, messages: readonly SmsMessage[]): readonly HandedOver[] {
  const reason = status === 401 || status === 403 ? "setUp" : status === 429 ? "tryLater" : "unexpected";
  return messages.map(({ messageId }) => ({ messageId, outcome: "refused", reason, partnerCode: String(status) }));
}
