import { refuse, startWorker, type OpenPlatform } from "../../platform/index.ts";
import { createHttpServer } from "../http-server.ts";
import { readMaintenance } from "../maintenance.ts";
import { threadedReaders } from "../readers/index.ts";
import type { SignInShown } from "../routes/demo.ts";
import { jobGauges } from "./gauges.ts";
import { watchInbox } from "./inbox.ts";
import { ensureDaily, productJobs, productSchedules } from "./work.ts";

export type ServeOptions = {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** The people of a demo, where the data directory is one. */
  readonly demoSignIns?: readonly SignInShown[];
  /** When the operator means to stop it: `2026-11-29T03:00/2026-11-29T06:00`. */
  readonly maintenance?: string | undefined;
};

export type Serving = {
  /** Where it listens, for example http://localhost:3000. */
  readonly address: string;
  /** Takes no new request or job, finishes those under way, and lets go. */
  stop(): Promise<void>;
};

type Server = Awaited<ReturnType<typeof createHttpServer>>;

async function listen(server: Server, { port, host }: ServeOptions): Promise<string> {
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

/**
 * Serves the HTTP API, runs jobs and schedules, and takes in what lies and comes in the watched directory.
 * Throws PORT_TAKEN, ADDRESS_UNUSABLE, MAINTENANCE_UNREADABLE; nothing runs then.
 */
export async function startServing(platform: OpenPlatform, options: ServeOptions): Promise<Serving> {
  const server = await createHttpServer(platform, {
    gauges: jobGauges(platform),
    demoSignIns: options.demoSignIns ?? [],
    maintenance: options.maintenance ? readMaintenance(options.maintenance) : undefined,
  });
  const address = await listen(server, options);
  const reader = threadedReaders();
  await ensureDaily(platform);
  const watching = await watchInbox(platform, reader);
  await watching.sweep();
  const worker = await startWorker(platform, productJobs(reader), { schedules: productSchedules });
  return {
    address,
    async stop() {
      await server.close();
      await watching.stop();
      await worker.stop();
    },
  };
}
