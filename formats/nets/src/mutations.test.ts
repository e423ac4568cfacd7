import { expect, test } from "vitest";
import { toLatin1 } from "@kvitt/format-layout";
import { edited, fileOf, linesOf, put } from "../testkit/edit.ts";
import { ownSamples, sample } from "../testkit/samples.ts";
import { parse, validate } from "./index.ts";

// Lines: 1 start, 2 assignment, 3-4 a type 10, 5-6 a type 15, ... 9-10 a credit note, 13-14 a type 19,
// 17-19 a type 21, 20-22 a type 20, 23 end, 24 assignment, 25-30 three payments, 31 end, 32 end of transmission.
const ocr = sample("ocr-constructed-two-assignments-crlf-latin1.txt");
const claims = sample("avtalegiro-constructed-claims-and-cancellation.txt");

/** Codes and lines of the findings that reject the file, derived ones (counts of the same damage) included. */
function rejections(bytes: Uint8Array): string[] {
  const parsed = parse(bytes);
  expect(parsed.ok).toBe(false);
  return parsed.verdict.problems.filter(({ level }) => level === "file").map(({ code, line }) => `${line} ${code}`);
}

/** Title, broken file, every finding that rejects it. */
const rows: [string, Uint8Array, string[]][] = [
  ["the last byte of a line is missing", edited(ocr, { 4: (line) => line.slice(0, -1) }), ["4 LINE_LENGTH"]],
  ["a line has a byte more", edited(ocr, { 4: (line) => `${line}0` }), ["4 LINE_LENGTH"]],
  ["record 31 is missing", edited(ocr, { 4: () => undefined }), ["4 ORDER", "22 RECORD_COUNT", "31 RECORD_COUNT"]],
  ["record 88 is missing", edited(ocr, { 31: () => undefined }), ["31 ORDER", "31 RECORD_COUNT"]],
  ["record 89 is missing", edited(ocr, { 32: () => undefined }), ["31 ORDER"]],
  ["record 10 is missing", edited(ocr, { 1: () => undefined }), ["1 ORDER", "31 RECORD_COUNT"]],
  [
    "record 20 is missing",
    edited(claims, { 13: () => undefined }),
    ["13 ORDER", "14 ORDER", "15 ORDER", "16 TX_COUNT", "16 RECORD_COUNT", "16 TOTAL_MISMATCH"],
  ],
  ["records 30 and 31 are swapped", fileOf(swapped(linesOf(ocr), 3)), ["3 ORDER", "5 ORDER"]],
  [
    "one amount is changed",
    edited(ocr, { 3: put(33, "00000000000245001") }),
    ["23 TOTAL_MISMATCH", "32 TOTAL_MISMATCH"],
  ],
  ["the transaction count of 88 is changed", edited(ocr, { 23: put(9, "00000008") }), ["23 TX_COUNT"]],
  ["the record count of 88 is changed", edited(ocr, { 23: put(17, "00000021") }), ["23 RECORD_COUNT"]],
  ["the transaction count of 89 is changed", edited(ocr, { 32: put(9, "00000013") }), ["32 TX_COUNT"]],
  ["the record count of 89 is changed", edited(ocr, { 32: put(17, "00000031") }), ["32 RECORD_COUNT"]],
  ["the total of 89 is changed", edited(ocr, { 32: put(25, "00000000001022875") }), ["32 TOTAL_MISMATCH"]],
  [
    "a transaction is repeated without new counts",
    edited(ocr, { 3: (line) => [line, linesOf(ocr)[3]!, line] }),
    ["25 TX_COUNT", "25 RECORD_COUNT", "25 TOTAL_MISMATCH", "34 TX_COUNT", "34 RECORD_COUNT", "34 TOTAL_MISMATCH"],
  ],
  [
    "the credit note is added instead of subtracted",
    edited(ocr, { 23: put(25, "00000000000887951"), 32: put(25, "00000000001112876") }),
    ["23 TOTAL_MISMATCH", "32 TOTAL_MISMATCH"],
  ],
  ["Ø as UTF-8 in a free text", edited(ocr, { 19: (line) => line.replace("Å", "\u00c3\u0085") }), ["19 LINE_LENGTH"]],
  [
    "Ø as UTF-8 where a blank was dropped for it",
    edited(ocr, { 19: (line) => line.replace("Åse ", "\u00c3\u0085se") }),
    ["19 ENCODING"],
  ],
  ["a tab in a free text", edited(ocr, { 19: put(20, "\t") }), ["19 ENCODING"]],
  [
    "transaction type 22",
    edited(ocr, { 3: put(5, "22"), 4: put(5, "22") }),
    ["3 UNKNOWN_TX_TYPE", "4 UNKNOWN_TX_TYPE"],
  ],
  ["transaction type 09", edited(ocr, { 3: put(5, "09") }), ["3 UNKNOWN_TX_TYPE"]],
  ["31 February as settlement date", edited(ocr, { 3: put(16, "310226") }), ["3 BAD_DATE"]],
  ["no settlement date", edited(ocr, { 3: put(16, "000000") }), ["3 BAD_DATE"]],
  ["31 February in record 88", edited(ocr, { 23: put(42, "310226") }), ["23 BAD_DATE"]],
  ["31 February in record 89", edited(ocr, { 32: put(42, "310226") }), ["32 BAD_DATE"]],
  ["a second record 10", edited(ocr, { 2: (line) => [linesOf(ocr)[0]!, line] }), ["2 ORDER", "33 RECORD_COUNT"]],
  ["text behind record 89", edited(ocr, { 32: (line) => [line, "more"] }), ["33 ORDER"]],
  ["a record behind record 89", edited(ocr, { 32: (line) => [line, line] }), ["33 ORDER"]],
  ["a blank line in the middle", edited(ocr, { 5: (line) => ["", line] }), ["5 LINE_LENGTH"]],
  ["two blank lines in the middle", edited(ocr, { 5: (line) => ["", "", line] }), ["5 LINE_LENGTH", "6 LINE_LENGTH"]],
  ["lower-case ny", edited(ocr, { 5: put(1, "ny") }), ["5 BAD_FORMAT_CODE"]],
  [
    "a record of another service",
    edited(ocr, { 5: put(3, "081030") }),
    ["5 UNKNOWN_RECORD", "6 ORDER", "23 TX_COUNT", "32 TX_COUNT"],
  ],
  ["a letter in an amount", edited(ocr, { 3: put(40, "O") }), ["3 NOT_NUMERIC"]],
  ["a letter in a debit account", edited(ocr, { 4: put(48, "X") }), ["4 NOT_NUMERIC"]],
  ["a sign that is neither 0 nor -", edited(ocr, { 3: put(32, "+") }), ["3 NOT_NUMERIC"]],
  ["item 2 of another number", edited(ocr, { 4: put(9, "0000002") }), ["4 TX_NUMBER_MISMATCH"]],
  ["item 2 of another type", edited(ocr, { 4: put(5, "11") }), ["4 TX_NUMBER_MISMATCH"]],
  ["item 3 of another number", edited(ocr, { 19: put(9, "0000009") }), ["19 TX_NUMBER_MISMATCH"]],
  ["item 3 on a type 19", edited(ocr, { 17: put(5, "19"), 18: put(5, "19"), 19: put(5, "19") }), ["19 ORDER"]],
  ["no item 3 on a type 10 made 21", edited(ocr, { 3: put(5, "21"), 4: put(5, "21") }), ["5 ORDER"]],
  [
    "AvtaleGiro: a claim without item 2",
    edited(claims, { 9: () => undefined }),
    ["9 ORDER", "11 RECORD_COUNT", "16 RECORD_COUNT"],
  ],
  ["AvtaleGiro: a claim of type 22", edited(claims, { 3: put(5, "22") }), ["3 UNKNOWN_TX_TYPE"]],
  ["AvtaleGiro: a due date that is none", edited(claims, { 3: put(16, "310226") }), ["3 BAD_DATE"]],
  [
    "AvtaleGiro: a claim in the cancellations",
    edited(claims, { 14: put(3, "210230") }),
    ["14 ORDER", "15 ORDER", "16 TX_COUNT", "17 TX_COUNT"],
  ],
];

