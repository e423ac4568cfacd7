/**
 * `npm test`: every check and every test, as the pipeline runs them, closing with one line `N passed, N failed`
 * and above it a line for each step that failed.
 *
 *     node scripts/test.ts            types, lint, formatting, import rules, all tests, within 25 minutes on two cores
 *     node scripts/test.ts --long     the tests alone, with their long programmes (KVITT_LONG=1), without a time limit
 */

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { ROOT } from "./source-tree.ts";
import {
  closingLine,
  failedSteps,
  scoreOfCheck,
  scoreOfVitest,
  type Step,
  total,
  type VitestReport,
} from "./test-score.ts";

const BUDGET_MS = 25 * 60 * 1000;

// The screens are typed by the routes as they are now.
const CLIENT = ["node", "scripts/generate-client.ts"];

/** Two lanes for two cores: the linter takes as long as all others together. */
const CHECKS: readonly (readonly (readonly string[])[])[] = [
  [["eslint", "."]],
  [
    ["tsc", "-p", "tsconfig.json"],
    ["tsc", "-p", "web/staff/tsconfig.json"],
    ["prettier", "--check", "."],
    ["vite", "build", "web/staff", "--logLevel", "warn"],
    ["depcruise", "--config", "dependency-rules.mjs", "--output-type", "err-long", "."],
  ],
];

const long = process.argv.includes("--long");
const startedMs = performance.now();
const steps = [...(long ? [] : await runChecks()), await runVitest()];
const score = total(steps);
for (const line of failedSteps(steps)) console.log(line);
console.log(closingLine(score));
process.exitCode = score.failed === 0 ? 0 : 1;

async function runChecks(): Promise<Step[]> {
  const client = await runCheck(CLIENT);
  const lanes = await Promise.all(CHECKS.map(runLane));
  return [client, ...lanes.flat()];
}

async function runLane(commands: readonly (readonly string[])[]): Promise<Step[]> {
  const steps: Step[] = [];
  for (const command of commands) steps.push(await runCheck(command));
  return steps;
}

async function runCheck(command: readonly string[]): Promise<Step> {
  return { name: command.join(" "), ...scoreOfCheck(await run(command)) };
}

async function runVitest(): Promise<Step> {
  const folder = mkdtempSync(join(tmpdir(), "kvitt-test-"));
  const output = join(folder, "report.json");
  const exitCode = await run(["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${output}`]);
  const report = existsSync(output) ? (JSON.parse(readFileSync(output, "utf8")) as VitestReport) : undefined;
  rmSync(folder, { recursive: true });
  return { name: "vitest", ...scoreOfVitest(report, exitCode) };
}

/** Runs one tool of the repository with its output shown; answers its exit code, or null when it was stopped at the time limit. */
function run([tool = "", ...rest]: readonly string[]): Promise<number | null> {
  console.log(`\n> ${[tool, ...rest].join(" ")}`);
  const bin = join(ROOT, "node_modules/.bin");
  const child = spawn(join(bin, tool), rest, {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}`,
      ...(long ? { KVITT_LONG: "1" } : {}),
    },
    ...(long ? {} : { timeout: Math.max(1, Math.floor(BUDGET_MS - (performance.now() - startedMs))) }),
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode, signal) => {
      if (signal !== null)
        console.log(`${tool} was stopped by ${signal}; a run may take ${BUDGET_MS / 60_000} minutes`);
      resolve(exitCode);
    });
  });
}
