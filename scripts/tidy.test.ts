import { describe, expect, test } from "vitest";
import { serverRows } from "../dependency-rules.mjs";
import { isText, listFiles, readText } from "./source-tree.ts";
import {
  clocksOutsidePlatform,
  deadFiles,
  entryFiles,
  forbiddenWords,
  missingReadmes,
  overlongFiles,
  softTests,
  unfinished,
} from "./tidy-rules.ts";

const files: ReadonlyMap<string, string> = new Map(
  listFiles()
    .filter((path) => isText(path) && path !== "package-lock.json")
    .map((path) => [path, readText(path)]),
);
const { workspaces } = JSON.parse(readText("package.json")) as { workspaces: string[] };

describe("the repository is tidy", () => {
  test("every workspace, capability and partner folder has a README", () => {
    expect(missingReadmes(files, workspaces)).toEqual([]);
  });

  test("time and chance come from platform", () => {
    expect(clocksOutsidePlatform(files)).toEqual([]);
  });

  test("no file lies about that nothing imports or starts", () => {
    expect(deadFiles(files, entryFiles(files))).toEqual([]);
  });

  test("every file is one subject", () => {
    expect(overlongFiles(files)).toEqual([]);
  });

  test("nothing speaks of one machine, of a registry, or of how the work is organised", () => {
    expect(forbiddenWords(files)).toEqual([]);
  });

  test("nothing is left for later", () => {
    expect(unfinished(files)).toEqual([]);
  });

  test("every test runs and can fail", () => {
    expect(softTests(files)).toEqual([]);
  });

  test("every folder of the server has its row among the import rules", () => {
    const folders = new Set([...files.keys()].flatMap((path) => /^server\/src\/([^/]+)\//.exec(path)?.[1] ?? []));
    expect([...folders].filter((folder) => !serverRows.flat().includes(folder))).toEqual([]);
  });
});
