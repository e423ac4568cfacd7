import type { FastifyInstance } from "fastify";
import { refuse, startWorker, type OpenPlatform } from "../../platform/index.ts";
import { createHttpServer } from "../http-server.ts";
import { readMaintenance } from "../maintenance.ts";
import { threadedReaders } from "../readers/index.ts";
import { createPayServer, productWorld } from "../pay-page/index.ts";
import { createWebhooksServer, type WebhooksServer } from "../webhooks-server.ts";
import { openPartners, type Partners, type Services } from "../wiring/index.ts";
import { jobGauges } from "./gauges.ts";
import { watchInbox } from "./inbox.ts";
import { courierOf } from "./codes.ts";
import type { SignInShown } from "../routes/demo.ts";
import { ensureDaily, productJobs, productSchedules, productWatches } from "./work.ts";

export type ServeOptions = {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** The people of a demo, where the data directory is one. */
  readonly demoSignIns?: readonly SignInShown[];
  /** When the operator means to stop it: `2026-11-29T03:00/2026-11-29T06:00`. */
  readonly maintenance?: string | undefined;
  /** The partners of the installation; left out, nothing is sent and nobody pays here. */
  readonly services?: Services | undefined;
  /** Ports of the pay page and of partners' events, each a host of its own behind the operator's proxy; 0 takes any. */
  readonly payPort?: number;
  readonly webhooksPort?: number;
};

export type Serving = {
  /** Where it listens, for example http://localhost:3000. */
  readonly address: string;
  /** Takes no new request or job, finishes those under way, and lets go. */
  stop(): Promise<void>;
};

async function listen(server: Pick<FastifyInstance, "listen" | "close">, port: number, host: string): Promise<string> {
  try {
    // Passkeys belong to a host's name, and a number is none.
    return (await server.listen({ port, host })).replace("//127.0.0.1:", "//localhost:");
  } catch (error) {
    await server.close();
    const { code } = error as { code?: unknown };
    if (code === "EADDRINUSE") throw refuse("PORT_TAKEN", { port });
    if (code === "EACCES" || code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
      throw refuse("ADDRESS_UNUSABLE", { host, port, reason: code });
    throw error;
  }
}

/** What is open to the public: the pay page, and the address partners tell of events. */
async function listenOutside(
  platform: OpenPlatform,
  partners: Partners,
  webhooks: WebhooksServer,
  { host, payPort = 0, webhooksPort = 0 }: ServeOptions,
): Promise<() => Promise<void>> {
  const { services, railsOf, outlets } = partners;
  const payerOrigins = [services.vipps, services.stripe, services.swish, services.finance].flatMap((each) =>
    each ? [each.url] : [],
  );
  const world = productWorld(platform, { railsOf, sendCode: courierOf(platform, outlets) });
  const pay = await createPayServer(platform, { world, origin: services.payPage, payerOrigins });
  await listen(pay, payPort, host);
  try {
    await listen(webhooks, webhooksPort, host);
  } catch (error) {
    await pay.close();
    throw error;
  }
  return async () => {
    await Promise.all([pay.close(), webhooks.close()]);
  };
}

/** What `startServing` does (`serve.ts`). */
export async function serving(platform: OpenPlatform, options: ServeOptions): Promise<Serving> {
  const partners = options.services && openPartners(platform, options.services);
  const webhooks =
    partners &&
    createWebhooksServer(platform, {
      open: partners.rails.open,
      channels: {
        sms: partners.outlets.sms,
        print: partners.outlets.print,
        einvoice: partners.outlets.einvoice,
        efaktura: partners.outlets.efaktura,
      },
    });
  const server = await createHttpServer(platform, {
    gauges: { ...jobGauges(platform), ...webhooks?.gauges },
    demoSignIns: options.demoSignIns ?? [],
    maintenance: options.maintenance ? readMaintenance(options.maintenance) : undefined,
    partners,
  });
  const address = await listen(server, options.port, options.host);
  const closeOutside = await (partners && webhooks
    ? listenOutside(platform, partners, webhooks, options).catch(async (error: unknown) => {
        await server.close();
        throw error;
      })
    : undefined);
  const reader = threadedReaders();
  await ensureDaily(platform, partners);
  const watching = await watchInbox(platform, reader);
  await watching.sweep();
  const worker = await startWorker(platform, productJobs(reader, partners), {
    schedules: productSchedules,
    watches: productWatches(partners),
  });
  return {
    address,
    async stop() {
      await closeOutside?.();
      await server.close();
      await watching.stop();
      await worker.stop();
      partners?.outlets.close();
    },
  };
}
