import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { edited, fileOf, linesOf, put } from "../testkit/edit.ts";
import { ownSamples, sample } from "../testkit/samples.ts";
import { ledgerMinor, NotValidated, type OcrPayment, parse, payments, validate, validateStream } from "./index.ts";

const ocr = sample("ocr-constructed-two-assignments-crlf-latin1.txt");

function chunksOf(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}

async function collect(chunks: Uint8Array[], batchSize?: number): Promise<OcrPayment[][]> {
  const batches: OcrPayment[][] = [];
  for await (const batch of payments(chunks, batchSize === undefined ? {} : { batchSize })) batches.push([...batch]);
  return batches;
}

test("the verdict does not depend on how the file is cut into chunks", async () => {
  for (const { bytes } of ownSamples) {
    const whole = validate(bytes);
    for (const size of [1, 79, 80, 81, 82, 1000]) expect(await validateStream(chunksOf(bytes, size))).toEqual(whole);
  }
});

test("a payment carries what its two or three records say", async () => {
  const [batch] = await collect([ocr]);
  expect(batch).toHaveLength(12);
  expect(batch![2]).toEqual({
    assignment: 0,
    account: "86011117947",
    line: 7,
    transactionNumber: 3,
    type: "14",
    settledOn: "2026-11-12",
    centreId: "13",
    dayCode: "12",
    partialSettlement: 2,
    serialNumber: 10002,
    sign: "0",
    amountMinor: 89_950n,
    kid: "1047162601066",
    kidProblem: undefined,
    cardIssuer: "00",
    formNumber: "9791234567",
    archiveReference: "712345678",
    bankOn: null,
    debitAccount: "00000000000",
    freeText: null,
  });
  expect(batch![7]).toMatchObject({ type: "21", kid: "", freeText: "Åse Bjørnø, hund Prikken æøå ÆØÅ" });
  expect(batch![11]).toMatchObject({
    assignment: 1,
    account: "15032080119",
    kid: "9999999999999999999999994",
    line: 29,
  });
});

test("the payments of an assignment add up to its ledger total", async () => {
  for (const { bytes } of ownSamples) {
    const all = (await collect([bytes])).flat();
    for (const { index, kind, ledgerTotalMinor } of validate(bytes).assignments) {
      if (kind !== "ocr") continue;
      const sum = all
        .filter(({ assignment }) => assignment === index)
        .reduce((total, each) => total + ledgerMinor(each), 0n);
      expect(sum).toBe(ledgerTotalMinor);
    }
  }
});

test("batches are full but for the last, whatever the chunks", async () => {
  for (const size of [1, 500, 100_000]) {
    const batches = await collect(chunksOf(ocr, size), 5);
    expect(batches.map(({ length }) => length)).toEqual([5, 5, 2]);
    expect(batches.flat()).toEqual((await collect([ocr])).flat());
  }
});

test("a file that is not good gives no last batch", async () => {
  const broken = edited(ocr, { 32: put(25, "00000000001022875") });
  await expect(collect([broken])).rejects.toThrow(NotValidated);
});

test("lump sums and payments of a large file, through many windows", async () => {
  const [item1, item2] = linesOf(ocr).slice(2, 4);
  const count = 3000;
  const numbered = Array.from({ length: count }, (_, i) => {
    const number = String(i + 1).padStart(7, "0");
    return [put(9, number)(put(27, String(10_000 + (i % 3)))(item1!)), put(9, number)(item2!)];
  });
  const eight = (value: number) => String(value).padStart(8, "0");
  const total = String(count * 245_000).padStart(17, "0");
  const lines = [
    ...linesOf(ocr).slice(0, 2),
    ...numbered.flat(),
    put(9, eight(count) + eight(count * 2 + 2) + total + "121126121126121126")(linesOf(ocr)[22]!),
    put(9, eight(count) + eight(count * 2 + 4) + total)(linesOf(ocr)[31]!),
  ];
  const verdict = await validateStream(chunksOf(fileOf(lines), 4096));
  expect(verdict).toMatchObject({ ok: true, problemCount: 0, transactions: count });
  expect(verdict.assignments[0]!.lumpSums.map((lump) => [lump.serialNumber, lump.count, lump.ledgerMinor])).toEqual([
    [10_000, 1000, 245_000_000n],
    [10_001, 1000, 245_000_000n],
    [10_002, 1000, 245_000_000n],
  ]);
  expect((await collect([fileOf(lines)], 700)).map(({ length }) => length)).toEqual([700, 700, 700, 700, 200]);
});

