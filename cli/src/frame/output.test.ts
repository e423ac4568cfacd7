import { PassThrough } from "node:stream";
import { WriteStream } from "node:tty";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { styleFor, writeAnswer } from "./answer.ts";
import { amount } from "./money.ts";
import { startProgress } from "./progress.ts";
import { brokenAnswer, problemLines } from "./refusal.ts";
import type { Surroundings } from "./surroundings.ts";
import { table } from "./table.ts";

type Listened = Surroundings & { read(): string };

function surroundings(tty: boolean): Listened {
  const stream = (): PassThrough & { isTTY?: boolean } =>
    Object.assign(
      new PassThrough({ encoding: "utf8" }),
      tty ? { isTTY: true, getColorDepth: (env?: object) => WriteStream.prototype.getColorDepth(env) } : {},
    );
  const stdout = stream();
  const stderr = stream();
  const read = () => `${(stdout.read() as string | null) ?? ""}${(stderr.read() as string | null) ?? ""}`;
  return { stdout, stderr, env: {}, read };
}

const answer = {
  value: { minor: 12345678901234n, at: Temporal.Instant.from("2026-10-06T05:00:00Z") },
  text: () => "words",
};
afterEach(() => void vi.unstubAllEnvs());

const ESC = "\u001B";

describe("an answer", () => {
  test("is words for a person and one JSON value for a machine, amounts as integers", () => {
    const out = surroundings(false);
    writeAnswer(answer, false, out);
    expect(out.read()).toBe("words\n");
    writeAnswer(answer, true, out);
    expect(out.read()).toBe('{"minor":12345678901234,"at":"2026-10-06T05:00:00Z"}\n');
  });

  test("has colours on a terminal, none elsewhere and none where NO_COLOR is set", () => {
    vi.stubEnv("NO_COLOR", undefined);
    vi.stubEnv("FORCE_COLOR", undefined);
    vi.stubEnv("CI", undefined);
    vi.stubEnv("TERM", "xterm-256color");
    expect(styleFor(surroundings(true).stdout).good("holds")).toContain(ESC);
    expect(styleFor(surroundings(false).stdout).good("holds")).toBe("holds");
    vi.stubEnv("NO_COLOR", "1");
    expect(styleFor(surroundings(true).stdout).good("holds")).toBe("holds");
  });
});

describe("a refusal", () => {
  const plain = styleFor(surroundings(false).stdout);

  test("tells each problem with line, field, value and rule", () => {
    const problem = {
      code: "CHECK_DIGIT",
      line: 12,
      field: "kid",
      value: "1234",
      rule: "MOD10",
      sentence: "The check digit is wrong.",
    };
    expect(problemLines([problem], plain)).toEqual([
      "  CHECK_DIGIT line 12, kid 1234: The check digit is wrong.  Rule: MOD10.",
    ]);
    expect(problemLines([{ code: "EMPTY", sentence: "The file is empty." }], plain)).toEqual([
      "  EMPTY The file is empty.",
    ]);
  });

  test("shows fifty problems and counts the rest", () => {
    const problems = (count: number) =>
      problemLines(
        Array.from({ length: count }, () => ({ code: "X", sentence: "." })),
        plain,
      );
    expect(problems(50)).toHaveLength(50);
    expect(problems(51).at(-1)).toBe("  and 1 more; --json lists them all.");
  });

  test("SEC-77 a fault of ours keeps back what a database said of its rows", () => {
    const fromDatabase = Object.assign(new Error("invalid input: 01010112345"), {
      severity: "ERROR",
      routine: "uuid_in",
      code: "22P02",
    });
    const said = brokenAnswer(fromDatabase);
    expect(JSON.stringify(said.value) + said.text(plain)).not.toContain("01010112345");
    expect(said.value).toMatchObject({ code: "INTERNAL", detail: "Error: 22P02" });
  });
});

describe("progress", () => {
  test("is a line at each tenth where nobody watches", () => {
    const out = surroundings(false);
    const told = startProgress("Posting", "lines", out);
    for (let done = 0; done <= 1000; done += 50) told.update(done, 1000);
    told.end();
    expect(out.read().trimEnd().split("\n")).toEqual(
      Array.from({ length: 10 }, (_, at) => `Posting: ${(at + 1) * 100} of 1000 lines`),
    );
  });
});

describe("figures", () => {
  test.each([
    [0n, "0,00"],
    [5n, "0,05"],
    [99_999n, "999,99"],
    [100_000n, "1 000,00"],
    [-123_456_789n, "-1 234 567,89"],
  ])("%s øre reads %s", (minor, text) => expect(amount(minor)).toBe(text));

  test("say every øre", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n }),
        (minor) => BigInt(amount(minor).replace(/[ ,]/g, "")) === minor,
      ),
    );
  });

  test("stand in columns to the right", () => {
    const text = table(
      [{ title: "Account" }, { title: "Amount", figures: true }],
      [
        ["1500", "1,00"],
        ["2900", "-10,00"],
      ],
      styleFor(surroundings(false).stdout),
    );
    expect(text.split("\n")).toEqual(["Account  Amount", "1500       1,00", "2900     -10,00"]);
  });
});
