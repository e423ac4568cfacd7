/** A thread that sets pages, one document after the other, in the order they come. */
import { parentPort, workerData } from "node:worker_threads";
import type { Document, PrintAnswer, Supplies } from "./protocol.ts";
import { Typesetter } from "./typesetter.ts";

const main = parentPort!;
const opened = Typesetter.open(workerData as Supplies);

main.on("message", (document: Document) => {
  opened
    .then((typesetter) => typesetter.set(document))
    .then(
      (printed) => main.postMessage(printed satisfies PrintAnswer, [printed.pdf.buffer]),
      (error: unknown) => main.postMessage({ error: String(error) } satisfies PrintAnswer),
    );
});
