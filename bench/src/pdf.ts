import { fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { pressCopy, renderDocument, sampleInvoice } from "../../server/src/delivery/index.ts";
import type { Document } from "../../server/src/platform/print/index.ts";
import { measurement, secondsOf, watchingMemory, type Measurement } from "./measure.ts";

/** Documents in a row of one side, before it is the other's turn: long enough to be at work, short enough to meet the same machine. */
const SLICE = 50;
/** So many documents each processor sets before the engine has made the compiler's code fast, once in the life of a process. */
const WARMING = 50;

type Slice = { readonly from: number; readonly to: number };
/** Sets the invoices of a slice; the seconds that took. */
type Side = (slice: Slice) => Promise<number>;

function slicesOf(n: number): Slice[] {
  return Array.from({ length: Math.ceil(n / SLICE) }, (_, at) => ({
    from: at * SLICE,
    to: Math.min(n, (at + 1) * SLICE),
  }));
}

const invoice = (no: number) => sampleInvoice({ country: "NO", no });

/** Handed over some at a time, as jobs do: while threads set pages, the next documents are laid out. */
const ours: Side = ({ from, to }) => {
  let next = from;
  const lane = async () => {
    while (next < to) {
      const made = await renderDocument(invoice(next++));
      if (made.length < 1_000) throw new Error("A document is empty");
    }
  };
  return secondsOf(() => Promise.all(Array.from({ length: 3 * availableParallelism() }, lane)));
};

/** The compiler alone, as often as there are processors, in a process of its own: the documents lie laid out before it. */
function bareLimit(): { readonly limit: Side; readonly close: () => void } {
  const child = fork(new URL("./bare-press.ts", import.meta.url), [], { execArgv: [] });
  const ended = once(child, "exit").then(() => Promise.reject(new Error("The bare compilers ended")));
  ended.catch(() => undefined);
  const limit: Side = async ({ from, to }) => {
    const documents: Document[] = [];
    for (let no = from; no < to; no++) documents.push(pressCopy(invoice(no)));
    const answer = once(child, "message");
    child.send(documents);
    const [seconds] = (await Promise.race([answer, ended])) as [number];
    return seconds;
  };
  return { limit, close: () => child.disconnect() };
}

/**
 * n invoices as PDF on all processors against the bare compiler on as many. Both are warm, and take turns slice by slice, each first as often as
 * the other: what else the machine does in these seconds meets both. Threads that are full and begin anew are part of our time.
 */
export async function pdf(n: number): Promise<Measurement> {
  const { limit, close } = bareLimit();
  const warming = { from: n, to: n + WARMING * availableParallelism() };
  await limit(warming);
  await ours(warming);
  const timing = { seconds: 0, limitSeconds: 0 };
  const { rssMb } = await watchingMemory(async () => {
    for (const [at, slice] of slicesOf(n).entries()) {
      if (at % 2 === 1) timing.seconds += await ours(slice);
      timing.limitSeconds += await limit(slice);
      if (at % 2 === 0) timing.seconds += await ours(slice);
    }
  });
  close();
  return measurement("pdf", n, { ...timing, rssMb });
}
