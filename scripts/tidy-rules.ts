/**
 * What a linter cannot say, as pure functions from file texts to complaints. `tidy.test.ts` runs them over the repository;
 * `tidy-rules.test.ts` plants one breach of each. A complaint is one line: `path:line what is wrong`.
 */

import { basename, dirname, posix } from "node:path";

export type Files = ReadonlyMap<string, string>;

/** Longest file that is still one subject; generated files, samples and long tables of a test aside. */
export const LONGEST_FILE_LINES = 450;

// The words are spelt in halves, so that this file does not hold what it looks for.
const half = (first: string, second: string): string => `${first}${second}`;

const MACHINE_PATH = new RegExp(
  `(?:^|[\\s"'\`(=:])(?:${[half("/wo", "rk/"), half("/tm", "p/"), half("/ro", "ot/"), half("/hom", "e/[a-z]+/"), half("/Use", "rs/[a-z]+/")].join("|")})`,
);
const FORBIDDEN_WORDS = new RegExp(
  [
    half("registry\\.np", "mjs"),
    half("registry\\.ya", "rnpkg"),
    half("deb\\.deb", "ian\\.org"),
    half("farm-st", "udio"),
    half("farm-be", "nch"),
    half("sub", "agent"),
    half("\\bAI ass", "istant"),
    half("\\blanguage mo", "del\\b"),
    half("before-stop ho", "ok"),
  ].join("|"),
  "i",
);
const UNFINISHED = new RegExp(
  `\\b(?:${[half("TO", "DO"), half("FIX", "ME"), half("XX", "X"), half("HA", "CK")].join("|")})\\b|${half("not imple", "mented")}|${half("placeholder imple", "mentation")}`,
);
const SOFT_TEST =
  /\b(?:it|test|describe|suite)(?:\.\w+)*\.(?:skip|only|todo|fails|skipIf|runIf)\b|\bx(?:it|describe)\(|expect\(true\)/;

/** Paths of somebody's machine, hosts of registries, and words about how the work is organised. */
export function forbiddenWords(files: Files): string[] {
  return [
    ...complainByLine(files, MACHINE_PATH, "a path of one machine"),
    ...complainByLine(files, FORBIDDEN_WORDS, "a word that does not belong in the product"),
  ];
}

/** Things left for later, in code. */
export function unfinished(files: Files): string[] {
  return complainByLine(only(files, /\.(ts|tsx|mjs)$/), UNFINISHED, "left for later");
}

/** Tests that do not run, or cannot fail. */
export function softTests(files: Files): string[] {
  return complainByLine(only(files, /\.(test|contract)\.tsx?$/), SOFT_TEST, "a test that does not run or cannot fail");
}

/** Source files that have grown beyond one subject. Tests and generated files may be long. */
export function overlongFiles(files: Files): string[] {
  return [...only(files, /\.tsx?$/)]
    .filter(([path]) => !/(\.test\.|\.generated\.|\.d\.ts$|\/locales\/|^clients\/)/.test(path))
    .filter(([, text]) => text.split("\n").length - 1 > LONGEST_FILE_LINES)
    .map(([path, text]) => `${path} has ${text.split("\n").length - 1} lines: is it still one subject?`);
}

/** Clocks, dice and waits in source outside `server/src/platform`; the second lock beside the linter's, which can be disabled by a comment. */
export function clocksOutsidePlatform(files: Files): string[] {
  const clock = /\bDate\.now\(|\bnew Date\(\s*\)|\bMath\.random\(|\bTemporal\.Now\b|\bset(?:Timeout|Interval)\(/;
  const guarded = [...only(files, /^(values|formats|server|cli|simulators)\/.*\.ts$/)].filter(
    ([path]) => !/^server\/src\/platform\/|^simulators\/[^/]+\/src\/main\.ts$|\/bench\//.test(path),
  );
  return complainByLine(new Map(guarded), clock, "time and chance come from platform");
}

/** Folders that owe their readers a README: every workspace, and every capability folder that holds code. */
export function missingReadmes(files: Files, workspaces: readonly string[]): string[] {
  const paths = [...files.keys()];
  const folders = paths
    .filter((path) => /^server\/(src\/[^/]+|stories|seeds|testkit)\/.+\.(ts|sql)$/.test(path))
    .map((path) =>
      path
        .split("/")
        .slice(0, path.startsWith("server/src/") ? 3 : 2)
        .join("/"),
    );
  const partners = paths
    .filter((path) => /^server\/src\/partners\/[^/]+\/.+\.ts$/.test(path))
    .map((path) => path.split("/").slice(0, 4).join("/"));
  return [...new Set([...workspaces, ...folders, ...partners])]
    .filter((folder) => !files.has(`${folder}/README.md`))
    .map((folder) => `${folder} has no README.md: purpose, its words, invariants, how it fails`);
}

/**
 * Source files that nothing imports and nothing starts. A file counts as used when another file names it by its relative
 * path (an import, a worker's URL, a set-up file of the tests), or when it is an entry: a workspace's export or bin, a script
 * of package.json, a `src/main.ts`, a test, a configuration file of the root, a file with a `#!` line.
 */
export function deadFiles(files: Files, entries: ReadonlySet<string>): string[] {
  const sources = only(files, /\.tsx?$/);
  const used = new Set([...sources].flatMap(([path, text]) => mentionedFiles(path, text)));
  return [...sources]
    .filter(
      ([path, text]) =>
        !used.has(path) && !entries.has(path) && !/\.test\.tsx?$|\.d\.ts$/.test(path) && !text.startsWith("#!"),
    )
    .filter(([path]) => path.includes("/") && !path.endsWith("/src/main.ts"))
    .map(([path]) => `${path} is imported by nobody: delete it, or use it`);
}

function mentionedFiles(path: string, text: string): string[] {
  const mention = /["'`](\.{1,2}\/[^"'`]+\.tsx?)["'`]/g;
  return [...text.matchAll(mention)].map((match) => posix.join(dirname(path), match[1] ?? ""));
}

/** Files that package.json files start (exports, bins, the `.ts` files named by scripts) or that the root's configuration names. */
export function entryFiles(files: Files): Set<string> {
  const manifests = [...files].filter(([path]) => basename(path) === "package.json");
  const started = manifests.flatMap(([path, text]) => {
    const { exports, bin, scripts } = JSON.parse(text) as Record<string, unknown>;
    const named = JSON.stringify([exports, bin, scripts]).match(/[\w./-]+\.tsx?\b/g) ?? [];
    return [...named, ...doorsTaken(files, text)].map((name) => posix.join(dirname(path), name));
  });
  const configured = [...only(files, /^[^/]+\.(ts|mjs)$/).values()].flatMap((text) =>
    [...text.matchAll(/"([\w./-]+\.tsx?)"/g)].map((match) => posix.normalize(match[1] ?? "")),
  );
  return new Set([...started, ...configured]);
}

/** Files behind a package's exports with a star, as far as somebody asks for them by name: `@kvitt/server/commands/import`. */
function doorsTaken(files: Files, manifest: string): string[] {
  const { name = "", exports } = JSON.parse(manifest) as { name?: string; exports?: Readonly<Record<string, string>> };
  const doors = Object.entries(exports ?? {}).filter(([door]) => door.endsWith("/*"));
  return doors.flatMap(([door, behind]) => {
    const asked = new RegExp(`"${name}/${door.slice(2, -1)}([\\w-]+)"`, "g");
    const taken = [...only(files, /\.tsx?$/).values()].flatMap((text) => [...text.matchAll(asked)]);
    return taken.map((match) => behind.replace("*", match[1]!));
  });
}

function only(files: Files, pattern: RegExp): Files {
  return new Map([...files].filter(([path]) => pattern.test(path)));
}

function complainByLine(files: Files, pattern: RegExp, complaint: string): string[] {
  return [...files].flatMap(([path, text]) =>
    text
      .split("\n")
      .flatMap((line, index) =>
        pattern.test(line) ? [`${path}:${index + 1} ${complaint}: ${line.trim().slice(0, 120)}`] : [],
      ),
  );
}
