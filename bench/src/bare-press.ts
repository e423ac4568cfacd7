/** A process with nothing but bare compilers, as many as there are processors: it is given documents, and answers in how many seconds they were set. */
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Document } from "../../server/src/platform/print/index.ts";
import { supplies } from "../../server/src/platform/print/supplies.ts";
import type { BareWork } from "./bare-typesetter.ts";
import { secondsOf } from "./measure.ts";

async function startedThreads(): Promise<Worker[]> {
  const workerData = await supplies();
  const thread = new URL("./bare-typesetter.ts", import.meta.url);
  return Array.from({ length: availableParallelism() }, () => new Worker(thread, { workerData }));
}

const threads = startedThreads();

async function tell(told: BareWork | "set"): Promise<void> {
  const answer = async (thread: Worker) => {
    const done = once(thread, "message");
    thread.postMessage(told);
    await done;
  };
  await Promise.all((await threads).map(answer));
}

async function set(documents: readonly Document[]): Promise<number> {
  await tell({ documents, next: new Int32Array(new SharedArrayBuffer(4)) });
  return secondsOf(() => tell("set"));
}

process.on(
  "message",
  (documents: readonly Document[]) => void set(documents).then((seconds) => process.send!(seconds)),
);
// The threads keep it alive as long as somebody may still ask.
process.once("disconnect", () => process.exit());
