import { beforeAll, describe, expect, test } from "vitest";
import { describedApi } from "./described-api.ts";
import { generateDocs } from "./generate-docs.ts";
import { listFiles, readText } from "./source-tree.ts";

let pages: ReadonlyMap<string, string>;
beforeAll(async () => {
  pages = generateDocs(await describedApi());
});

const sources = listFiles().filter((path) => /^server\/src\/.*\.ts$/.test(path) && !path.endsWith(".test.ts"));

/** The codes that a file defines: keys of what is given to `defineErrors`. */
function definedIn(text: string): string[] {
  const table = /defineErrors\(\{([\s\S]*?)\n\}\);/.exec(text)?.[1] ?? "";
  return [...table.matchAll(/^ {2}([A-Z][A-Z0-9_]+): \{/gm)].map((match) => match[1]!);
}

const documented = () => [...pages.get("docs/errors.md")!.matchAll(/^\| `([A-Z0-9_]+)`/gm)].map((match) => match[1]!);

describe("docs that are made from the code", () => {
  test("stand in the repository as they would be made now: npm run docs:generate", () => {
    const stale = [...pages].filter(([path, text]) => !listFiles().includes(path) || readText(path) !== text);
    expect(stale.map(([path]) => path)).toEqual([]);
    expect(
      listFiles()
        .filter((path) => path.startsWith("docs/api/"))
        .filter((path) => !pages.has(path)),
    ).toEqual([]);
  });

  test("name every code that a source defines, and no other", () => {
    const defined = sources.flatMap((path) => definedIn(readText(path)));
    expect(defined.length).toBeGreaterThan(80);
    expect(documented()).toEqual(defined.sort());
  });

  test("explain every code that a source refuses with", () => {
    const known = new Set(documented());
    const used = sources.flatMap((path) =>
      [...readText(path).matchAll(/\brefuse\(\s*"([A-Z0-9_]+)"/g)].map((match) => ({ path, code: match[1]! })),
    );
    expect(used.length).toBeGreaterThan(80);
    expect(used.filter(({ code }) => !known.has(code))).toEqual([]);
  });

  test("have a chapter for every operation, each said by whom it may be used", () => {
    const chapters = [...pages].filter(([path]) => /^docs\/api\/(?!README)/.test(path));
    const operations = chapters.flatMap(([, text]) => text.split(/^### /m).slice(1));
    expect(operations.length).toBeGreaterThan(60);
    for (const operation of operations) expect(operation).toMatch(/Roles: |Anybody\.|Any signed-in person\./);
  });
});
