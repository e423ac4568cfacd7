import type { KidAgreement } from "@kvitt/values";
import { expect, test } from "vitest";
import { edited, put } from "../testkit/edit.ts";
import { sample } from "../testkit/samples.ts";
import { type CheckOptions, parse, validate } from "./index.ts";

const ocr = sample("ocr-constructed-two-assignments-crlf-latin1.txt");

function findings(bytes: Uint8Array, options: CheckOptions): string[] {
  return validate(bytes, options).problems.map(({ code, level, line }) => `${line} ${code} ${level}`);
}

test("a file for another recipient is refused, and only then", () => {
  expect(findings(ocr, { recipient: "00104711" })).toEqual([]);
  expect(findings(ocr, { recipient: "00104712" })).toEqual(["1 NOT_FOR_US file"]);
  expect(parse(ocr, { recipient: "00104712" }).ok).toBe(false);
});

test("an account that is not ours rejects the file, for a person to decide", () => {
  expect(findings(ocr, { accountIsOurs: (account) => account === "86011117947" })).toEqual(["24 ACCOUNT_UNKNOWN file"]);
  expect(findings(ocr, { accountIsOurs: () => true })).toEqual([]);
});

test("each account's KIDs are judged by its own agreement", () => {
  const agreements = new Map<string, KidAgreement>([
    ["86011117947", { modulus: "mod10", lengths: [13] }],
    ["15032080119", { modulus: "mod11", lengths: [7, 9, 25] }],
  ]);
  expect(findings(ocr, { agreements })).toEqual(["29 KID_BAD_CHECK line"]);
  const both = new Map<string, KidAgreement>([...agreements, ["15032080119", { modulus: "mod10" }]]);
  expect(findings(ocr, { agreements: both })).toEqual(["25 KID_BAD_CHECK line", "27 KID_BAD_CHECK line"]);
});

test("a KID of a length that was not agreed goes to a person", () => {
  const agreements = new Map([["86011117947", { modulus: "mod10", lengths: [12] } as const]]);
  const { problems, ok } = validate(ocr, { agreements });
  expect(ok).toBe(true);
  expect(problems.map(({ line, value }) => `${line} ${value}`)).toEqual([
    "3 1047112601018",
    "5 1047152601050",
    "7 1047162601066",
    "9 1047112601018",
    "11 1047172601072",
    "13 1047182601088",
    "15 1047182601088",
  ]);
});

test("without an agreement only the form of a KID is judged", () => {
  expect(findings(edited(ocr, { 3: put(74, "9") }), {})).toEqual([]);
});

test("a finding says code, level, line, field, value, rule and a sentence", () => {
  const { problems } = validate(edited(ocr, { 23: put(9, "00000008") }));
  expect(problems).toEqual([
    {
      code: "TX_COUNT",
      level: "file",
      line: 23,
      field: "transactions",
      value: "8",
      rule: "88 and 89, positions 9-16: a transaction with all its records counts once",
      sentence: "The end record says 8 transactions, 9 were read.",
    },
  ]);
});

test("the number of problems listed can be lowered", () => {
  const { problems, problemCount } = validate(edited(ocr, { 5: put(1, "ny"), 6: put(1, "ny") }), { mostListed: 1 });
  expect(problems).toHaveLength(1);
  expect(problemCount).toBe(2);
});
