import { expect, test } from "vitest";
import { edited, put } from "../testkit/edit.ts";
import { sample } from "../testkit/samples.ts";
import { describe } from "./index.ts";

const ocr = sample("ocr-constructed-two-assignments-crlf-latin1.txt");

test("an OCR file in words", () => {
  expect(describe(ocr, { mostTransactions: 4 })).toBe(`\
Transmission 1700319 from 00008080 to 00104711, dated 2026-11-13.
2 assignments, 12 transactions, 32 records, control total 10 228,76 kr.

OCR giro payments, assignment 0000001, account 8601.11.17947: 9 transactions, control total 7 979,51 kr, to post 7 699,51 kr.
  On the bank statement 2026-11-12, settlement 1, serial 10001: 2 payments, 5 450,00 kr.
  On the bank statement 2026-11-12, settlement 2, serial 10002: 1 payment, 899,50 kr.
  On the bank statement 2026-11-13, settlement 1, serial 10003: 2 payments, 550,01 kr.
  On the bank statement 2026-11-13, settlement 0, serial 20001: 4 payments, 800,00 kr.
  1: giro debited to an account, 2026-11-12, 2 450,00 kr, KID 1047112601018
  2: AvtaleGiro, 2026-11-12, 3 000,00 kr, KID 1047152601050
  3: counter giro, 2026-11-12, 899,50 kr, KID 1047162601066
  4: giro debited to an account (credit note), 2026-11-13, 450,00 kr, KID 1047112601018
  and 5 more.

OCR giro payments, assignment 0000002, account 1503.20.80119: 3 transactions, control total 2 249,25 kr.
  On the bank statement 2026-11-13, settlement 3, serial 30001: 3 payments, 2 249,25 kr.
  1: giro debited to an account, 2026-11-13, 1 299,00 kr, KID 000006-
  2: giro debited to an account, 2026-11-13, 750,25 kr, KID 123456785
  3: standing order, 2026-11-13, 200,00 kr, KID 9999999999999999999999994
`);
});

test("claims and agreements in words, payers not named", () => {
  const claims = describe(sample("avtalegiro-constructed-claims-and-cancellation.txt"));
  expect(claims).toContain("1: due 2026-12-15, 3 000,00 kr, KID 1047152602058, 3 specification records");
  expect(claims).not.toMatch(/HANSEN|DEG/);
  const agreements = describe(sample("avtalegiro-constructed-agreements-plus-ocr.txt"));
  expect(agreements).toContain("4: KID 000006-, new or changed, written notice wanted");
});

test("an identity number in a free text is masked", () => {
  const text = "Kari 018180 10083".padEnd(40);
  expect(describe(edited(ocr, { 19: put(16, text) }))).toContain('text "Kari ******-*****"');
});

test("a payer's account is not told", () => {
  expect(describe(ocr)).not.toMatch(/12345678903|1234\.56/);
});

test("what is wrong with a file, and where", () => {
  expect(describe(edited(ocr, { 23: put(9, "00000008") }))).toBe(`\
This file is refused: 1 finding (TX_COUNT 1). Nothing of it may be posted.

line 23: TX_COUNT (file), transactions 8: The end record says 8 transactions, 9 were read. Rule: 88 and 89, positions 9-16: a transaction with all its records counts once.
`);
});

test("a list that was cut says so", () => {
  const text = describe(new Uint8Array(80 * 2000));
  expect(text).toMatch(/and 3\d+ findings more\./);
  expect(text.split("\n").length).toBeLessThan(1010);
});
