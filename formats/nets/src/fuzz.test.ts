import fc from "fast-check";
import { expect, test } from "vitest";
import { fromLatin1 } from "@kvitt/format-layout";
import { fileOf, linesOf } from "../testkit/edit.ts";
import { foundPublicSamples, ownSamples } from "../testkit/samples.ts";
import { describe, parse, serialise } from "./index.ts";

const cases = Number(process.env["KVITT_FUZZ_CASES"] ?? 3000);
const samples = [...ownSamples, ...foundPublicSamples].map(({ bytes }) => bytes);

/** One small injury to a file, by numbers that are taken modulo whatever they choose from. */
const injury = fc.record({
  kind: fc.constantFrom("flip", "digit", "drop", "insert", "cut", "dropLine", "repeatLine", "swapLines"),
  at: fc.nat(),
  other: fc.nat(),
  byte: fc.nat(255),
});

type Injury = typeof injury extends fc.Arbitrary<infer T> ? T : never;

function injured(bytes: Uint8Array, { kind, at, other, byte }: Injury): Uint8Array {
  const place = bytes.length === 0 ? 0 : at % bytes.length;
  switch (kind) {
    case "flip":
      return bytes.map((old, index) => (index === place ? byte : old));
    case "digit":
      return bytes.map((old, index) => (index === place ? 0x30 + (byte % 10) : old));
    case "drop":
      return Uint8Array.from([...bytes.subarray(0, place), ...bytes.subarray(place + 1)]);
    case "insert":
      return Uint8Array.from([...bytes.subarray(0, place), byte, ...bytes.subarray(place)]);
    case "cut":
      return bytes.subarray(0, place);
    default:
      return fileOf(withLines(linesOf(bytes), kind, at, other));
  }
}

function withLines(lines: string[], kind: Injury["kind"], at: number, other: number): string[] {
  const [here, there] = [at % lines.length, other % lines.length];
  if (kind === "dropLine") return lines.toSpliced(here, 1);
  if (kind === "repeatLine") return lines.toSpliced(there, 0, lines[here]!);
  return lines.with(here, lines[there]!).with(there, lines[here]!);
}

/** Counts and totals added up anew from the characters, with nothing of the reader's own code. */
function tie(bytes: Uint8Array): boolean {
  const records =
    fromLatin1(bytes)
      .replace(/[\r\n\x1a]/g, "")
      .match(/.{80}/gs) ?? [];
  let inAssignment = { transactions: 0, records: 0, total: 0n };
  const file = { transactions: 0, records: records.length, total: 0n };
  for (const record of records) {
    const kind = record.slice(6, 8);
    if (kind === "20") inAssignment = { transactions: 0, records: 0, total: 0n };
    inAssignment.records++;
    if (kind === "30" || kind === "70") inAssignment.transactions++;
    if (kind === "30") inAssignment.total += BigInt(record.slice(32, 49)) * (record[31] === "-" ? -1n : 1n);
    if (kind === "88") {
      if (!declares(record, inAssignment)) return false;
      file.transactions += inAssignment.transactions;
      file.total += inAssignment.total;
    }
    if (kind === "89" && !declares(record, file)) return false;
  }
  return true;
}

function declares(record: string, sums: { transactions: number; records: number; total: bigint }): boolean {
  const counted = Number(record.slice(8, 16)) === sums.transactions && Number(record.slice(16, 24)) === sums.records;
  // The end of a list of agreements declares no total.
  if (record.startsWith("NY2124")) return counted;
  const total = BigInt(record.slice(24, 41));
  return counted && (total === sums.total || total === -sums.total);
}

test("an injured file is refused, or its counts and totals tie and it is written back to the byte", () => {
  const files = fc.tuple(fc.constantFrom(...samples), fc.array(injury, { minLength: 1, maxLength: 3 }));
  fc.assert(
    fc.property(files, ([bytes, injuries]) => {
      const file = injuries.reduce(injured, bytes);
      const parsed = parse(file);
      if (!parsed.ok) {
        expect(parsed.verdict.problems.some(({ level }) => level === "file")).toBe(true);
        return;
      }
      expect(tie(file)).toBe(true);
      expect(serialise(parsed.file)).toEqual(file);
      expect(describe(file)).toContain("Transmission");
    }),
    { seed: 20261121, numRuns: cases },
  );
});

test("noise of any length is refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(parse(bytes).ok).toBe(false);
    }),
    { seed: 20261121, numRuns: cases / 10 },
  );
});
