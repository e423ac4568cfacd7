export { jobBacklog, type JobBacklog } from "./backlog.ts";
export { defineJob, jobRegistry, type JobDefinition, type JobHandler, type JobPayload, type Jobs } from "./define.ts";
export {
  enqueue,
  enqueueOnce,
  forgetDoneJobs,
  lastJobs,
  listFailedJobs,
  retryJob,
  type FailedJob,
  type LastJob,
} from "./outbox.ts";
export { drainOutbox, type Drained } from "./run.ts";
export { startWorker, type Watch, type Worker, type WorkerOptions } from "./worker.ts";
