#!/usr/bin/env node
/**
 * Measures the reading of a large OCR giro file from disk through the thread, and here: `node
 * server/src/app/readers/bench/read-ocr.ts [payments]`. Prints one JSON object per way; `extraMb` is the peak of this
 * process above what it held before, `mainCpuSeconds` what the main thread itself used.
 */
import { createReadStream, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { luhnCheckDigit } from "@kvitt/values";
import type { BankFileReader, ReaderOptions } from "../port-types.ts";
import { createBankReaders, threadedReaders } from "../index.ts";

const count = Number(process.argv[2] ?? 1_000_000);
const account = "86011117947";
const options: ReaderOptions = {
  accounts: new Map([[account, { currency: "NOK", kidLengths: [13], kidModulus: "mod10" }]]),
};

const folder = mkdtempSync(join(tmpdir(), "kvitt-bench-"));
const path = join(folder, "ocr.txt");
try {
  writeFileSync(path, makeFile(count));
  await measureAll("thread", threadedReaders());
  await measureAll("here", createBankReaders());
} finally {
  rmSync(folder, { recursive: true });
}

async function measureAll(name: string, reader: BankFileReader): Promise<void> {
  const file = () => createReadStream(path, { highWaterMark: 256 * 1024 });
  const validate = async () => (await reader.validate(file(), options)).batches[0]?.lines ?? 0;
  const payments = async () => {
    let seen = 0;
    for await (const batch of reader.payments(file(), options)) seen += batch.length;
    return seen;
  };
  for (const round of [1, 2]) {
    await measure(`${name} validate ${round}`, validate);
    await measure(`${name} payments ${round}`, payments);
  }
}

async function measure(name: string, run: () => Promise<number>): Promise<void> {
  const floor = process.memoryUsage().rss;
  let peak = floor;
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
  const cpu = process.threadCpuUsage();
  const start = process.hrtime.bigint();
  if ((await run()) !== count) throw new Error("the file made here is not good");
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  clearInterval(timer);
  const { user, system } = process.threadCpuUsage(cpu);
  const figures = {
    name,
    n: count,
    seconds: Number(seconds.toFixed(2)),
    mbPerSecond: Math.round(statSync(path).size / 1e6 / seconds),
    extraMb: Math.round((peak - floor) / 1e6),
    mainCpuSeconds: Number(((user + system) / 1e6).toFixed(2)),
  };
  console.log(JSON.stringify(figures));
}

function makeFile(payments: number): Uint8Array {
  const bytes = Buffer.alloc((payments * 2 + 4) * 82);
  let at = 0;
  const line = (text: string): void => {
    at += bytes.write(`${text}\r\n`, at, "latin1");
  };
  line(`NY00001000008080000000100100900${pad(0, 49)}`);
  line(`NY0900200090000010000001${account}${pad(0, 45)}`);
  for (let number = 1; number <= payments; number++) {
    const body = pad(100_000_000_000 + number, 12);
    line(
      `NY091030${pad(number, 7)}06102600060000010${pad(12_345, 17)}${`${body}${luhnCheckDigit(body)}`.padStart(25)}000000`,
    );
    line(`NY091031${pad(number, 7)}${pad(number, 19)}0000000051026${pad(12_000_000_000 + number, 11)}${pad(0, 22)}`);
  }
  const total = pad(payments * 12_345, 17);
  line(`NY090088${pad(payments, 8)}${pad(payments * 2 + 2, 8)}${total}061026061026061026${pad(0, 21)}`);
  line(`NY000089${pad(payments, 8)}${pad(payments * 2 + 4, 8)}${total}061026${pad(0, 33)}`);
  return bytes;
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, "0");
}
