/** A thread that sets pages, one request after the other. */
import { parentPort, workerData } from "node:worker_threads";
import type { PrintAnswer, PrinterData, PrintRequest } from "./protocol.ts";
import { Typesetter } from "./typesetter.ts";

const main = parentPort!;
const opened = Typesetter.open((workerData as PrinterData).code);

async function print({ job, source, data }: PrintRequest): Promise<PrintAnswer> {
  const typesetter = await opened;
  return { job, ...(await typesetter.set(source, data)) };
}

main.on("message", (request: PrintRequest) => {
  print(request).then(
    (answer) => main.postMessage(answer, "pdf" in answer ? [answer.pdf.buffer] : []),
    (error: unknown) => main.postMessage({ job: request.job, error: String(error) } satisfies PrintAnswer),
  );
});
