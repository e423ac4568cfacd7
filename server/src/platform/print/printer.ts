import { Worker } from "node:worker_threads";
import type { PrintAnswer, PrintRequest } from "./protocol.ts";

/** A document to be set: Typst source, and data it reads with `json(bytes(sys.inputs.data))`. */
export type Document = { readonly source: string; readonly data: string };

/** Far above what the longest document takes; a thread that needs more is ended. */
const LONGEST_MS = 300_000;
/** The compiler remembers what it has set: a thread that set this much is ended after its job, and its memory with it. */
const MOST_DATA = 2_000_000;

type Waiting = {
  readonly document: Document;
  readonly resolve: (pdf: Buffer) => void;
  readonly reject: (error: Error) => void;
};

/** One thread, one document at a time, the others in line. An idle thread keeps no process alive. */
class Printer {
  readonly #line: Waiting[] = [];
  #worker: Worker | undefined;
  #busy = false;
  #jobs = 0;
  #sinceStart = 0;

  print(document: Document): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.#line.push({ document, resolve, reject });
      void this.#work();
    });
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#line.shift(); next; next = this.#line.shift()) {
      await this.#set(next.document).then(next.resolve, next.reject);
      if (this.#sinceStart > MOST_DATA) await this.#end();
    }
    this.#busy = false;
  }

  async #set(document: Document): Promise<Buffer> {
    const worker = (this.#worker ??= this.#start());
    const job = ++this.#jobs;
    this.#sinceStart += document.data.length;
    worker.ref();
    try {
      return await answerOf(worker, { job, ...document });
    } catch (error) {
      await this.#end();
      throw error;
    } finally {
      worker.unref();
    }
  }

  #start(): Worker {
    const worker = new Worker(new URL("./print-worker.ts", import.meta.url), { execArgv: [], env: {} });
    worker.on("exit", () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    return worker;
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#sinceStart = 0;
    await worker?.terminate();
  }
}

function answerOf(worker: Worker, request: PrintRequest): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => done(new Error("Printing took too long")), LONGEST_MS);
    const onExit = () => done(new Error("The printing thread ended"));
    const onMessage = (answer: PrintAnswer) => {
      if (answer.job !== request.job) return;
      done(
        "pdf" in answer ? Buffer.from(answer.pdf.buffer) : new Error(`The document does not print: ${answer.error}`),
      );
    };
    function done(outcome: Buffer | Error): void {
      clearTimeout(timer);
      worker.off("message", onMessage).off("error", done).off("exit", onExit);
      if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    }
    worker.on("message", onMessage).on("error", done).on("exit", onExit);
    worker.postMessage(request);
  });
}

const printer = new Printer();

/**
 * Sets a document as tagged PDF (PDF 1.7, Typst 0.14) in a thread of its own, in the face Inter. The same document gives the same bytes
 * when it sets its own date: `#set document(date: none)`. A source that does not compile throws.
 */
export function printPdf(document: Document): Promise<Buffer> {
  return printer.print(document);
}
