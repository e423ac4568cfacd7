import type { Problem, Refusal } from "@kvitt/server";
import type { Answer, Style } from "./answer.ts";

/** How many problems a person is shown; `--json` gives them all. */
const MOST_SHOWN = 50;
const MOST_FRAMES = 8;

type Finding = Omit<Problem, "code"> & { readonly code: string; readonly level?: string };

/** One problem as a line: where, what, and the rule behind it. */
export function problemLine(problem: Finding, style: Style): string {
  const where = problem.line ? `line ${problem.line}` : "";
  const value = problem.value === undefined ? "" : ` ${problem.value}`;
  const field = problem.field === undefined ? "" : `${problem.field}${value}`;
  const place = [where, field].filter((part) => part !== "").join(", ");
  const rule = problem.rule === undefined ? "" : style.faint(`  Rule: ${problem.rule}.`);
  return `  ${style.care(problem.code)}${place ? ` ${place}:` : ""} ${problem.sentence}${rule}`;
}

/** A list of problems in lines, the longest tail counted instead of told. */
export function problemLines(problems: readonly Finding[], style: Style): string[] {
  const lines = problems.slice(0, MOST_SHOWN).map((problem) => problemLine(problem, style));
  return problems.length > MOST_SHOWN
    ? [...lines, `  and ${problems.length - MOST_SHOWN} more; --json lists them all.`]
    : lines;
}

/** A refusal as an answer: code, sentence, remedy, problems. */
export function refusalAnswer(refusal: Refusal): Answer {
  const { code, message: sentence, remedy } = refusal;
  const problems = refusal.problems.map(({ facts: _, ...shown }) => shown);
  return {
    value: { code, sentence, remedy, problems },
    text: (style) =>
      [`${style.bad(code)}  ${sentence}`, ...problemLines(problems, style), style.faint(remedy)].join("\n"),
    refused: true,
  };
}

// A database's message may quote a row; ours and the system's do not (SEC-77).
function isDatabaseError(error: object): boolean {
  return "severity" in error && "routine" in error;
}

function codeOf(error: object): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}

/** What went wrong on our side, without the data it went wrong over. */
export function brokenAnswer(thrown: unknown): Answer {
  const error = thrown instanceof Error ? thrown : new Error("Something was thrown that is no error");
  const detail = `${error.name}: ${isDatabaseError(error) ? codeOf(error) : error.message}`;
  const frames = (error.stack ?? "").split("\n").filter((line) => line.startsWith("    at "));
  const sentence = "Something went wrong on our side.";
  const remedy = "Try again; if it stays, send support the lines below. What was not finished was not written.";
  return {
    value: { code: "INTERNAL", sentence, remedy, problems: [], detail },
    text: (style) =>
      [`${style.bad("INTERNAL")}  ${sentence}`, style.faint(remedy), detail, ...frames.slice(0, MOST_FRAMES)].join(
        "\n",
      ),
    refused: true,
  };
}
