import type { Worker } from "node:worker_threads";
import type { FileChunks, ReaderOptions } from "./port-types.ts";
import { type Patience, watch } from "./patience.ts";
import type { Answer, Call, Item, Outcome, Request } from "./protocol.ts";

/** Bytes cross in pieces of this size, and so many of them may be unread. */
const SLAB_BYTES = 256 * 1024;
const SLABS_AHEAD = 4;
/** Items that may wait to be used. */
const ITEMS_AHEAD = 3;

/** Why a thread was stopped before its job was done. */
export type StopReason = "time" | "memory" | "crash";

/** The thread was stopped: the file could not be read in the time and memory it may take. */
export class ReaderStopped extends Error {
  readonly code = "READER_STOPPED";
  readonly reason: StopReason;
  constructor(reason: StopReason) {
    super(`the reader of a bank file was stopped: ${reason}`);
    this.reason = reason;
  }
}

/** The reader refused the file, with the code of its error. */
export class ReaderFailed extends Error {
  readonly code: string | undefined;
  constructor(message: string, code: string | undefined) {
    super(message);
    this.code = code;
  }
}

type End = { readonly outcome: Outcome } | { readonly error: unknown };

/** One file in one thread: feeds the bytes, holds the items that came, and says how it ended. */
export class Job {
  readonly #worker: Worker;
  readonly #number: number;
  readonly #items: Item[] = [];
  #end: End | undefined;
  #unread = 0;
  #given = 0;
  #fed = false;
  #wakeTaker: (() => void) | undefined;
  #wakeFeeder: (() => void) | undefined;

  constructor(worker: Worker, number: number, patience: Patience) {
    this.#worker = worker;
    this.#number = number;
    worker.on("message", this.#onAnswer);
    worker.on("error", this.#onError);
    worker.on("exit", this.#onExit);
    watch(patience, {
      over: () => this.#end !== undefined,
      // It has bytes to read, or all of them; and room for what it makes of them.
      isThreadsTurn: () => (this.#unread > 0 || this.#fed) && this.#items.length < ITEMS_AHEAD,
      bytesGiven: () => this.#given,
      outOfPatience: () => this.#finish({ error: new ReaderStopped("time") }),
    });
  }

  start(call: Call, options: ReaderOptions): void {
    this.#ask({ type: "job", job: this.#number, call, options, ahead: ITEMS_AHEAD });
  }

  /** Hands the file over, never far ahead of the reading. Every byte is seen by `look`, also when the thread has ended. */
  async feed(chunks: FileChunks, look: ((bytes: Uint8Array) => void) | undefined): Promise<void> {
    let slab = new Uint8Array(SLAB_BYTES);
    let filled = 0;
    try {
      for await (const chunk of chunks) {
        look?.(chunk);
        if (this.#end && !look) return;
        for (let from = 0; from < chunk.length && !this.#end;) {
          const take = Math.min(chunk.length - from, SLAB_BYTES - filled);
          // Copied: what the caller holds stays the caller's.
          slab.set(chunk.subarray(from, from + take), filled);
          from += take;
          filled += take;
          if (filled < SLAB_BYTES) continue;
          await this.#pass(slab);
          slab = new Uint8Array(SLAB_BYTES);
          filled = 0;
        }
      }
      if (filled > 0) await this.#pass(slab.slice(0, filled));
      this.#fed = true;
      this.#ask({ type: "end", job: this.#number });
    } catch (error) {
      this.#finish({ error });
    }
  }

  /** The next item, or the end. Throws what ended the job otherwise. */
  async next(): Promise<{ readonly item: Item } | { readonly outcome: Outcome }> {
    while (this.#items.length === 0 && !this.#end) await new Promise<void>((resolve) => (this.#wakeTaker = resolve));
    const item = this.#items.shift();
    if (item) {
      this.#ask({ type: "more", job: this.#number });
      return { item };
    }
    if (this.#end && "error" in this.#end) throw this.#end.error;
    return { outcome: this.#end!.outcome };
  }

  /** Lets go of the thread; true when it is free for another file. */
  leave(): boolean {
    const isFree = this.#end !== undefined && !("error" in this.#end && !(this.#end.error instanceof ReaderFailed));
    this.#finish({ outcome: undefined });
    this.#worker.off("message", this.#onAnswer);
    this.#worker.off("error", this.#onError);
    this.#worker.off("exit", this.#onExit);
    return isFree;
  }

  #ask(request: Request, transfer: ArrayBuffer[] = []): void {
    if (!this.#end) this.#worker.postMessage(request, transfer);
  }

  async #pass(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const { length } = bytes;
    while (this.#unread >= SLABS_AHEAD * SLAB_BYTES && !this.#end) {
      await new Promise<void>((resolve) => (this.#wakeFeeder = resolve));
    }
    this.#unread += length;
    this.#given += length;
    this.#ask({ type: "bytes", job: this.#number, bytes }, [bytes.buffer]);
  }

  readonly #onAnswer = (answer: Answer): void => {
    if (answer.job !== this.#number) return;
    if (answer.type === "took") {
      this.#unread -= answer.length;
      this.#wakeFeeder?.();
    } else if (answer.type === "item") {
      this.#items.push(answer.item);
      this.#wakeTaker?.();
    } else if (answer.type === "done") this.#finish({ outcome: answer.outcome });
    else this.#finish({ error: new ReaderFailed(answer.message, answer.code) });
  };

  readonly #onError = (error: Error & { code?: string }): void =>
    this.#finish({ error: new ReaderStopped(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "memory" : "crash") });

  readonly #onExit = (): void => this.#finish({ error: new ReaderStopped("crash") });

  /** The first end counts. */
  #finish(end: End): void {
    this.#end ??= end;
    this.#wakeTaker?.();
    this.#wakeFeeder?.();
  }
}
