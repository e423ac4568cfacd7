import type { EfakturaSubmitter, HandedOver } from "../../delivery/ports.ts";
import { invariant } from "../../platform/index.ts";
import { exchange, originOf, type Answered, type Exchange, type Reach } from "../../platform/outgoing/index.ts";
import { verifyWebhook } from "./webhook.ts";
import {
  consignmentOf,
  doubtAbout,
  isRepeated,
  lookUpOf,
  readCancelled,
  readEvents,
  readReceiver,
  readResults,
  refused,
  type EfakturaInvoice,
} from "./wire.ts";

export type { EfakturaInvoice } from "./wire.ts";

/** `webhookSecrets` are two while one is replaced. */
export type EfakturaSettings = {
  readonly baseUrl: string;
  readonly key: string;
  readonly webhookSecrets: readonly string[];
  readonly reach: Reach;
};

/** Some 80 kB each: one consignment has a few megabytes. */
const MOST = 50;
/** A consignment has some megabytes on its way before anybody answers. */
const UPLOAD_LIMIT_MS = 60_000;

type Call = (path: string, body?: string) => Promise<Exchange>;

/** The submitter that lays eFakturaer into consumers' net banks. */
export function openEfaktura(settings: EfakturaSettings): EfakturaSubmitter {
  const origin = originOf(settings.baseUrl, "an eFaktura submitter");
  const { key, reach, webhookSecrets } = settings;
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const call: Call = (path, body) => {
    const how = body === undefined ? { method: "GET" } : { method: "POST", body };
    return exchange(reach, { url: `${origin}${path}`, headers, ...how }, { withinMs: UPLOAD_LIMIT_MS });
  };
  return {
    most: MOST,
    handOver: (messages: readonly EfakturaInvoice[]) => handOver(call, messages),
    async reportsOf(messageIds) {
      if (messageIds.length === 0) return [];
      const reply = await call("/v1/status", JSON.stringify({ ids: messageIds }));
      return reply.kind === "silent" ? [] : (readEvents(reply.body) ?? []);
    },
    verifyWebhook: (delivery) => verifyWebhook(delivery, webhookSecrets, reach.clock.epochMilliseconds()),
    async findReceiver(facts) {
      const asked = lookUpOf(facts);
      const reply = asked === null ? null : await call("/v1/identifiers", asked);
      return reply?.kind === "answered" && reply.status < 300 ? readReceiver(reply.body) : null;
    },
    async cancel(messageId) {
      requireIds([messageId]);
      const reply = await call(`/v1/invoices/${messageId}/cancel`, "{}");
      if (reply.kind === "silent") return { messageId, outcome: "unknown" };
      return (
        doorSaid(messageId, reply.status) ?? readCancelled(messageId, reply.body) ?? { messageId, outcome: "unknown" }
      );
    },
  };
}

function requireIds(messageIds: readonly string[]): void {
  const fit = messageIds.every((messageId) => /^[a-z0-9-]{5,50}$/.test(messageId));
  invariant(
    messageIds.length <= MOST && fit,
    `at most ${MOST} invoices go in one call, under ids of 5 to 50 letters and digits`,
  );
}

async function handOver(call: Call, messages: readonly EfakturaInvoice[]): Promise<readonly HandedOver[]> {
  requireIds(messages.map(({ messageId }) => messageId));
  const doubts = new Map(messages.map((message) => [message.messageId, doubtAbout(message)]));
  const good = messages.filter(({ messageId }) => doubts.get(messageId) === null);
  const said = good.length === 0 ? null : await submit(call, good);
  return messages.map(({ messageId }) => {
    const reason = doubts.get(messageId) ?? null;
    if (reason !== null) return { messageId, outcome: "refused", reason, partnerCode: null };
    return said === null ? { messageId, outcome: "unknown" } : said(messageId);
  });
}

type Said = (messageId: string) => HandedOver;

/** A consignment that was there before (209) says nothing of its invoices: its status does. Null for silence. */
async function submit(call: Call, messages: readonly EfakturaInvoice[]): Promise<Said | null> {
  const { id, body } = consignmentOf(messages);
  const reply = await call("/v1/consignments", body);
  if (reply.kind === "silent") return null;
  if (!isRepeated(reply.body)) return answersIn(reply);
  const status = await call(`/v1/consignments/${id}`);
  return status.kind === "silent" ? null : answersIn(status);
}

/** When the whole call was turned away at the door, nothing was taken. */
function answersIn({ status, body }: Answered): Said {
  if (status < 300) return readResults(body);
  return (messageId) =>
    doorSaid(messageId, status) ?? { ...refused(messageId, undefined), partnerCode: String(status) };
}

function doorSaid(messageId: string, status: number): HandedOver | null {
  const partnerCode = String(status);
  if (status === 401) return { messageId, outcome: "refused", reason: "setUp", partnerCode };
  return status === 429 ? { messageId, outcome: "refused", reason: "tryLater", partnerCode } : null;
}
