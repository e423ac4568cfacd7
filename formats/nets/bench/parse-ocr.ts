/**
 * Measures reading of a large OCR giro file made in memory: `node formats/nets/bench/parse-ocr.ts [payments]`.
 * Prints one JSON object per way of reading. `mbPerCpuSecond` holds on a busy machine too; `rssMb` is the peak of this process without the file itself.
 */
import { createHash } from "node:crypto";
import { payments, validateStream } from "../src/index.ts";

const count = Number(process.argv[2] ?? 1_000_000);
const CHUNK = 64 * 1024;

const file = makeFile(count);
const agreements = new Map([["86011117947", { modulus: "mod10", lengths: [13] } as const]]);
const floor = process.memoryUsage().rss;

await measure("validate", async () => {
  const verdict = await validateStream(chunks(), { agreements });
  if (!verdict.ok || verdict.transactions !== count) throw new Error("the file made here is not good");
});
await measure("validate-hash", async () => {
  const hash = createHash("sha256");
  await validateStream(chunks(), { agreements, onNormalised: (bytes) => void hash.update(bytes) });
  hash.digest();
});
await measure("payments", async () => {
  let seen = 0;
  for await (const batch of payments(chunks(), { agreements })) seen += batch.length;
  if (seen !== count) throw new Error(`${seen} payments of ${count}`);
});
await measure(
  "refuse-zeros-200mb",
  async () => {
    const zeros = new Uint8Array(CHUNK);
    await validateStream(Array.from({ length: (200 * 1024 * 1024) / CHUNK }, () => zeros));
  },
  200 * 1024 * 1024,
);

async function measure(name: string, run: () => Promise<void>, bytes = file.length): Promise<void> {
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
  const cpuStart = process.cpuUsage();
  const start = process.hrtime.bigint();
  await run();
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const cpu = process.cpuUsage(cpuStart);
  const cpuSeconds = (cpu.user + cpu.system) / 1e6;
  clearInterval(timer);
  peak = Math.max(peak, process.memoryUsage().rss);
  const rate = (per: number): number => Math.round(bytes / 1e6 / per);
  const rssMb = Math.round((peak - floor) / 1e6);
  const shown = { seconds: Number(seconds.toFixed(2)), mbPerSecond: rate(seconds), mbPerCpuSecond: rate(cpuSeconds) };
  console.log(JSON.stringify({ name, n: count, ...shown, rssMb }));
}

/** Gives the event loop a turn now and then, as a file would, so that memory can be sampled. */
async function* chunks(): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.length; at += CHUNK) {
    if (at % (CHUNK * 64) === 0) await new Promise((resolve) => setImmediate(resolve));
    yield file.subarray(at, at + CHUNK);
  }
}

function makeFile(transactions: number): Uint8Array {
  const head = [
    `NY00001000008080000000100900001${"0".repeat(49)}`,
    `NY090020009000001000000186011117947${"0".repeat(45)}`,
  ];
  const total = String(transactions * 12_345).padStart(17, "0");
  const tail = [
    `NY090088${pad(transactions, 8)}${pad(transactions * 2 + 2, 8)}${total}061026061026061026${"0".repeat(21)}`,
    `NY000089${pad(transactions, 8)}${pad(transactions * 2 + 4, 8)}${total}061026${"0".repeat(33)}`,
  ];
  const size = (head.length + tail.length + transactions * 2) * 82;
  const bytes = Buffer.alloc(size);
  let at = 0;
  const line = (text: string): void => {
    at += bytes.write(`${text}\r\n`, at, "latin1");
  };
  head.forEach(line);
  for (let i = 1; i <= transactions; i++) payment(i).forEach(line);
  tail.forEach(line);
  return bytes;
}

function payment(number: number): string[] {
  const body = pad(100_000_000_000 + number, 12);
  const kid = (body + luhn(body)).padStart(25);
  return [
    `NY091030${pad(number, 7)}06102600060000010${pad(12_345, 17)}${kid}000000`,
    `NY091031${pad(number, 7)}0000000000${pad(number, 9)}0000000051026${pad(12_000_000_000 + number, 11)}${"0".repeat(22)}`,
  ];
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, "0");
}

function luhn(body: string): string {
  let sum = 0;
  for (let i = body.length - 1, double = true; i >= 0; i--, double = !double) {
    const digit = Number(body[i]) * (double ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return String((10 - (sum % 10)) % 10);
}
