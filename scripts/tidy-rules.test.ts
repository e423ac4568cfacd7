import { describe, expect, test } from "vitest";
import {
  clocksOutsidePlatform,
  deadFiles,
  entryFiles,
  forbiddenWords,
  LONGEST_FILE_LINES,
  missingReadmes,
  overlongFiles,
  softTests,
  unfinished,
} from "./tidy-rules.ts";

const tree = (files: Record<string, string>): ReadonlyMap<string, string> => new Map(Object.entries(files));

describe("tidy rules", () => {
  // The breaches are put together at run time, so that this file passes the same rules.
  test.each(["/wo" + "rk/main", "/tm" + "p/x", "/hom" + "e/kari/x", "registry.np" + "mjs.org", "deb.deb" + "ian.org"])(
    "forbids %s",
    (word) => {
      expect(forbiddenWords(tree({ "a.md": `fine\nsee ${word}\n` }))).toEqual([expect.stringMatching(/^a\.md:2 /)]);
    },
  );

  test("lets ordinary paths and words pass", () => {
    expect(forbiddenWords(tree({ "a.md": "the work/main road, /var/lib/kvitt, src/tmp/x, at home" }))).toEqual([]);
  });

  test.each(["TO" + "DO later", "FIX" + "ME", "throw new Error('not imple" + "mented')"])(
    "finds %s in code",
    (line) => {
      expect(unfinished(tree({ "a.ts": `// ${line}`, "a.md": line }))).toHaveLength(1);
    },
  );

  test.each([
    "test." + "skip('x')",
    "it." + "only('x')",
    "describe." + "todo('x')",
    "test.concurrent." + "skip('x')",
    "expect(tr" + "ue)",
  ])("finds %s in a test", (line) => {
    expect(softTests(tree({ "a.test.ts": line, "a.ts": line }))).toHaveLength(1);
  });

  test("counts lines up to the limit and not beyond", () => {
    const lines = (count: number): string => "x\n".repeat(count);
    const files = tree({
      "at.ts": lines(LONGEST_FILE_LINES),
      "over.ts": lines(LONGEST_FILE_LINES + 1),
      "over.test.ts": lines(LONGEST_FILE_LINES + 1),
    });
    expect(overlongFiles(files)).toEqual(["over.ts has 451 lines: is it still one subject?"]);
  });

  test("finds a clock behind a lint comment, and lets platform have one", () => {
    const clock = "const at = Date.no" + "w();";
    const files = tree({
      "server/src/ledger/a.ts": clock,
      "server/src/platform/clock.ts": clock,
      "bench/src/a.ts": clock,
    });
    expect(clocksOutsidePlatform(files)).toEqual([expect.stringContaining("server/src/ledger/a.ts:1")]);
  });

  test("asks every workspace, capability and partner with code for a README", () => {
    const files = tree({
      "values/README.md": "",
      "server/README.md": "",
      "server/src/ledger/post.ts": "",
      "server/src/ledger/README.md": "",
      "server/src/parties/migrations/1.sql": "",
      "server/src/partners/README.md": "",
      "server/src/partners/nets/map.ts": "",
      "server/testkit/index.ts": "",
    });
    expect(missingReadmes(files, ["values", "server", "cli"]).map((line) => line.split(" ")[0])).toEqual([
      "cli",
      "server/src/parties",
      "server/testkit",
      "server/src/partners/nets",
    ]);
  });

  test("finds files nobody imports or starts", () => {
    const files = tree({
      "package.json": '{"scripts":{"x":"node scripts/run.ts"}}',
      "cli/package.json": '{"exports":{".":"./src/index.ts"},"bin":{"kvitt":"./src/main.ts"}}',
      "server/package.json": '{"name":"@kvitt/server","exports":{"./commands/*":"./src/commands/*.ts"}}',
      "server/src/commands/taken.ts": "",
      "server/src/commands/left.ts": "",
      "cli/src/command.ts": 'import { a } from "@kvitt/server/commands/taken";',
      "scripts/run.ts": 'import "./helper.ts";',
      "scripts/helper.ts": "",
      "cli/src/index.ts": 'export { a } from "./a.ts";\nconst w = new URL("./worker.ts", import.meta.url);',
      "cli/src/main.ts": 'import "./command.ts";\nconst b = await import("./lazy.ts");',
      "cli/src/a.ts": "",
      "cli/src/worker.ts": "",
      "cli/src/lazy.ts": "",
      "cli/src/dead.ts": 'import "./a.ts";',
      "cli/src/a.test.ts": "",
      "vitest.config.ts": 'globalSetup: ["cli/vitest.global.ts"]',
      "cli/vitest.global.ts": "",
    });
    expect(deadFiles(files, entryFiles(files))).toEqual([
      expect.stringContaining("server/src/commands/left.ts"),
      expect.stringContaining("cli/src/dead.ts"),
    ]);
  });
});