function hashes(bytes: Uint8Array): { file: string; assignments: string } {
  const file = createHash("sha256");
  const assignments = createHash("sha256");
  validate(bytes, {
    onNormalised(part, place) {
      file.update(part);
      if (place === "assignments") assignments.update(part);
    },
  });
  return { file: file.digest("hex"), assignments: assignments.digest("hex") };
}

test("the normalised bytes are the file without line breaks; the assignment part is what stands between 10 and 89", () => {
  const expected = (lines: string[]) =>
    createHash("sha256")
      .update(fileOf(lines, "", ""))
      .digest("hex");
  const lines = linesOf(ocr);
  expect(hashes(ocr)).toEqual({ file: expected(lines), assignments: expected(lines.slice(1, -1)) });
  expect(hashes(fileOf(lines, "\n", "\x1a"))).toEqual(hashes(ocr));
  const delivered = edited(ocr, { 1: put(17, "0320001") });
  expect(hashes(delivered).assignments).toBe(hashes(ocr).assignments);
  expect(hashes(delivered).file).not.toBe(hashes(ocr).file);
});

/** 200 MB made of one chunk over and over, so that the test itself stays small. */
function* repeated(chunk: Uint8Array): Generator<Uint8Array> {
  for (let size = 0; size < 200 * 1024 * 1024; size += chunk.length) yield chunk;
}

test("SEC-62 200 MB of zero bytes are refused with a capped list", async () => {
  const verdict = await validateStream(repeated(new Uint8Array(1024 * 1024)));
  expect(verdict.ok).toBe(false);
  expect(verdict.problems).toHaveLength(1000);
  expect(verdict.problemCount).toBeGreaterThan(2_600_000);
});

test("SEC-63 at most 1,000 problems are listed, the rest counted, and those that reject the file are not crowded out", () => {
  const payment = linesOf(ocr).slice(2, 4);
  const noted = put(50, " ".repeat(25))(payment[0]!);
  const lines = [...linesOf(ocr).slice(0, 2), ...Array.from({ length: 1500 }, () => [noted, payment[1]!]).flat()];
  const verdict = validate(fileOf([...lines, ...linesOf(ocr).slice(-2)]));
  expect(verdict.problems).toHaveLength(1000);
  expect(verdict.countsByCode.KID_BLANK).toBe(1500);
  expect(verdict.problems.filter(({ level }) => level === "file").map(({ code }) => code)).toEqual([
    "TX_COUNT",
    "RECORD_COUNT",
    "TOTAL_MISMATCH",
    "TX_COUNT",
    "RECORD_COUNT",
    "TOTAL_MISMATCH",
  ]);
});

test("SEC-63 no finding shows a name, wherever it stands", () => {
  const places = fc.tuple(fc.integer({ min: 1, max: 32 }), fc.integer({ min: 1, max: 69 }));
  fc.assert(
    fc.property(places, ([line, position]) => {
      const { problems } = parse(edited(ocr, { [line]: put(position, "HANSEN KARI") })).verdict;
      for (const problem of problems) expect(JSON.stringify(problem)).not.toMatch(/HA?N|SEN|KARI/);
    }),
  );
});

test("SEC-63 no finding shows an account", () => {
  const { problems } = parse(edited(ocr, { 2: put(25, "15032080118"), 4: put(48, "1234567890X") })).verdict;
  expect(problems.map(({ code, field, value }) => [code, field, value])).toEqual([
    ["ACCOUNT_CHECK", "account", undefined],
    ["NOT_NUMERIC", "debitAccount", undefined],
  ]);
});