function swapped(lines: string[], line: number): string[] {
  const [first, second] = [lines[line - 1]!, lines[line]!];
  return lines.toSpliced(line - 1, 2, second, first);
}

test.each(rows)("refused: %s", (_title, bytes, expected) => {
  expect(rejections(bytes)).toEqual(expected);
});

test("refused: carriage returns only", () => {
  const bytes = fileOf(linesOf(ocr), "\r");
  expect(rejections(bytes)).toContain("1 LINE_LENGTH");
});

test("refused: an amount that cannot be carried exactly, and a total", () => {
  const tooLarge = "00009007199254740992".slice(-17);
  expect(rejections(edited(ocr, { 3: put(33, tooLarge) }))).toEqual(["3 AMOUNT_OVERFLOW"]);
  const largest = "00009007199254740991".slice(-17);
  expect(rejections(edited(ocr, { 3: put(33, largest) }))).toEqual(["23 AMOUNT_OVERFLOW", "32 AMOUNT_OVERFLOW"]);
});

test("refused: a file of nothing, of blank lines, of an end mark", () => {
  for (const text of ["", "\r\n\r\n", "\n", "\x1a", "\r\n\x1a"]) {
    expect(rejections(toLatin1(text)!)).toEqual(["0 EMPTY_FILE"]);
  }
});

