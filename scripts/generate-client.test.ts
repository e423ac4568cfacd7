import { describe, expect, test } from "vitest";
import { describedApi } from "./described-api.ts";
import { CLIENT_TYPES, clientTypes } from "./generate-client.ts";
import { readText } from "./source-tree.ts";

describe("the types of the client", () => {
  test("name every route, and are at hand as they would be made now: npm run client:generate", async () => {
    const api = await describedApi();
    const made = await clientTypes(api);
    const routes = Object.keys(api.paths);
    expect(routes.length).toBeGreaterThan(60);
    expect(routes.filter((path) => !made.includes(`    "${path}": {\n`))).toEqual([]);
    expect(readText(CLIENT_TYPES) === made).toBe(true);
  });

  test("are made before the app is built, and are no part of the repository", () => {
    const { scripts } = JSON.parse(readText("package.json")) as { readonly scripts: Readonly<Record<string, string>> };
    for (const name of ["prepare", "build"])
      expect(scripts[name]).toMatch(/^node scripts\/generate-client\.ts && vite build web\/staff/);
    expect(readText(".gitignore").split("\n")).toContain(CLIENT_TYPES);
  });
});
