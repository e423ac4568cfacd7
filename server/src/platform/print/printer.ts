import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { compiledTypesetter } from "./compiled.ts";
import type { CompiledCode, PrintAnswer, Printed, PrinterData, PrintRequest } from "./protocol.ts";

/** A document to be set: Typst source, and data it reads with `json(bytes(sys.inputs.data))`. */
export type Document = { readonly source: string; readonly data: string };

/** Far above what the longest document takes; a thread that needs more is ended. */
const LONGEST_MS = 300_000;
/**
 * The compiler remembers everything it has set, near two megabytes a page, and has no way to forget: a thread that holds this much is ended
 * after its job, and its memory with it. Starting another costs what ten pages do.
 */
const MOST_HELD_BYTES = 384_000_000;
/** A thread that has had nothing to do for so long is ended: it holds memory that others can use. */
const IDLE_MS = 60_000;
/** As many threads as processors, but no more than this: each may hold as much as above. */
const MOST_THREADS = 8;

type Waiting = {
  readonly document: Document;
  readonly resolve: (pdf: Buffer) => void;
  readonly reject: (error: Error) => void;
};

let compiled: Promise<CompiledCode> | undefined;

/** One thread, one document at a time. An idle thread keeps no process alive. */
class Printer {
  #worker: Worker | undefined;
  #jobs = 0;
  #rest: NodeJS.Timeout | undefined;

  async set(document: Document): Promise<Buffer> {
    clearTimeout(this.#rest);
    const worker = (this.#worker ??= this.#start(await (compiled ??= compiledTypesetter())));
    const job = ++this.#jobs;
    worker.ref();
    try {
      const { pdf, heldBytes } = await answerOf(worker, { job, ...document });
      if (heldBytes > MOST_HELD_BYTES) this.#end();
      return Buffer.from(pdf.buffer);
    } catch (error) {
      this.#end();
      throw error;
    } finally {
      worker.unref();
      this.#rest = setTimeout(() => this.#end(), IDLE_MS).unref();
    }
  }

  #start(code: CompiledCode): Worker {
    const workerData: PrinterData = { code };
    const worker = new Worker(new URL("./print-worker.ts", import.meta.url), { execArgv: [], env: {}, workerData });
    worker.on("exit", () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    return worker;
  }

  #end(): void {
    void this.#worker?.terminate();
    this.#worker = undefined;
  }
}

function answerOf(worker: Worker, request: PrintRequest): Promise<Printed> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => done(new Error("Printing took too long")), LONGEST_MS);
    const onExit = () => done(new Error("The printing thread ended"));
    const onMessage = (answer: PrintAnswer) => {
      if (answer.job !== request.job) return;
      done("pdf" in answer ? answer : new Error(`The document does not print: ${answer.error}`));
    };
    function done(outcome: Printed | Error): void {
      clearTimeout(timer);
      worker.off("message", onMessage).off("error", done).off("exit", onExit);
      if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    }
    worker.on("message", onMessage).on("error", done).on("exit", onExit);
    worker.postMessage(request);
  });
}

/** A few printers and one line before them: whoever is free takes the next document. */
class Press {
  readonly #most: number;
  readonly #line: Waiting[] = [];
  readonly #idle: Printer[] = [];
  #printers = 0;

  constructor(most: number) {
    this.#most = most;
  }

  print(document: Document): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.#line.push({ document, resolve, reject });
      const printer = this.#idle.pop() ?? this.#another();
      if (printer) void this.#work(printer);
    });
  }

  #another(): Printer | undefined {
    if (this.#printers === this.#most) return undefined;
    this.#printers += 1;
    return new Printer();
  }

  async #work(printer: Printer): Promise<void> {
    for (let next = this.#line.shift(); next; next = this.#line.shift()) {
      await printer.set(next.document).then(next.resolve, next.reject);
    }
    this.#idle.push(printer);
  }
}

const press = new Press(Math.min(availableParallelism(), MOST_THREADS));

/**
 * Sets a document as tagged PDF (PDF 1.7, Typst 0.14) in a thread of its own, in the face Inter. The same document gives the same bytes
 * when it sets its own date: `#set document(date: none)`. A source that does not compile throws. Many documents are set at once on as many
 * threads as there are processors; whoever has thousands hands them over some at a time, as each waits in memory.
 */
export function printPdf(document: Document): Promise<Buffer> {
  return press.print(document);
}
