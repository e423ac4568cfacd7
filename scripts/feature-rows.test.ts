import { describe, expect, test } from "vitest";
import { coverage, idsIn, parseRows, testTitles } from "./feature-rows.ts";
import { readText } from "./source-tree.ts";

describe("the tables", () => {
  test("list every feature row once", () => {
    const families = Map.groupBy(parseRows(readText("docs/features.tsv")), (row) => row.id.split("-")[0]);
    const sizes = [...families].map(([family, rows]) => [family, rows.length]);
    expect(sizes).toEqual([
      ["S0", 70],
      ["S1", 28],
      ["S2", 33],
      ["S3", 33],
      ["S4", 23],
      ["X", 38],
      ["N", 28],
    ]);
  });

  test("list security rules only among the security rules", () => {
    const rules = parseRows(readText("docs/security-rules.tsv"));
    expect(rules.filter((rule) => !rule.id.startsWith("SEC-"))).toEqual([]);
    expect(rules).toHaveLength(64);
  });

  test.each(["S0-01", "S0-01\ta\tb", "S0-1\ta", "S5-01\ta", "S0-01\t", "S0-01\ta\nS0-01\ta"])("refuse %j", (lines) => {
    expect(() => parseRows(`id\tcapability\n${lines}\n`)).toThrow(/is not a row of its own/);
  });

  test("refuse another heading", () => {
    expect(() => parseRows("S0-01\ta\n")).toThrow(/heading/);
  });
});

describe("ids in a title", () => {
  test.each([
    ["S0-12 the file adds up", ["S0-12"]],
    ["S0-12, S0-14 and N-07", ["S0-12", "S0-14", "N-07"]],
    ["S0-12 to S0-14 a walk", ["S0-12", "S0-13", "S0-14"]],
    ["S0-12..14", ["S0-12", "S0-13", "S0-14"]],
    ["S0-12..S0-13", ["S0-12", "S0-13"]],
    ["S0-12/13/15", ["S0-12", "S0-13", "S0-15"]],
    ["SEC-64 twice SEC-64", ["SEC-64"]],
    ["SEC-64 at most 10 of 12", ["SEC-64"]],
    ["X-02 5000 kr", ["X-02"]],
    ["AX-02, S0-123, ISO-8859-15, S7-01", []],
  ])("%s", (title, ids) => {
    expect(idsIn(title)).toEqual(ids);
  });
});

describe("titles in a file", () => {
  test("are read from every form of test and group", () => {
    const source = [
      'describe("S0-01 a group", () => {',
      '  test("S0-02 plain", () => {});',
      "  it(`S0-03 with ${1 + 1} holes`, () => {});",
      '  test.each([["x(", 1]])("S0-04 %s", () => {});',
      '  test.each<[string]>([["y"]])("S0-05 %s", () => {});',
      "  test.each`a\n${1}`('S0-06 $a', () => {});",
      '  test.concurrent("S0-07 beside others", () => {});',
      '  other("S0-08 not a test"); // test("S0-09 a comment")',
      "});",
    ].join("\n");
    expect(testTitles("a.test.ts", source).flatMap(({ title }) => idsIn(title))).toEqual([
      "S0-01",
      "S0-02",
      "S0-03",
      "S0-04",
      "S0-05",
      "S0-06",
      "S0-07",
    ]);
  });
});

describe("coverage", () => {
  const rows = [
    { id: "S0-12", capability: "file covers all" },
    { id: "S0-13", capability: "payout equals file" },
  ];

  test("joins rows with their tests and keeps the order of the table", () => {
    const title = { file: "a.test.ts", title: "S0-13 equal" };
    expect(coverage(rows, [title]).rows).toEqual([
      { ...rows[0], tests: [] },
      { ...rows[1], tests: [title] },
    ]);
  });

  test("names the ids that are in no table", () => {
    expect(coverage(rows, [{ file: "a.test.ts", title: "S0-99 gone" }]).unknown).toEqual([
      { file: "a.test.ts", title: "S0-99 gone", id: "S0-99" },
    ]);
  });
});
