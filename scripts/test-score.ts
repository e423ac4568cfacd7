/** Adding up one run: the checks, each of which counts as a test, and the tests that vitest reports in its JSON summary. */

/** What one step of the run came to. */
export interface Score {
  passed: number;
  failed: number;
}

/** A step by the name of its tool, with its score. */
export interface Step extends Score {
  name: string;
}

/** The fields of vitest's JSON report that the score needs. */
export interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

/** A check that ran to its end with exit code 0 is one test passed; any other end is one failed. */
export function scoreOfCheck(exitCode: number | null): Score {
  return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * The score of a vitest run. A test file that could not be loaded holds no failed test and still counts as one failure, and
 * so does a run that ended badly for a reason no test names (an unhandled error, the time limit, no report at all).
 */
export function scoreOfVitest(report: VitestReport | undefined, exitCode: number | null): Score {
  if (report === undefined) return { passed: 0, failed: 1 };
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((result) => result.status === "failed"),
  ).length;
  const failed = report.numFailedTests + unloaded;
  const unexplained = exitCode !== 0 && failed === 0;
  const empty = report.numPassedTests === 0 && failed === 0;
  return { passed: report.numPassedTests, failed: unexplained || empty ? failed + 1 : failed };
}

/** All steps together. */
export function total(scores: readonly Score[]): Score {
  return scores.reduce((sum, score) => ({ passed: sum.passed + score.passed, failed: sum.failed + score.failed }), {
    passed: 0,
    failed: 0,
  });
}

/** A line for each step that failed: a check's own words stand thousands of lines above the end of a run. */
export function failedSteps(steps: readonly Step[]): string[] {
  return steps.filter(({ failed }) => failed > 0).map(({ name, failed }) => `failed in ${name}: ${failed}`);
}

/** The closing line of every run, read by people and by pipelines. */
export function closingLine({ passed, failed }: Score): string {
  return `${passed} passed, ${failed} failed`;
}
