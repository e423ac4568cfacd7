import { expect, test } from "vitest";
import * as z from "zod";
import { stackOf } from "./log.ts";

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
