import type { HandedOver, SmsGateway, SmsMessage } from "../../delivery/ports.ts";
import { invariant } from "../../platform/index.ts";
import { exchange, originOf, type Reach } from "../../platform/outgoing/index.ts";
import { verifyWebhook } from "./webhook.ts";
import { readReports, readResults, sendForm, statusForm } from "./wire.ts";

/** `webhookSecrets` are two while one is replaced. */
export type SmsFormSettings = {
  readonly baseUrl: string;
  readonly user: string;
  readonly password: string;
  readonly webhookSecrets: readonly string[];
  readonly reach: Reach;
};

const MOST = 500;

/** The gateway that takes forms. */
export function openSmsForm(settings: SmsFormSettings): SmsGateway {
  const origin = originOf(settings.baseUrl, "a gateway");
  const { reach, webhookSecrets } = settings;
  const headers = {
    authorization: `Basic ${Buffer.from(`${settings.user}:${settings.password}`).toString("base64")}`,
    "content-type": "application/x-www-form-urlencoded",
  };
  const call = (path: string, body: string) =>
    exchange(reach, { url: `${origin}${path}`, method: "POST", headers, body });
  return {
    most: MOST,
    async handOver(messages) {
      invariant(messages.length <= MOST, `at most ${MOST} messages go in one call`);
      if (messages.length === 0) return [];
      const reply = await call("/b/send", sendForm(messages));
      if (reply.kind === "silent") return messages.map(({ messageId }) => ({ messageId, outcome: "unknown" }));
      return reply.status < 300 ? readResults(reply.body, messages) : turnedAway(reply.status, messages);
    },
    async reportsOf(messageIds) {
      if (messageIds.length === 0) return [];
      const reply = await call("/b/status", statusForm(messageIds));
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
