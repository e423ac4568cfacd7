import { expect, test } from "vitest";
import { faults } from "../testkit/faults.ts";
import { parse, validate } from "./index.ts";

/** What is wrong with a document by our own reckoning: reading it first, then judging it. */
function ourCodes(xml: string): readonly string[] {
  const parsed = parse(new TextEncoder().encode(xml));
  const problems = parsed.ok ? [...parsed.problems, ...validate(parsed.document).problems] : parsed.problems;
  return problems.filter(({ level }) => level === "error").map(({ code }) => code);
}

test.each(faults)("$name is $ours", ({ xml, ours }) => {
  expect(ourCodes(xml)).toContain(ours);
});
