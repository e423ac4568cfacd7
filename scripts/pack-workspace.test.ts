import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packWorkspace, publishedManifest, type Manifest } from "./pack-workspace.ts";

describe("the package.json that is published", () => {
  const manifest: Manifest = {
    name: "@kvitt/sample",
    version: "0.1.0",
    private: true,
    license: "Apache-2.0",
    type: "module",
    exports: { ".": "./src/index.ts", "./deep": "./src/deep/part.ts" },
    bin: { sample: "./src/main.ts" },
    dependencies: { "@kvitt/values": "*", saxes: "6.0.0" },
    devDependencies: { vitest: "5.1.1" },
    scripts: { test: "vitest run" },
  };

  it("points at what is built, and keeps workspaces by version", () => {
    expect(publishedManifest(manifest, new Map([["@kvitt/values", "1.2.3"]]))).toEqual({
      name: "@kvitt/sample",
      version: "0.1.0",
      license: "Apache-2.0",
      type: "module",
      exports: {
        ".": { types: "./index.d.ts", default: "./index.js" },
        "./deep": { types: "./deep/part.d.ts", default: "./deep/part.js" },
      },
      bin: { sample: "./main.js" },
      dependencies: { "@kvitt/values": "^1.2.3", saxes: "6.0.0" },
      files: ["**/*.js", "**/*.d.ts", "**/*.json"],
      publishConfig: { access: "public" },
    });
  });
});

describe("what stands beside the source for its tests", () => {
  it("is not built: tests, kits and fixtures", async () => {
    const folder = await mkdtemp(join(tmpdir(), "kvitt-pack-"));
    try {
      const source = join(folder, "src", "deep");
      await mkdir(source, { recursive: true });
      await writeFile(
        join(folder, "package.json"),
        JSON.stringify({ name: "@kvitt/sample", version: "0.1.0", type: "module" }),
      );
      await writeFile(join(folder, "README.md"), "A sample.\n");
      for (const name of ["part", "part.test", "part.testkit", "part.fixture"])
        await writeFile(join(source, `${name}.ts`), "export const one = 1;\n");
      const dist = join(folder, "dist");
      await packWorkspace(folder, () => dist);
      expect((await readdir(join(dist, "deep"))).toSorted()).toEqual(["part.d.ts", "part.js"]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe("the values workspace, packed and installed elsewhere", () => {
  let elsewhere: string;
  let dist: string;

  beforeAll(async () => {
    elsewhere = await mkdtemp(join(tmpdir(), "kvitt-pack-"));
    dist = join(elsewhere, "node_modules", "@kvitt", "values");
    await packWorkspace("values", () => dist);
  });

  afterAll(() => rm(elsewhere, { recursive: true, force: true }));

  it("runs with plain Node, outside the repository", async () => {
    const program = join(elsewhere, "program.mjs");
    await writeFile(program, 'import { makeKid } from "@kvitt/values"; console.log(makeKid("12345678", "mod10"));');
    const { stdout } = await promisify(execFile)(process.execPath, [program], { cwd: elsewhere });
    expect(stdout.trim()).toBe("123456782");
  });

  it("holds JavaScript with declarations, the licence and the README, and no tests or TypeScript source", async () => {
    const files = await readdir(dist, { recursive: true });
    expect(files).toEqual(expect.arrayContaining(["index.js", "index.d.ts", "package.json", "README.md", "LICENSE"]));
    expect(files.filter((file) => /\.test\.|tsconfig|(?<!\.d)\.ts$/.test(file))).toEqual([]);
  });

  it("imports built files only, in code and in declarations", async () => {
    const files = (await readdir(dist, { recursive: true })).filter((file) => /\.(js|d\.ts)$/.test(file));
    for (const file of files) {
      const text = await readFile(join(dist, file), "utf8");
      for (const [, imported] of text.matchAll(/from "(\.[^"]+)"/g)) {
        expect(`${file} ${imported}`).toMatch(file.endsWith(".js") ? /\.js$/ : /\.(js|ts)$/);
        expect(files).toContain(join(dirname(file), imported!).replace(/\.ts$/, ".js"));
      }
    }
  });
});
