import type { Context, Platform } from "../context.ts";
import { invariant } from "../errors.ts";

/** What a job is given: ids, codes and dates. The data itself is read when the job runs. */
export type JobPayload = Readonly<Record<string, string | number | boolean | null>>;

/**
 * Does the work of one job, in transactions of its own. It may be run more than once (a server can die after the work and before
 * the note that it is done): whatever it writes hangs on a natural unique key, or on `jobId`, which is the same at every run.
 */
export type JobHandler = (platform: Platform, context: Context, payload: JobPayload, jobId: string) => Promise<void>;

export type JobDefinition = {
  readonly kind: string;
  readonly handler: JobHandler;
  /** Runs before the job is given up and shown to a person. Waits between them grow to six hours: 25 runs take about four days. */
  readonly mostAttempts: number;
};

/** All jobs that an installation can run, by kind. */
export type Jobs = ReadonlyMap<string, JobDefinition>;

const MOST_ATTEMPTS = 25;

/** Names a kind of job, `capability.verb`, and says how it is done. */
export function defineJob(kind: string, handler: JobHandler, options: { mostAttempts?: number } = {}): JobDefinition {
  return { kind, handler, mostAttempts: options.mostAttempts ?? MOST_ATTEMPTS };
}

/** The registry of all jobs. Throws when two capabilities claim one kind. */
export function jobRegistry(definitions: readonly JobDefinition[]): Jobs {
  const jobs = new Map(definitions.map((definition) => [definition.kind, definition]));
  invariant(jobs.size === definitions.length, "every kind of job is defined once");
  return jobs;
}
