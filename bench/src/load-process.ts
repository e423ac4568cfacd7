import { Agent, request } from "node:http";
import { signatureOf, type Load, type Requests } from "./load.ts";

/** The process that sends: it is told a load, and answers how long each request took. Started by load.ts. */

const CONNECTIONS = 64;
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

type Wish = {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string | number>;
  readonly raw?: Buffer;
};

function eventOf(no: number): Buffer {
  const event = { id: `evt_${no}`, reference: `kvitt-${no % 40_000}`, name: "CAPTURED", pad: "x".repeat(300) };
  return Buffer.from(JSON.stringify(event));
}

function wishOf(requests: Requests, at: number): Wish {
  if (requests.kind === "pages")
    return { method: "GET", path: requests.paths[at % requests.paths.length]!, headers: { accept: "text/html" } };
  const raw = eventOf(requests.first + at);
  const headers = { "content-type": "application/json", "content-length": raw.length, "x-signature": signatureOf(raw) };
  return { method: "POST", path: requests.path, headers, raw };
}

function send(port: number, { raw, ...wish }: Wish): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = request({ agent, port, host: "127.0.0.1", ...wish }, (answer) => {
      answer.resume();
      answer.once("end", () => (answer.statusCode === 200 ? resolve() : reject(new Error(`${answer.statusCode}`))));
    });
    call.once("error", reject);
    call.end(raw);
  });
}

async function run({ port, perSecond, n, requests }: Load): Promise<number[]> {
  const took: number[] = [];
  const begin = performance.now();
  const sent: Promise<void>[] = [];
  while (sent.length < n) {
    const due = Math.min(n, Math.floor(((performance.now() - begin) * perSecond) / 1000));
    while (sent.length < due) {
      const dueAt = begin + (sent.length * 1000) / perSecond;
      sent.push(send(port, wishOf(requests, sent.length)).then(() => void took.push(performance.now() - dueAt)));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(sent);
  return took;
}

process.on("message", (load: Load) => {
  run(load).then(
    (took) => process.send!({ took }),
    (error: unknown) => process.send!({ took: [], error: String(error) }),
  );
});
process.once("disconnect", () => process.exit(0));
