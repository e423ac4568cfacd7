import type { EInvoiceMessage, EInvoiceNetwork, HandedOver } from "../../delivery/ports.ts";
import { invariant } from "../../platform/index.ts";
import { exchange, originOf, type Exchange, type Outgoing, type Reach } from "../../platform/outgoing/index.ts";
import { verifyWebhook } from "./webhook.ts";
import { participantText, readRegistered, readReports, readResults, sendBody } from "./wire.ts";

/** `webhookSecrets` are two while one is replaced. */
export type AccessPointSettings = {
  readonly baseUrl: string;
  readonly key: string;
  readonly webhookSecrets: readonly string[];
  readonly reach: Reach;
};

/** An e-invoice of 200 lines is some 300 kB: a call of these is far below what the service takes. */
const MOST = 50;
/** A thousand reports are some 250 kB. */
const LONGEST_ANSWER_BYTES = 1024 * 1024;

/** The e-invoice network through an access point. Keeps nothing; each document has our id, so that twice is once. */
export function openAccessPoint(settings: AccessPointSettings): EInvoiceNetwork {
  const origin = originOf(settings.baseUrl, "an access point");
  const { reach, webhookSecrets } = settings;
  const headers = { authorization: `Bearer ${settings.key}`, "content-type": "application/json" };
  const ask = (path: string, how: Pick<Outgoing, "method" | "body">) =>
    exchange(reach, { url: `${origin}${path}`, headers, ...how }, { mostBytes: LONGEST_ANSWER_BYTES });
  const post = (path: string, body: string) => ask(path, { method: "POST", body });
  const get = (path: string) => ask(path, { method: "GET" });
  return {
    most: MOST,
    async handOver(messages) {
      invariant(messages.length <= MOST, `at most ${MOST} documents go in one call`);
      return messages.length === 0 ? [] : answers(await post("/v1/documents", sendBody(messages)), messages);
    },
    async reportsOf(messageIds) {
      if (messageIds.length === 0) return [];
      const reply = await post("/v1/status", JSON.stringify({ ids: messageIds }));
      return reply.kind === "silent" ? [] : (readReports(reply.body) ?? []);
    },
    async takes(receiver, kind) {
      const asked = participantText(receiver);
      const reply = await get(`/v1/participants/${encodeURIComponent(asked)}`);
      if (reply.kind === "silent") return null;
      if (reply.status === 404) return false;
      return reply.status < 300 ? readRegistered(reply.body, asked, kind) : null;
    },
    verifyWebhook: (delivery) => verifyWebhook(delivery, webhookSecrets, reach.clock.epochMilliseconds()),
  };
}

/** Silence leaves all unknown; a call turned away at the door was not taken. */
function answers(reply: Exchange, messages: readonly EInvoiceMessage[]): readonly HandedOver[] {
  if (reply.kind === "silent") return messages.map(({ messageId }) => ({ messageId, outcome: "unknown" }));
  if (reply.status < 300) return readResults(reply.body, messages);
  const { status } = reply;
  const reason = status === 401 || status === 403 ? "setUp" : status === 429 ? "tryLater" : "unexpected";
  return messages.map(({ messageId }) => ({ messageId, outcome: "refused", reason, partnerCode: String(status) }));
}
