/** The thread that reads bank files (SEC-63): bytes come in, columns of payments go out, nothing else is within its reach. */
import { parentPort } from "node:worker_threads";
import type { FileChunks, ReaderOptions } from "./port-types.ts";
import { buffersOf as ocrBuffersOf, netsReader, ocrColumns } from "../../partners/nets/index.ts";
import { open } from "./content.ts";
import { createBankReaders } from "./in-process.ts";
import { buffersOf, pack } from "./payment-columns.ts";
import type { Answer, Call, Item, Outcome, Request } from "./protocol.ts";

const main = parentPort!;
const readers = createBankReaders();
const ocr = netsReader();

function answer(message: Answer, transfer: ArrayBuffer[] = []): void {
  main.postMessage(message, transfer);
}

/** Something to wait for: `wait` goes on at the next `wake`. */
class Bell {
  #ring: (() => void) | undefined;

  wait(): Promise<void> {
    return new Promise((resolve) => (this.#ring = resolve));
  }

  wake(): void {
    this.#ring?.();
    this.#ring = undefined;
  }
}

/** One file: its bytes as they come, and how many items may still go out. */
class Job {
  readonly number: number;
  readonly #waiting: Uint8Array[] = [];
  readonly #input = new Bell();
  readonly #output = new Bell();
  #ended = false;
  #room: number;

  constructor(number: number, ahead: number) {
    this.number = number;
    this.#room = ahead;
  }

  bytes(bytes: Uint8Array): void {
    this.#waiting.push(bytes);
    this.#input.wake();
  }

  end(): void {
    this.#ended = true;
    this.#input.wake();
  }

  more(): void {
    this.#room++;
    this.#output.wake();
  }

  async *chunks(): FileChunks {
    for (;;) {
      const bytes = this.#waiting.shift();
      if (bytes) {
        yield bytes;
        answer({ type: "took", job: this.number, length: bytes.length });
      } else if (this.#ended) return;
      else await this.#input.wait();
    }
  }

  async give(item: Item, transfer: ArrayBuffer[] = []): Promise<void> {
    while (this.#room === 0) await this.#output.wait();
    this.#room--;
    answer({ type: "item", job: this.number, item }, transfer);
  }
}

async function givePayments(job: Job, options: ReaderOptions): Promise<void> {
  const { head, chunks } = await open(job.chunks());
  if (ocr.recognise(head)) {
    for await (const block of ocrColumns(chunks, options)) await job.give({ type: "ocr", block }, ocrBuffersOf(block));
    return;
  }
  for await (const payments of readers.payments(chunks, options)) {
    const columns = pack(payments);
    await job.give({ type: "payments", columns }, buffersOf(columns));
  }
}

async function run(job: Job, call: Call, options: ReaderOptions): Promise<Outcome> {
  if (call === "validate") return readers.validate(job.chunks(), options);
  if (call === "describe") return readers.describe(job.chunks());
  if (call === "payments") return givePayments(job, options).then(() => undefined);
  for await (const statement of readers.statements(job.chunks(), options))
    await job.give({ type: "statement", statement });
  return undefined;
}

function report(job: number, error: unknown): void {
  const { message, code } = error as Error & { code?: unknown };
  answer({ type: "failed", job, message, code: typeof code === "string" ? code : undefined });
}

let current: Job | undefined;

main.on("message", (request: Request) => {
  if (request.type === "job") {
    const job = new Job(request.job, request.ahead);
    current = job;
    run(job, request.call, request.options).then(
      (outcome) => answer({ type: "done", job: job.number, outcome }),
      (error: unknown) => report(job.number, error),
    );
    return;
  }
  if (request.job !== current?.number) return;
  if (request.type === "bytes") current.bytes(request.bytes);
  else if (request.type === "end") current.end();
  else current.more();
});