test("refused: a transmission without assignments", () => {
  const [start, end] = [linesOf(ocr)[0]!, put(9, `${"0".repeat(7)}0`)(linesOf(ocr).at(-1)!)];
  const counted = put(17, "00000002")(put(25, "0".repeat(17))(end));
  expect(rejections(fileOf([start, counted]))).toEqual(["2 ORDER"]);
});

test.each(ownSamples)("refused: $name cut off anywhere", ({ bytes }) => {
  const end = bytes.findLastIndex((byte) => byte >= 0x20) + 1;
  for (let length = 0; length < end; length += 7) expect(parse(bytes.subarray(0, length)).ok).toBe(false);
});

/** What is found in a file that is good all the same. */
function findings(bytes: Uint8Array): string[] {
  const verdict = validate(bytes);
  expect(verdict.ok).toBe(true);
  return verdict.problems.map(({ code, level, line }) => `${line} ${code} ${level}`);
}

test.each<[string, Uint8Array, string[]]>([
  ["a KID with a letter", edited(ocr, { 3: put(62, "1A") }), ["3 KID_BAD_CHECK line"]],
  ["a KID of zeros", edited(ocr, { 3: put(62, "0".repeat(13)) }), ["3 KID_BAD_CHECK line"]],
  ["a - inside a KID", edited(ocr, { 3: put(70, "-") }), ["3 KID_BAD_CHECK line"]],
  ["no KID on a type 10", edited(ocr, { 3: put(50, " ".repeat(25)) }), ["3 KID_BLANK line"]],
  ["a KID on a type 21", edited(ocr, { 17: put(62, "1047112601018") }), []],
  ["an account whose last digit is wrong", edited(ocr, { 2: put(35, "8") }), ["2 ACCOUNT_CHECK warn"]],
  ["31 February as bank date", edited(ocr, { 4: put(42, "310226") }), ["4 BAD_DATE warn"]],
  ["letters in the bank date", edited(ocr, { 4: put(42, "XX1126") }), ["4 BAD_DATE warn"]],
  ["no date in record 89", edited(ocr, { 32: put(42, "000000") }), ["32 BAD_DATE warn"]],
  ["data in a filler", edited(ocr, { 4: put(35, "3206160") }), ["4 FILLER_NOT_ZERO info"]],
  ["another earliest date in 88", edited(ocr, { 23: put(48, "111126") }), ["23 DATE_RANGE warn"]],
  ["no latest date in 88", edited(ocr, { 23: put(54, "000000") }), ["23 DATE_RANGE warn"]],
  [
    "transaction numbers that do not ascend",
    edited(ocr, { 3: put(9, "0000005"), 4: put(9, "0000005") }),
    ["5 TX_NUMBER_ORDER warn"],
  ],
  ["two assignments of one number", edited(ocr, { 24: put(18, "0000001") }), ["24 ASSIGNMENT_REPEATED warn"]],
  ["a letter in the centre", edited(ocr, { 3: put(22, "XX") }), []],
  ["specification line 43", edited(claims, { 5: put(17, "043") }), ["5 SPECIFICATION_PLACE line"]],
  ["specification column 3", edited(claims, { 5: put(20, "3") }), ["5 SPECIFICATION_PLACE line"]],
])("read and noted: %s", (_title, bytes, expected) => {
  expect(findings(bytes)).toEqual(expected);
});

test("read and noted: an amount of zero", () => {
  const changed = edited(ocr, {
    25: put(33, "0".repeat(17)),
    31: put(25, "00000000000095025"),
    32: put(25, "00000000000892976"),
  });
  expect(findings(changed)).toEqual(["25 ZERO_AMOUNT line"]);
});

test("read and noted: a total below zero, when its absolute value is declared", () => {
  const only = linesOf(ocr).slice(8, 10).map(put(9, "0000001"));
  const [head, start] = linesOf(ocr);
  const end88 = put(48, "131126131126")(put(9, "000000010000000400000000000045000")(linesOf(ocr)[22]!));
  const end89 = put(9, "000000010000000600000000000045000")(linesOf(ocr)[31]!);
  expect(findings(fileOf([head!, start!, ...only, end88, end89]))).toEqual([
    "5 TOTAL_MISMATCH warn",
    "6 TOTAL_MISMATCH warn",
  ]);
});

test("more than 84 specification records are refused, 84 are not", () => {
  const file = (count: number) => {
    const added = Array.from({ length: count - 3 }, () => linesOf(claims)[4]!);
    const size = (base: number) => String(base + added.length).padStart(8, "0");
    return edited(claims, { 5: (line) => [line, ...added], 12: put(17, size(11)), 17: put(17, size(17)) });
  };
  expect(validate(file(84)).ok).toBe(true);
  expect(rejections(file(85))).toEqual(["89 ORDER"]);
});
