import { describe, expect, test } from "vitest";
import { closingLine, failedSteps, scoreOfCheck, scoreOfVitest, total, type VitestReport } from "./test-score.ts";

const report = (passed: number, failed: number, testResults: VitestReport["testResults"] = []): VitestReport => ({
  numPassedTests: passed,
  numFailedTests: failed,
  testResults,
});
const file = (status: string, ...results: string[]): VitestReport["testResults"][number] => ({
  status,
  assertionResults: results.map((result) => ({ status: result })),
});

describe("the score of a run", () => {
  test.each([
    [0, { passed: 1, failed: 0 }],
    [1, { passed: 0, failed: 1 }],
    [null, { passed: 0, failed: 1 }],
  ])("a check that ends with %j", (exitCode, score) => {
    expect(scoreOfCheck(exitCode)).toEqual(score);
  });

  test.each<[string, VitestReport | undefined, number | null, string]>([
    ["all passed", report(7, 0), 0, "7 passed, 0 failed"],
    ["some failed", report(5, 2, [file("failed", "passed", "failed")]), 1, "5 passed, 2 failed"],
    ["a file that could not be loaded", report(5, 0, [file("failed")]), 1, "5 passed, 1 failed"],
    ["a failed clean-up after passing tests", report(5, 0, [file("failed", "passed")]), 1, "5 passed, 1 failed"],
    ["an error outside every test", report(5, 0), 1, "5 passed, 1 failed"],
    ["stopped at the time limit", undefined, null, "0 passed, 1 failed"],
    ["nothing ran", report(0, 0), 0, "0 passed, 1 failed"],
  ])("%s", (_title, vitest, exitCode, line) => {
    expect(closingLine(scoreOfVitest(vitest, exitCode))).toBe(line);
  });

  test("steps add up", () => {
    expect(closingLine(total([scoreOfCheck(0), scoreOfCheck(1), { passed: 40, failed: 2 }]))).toBe(
      "41 passed, 3 failed",
    );
  });

  test("the steps that failed are named at the end, each with its count", () => {
    const steps = [
      { name: "eslint", ...scoreOfCheck(0) },
      { name: "depcruise", ...scoreOfCheck(1) },
      { name: "vitest", passed: 40, failed: 2 },
    ];
    expect(failedSteps(steps)).toEqual(["failed in depcruise: 1", "failed in vitest: 2"]);
    expect(failedSteps([steps[0]!])).toEqual([]);
  });
});
