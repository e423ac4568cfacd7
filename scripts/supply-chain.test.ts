import { describe, expect, test } from "vitest";
import { listFiles, readText, isText } from "./source-tree.ts";
import {
  type LockEntry,
  type Lockfile,
  licenceProblems,
  lockfileProblems,
  RUNTIME_PACKAGES_LIMIT,
  runtimePackages,
  secretsIn,
} from "./supply-chain.ts";

const ours = JSON.parse(readText("package-lock.json")) as Lockfile;
const clean: LockEntry = { version: "1.0.0", integrity: "sha512-AAAA", license: "MIT" };

describe("our own lockfile", () => {
  test("SEC-90 is version 3, with sha512 on every entry, no git or http source and no host name", () => {
    expect(lockfileProblems(ours)).toEqual([]);
    expect(readText("package-lock.json")).not.toMatch(/"resolved": "(?:git|https?|file)|git\+/);
  });

  test("SEC-90 npm keeps exact versions, takes nothing from git and runs only the listed install scripts", () => {
    const settings = readText(".npmrc").split("\n");
    expect(settings).toEqual(
      expect.arrayContaining([
        "save-exact=true",
        "allow-git=none",
        "strict-allow-scripts=true",
        "omit-lockfile-registry-resolved=true",
      ]),
    );
  });

  test("SEC-90 every dependency of every workspace is named by one exact version", () => {
    const manifests = listFiles().filter((path) => /(^|\/)package\.json$/.test(path));
    const versions = manifests.flatMap((path) => {
      const manifest = JSON.parse(readText(path)) as Record<string, Record<string, string> | undefined>;
      return Object.entries({ ...manifest["dependencies"], ...manifest["devDependencies"] }).map(([name, version]) => ({
        path,
        name,
        version,
      }));
    });
    expect(versions.filter(({ version }) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  test(`SEC-91 brings at most ${RUNTIME_PACKAGES_LIMIT} packages at run time`, () => {
    expect(runtimePackages(ours).length).toBeLessThanOrEqual(RUNTIME_PACKAGES_LIMIT);
    expect(runtimePackages(ours)).toContainEqual(expect.stringMatching(/^fastify@/));
  });

  test("SEC-91 carries allowed licences only", () => {
    expect(licenceProblems(ours)).toEqual([]);
  });

  test("SEC-91 every run-time dependency has its line with reason and fallback in the decision on libraries", () => {
    const decision = readText("docs/decisions/0006-libraries.md");
    const manifests = listFiles().filter((path) => /^[^.]*package\.json$/.test(path) && path !== "package.json");
    const names = manifests.flatMap((path) =>
      Object.keys((JSON.parse(readText(path)) as { dependencies?: object }).dependencies ?? {}),
    );
    expect(names.filter((name) => !name.startsWith("@kvitt/") && !decision.includes(`\`${name}\``))).toEqual([]);
  });
});

describe("SEC-90 a lockfile that must be refused", () => {
  test.each<[string, LockEntry, string]>([
    ["an old hash", { ...clean, integrity: "sha1-AAAA" }, "node_modules/x has no sha512"],
    ["no hash", { version: "1.0.0", license: "MIT" }, "node_modules/x has no sha512"],
    [
      "a git source",
      { ...clean, resolved: "git+ssh://host/x.git" },
      "node_modules/x names where it came from: git+ssh://host/x.git",
    ],
    [
      "a host name",
      { ...clean, resolved: "https://host/x.tgz" },
      "node_modules/x names where it came from: https://host/x.tgz",
    ],
    [
      "a link out of the repository",
      { link: true, resolved: "../x" },
      "node_modules/x links outside the repository: ../x",
    ],
  ])("%s", (_title, entry, problem) => {
    expect(lockfileProblems({ lockfileVersion: 3, packages: { "node_modules/x": entry } })).toEqual([problem]);
  });

  test("an older version of the format", () => {
    expect(lockfileProblems({ lockfileVersion: 2, packages: {} })).toEqual(["lockfile version is 2, not 3"]);
  });

  test("a clean entry passes, and our own folders need no hash", () => {
    const packages = {
      "": {},
      server: { version: "0.1.0" },
      "node_modules/x": clean,
      "node_modules/@kvitt/server": { link: true, resolved: "server" },
    };
    expect(lockfileProblems({ lockfileVersion: 3, packages })).toEqual([]);
  });
});

describe("SEC-91 packages and licences", () => {
  const lock = (packages: Record<string, LockEntry>): Lockfile => ({ lockfileVersion: 3, packages });

  test("tools of development do not count, the same package in two places counts once, in two versions twice", () => {
    const packages = {
      "node_modules/a": clean,
      "node_modules/b/node_modules/a": clean,
      "node_modules/c/node_modules/a": { ...clean, version: "2.0.0" },
      "node_modules/tool": { ...clean, dev: true },
    };
    expect(runtimePackages(lock(packages))).toEqual(["a@1.0.0", "a@2.0.0"]);
  });

  test.each([
    ["MIT", true],
    ["(MIT OR GPL-3.0)", true],
    ["(ISC AND CC-BY-3.0)", true],
    ["(MIT AND GPL-3.0)", false],
    ["AGPL-3.0-only", false],
    ["", false],
  ])("licence %j is allowed: %s", (license, allowed) => {
    expect(licenceProblems(lock({ "node_modules/x": { ...clean, license } })).length === 0).toBe(allowed);
  });

  test.each([
    ["node_modules/saxon-js", true, 0],
    ["node_modules/saxon-js", false, 1],
    ["node_modules/x", true, 1],
  ])("a judge of tests by its name only, and never with the product: %s, dev %s", (path, dev, problems) => {
    const entry = { ...clean, license: "SEE LICENSE IN LICENSE.txt", dev };
    expect(licenceProblems(lock({ [path]: entry }))).toHaveLength(problems);
  });
});

describe("SEC-50 secrets", () => {
  test("the repository holds none", () => {
    expect(
      listFiles()
        .filter(isText)
        .flatMap((path) => secretsIn(path, readText(path))),
    ).toEqual([]);
  });

  // Put together at run time, so that this file passes its own scan.
  test.each([
    ["-----BEGIN PRIVATE", " KEY-----"],
    ["-----BEGIN OPENSSH PRIVATE", " KEY-----"],
    ["key = AKIA", "IOSFODNN7EXAMPLE"],
    ["ghp", `_${"a1".repeat(18)}`],
    ["//host/:_authToken", "=abc"],
    ["sk_live", `_${"a1".repeat(12)}`],
    ["xoxb", "-1234567890-abcdef"],
    ["postgres://app:", "correcthorse@db.example.com/kvitt"],
  ])("is found: %s...", (first, second) => {
    expect(secretsIn("planted.ts", `fine\n${first}${second}\n`)).toEqual([
      expect.stringMatching(/^planted\.ts:2 holds /),
    ]);
  });

  test("a local test address and a template are not secrets", () => {
    expect(
      secretsIn(
        "a.ts",
        "postgres://kvitt:kvitt-local-only@127.0.0.1:5432/kvitt\n`postgres://${user}:${password}@${host}`",
      ),
    ).toEqual([]);
  });
});
