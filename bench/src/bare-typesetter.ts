/**
 * A thread with the compiler alone: it is given documents that it shares with the others, and when it is told to sets whichever nobody has begun
 * until none is left. It answers when it has them, and when none is left.
 */
import { parentPort, workerData } from "node:worker_threads";
import type { Document } from "../../server/src/platform/print/index.ts";
import type { Supplies } from "../../server/src/platform/print/protocol.ts";
import { Typesetter } from "../../server/src/platform/print/typesetter.ts";

/** `next` counts what has been begun, in memory that all threads see. */
export type BareWork = { readonly documents: readonly Document[]; readonly next: Int32Array };

const main = parentPort!;
const opened = Typesetter.open(workerData as Supplies);
let work: BareWork = { documents: [], next: new Int32Array(1) };

async function obey(told: BareWork | "set"): Promise<void> {
  const typesetter = await opened;
  if (told !== "set") {
    work = told;
    return;
  }
  const { documents, next } = work;
  for (let at = Atomics.add(next, 0, 1); at < documents.length; at = Atomics.add(next, 0, 1))
    await typesetter.set(documents[at]!);
}

main.on("message", (told: BareWork | "set") => void obey(told).then(() => main.postMessage("done")));
