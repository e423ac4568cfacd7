import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";

const SOURCES = new URL("./", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, SOURCES), "utf8");
const paths = readdirSync(SOURCES, { recursive: true, encoding: "utf8" });
const sheets = paths.filter((path) => path.endsWith(".css"));

/** The classes that a sheet styles wherever they stand: `.kv-card`, not `.kv-bank .kv-card`. */
function ownClasses(path: string): Set<string> {
  const rules = read(path).replaceAll(/\/\*.*?\*\//gs, "");
  const selectors = [...rules.matchAll(/([^{}]+)\{/g)].flatMap(([, list]) => list!.split(","));
  return new Set(selectors.map((selector) => selector.trim()).filter((selector) => /^\.kv-[\w-]+$/.test(selector)));
}

test("a class is styled in one file: the sheet of a screen that was visited stays, and would change the next one", () => {
  const styled = sheets.flatMap((path) => [...ownClasses(path)].map((name) => ({ name, path })));
  const twice = [...Map.groupBy(styled, ({ name }) => name)].filter(([, places]) => places.length > 1);
  expect(styled.length).toBeGreaterThan(200);
  expect(twice.map(([name, places]) => [name, ...places.map(({ path }) => path)])).toEqual([]);
});

test("every class that is styled is used by a screen", () => {
  const used = new Set(
    paths.filter((path) => /\.tsx?$/.test(path)).flatMap((path) => read(path).match(/kv-[\w-]*\w/g) ?? []),
  );
  const styled = new Set(sheets.flatMap((path) => read(path).match(/(?<=\.)kv-[\w-]*\w/g) ?? []));
  expect([...styled].filter((name) => !used.has(name))).toEqual([]);
});
