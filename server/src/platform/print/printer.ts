import { getCompileCacheDir } from "node:module";
import { Worker } from "node:worker_threads";
import type { Document, PrintAnswer, Supplies } from "./protocol.ts";

/** A document that somebody waits for. */
export type Waiting = {
  readonly document: Document;
  readonly resolve: (pdf: Buffer) => void;
  readonly reject: (error: Error) => void;
};

/** Far above what the longest document takes; a thread that needs more is ended. */
const LONGEST_MS = 300_000;
/**
 * The compiler remembers everything it has set, near two megabytes a page, and has no way to forget: a thread that holds this much is ended
 * after its job, and its memory with it. Ending it and starting another costs what eight pages do.
 */
const MOST_HELD_BYTES = 384_000_000;
/** A thread that has had nothing to do for so long is ended: it holds memory that others can use. */
const IDLE_MS = 60_000;
/**
 * Data of some pages. Behind such a document another one may wait in the thread, so that it never stands still; behind a longer one it would
 * wait for seconds that another thread could spare it.
 */
const SHORT_LETTERS = 32_000;

/** One thread, which sets one document at a time. An idle thread keeps no process alive. */
export class Printer {
  readonly #supplies: Supplies;
  readonly #onRoom: () => void;
  readonly #mostHeldBytes: number;
  /** What the thread has been given: it sets the first of them. */
  readonly #inHand: Waiting[] = [];
  #worker: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** `onRoom` is told each time that the printer can take another document. */
  constructor(supplies: Supplies, onRoom: () => void, mostHeldBytes = MOST_HELD_BYTES) {
    this.#supplies = supplies;
    this.#onRoom = onRoom;
    this.#mostHeldBytes = mostHeldBytes;
  }

  get isIdle(): boolean {
    return this.#inHand.length === 0;
  }

  /** Whether one more document would be set soon: the next one waits in the thread for the one that is being set, if that is short. */
  get hasRoom(): boolean {
    const [first, second] = this.#inHand;
    return !second && (!first || first.document.data.length <= SHORT_LETTERS);
  }

  take(waiting: Waiting): void {
    this.#inHand.push(waiting);
    this.#worker ??= this.#started();
    this.#worker.postMessage(waiting.document);
    if (this.#inHand.length === 1) this.#watch();
  }

  #started(): Worker {
    const codeKept = getCompileCacheDir();
    const worker = new Worker(new URL("./print-worker.ts", import.meta.url), {
      execArgv: [],
      env: { ...(codeKept ? { NODE_COMPILE_CACHE: codeKept } : {}) },
      workerData: this.#supplies,
    });
    // A thread that was ended may have said something before: its documents are with another one by then.
    const fromCurrent = <T>(hear: (told: T) => void) => {
      return (told: T) => (worker === this.#worker ? hear(told) : undefined);
    };
    return worker
      .on(
        "message",
        fromCurrent<PrintAnswer>((answer) => this.#answered(answer)),
      )
      .on(
        "error",
        fromCurrent<Error>((error) => this.#failed(error)),
      )
      .on(
        "exit",
        fromCurrent(() => this.#failed(new Error("The printing thread ended"))),
      );
  }

  #answered(answer: PrintAnswer): void {
    if (!("pdf" in answer)) return this.#failed(new Error(`The document does not print: ${answer.error}`));
    this.#inHand.shift()!.resolve(Buffer.from(answer.pdf.buffer));
    if (answer.heldBytes > this.#mostHeldBytes) this.#end();
    this.#goOn();
  }

  /** The document that was being set is given up, and the thread with it: nobody knows what state it is in. */
  #failed(error: Error): void {
    this.#inHand.shift()?.reject(error);
    this.#end();
    this.#goOn();
  }

  #goOn(): void {
    if (!this.isIdle && !this.#worker) {
      this.#worker = this.#started();
      for (const { document } of this.#inHand) this.#worker.postMessage(document);
    }
    this.#watch();
    this.#onRoom();
  }

  #watch(): void {
    clearTimeout(this.#timer);
    if (this.isIdle) {
      this.#worker?.unref();
      this.#timer = setTimeout(() => this.#end(), IDLE_MS).unref();
    } else {
      this.#worker?.ref();
      this.#timer = setTimeout(() => this.#failed(new Error("Printing took too long")), LONGEST_MS);
    }
  }

  #end(): void {
    void this.#worker?.terminate();
    this.#worker = undefined;
  }
}
