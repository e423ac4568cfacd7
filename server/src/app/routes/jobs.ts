import * as z from "zod";
import { marketPack } from "../../markets/index.ts";
import { day, instant, noContent, ok, route, uuid } from "../../platform/http/index.ts";
import {
  enqueue,
  errorTable,
  errorText,
  languageAsked,
  lastJobs,
  listFailedJobs,
  listSchedules,
  retryJob,
  tenantWithSettings,
  type Language,
  type LastJob,
  type TenantTransaction,
} from "../../platform/index.ts";
import { RUN_AT_ANY_TIME } from "../commands/work.ts";

const chapter = "Jobs";

/** What a code means and what to do about it, in the reader's language. Null where the words need facts, which are not kept (SEC-76), or where nobody has words for it. */
const said = { sentence: z.string().nullable(), remedy: z.string().nullable() };
const states = ["done", "waiting", "retrying", "failed"] as const;
const went = z.object({
  at: instant,
  state: z.enum(states),
  attempts: z.int(),
  problem: z.string().nullable(),
  ...said,
});
const shown = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      localTime: z.string(),
      zone: z.string(),
      lastDoneOn: day.nullable(),
      nextAt: instant,
      last: went.nullable(),
      canRunNow: z.boolean(),
    }),
  ),
  failed: z.array(
    z.object({
      id: uuid,
      kind: z.string(),
      attempts: z.int(),
      problem: z.string(),
      ...said,
      createdAt: instant,
      failedAt: instant,
    }),
  ),
});

const plain = (text: string | undefined) => (text === undefined || text.includes("{") ? null : text);

/** What an error's code means, where that needs no facts: they are not kept, since they may name a row (SEC-76). */
function saidOf(problem: string | null, language: Language): { sentence: string | null; remedy: string | null } {
  const english = errorTable().find(([code]) => code === problem)?.[1];
  const known = (language === "en" || !english ? undefined : errorText(problem!, language)) ?? english;
  return { sentence: plain(known?.sentence), remedy: plain(known?.remedy) };
}

function stateOf({ doneAt, failedAt, attempts }: LastJob): (typeof states)[number] {
  if (doneAt) return "done";
  if (failedAt) return "failed";
  return attempts > 0 ? "retrying" : "waiting";
}

function wentOf(job: LastJob, language: Language): z.input<typeof went> {
  const { attempts, problem, createdAt, doneAt, failedAt } = job;
  const at = (doneAt ?? failedAt ?? createdAt).toString();
  return { at, state: stateOf(job), attempts, problem, ...saidOf(problem, language) };
}

async function jobsOf(tx: TenantTransaction, language: Language): Promise<z.input<typeof shown>> {
  const last = new Map((await lastJobs(tx)).map((job) => [job.kind, job]));
  const schedules = await listSchedules(tx);
  const failed = await listFailedJobs(tx);
  return {
    items: schedules.map(({ nextAt, ...schedule }) => {
      const job = last.get(schedule.name);
      const canRunNow = (RUN_AT_ANY_TIME as readonly string[]).includes(schedule.name);
      return { ...schedule, nextAt: nextAt.toString(), last: job ? wentOf(job, language) : null, canRunNow };
    }),
    failed: failed.map(({ id, kind, attempts, problem, createdAt, failedAt }) => {
      const times = { createdAt: createdAt.toString(), failedAt: failedAt.toString() };
      return { id, kind, attempts, problem, ...saidOf(problem, language), ...times };
    }),
  };
}

/** Asks for a job as its schedule would, for today; one that waits already is not asked for twice. */
async function runNow(tx: TenantTransaction, kind: string): Promise<void> {
  const last = (await lastJobs(tx)).find((job) => job.kind === kind);
  if (last && last.doneAt === null && last.failedAt === null) return;
  const { market } = await tenantWithSettings(tx);
  await enqueue(tx, kind, { day: tx.platform.clock.today(marketPack(market).zones[0]!).toString() });
}

/** What runs by itself and how it went, without anything of what it worked on. */
export const jobRoutes = [
  route({
    method: "GET",
    url: "/api/v1/jobs",
    summary: "What runs by itself: last run, next run, how it went; and what failed for good and waits for a person.",
    chapter,
    permission: { action: "jobs.read", scope: "tenant" },
    schema: { responses: { 200: shown } },
    inTransaction: async (tx, { request }) => {
      const language = languageAsked(request.headers["accept-language"]);
      return ok(await jobsOf(tx, language), { "content-language": language, vary: "accept-language" });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/job-runs",
    summary: "Runs a job now that may run at any time; one that waits or runs already is not started twice.",
    chapter,
    permission: { action: "jobs.run", scope: "tenant" },
    schema: { body: z.strictObject({ name: z.enum(RUN_AT_ANY_TIME) }), responses: { 204: null } },
    inTransaction: async (tx, { body }) => {
      await runNow(tx, body.name);
      return noContent();
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/failed-jobs/:jobId/retry",
    summary: "Gives a job that failed for good all its attempts again.",
    chapter,
    permission: { action: "jobs.run", scope: "tenant" },
    schema: { params: z.strictObject({ jobId: uuid }), responses: { 204: null } },
    inTransaction: async (tx, { params }) => {
      await retryJob(tx, params.jobId);
      return noContent();
    },
  }),
];
