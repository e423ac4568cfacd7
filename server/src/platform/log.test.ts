import { expect, test } from "vitest";
import * as z from "zod";
import { maskedLine, stackOf } from "./log.ts";

test("SEC-76 of an error only the frames are kept, however many lines its message has", () => {
  const kept = stackOf(new Error("Key (name)=(Kari Eksempel)\nDETAIL: row (Kari)\n  with (91234567)"));
  expect(kept.split("\n").every((line) => /^\s+at /.test(line))).toBe(true);
  expect(kept).toContain("log.test.ts");
  expect(kept).not.toMatch(/Kari|91234567/);
  const refused = z.strictObject({ sum: z.int() }).safeParse({ "01017012345": 1 }).error!;
  expect(stackOf(Object.assign(new Error(refused.message), { name: "ZodError" }))).not.toContain("01017012345");
});

test("an error without a stack gives nothing", () => {
  expect(stackOf(Object.assign(new Error("x"), { stack: undefined }))).toBe("");
});

test("N-09 SEC-76 a clinical word or an identity number in a line of the log is masked, whatever field it hides in; ids, amounts and times stay", () => {
  const line = {
    level: 50,
    time: 1795359499215,
    tenantId: "019b8c18-e380-7000-85b8-647fed5a782f",
    route: "/p/:token",
    ms: 3,
    msg: "rotfylling 36 of 01818010083 failed",
    more: { list: ["Tannuttrekking", "KV-ABCDEFGHIJ"] },
  };
  const kept = maskedLine(`${JSON.stringify(line)}\n`);
  expect(kept).not.toMatch(/rotfylling|01818010083|uttrekking/i);
  const read = JSON.parse(kept) as typeof line;
  expect({ ...read, msg: "" }).toEqual({ ...line, msg: "", more: { list: ["***", "KV-ABCDEFGHIJ"] } });
});
