import { availableParallelism } from "node:os";
import { Printer, type Waiting } from "./printer.ts";
import type { Document, Supplies } from "./protocol.ts";
import { supplies } from "./supplies.ts";

/** As many threads as processors, but no more than this: each may hold as much as a printer lets it. */
const MOST_THREADS = 8;

/** A few printers and one line before them: whoever is free takes the next document. */
class Press {
  readonly #most: number;
  readonly #line: Waiting[] = [];
  readonly #printers: Printer[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  async print(document: Document): Promise<Buffer> {
    const supplied = await supplies();
    return new Promise((resolve, reject) => {
      this.#line.push({ document, resolve, reject });
      this.#handOut(supplied);
    });
  }

  #handOut(supplied: Supplies): void {
    while (this.#line.length > 0) {
      const printer = this.#idleOne(supplied) ?? this.#printers.find((each) => each.hasRoom);
      if (!printer) return;
      printer.take(this.#line.shift()!);
    }
  }

  #idleOne(supplied: Supplies): Printer | undefined {
    const idle = this.#printers.find((each) => each.isIdle);
    if (idle || this.#printers.length === this.#most) return idle;
    const another = new Printer(supplied, () => this.#handOut(supplied));
    this.#printers.push(another);
    return another;
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
