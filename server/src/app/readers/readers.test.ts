import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import type { BankFileReader, FileChunks, ReaderOptions } from "./port-types.ts";
import { createBankReaders, threadedReaders } from "./index.ts";
import { watch } from "./patience.ts";

const here = createBankReaders();
const threaded = threadedReaders();

const root = new URL("../../../../", import.meta.url);
const published = new URL(
  "formats/samples/",
  new URL(`file://${process.env["KVITT_CONFORMANCE"] ?? fileURLToPath(new URL("../shared", root))}/`),
);
const own = [new URL("formats/nets/samples/", root), new URL("formats/iso20022/samples/", root)];
const elsewhere = [new URL("no/", published), new URL("iso20022/", published)];

function filesIn(folder: URL): { name: string; bytes: Buffer }[] {
  try {
    const names = readdirSync(folder).filter((name) => /\.(txt|xml)$/.test(name));
    return names.sort().map((name) => ({ name, bytes: readFileSync(new URL(name, folder)) }));
  } catch {
    return [];
  }
}

const samples = own.flatMap(filesIn);
const publicSamples = elsewhere.flatMap(filesIn);

async function* inChunks(bytes: Uint8Array, size = 1000): FileChunks {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Every account that a file names, so that its payments can be had. */
function accountsIn(bytes: Buffer): ReaderOptions {
  const found = bytes.toString("latin1").matchAll(/^NY..[0-9]{2}20.{16}(\d{11})|<(?:IBAN|Id)>([A-Z0-9]{8,34})</gm);
  const agreement = { currency: "NOK", kidLengths: [], kidModulus: "mod10" } as const;
  return { accounts: new Map([...found].map(([, number, written]) => [number ?? written!, agreement])) };
}

async function settled<T>(work: () => Promise<T>): Promise<T | { refusedWith: unknown }> {
  try {
    return await work();
  } catch (error) {
    return { refusedWith: (error as { code?: unknown }).code };
  }
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

async function everything(reader: BankFileReader, bytes: Buffer, options: ReaderOptions) {
  return {
    verdict: await reader.validate(inChunks(bytes), options),
    payments: await settled(() => all(reader.payments(inChunks(bytes), options))),
    statements: await settled(() => all(reader.statements(inChunks(bytes), options))),
    description: await settled(() => reader.describe(inChunks(bytes))),
  };
}

const pad = (value: number, length: number): string => String(value).padStart(length, "0");

/** A right OCR giro file of so many payments. */
function ocrFile(payments: number): Buffer {
  const lines = [`NY00001000008080000000100100900${pad(0, 49)}`, `NY090020008566002000000186011117947${pad(0, 45)}`];
  for (let number = 1; number <= payments; number++) {
    lines.push(`NY091030${pad(number, 7)}06102613062000010${pad(number, 17)}${pad(number, 13).padStart(25)}000000`);
    lines.push(`NY091031${pad(number, 7)}0000000000${pad(number, 9)}000000005102612345678903${pad(0, 22)}`);
  }
  const total = pad((payments * (payments + 1)) / 2, 17);
  lines.push(`NY090088${pad(payments, 8)}${pad(payments * 2 + 2, 8)}${total}061026061026061026${pad(0, 21)}`);
  lines.push(`NY000089${pad(payments, 8)}${pad(payments * 2 + 4, 8)}${total}061026${pad(0, 33)}`);
  return Buffer.from(lines.map((line) => `${line}\r\n`).join(""), "latin1");
}

const big = ocrFile(21_000);
const options = accountsIn(big);

describe("a reader in a thread gives what the reader here gives", () => {
  test.each([...samples, ...publicSamples].map(({ name, bytes }) => [name, bytes] as const))(
    "SEC-63 %s",
    async (_name, bytes) => {
      const known = accountsIn(bytes);
      expect(await everything(threaded, bytes, known)).toEqual(await everything(here, bytes, known));
    },
  );

  test("the public samples are here, or it is said which are not", () => {
    if (publicSamples.length === 0) {
      console.log(
        "Absent: the public OCR giro and camt files (github.com/otovo/python-netsgiro, github.com/genkgo/camt, iso20022.org); set KVITT_CONFORMANCE to their folder.",
      );
    }
    expect(samples.length).toBeGreaterThan(9);
  });

  test("SEC-63 payments of many batches come in file order, at most 5,000 at a time", async () => {
    const batches = await all(threaded.payments(inChunks(big, 100_000), options));
    expect(batches.map(({ length }) => length)).toEqual([5000, 5000, 5000, 5000, 1000]);
    expect(batches).toEqual(await all(here.payments(inChunks(big, 100_000), options)));
  });

  test("SEC-63 several files at a time do not mix", async () => {
    const counts = await Promise.all(
      [1, 5_001, 21_000].map(
        async (count) => (await all(threaded.payments(inChunks(ocrFile(count), 50_000), options))).flat().length,
      ),
    );
    expect(counts).toEqual([1, 5_001, 21_000]);
  });
});

describe("bytes and results wait for each other", () => {
  /** A source that counts what was asked of it and whether it was closed. */
  function counted(bytes: Buffer) {
    const seen = { chunks: 0, closed: false };
    const chunks = (async function* () {
      try {
        for await (const chunk of inChunks(bytes, 64 * 1024)) {
          seen.chunks++;
          yield chunk;
        }
      } finally {
        seen.closed = true;
      }
    })();
    return { seen, chunks };
  }

  test("SEC-63 who takes one batch and leaves has not read the file to its end", async () => {
    const file = ocrFile(100_000);
    const { seen, chunks } = counted(file);
    for await (const batch of threaded.payments(chunks, options)) {
      expect(batch).toHaveLength(5000);
      break;
    }
    expect(seen.closed).toBe(true);
    expect(seen.chunks).toBeLessThan(file.length / (64 * 1024) / 2);
  });

  test("SEC-63 the caller's bytes stay the caller's", async () => {
    const bytes = Buffer.from(big);
    await all(threaded.payments(inChunks(bytes, bytes.length), options));
    expect(bytes.equals(big)).toBe(true);
  });

  test("SEC-63 an error of the source comes through as it is", async () => {
    const breaks = async function* (): FileChunks {
      yield big.subarray(0, 5000);
      throw new RangeError("too large");
    };
    await expect(threaded.validate(breaks(), options)).rejects.toThrow(RangeError);
    await expect(all(threaded.payments(breaks(), options))).rejects.toThrow("too large");
    expect((await threaded.validate(inChunks(big), options)).ok).toBe(true);
  });
});

describe("a file that no reader can take", () => {
  const zeros = async function* (first = ""): FileChunks {
    if (first) yield Buffer.from(first);
    const chunk = new Uint8Array(256 * 1024);
    for (let at = 0; at < 800; at++) yield chunk;
  };

  test("SEC-62 200 MB of zeros is of no known format", async () => {
    const verdict = await threaded.validate(zeros(), options);
    expect(verdict).toMatchObject({
      ok: false,
      problemCount: 1,
      problems: [{ code: "FORMAT_UNKNOWN", level: "file" }],
    });
    await expect(all(threaded.payments(zeros(), options))).rejects.toMatchObject({ code: "FORMAT_UNKNOWN" });
  });

  test("SEC-63 200 MB of zeros behind a good beginning is one finding, not a million", async () => {
    const { ok, problems } = await threaded.validate(zeros(big.toString("latin1", 0, 82)), options);
    expect(ok).toBe(false);
    expect(problems.length).toBeLessThanOrEqual(10);
  });

  test("SEC-63 a file whose payments are asked before it was validated is refused, and the thread reads on", async () => {
    const damaged = Buffer.from(big.toString("latin1").replace("NY090088", "NY090099"), "latin1");
    await expect(all(threaded.payments(inChunks(damaged), options))).rejects.toMatchObject({ code: "NOT_VALIDATED" });
    expect((await all(threaded.payments(inChunks(big), options))).flat()).toHaveLength(21_000);
  });
});

describe("a reader that misbehaves is stopped, and the server lives", () => {
  /** A thread that does this when it is asked for anything. */
  const thread = (does: string) =>
    new URL(
      `data:text/javascript,${encodeURIComponent(`import { parentPort } from "node:worker_threads"; parentPort.on("message", () => { ${does} });`)}`,
    );
  const impatient = { baseMs: 40, perMegabyteMs: 1 };
  const endless = "for (;;);";
  const hungry = "let kept; for (;;) kept = { kept, list: [1, 2, 3, 4, 5, 6, 7, 8] };";

  test.each([
    ["never ends", endless, "longer"],
    ["never answers", "", "longer"],
    ["takes all memory", hungry, "memory"],
    ["throws", "throw new Error('no');", "error"],
    ["leaves", "process.exit();", "error"],
  ])("SEC-63 one that %s: the verdict says READER_STOPPED", async (_name, does, word) => {
    const patience = word === "longer" ? impatient : { baseMs: 60_000, perMegabyteMs: 1 };
    const reader = threadedReaders({ entry: thread(does), patience, heapMegabytes: 16 });
    const verdict = await reader.validate(inChunks(big), options);
    expect(verdict).toMatchObject({
      ok: false,
      problems: [{ code: "READER_STOPPED", level: "file", sentence: expect.stringContaining(word) as string }],
    });
    await expect(all(reader.payments(inChunks(big), options))).rejects.toMatchObject({ code: "READER_STOPPED" });
    await expect(reader.describe(inChunks(big))).rejects.toMatchObject({ code: "READER_STOPPED" });
  });

  test("SEC-63 two files that stop the reader are two files: the hash is that of all bytes", async () => {
    const reader = threadedReaders({ entry: thread(endless), patience: impatient });
    const hashOf = async (bytes: Buffer) =>
      (await reader.validate(inChunks(bytes), options)).normalisedSha256.toString("hex");
    const longer = Buffer.concat([big, Buffer.from("\n")]);
    expect(await hashOf(longer)).not.toBe(await hashOf(big));
    expect(await hashOf(big)).toBe(await hashOf(Buffer.from(big)));
  });

  test("SEC-63 only the thread's own turns are counted, against the base and the megabytes given", async () => {
    const looksUntilStopped = (otherTurns: number, bytes: number) =>
      new Promise<number>((resolve) => {
        let looks = 0;
        watch(
          { baseMs: 20, perMegabyteMs: 10 },
          {
            over: () => false,
            isThreadsTurn: () => ++looks > otherTurns,
            bytesGiven: () => bytes,
            outOfPatience: () => resolve(looks),
          },
        );
      });
    // A look each 5 ms of 20: the fifth is the first beyond.
    expect(await looksUntilStopped(0, 0)).toBe(5);
    expect(await looksUntilStopped(7, 0)).toBe(12);
    expect(await looksUntilStopped(0, 1_000_000)).toBe(7);
  });

  test("SEC-63 a job that is over is not looked at any more", async () => {
    const looked = await new Promise<number>((resolve) => {
      let looks = 0;
      const over = () => {
        if (looks === 2) resolve(looks);
        return looks === 2;
      };
      const isThreadsTurn = () => ++looks > 0;
      watch(
        { baseMs: 400, perMegabyteMs: 1 },
        { over, isThreadsTurn, bytesGiven: () => 0, outOfPatience: () => resolve(-1) },
      );
    });
    expect(looked).toBe(2);
  });
});

test("SEC-63 it runs from the sources alone, and an idle thread keeps no process alive", async () => {
  const program = `
    import { threadedReaders } from ${JSON.stringify(new URL("./index.ts", import.meta.url).href)};
    const file = (async function* () { yield Buffer.from("nothing"); })();
    console.log((await threadedReaders().validate(file, { accounts: new Map() })).problems[0].code);`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program]);
  expect(stdout.trim()).toBe("FORMAT_UNKNOWN");
});
