import type { OpenPlatform } from "../../platform/index.ts";
import type { ServeOptions, Serving } from "./serving.ts";

export type { ServeOptions, Serving } from "./serving.ts";

/**
 * Serves the HTTP API, runs jobs and schedules, and takes in what lies and comes in the watched directory; where the installation has partners,
 * serves the pay page and takes their events. Throws PORT_TAKEN, ADDRESS_UNUSABLE, MAINTENANCE_UNREADABLE; nothing runs then.
 */
export async function startServing(platform: OpenPlatform, options: ServeOptions): Promise<Serving> {
  // The web server and the partners' libraries are 100 MB of code: no other command waits for them or holds them.
  const { serving } = await import("./serving.ts");
  return serving(platform, options);
}
