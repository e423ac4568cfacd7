import { createHash } from "node:crypto";
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import { agreementOfEndpoint, type RailOpener, type WebhookVerdict } from "../payments/index.ts";
import { takeReportsOfAll, type ReportsVerdict } from "../delivery/index.ts";
import { refuse, Refusal, type Platform } from "../platform/index.ts";
import type { Gauges } from "../platform/http/index.ts";
import {
  MOST_WEBHOOK_BYTES,
  storeWebhook,
  type IncomingWebhook,
  type WebhookDelivery,
} from "../platform/webhooks/index.ts";

/**
 * Where partners tell of events: a host of its own that knows one address. An event is believed by its signature over the raw bytes, kept, and
 * only then acknowledged; it is worked by a job.
 */

/** Whose address it is, and how its events are checked. */
type Known = {
  readonly tenantId: string;
  readonly agreementId: string;
  readonly verify: (delivery: WebhookDelivery) => WebhookVerdict;
};

type Kept = { readonly known: Known; readonly untilMs: number };

/** A burst of one agreement's events reads it once; a new secret is seen at once, since a signature that does not fit looks again. */
const KEPT_MS = 10_000;
const MOST_KEPT = 10_000;

/** How a channel's reports are checked. */
type Reporting = { verifyWebhook(delivery: WebhookDelivery): ReportsVerdict };

export type WebhooksServerOptions = {
  /** Makes a partner's means of payment, which knows how its events are signed. */
  readonly open: RailOpener;
  /** The channels of the installation that tell what became of messages, by the word in their address. */
  readonly channels?: Readonly<Record<string, Reporting | undefined>>;
};

export type WebhooksServer = FastifyInstance & {
  /** How many deliveries were taken, and how many were not believed: for the operator's metrics (SEC-40). */
  readonly gauges: Gauges;
};

type Address = { readonly partner: string; readonly endpointKey: string };
type Counts = { stored: number; known: number; disbelieved: number };

/** Finds whose an address is. */
function directory(platform: Platform, open: RailOpener) {
  const kept = new Map<string, Kept>();
  async function read({ partner, endpointKey }: Address): Promise<Known | undefined> {
    const found = await agreementOfEndpoint(platform, partner, endpointKey);
    const rail = found && open(found.agreement);
    if (!found || !rail) return undefined;
    const verify = (delivery: WebhookDelivery): WebhookVerdict => rail.verifyWebhook(delivery);
    return { tenantId: found.tenantId, agreementId: found.agreement.id, verify };
  }
  return async (address: Address, anew: boolean): Promise<Known | undefined> => {
    const name = `${address.partner} ${address.endpointKey}`;
    const nowMs = platform.clock.epochMilliseconds();
    const remembered = kept.get(name);
    if (remembered && !anew && nowMs < remembered.untilMs) return remembered.known;
    const known = await read(address);
    if (kept.size >= MOST_KEPT) kept.clear();
    if (known) kept.set(name, { known, untilMs: nowMs + KEPT_MS });
    else kept.delete(name);
    return known;
  };
}

/** What is rightly signed and cannot be read is kept all the same, and set aside for a person. */
const unreadable = (raw: Uint8Array) => ({
  eventId: `sha256-${createHash("sha256").update(raw).digest("hex")}`,
  reference: "unreadable",
  name: "unreadable",
  late: false,
});

function incoming(partner: string, known: Known, raw: Uint8Array, verdict: WebhookVerdict): IncomingWebhook {
  if (!verdict.verified && verdict.why !== "unreadable") throw refuse("WEBHOOK_NOT_BELIEVED");
  const { eventId, reference, name, late } = verdict.verified ? verdict : unreadable(raw);
  return { partner, endpointId: known.agreementId, eventId, reference, name, late, raw };
}

const NO_BYTES = Buffer.alloc(0);
type Asking = FastifyRequest<{ Params: Address; Body: Buffer | undefined }>;

