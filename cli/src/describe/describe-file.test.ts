import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeFile } from "./describe-file.ts";

const FORMATS = join(import.meta.dirname, "..", "..", "..", "formats");
const sample = (path: string) => readFileSync(join(FORMATS, path));
const bytes = (text: string) => new TextEncoder().encode(text);

describe("S0-12 a bank file in words", () => {
  test("an OCR giro file tells its transmission, lump and payments", () => {
    const found = describeFile(sample("nets/samples/front-example-batch-1-2026-10-06.txt"));
    expect(found).toMatchObject({ format: "nets", ok: true, problemCount: 0 });
    expect(found.words).toContain("4 payments, 17 980,00 kr");
  });

  test("AvtaleGiro claims, a camt message and payment orders are told apart", () => {
    const formats = [
      "nets/samples/avtalegiro-constructed-claims-and-cancellation.txt",
      "iso20022/samples/no-camt054-v08-kid-charges-reversal.xml",
      "iso20022/samples/no-pain001-v09-payout-kid.xml",
    ];
    expect(formats.map((path) => describeFile(sample(path)).format)).toEqual(["nets", "camt.054", "pain.001"]);
  });

  test("a file that is cut off is refused, each finding with line and rule", () => {
    const whole = sample("nets/samples/front-example-batch-1-2026-10-06.txt");
    const found = describeFile(whole.subarray(0, 200));
    expect(found.ok).toBe(false);
    expect(found.problems[0]).toMatchObject({
      code: "LINE_LENGTH",
      line: 3,
      rule: expect.stringContaining("80 characters") as string,
    });
  });

  test("SEC-64 a document type declaration is refused by name", () => {
    const found = describeFile(bytes('<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "c">]>\n<Document/>'));
    expect(found).toMatchObject({ ok: false, problems: [{ code: "XML_DOCTYPE_REFUSED" }] });
  });

  test.each([
    ["nothing", ""],
    ["a letter", "Dear bank"],
    ["a zip", "PK\u0003\u0004"],
  ])("%s is no bank file", (_title, text) => {
    expect(describeFile(bytes(text))).toMatchObject({
      format: "unknown",
      ok: false,
      problems: [{ code: "FORMAT_UNKNOWN" }],
    });
  });

  test("any bytes get an answer", () => {
    const starts = fc.constantFrom("", "NY", "NY000010", "<", "<?xml", "﻿<Document>");
    fc.assert(
      fc.property(starts, fc.uint8Array({ maxLength: 300 }), (start, rest) => {
        const found = describeFile(Buffer.concat([bytes(start), rest]));
        return found.ok || found.problemCount > 0;
      }),
    );
  });
});
