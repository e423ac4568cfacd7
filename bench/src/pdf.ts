import { availableParallelism } from "node:os";
import { pressCopy, renderDocument, sampleInvoice } from "../../server/src/delivery/index.ts";
import { compiledTypesetter } from "../../server/src/platform/print/compiled.ts";
import { Typesetter } from "../../server/src/platform/print/typesetter.ts";
import { measurement, secondsOf, watchingMemory, type Measurement } from "./measure.ts";

const invoice = (no: number) => sampleInvoice({ country: "NO", no });

async function all(from: number, n: number): Promise<void> {
  const made = await Promise.all(Array.from({ length: n }, (_, at) => renderDocument(invoice(from + at))));
  if (made.some((pdf) => pdf.length < 1_000)) throw new Error("A document is empty");
}

/** The compiler alone, in this thread, on the same template: what as many of them as there are processors would take. */
async function bare(n: number): Promise<number> {
  const typesetter = await Typesetter.open(await compiledTypesetter());
  const copies = Array.from({ length: n }, (_, at) => pressCopy(invoice(at)));
  const { source, data } = pressCopy(invoice(n));
  await typesetter.set(source, data);
  const seconds = await secondsOf(async () => {
    for (const copy of copies) await typesetter.set(copy.source, copy.data);
  });
  return seconds / Math.min(availableParallelism(), n);
}

/** n invoices as PDF on all processors, threads warm, against the bare compiler on the same template. */
export async function pdf(n: number): Promise<Measurement> {
  await all(n, 2 * availableParallelism());
  const { result: seconds, rssMb } = await watchingMemory(() => secondsOf(() => all(0, n)));
  return measurement("pdf", n, { seconds, limitSeconds: await bare(n), rssMb });
}
