import { expect, test } from "vitest";
import { fromLatin1, toLatin1 } from "@kvitt/format-layout";
import { fileOf, linesOf } from "../testkit/edit.ts";
import { sample } from "../testkit/samples.ts";
import { type LineHandler, LineSplitter } from "./lines.ts";
import { parse, serialise } from "./index.ts";

/** The lines a splitter reports, as "number:text", a damaged one as "number!length". */
function split(text: string, chunkSize = text.length + 1): string[] {
  const seen: string[] = [];
  const handler: LineHandler = {
    line: (bytes, base, length, line, clean) =>
      seen.push(clean ? `${line}:${fromLatin1(bytes.subarray(base, base + 1))}` : `${line}!${length}`),
    dataAfterEnd: (line) => seen.push(`data after the end mark of ${line}`),
    givenUp: (line, length) => seen.push(`given up at ${line} after ${length}`),
  };
  const splitter = new LineSplitter(handler);
  const bytes = toLatin1(text)!;
  for (let at = 0; at < bytes.length; at += chunkSize) splitter.push(bytes.subarray(at, at + chunkSize));
  splitter.end();
  return seen;
}

const [a, b, c] = ["a".repeat(80), "b".repeat(80), "c".repeat(80)] as const;

test.each<[string, string, string[]]>([
  ["CRLF", `${a}\r\n${b}\r\n`, ["1:a", "2:b"]],
  ["LF", `${a}\n${b}\n`, ["1:a", "2:b"]],
  ["both", `${a}\n${b}\r\n${c}\n`, ["1:a", "2:b", "3:c"]],
  ["no last line break", `${a}\n${b}`, ["1:a", "2:b"]],
  ["a line break cut in two", `${a}\r\n${b}\r`, ["1:a", "2:b"]],
  ["blank lines at the end", `${a}\n${b}\n\n\r\n`, ["1:a", "2:b"]],
  ["an end mark", `${a}\r\n${b}\r\n\x1a`, ["1:a", "2:b"]],
  ["an end mark behind the last record", `${a}\r\n${b}\x1a`, ["1:a", "2:b"]],
  ["an end mark with a line break behind it", `${a}\r\n${b}\x1a\r\n`, ["1:a", "2:b"]],
  ["no line breaks", `${a}${b}`, ["1:a", "2:b"]],
  ["no line breaks but the last", `${a}${b}\r\n`, ["1:a", "2:b"]],
  ["no line breaks but an end mark", `${a}${b}\x1a`, ["1:a", "2:b"]],
  ["one record", a, ["1:a"]],
  ["nothing", "", []],
  ["a blank line in the middle", `${a}\n\n${b}\n`, ["1:a", "2!0", "3:b"]],
  ["a short line", `${a}\n${b.slice(1)}\n${c}`, ["1:a", "2!79", "3:c"]],
  ["a long line", `${a}\n${b}b\n${c}`, ["1:a", "2!81", "3:c"]],
  ["a short record at the end, no line breaks", `${a}${b.slice(1)}`, ["1:a", "2!79"]],
  ["carriage returns only", `${a}\r${b}\r`, ["1!161"]],
  ["a carriage return inside a record", `${a}\n${b.slice(2)}\rb\n${c}`, ["1:a", "2!80", "3:c"]],
  ["data after an end mark", `${a}\n\x1a\n${b}\n`, ["1:a", "data after the end mark of 2", "3:b"]],
  ["two end marks", `${a}\n${b}\n\x1a\n\x1a\n`, ["1:a", "2:b", "data after the end mark of 3", "4!1"]],
  ["two end marks, no line breaks", `${a}${b}\x1a\x1a`, ["1:a", "2:b", "data after the end mark of 2"]],
])("%s, in chunks of any size", (_title, text, expected) => {
  expect(split(text)).toEqual(expected);
  expect(split(text, 1)).toEqual(expected);
  expect(split(text, 81)).toEqual(expected);
});

test("a line longer than a window is not read to its end", () => {
  expect(split(`${a}\n${b}\n${"c".repeat(200_000)}\n`)).toEqual(["1:a", "2:b", "given up at 3 after 131072"]);
});

test("line breaks that begin where there were none are not followed", () => {
  const many = a.repeat(2000);
  expect(split(`${many}\n${b}\n`).at(-1)).toBe("given up at 2001 after 160000");
});

const ocr = sample("ocr-constructed-two-assignments-crlf-latin1.txt");

test.each<[string, Uint8Array]>([
  ["LF", fileOf(linesOf(ocr), "\n")],
  ["no line breaks", fileOf(linesOf(ocr), "")],
  ["no line breaks but an end mark", fileOf(linesOf(ocr), "", "\x1a")],
  ["no last line break", fileOf(linesOf(ocr), "\r\n", "")],
  ["blank lines and an end mark at the end", fileOf(linesOf(ocr), "\r\n", "\r\n\r\n\x1a\r\n")],
  ["mixed line breaks", toLatin1(linesOf(ocr).reduce((text, line, at) => text + (at % 3 ? "\n" : "\r\n") + line))!],
])("a file with %s is a good file and is written back to the byte", (_title, bytes) => {
  const parsed = parse(bytes);
  expect(parsed.verdict).toEqual(parse(ocr).verdict);
  expect(parsed.ok && serialise(parsed.file)).toEqual(bytes);
});
