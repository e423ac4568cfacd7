import type { Gauges } from "../../platform/http/index.ts";
import { jobBacklog, type JobBacklog, type Platform } from "../../platform/index.ts";

const HELP = {
  unfinished: "Jobs asked for and neither done nor failed for good.",
  unsent: "Outbox rows not yet moved to the queue.",
  queued: "Jobs on the queue that are due and taken by nobody.",
  failed: "Jobs that failed for good and wait for a person.",
  oldestSeconds: "Age of the oldest job that is neither done nor failed for good.",
} as const satisfies Record<keyof JobBacklog, string>;

const NAMES = {
  unfinished: "jobs_unfinished",
  unsent: "outbox_unsent",
  queued: "queue_jobs_waiting",
  failed: "jobs_failed",
  oldestSeconds: "jobs_oldest_seconds",
} as const satisfies Record<keyof JobBacklog, string>;

/** What a server in service tells of its jobs at /metrics, as `kvitt_<name>`. */
export function jobGauges(platform: Platform): Gauges {
  // All gauges are read at once: they share one look at the database.
  let looking: Promise<JobBacklog> | undefined;
  const look = () => (looking ??= jobBacklog(platform).finally(() => (looking = undefined)));
  const gauge = (key: keyof JobBacklog) => [NAMES[key], { help: HELP[key], read: async () => (await look())[key] }];
  return Object.fromEntries((Object.keys(NAMES) as (keyof JobBacklog)[]).map(gauge)) as Gauges;
}