/** Takes one delivery: throws NOT_FOUND, WEBHOOK_NOT_BELIEVED, WEBHOOKS_BUSY. Returns when it is kept. */
function taking(platform: Platform, open: RailOpener, counts: Counts) {
  const find = directory(platform, open);
  return async ({ params, headers, body }: Asking): Promise<void> => {
    const known = await find(params, false);
    if (!known) throw refuse("NOT_FOUND");
    const raw = body ?? NO_BYTES;
    let verdict = known.verify({ raw, headers });
    if (!verdict.verified && verdict.why === "signature")
      verdict = (await find(params, true))?.verify({ raw, headers }) ?? verdict;
    if (!verdict.verified) {
      counts.disbelieved += 1;
      // Which partner and why; never the body.
      platform.log.warn({ event: "webhook.disbelieved", partner: params.partner, why: verdict.why });
    }
    counts[await storeWebhook(platform, known.tenantId, incoming(params.partner, known, raw, verdict))] += 1;
  };
}

/** A status and nothing else: partners read no more, and others shall learn nothing. */
function statusOf(error: unknown): number {
  if (error instanceof Refusal) return error.status;
  const status = (error as { statusCode?: unknown }).statusCode;
  return typeof status === "number" && status >= 400 && status < 500 ? status : 500;
}

function bare(platform: Platform): FastifyInstance {
  const logger: FastifyBaseLogger = platform.log;
  const server = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    genReqId: () => platform.ids.next(),
    bodyLimit: MOST_WEBHOOK_BYTES,
    // An address that cannot even be read is nobody's too.
    frameworkErrors: (_error, _request, reply) => void (reply as FastifyReply).code(404).send(),
    routerOptions: { maxParamLength: 200 },
  });
  server.removeAllContentTypeParsers();
  // Raw, whatever it says it is: the signature is over the bytes.
  server.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  server.addHook("onRequest", async (_request, reply) => void reply.header("cache-control", "no-store"));
  server.setNotFoundHandler(async (_request, reply) => reply.code(404).send());
  server.setErrorHandler(async (error, request, reply) => {
    const status = statusOf(error);
    if (status >= 500) request.log.error({ event: "webhook.failed", code: (error as { code?: unknown }).code });
    return reply.code(status).send();
  });
  return server;
}

/**
 * Takes a channel's reports: believed by their signature, noted, and only then acknowledged. They name our messages and not their tenants, whose
 * they are is looked up; of messages that are nobody's nothing is noted. Throws NOT_FOUND, WEBHOOK_NOT_BELIEVED.
 */
function takingReports(platform: Platform, channels: WebhooksServerOptions["channels"], counts: Counts) {
  return async (name: string, delivery: WebhookDelivery): Promise<void> => {
    const channel = channels && Object.hasOwn(channels, name) ? channels[name] : undefined;
    if (!channel) throw refuse("NOT_FOUND");
    const verdict = channel.verifyWebhook(delivery);
    if (!verdict.verified) {
      counts.disbelieved += 1;
      platform.log.warn({ event: "webhook.disbelieved", partner: name, why: verdict.why });
      throw refuse("WEBHOOK_NOT_BELIEVED");
    }
    counts.stored += await takeReportsOfAll(platform, "webhooks", verdict.reports);
  };
}

/** The server of partners' events, ready to listen or to be asked in-process. */
export function createWebhooksServer(platform: Platform, { open, channels }: WebhooksServerOptions): WebhooksServer {
  const counts: Counts = { stored: 0, known: 0, disbelieved: 0 };
  const take = taking(platform, open, counts);
  const server = bare(platform);
  server.post<{ Params: Address; Body: Buffer | undefined }>(
    "/webhooks/:partner/:endpointKey",
    async (request, reply) => {
      await take(request);
      return reply.code(200).send();
    },
  );
  const takeChannel = takingReports(platform, channels, counts);
  server.post<{ Params: { channel: string }; Body: Buffer | undefined }>(
    "/channels/:channel",
    async ({ params, headers, body }, reply) => {
      await takeChannel(params.channel, { raw: body ?? NO_BYTES, headers });
      return reply.code(200).send();
    },
  );
  const gauge = (help: string, of: keyof Counts) => ({ help, read: async () => counts[of] });
  return Object.assign(server, {
    gauges: {
      webhooks_stored: gauge("Partners' events kept since the start.", "stored"),
      webhooks_known: gauge("Partners' events that had come before.", "known"),
      webhooks_disbelieved: gauge("Deliveries that were not believed: signature, age or form.", "disbelieved"),
    },
  });
}
