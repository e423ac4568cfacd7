import type { HandedOver, Print, PrintMessage } from "../../delivery/ports.ts";
import { invariant } from "../../platform/index.ts";
import { exchange, originOf, type Exchange, type Reach } from "../../platform/outgoing/index.ts";
import { zipOf } from "./upload.ts";
import { verifyWebhook } from "./webhook.ts";
import { doubtAbout, readEvents, readResults } from "./wire.ts";

/** `webhookSecrets` are two while one is replaced. */
export type PrintSettings = {
  readonly baseUrl: string;
  readonly key: string;
  readonly webhookSecrets: readonly string[];
  readonly reach: Reach;
};

/** Some 60 kB each: one upload has a few megabytes. */
const MOST = 100;
/** An upload has some megabytes on its way before anybody answers. */
const UPLOAD_LIMIT_MS = 60_000;

/** The print service that takes zip files. */
export function openPrint(settings: PrintSettings): Print {
  const origin = originOf(settings.baseUrl, "a print service");
  const { key, reach, webhookSecrets } = settings;
  const call = (path: string, type: string, body: string | Uint8Array<ArrayBuffer>): Promise<Exchange> =>
    exchange(
      reach,
      {
        url: `${origin}${path}`,
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": type },
        body,
      },
      { withinMs: UPLOAD_LIMIT_MS },
    );
  return {
    most: MOST,
    async handOver(messages) {
      const fit = messages.every(({ messageId }) => /^[a-z0-9-]{1,64}$/.test(messageId));
      invariant(
        messages.length <= MOST && fit,
        `at most ${MOST} letters go in one call, under ids of letters and digits`,
      );
      const doubts = new Map(messages.map((message) => [message.messageId, doubtAbout(message)]));
      const good = messages.filter(({ messageId }) => doubts.get(messageId) === null);
      const said =
        good.length === 0 ? null : answersIn(await call("/v1/batches", "application/zip", await zipOf(good)));
      return messages.map(({ messageId }) => {
        const reason = doubts.get(messageId) ?? null;
        if (reason !== null) return { messageId, outcome: "refused", reason, partnerCode: null };
        return said === null ? { messageId, outcome: "unknown" } : said(messageId);
      });
    },
    async reportsOf(messageIds) {
      if (messageIds.length === 0) return [];
      const reply = await call("/v1/status", "application/json", JSON.stringify({ ids: messageIds }));
      return reply.kind === "silent" ? [] : (readEvents(reply.body) ?? []);
    },
    verifyWebhook: (delivery) => verifyWebhook(delivery, webhookSecrets, reach.clock.epochMilliseconds()),
  };
}

/** Null for silence. When the whole call was turned away at the door, nothing was taken. */
function answersIn(reply: Exchange): ((messageId: PrintMessage["messageId"]) => HandedOver) | null {
  if (reply.kind === "silent") return null;
  if (reply.status < 300) return readResults(reply.body);
  const { status } = reply;
  const reason = status === 401 || status === 403 ? "setUp" : status === 429 ? "tryLater" : "unexpected";
  return (messageId) => ({ messageId, outcome: "refused", reason, partnerCode: String(status) });
}
