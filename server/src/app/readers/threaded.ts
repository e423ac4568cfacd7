import { createHash } from "node:crypto";
import { getCompileCacheDir } from "node:module";
import { Worker } from "node:worker_threads";
import type { BankFileReader, FileChunks, FileVerdict, IncomingPayment, ReaderOptions } from "./port-types.ts";
import { rowsOf } from "../../partners/nets/index.ts";
import { createBankReaders } from "./in-process.ts";
import { Job, ReaderFailed, ReaderStopped, type StopReason } from "./job.ts";
import { type Patience, readerPatience } from "./patience.ts";
import { unpack } from "./payment-columns.ts";
import type { Call, Item, Outcome } from "./protocol.ts";
import { refused } from "./refused.ts";

/** What a thread may take, and which file it runs. Left out: as SEC-63 says. */
export type ThreadOptions = { readonly entry?: URL; readonly patience?: Patience; readonly heapMegabytes?: number };

const HEAP_MEGABYTES = 256;
/** A reader's objects live for one block of the file: more room for young ones only grows the process. */
const YOUNG_MEGABYTES = 24;
/** Threads kept for the next file. */
const IDLE_THREADS = 1;

/** Threads, each for one file at a time; an idle one keeps no process alive. */
class Threads {
  readonly #options: ThreadOptions;
  readonly #idle: Worker[] = [];
  #jobs = 0;

  constructor(options: ThreadOptions) {
    this.#options = options;
  }

  take(): { readonly worker: Worker; readonly job: Job } {
    const worker = this.#idle.pop() ?? this.#start();
    worker.ref();
    return { worker, job: new Job(worker, ++this.#jobs, this.#options.patience ?? readerPatience) };
  }

  async giveBack(worker: Worker, isFree: boolean): Promise<void> {
    if (!isFree || this.#idle.length >= IDLE_THREADS) {
      await worker.terminate();
      return;
    }
    worker.unref();
    this.#idle.push(worker);
  }

  #start(): Worker {
    const { entry = new URL("./reader-worker.ts", import.meta.url), heapMegabytes = HEAP_MEGABYTES } = this.#options;
    const codeKept = getCompileCacheDir();
    const worker = new Worker(entry, {
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes, maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
      execArgv: [],
      env: { ...(codeKept ? { NODE_COMPILE_CACHE: codeKept } : {}) },
    });
    // A job hears of errors while it runs; a thread that dies idle is only forgotten.
    worker.on("error", () => this.#forget(worker));
    worker.on("exit", () => this.#forget(worker));
    return worker;
  }

  #forget(worker: Worker): void {
    const at = this.#idle.indexOf(worker);
    if (at >= 0) this.#idle.splice(at, 1);
  }
}

type Asked = { readonly call: Call; readonly chunks: FileChunks; readonly options: ReaderOptions };

/** Runs a file through a thread: its items one by one, then what it came to. */
async function* run(
  threads: Threads,
  { call, chunks, options }: Asked,
  look?: (bytes: Uint8Array) => void,
): AsyncGenerator<Item, Outcome> {
  const { worker, job } = threads.take();
  let feeding: Promise<void> | undefined;
  try {
    job.start(call, options);
    feeding = job.feed(chunks, look);
    for (;;) {
      const step = await job.next();
      if ("outcome" in step) return step.outcome;
      yield step.item;
    }
  } finally {
    const isFree = job.leave();
    await threads.giveBack(worker, isFree);
    await feeding;
  }
}

async function outcomeOf(steps: AsyncGenerator<Item, Outcome>): Promise<Outcome> {
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
  }
}

const stopSentences: Readonly<Record<StopReason, string>> = {
  time: "The file took longer to read than any file of its size may, so reading was stopped.",
  memory: "The file took more memory to read than a file may, so reading was stopped.",
  crash: "Reading the file ended in an error of the reader.",
};

function stoppedVerdict(reason: StopReason, sha256: Buffer): FileVerdict {
  return refused(
    "READER_STOPPED",
    "a file is read within 10 seconds and 2 more for each megabyte, in 256 MB",
    stopSentences[reason],
    sha256,
  );
}

/** Crossing threads, buffers have become plain bytes. */
function restored(verdict: FileVerdict): FileVerdict {
  const { contentSha256, normalisedSha256 } = verdict;
  return { ...verdict, contentSha256: Buffer.from(contentSha256), normalisedSha256: Buffer.from(normalisedSha256) };
}

async function validate(threads: Threads, chunks: FileChunks, options: ReaderOptions): Promise<FileVerdict> {
  const bytes = createHash("sha256");
  try {
    const steps = run(threads, { call: "validate", chunks, options }, (chunk) => bytes.update(chunk));
    return restored((await outcomeOf(steps)) as FileVerdict);
  } catch (error) {
    if (error instanceof ReaderStopped) return stoppedVerdict(error.reason, bytes.digest());
    if (error instanceof ReaderFailed) return stoppedVerdict("crash", bytes.digest());
    throw error;
  }
}

function paymentsOf(item: Item): readonly IncomingPayment[] {
  if (item.type === "ocr") return rowsOf(item.block);
  return item.type === "payments" ? unpack(item.columns) : [];
}

/**
 * The same readers in a thread of their own (SEC-63): 256 MB of heap, and time by the size of the file. A file that takes
 * more gets a verdict with the finding `READER_STOPPED`; payments, statements and descriptions throw `ReaderStopped`. An
 * error of the source of the bytes comes through as it is.
 */
export function threadedReaders(options: ThreadOptions = {}): BankFileReader {
  const threads = new Threads(options);
  const here = createBankReaders();
  return {
    recognise: (head) => here.recognise(head),
    validate: (chunks, readerOptions) => validate(threads, chunks, readerOptions),
    async *payments(chunks, readerOptions) {
      for await (const item of run(threads, { call: "payments", chunks, options: readerOptions }))
        yield paymentsOf(item);
    },
    async *statements(chunks, readerOptions) {
      for await (const item of run(threads, { call: "statements", chunks, options: readerOptions })) {
        if (item.type === "statement") yield item.statement;
      }
    },
    async describe(chunks) {
      const asked: Asked = { call: "describe", chunks, options: { accounts: new Map() } };
      return (await outcomeOf(run(threads, asked))) as string;
    },
  };
}
