// Builds a workspace for publishing. In the repository a workspace exports its TypeScript, which Node runs as it is;
// Node does not strip types under node_modules, so what is published must be JavaScript with declarations beside it.
//
//   node scripts/pack-workspace.ts values formats/layout      then: npm publish values/dist

import { execFile } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** What stands beside the source and is not published. */
const TESTING = ["*.test.ts", "*.testkit.ts", "*.fixture.ts"];
const COMPILER = join(ROOT, "node_modules", "typescript", "bin", "tsc");

/** A workspace's package.json, as far as packing reads it. */
export type Manifest = {
  readonly name: string;
  readonly version: string;
  readonly exports?: Readonly<Record<string, string>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
};

/** Where a packed workspace was written, and under which name. */
export type Packed = { readonly name: string; readonly dist: string };

/** Where to write a workspace's build, given its folder: beside the source unless told otherwise. */
export type DistOf = (folder: string) => string;

const besideTheSource: DistOf = (folder) => join(folder, "dist");

/**
 * Builds the workspace in `folder`, after the workspaces it depends on, and answers what was written, dependencies
 * first. Each build is complete: JavaScript, declarations, README, licence, and a package.json whose exports point at
 * them. Throws with the compiler's own words when the source does not compile.
 */
export async function packWorkspace(folder: string, distOf: DistOf = besideTheSource): Promise<Packed[]> {
  const packed = new Map<string, Packed>();
  await packWithDependencies(resolve(ROOT, folder), distOf, await workspaceFolders(), packed);
  return [...packed.values()];
}

/**
 * The package.json to publish: no longer private, exports of the built files with their types, dependencies on
 * workspaces by the version they have now, and nothing that only the repository needs.
 */
export function publishedManifest(manifest: Manifest, versions: ReadonlyMap<string, string>): Manifest {
  const { private: _private, devDependencies: _devDependencies, scripts: _scripts, ...kept } = manifest;
  return {
    ...kept,
    ...mapped("exports", manifest.exports, (source) => ({
      types: built(source, ".d.ts"),
      default: built(source, ".js"),
    })),
    ...mapped("bin", manifest.bin, (source) => built(source, ".js")),
    ...mapped("dependencies", manifest.dependencies, (range, name) => versionOf(range, versions.get(name))),
    files: ["**/*.js", "**/*.d.ts", "**/*.json"],
    publishConfig: { access: "public" },
  };
}

async function packWithDependencies(
  folder: string,
  distOf: DistOf,
  workspaces: ReadonlyMap<string, string>,
  packed: Map<string, Packed>,
): Promise<void> {
  const manifest = await readManifest(folder);
  if (packed.has(manifest.name)) return;
  const needed = Object.keys(manifest.dependencies ?? {}).filter((name) => workspaces.has(name));
  for (const name of needed) await packWithDependencies(workspaces.get(name)!, distOf, workspaces, packed);
  const dist = distOf(folder);
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  await compile(folder, dist, packed);
  await writeManifest(folder, dist, manifest, workspaces);
  packed.set(manifest.name, { name: manifest.name, dist });
}

/**
 * Runs the compiler with the repository's settings. Workspaces already packed are read by their declarations, so that
 * their source is not compiled into this build as well.
 */
async function compile(folder: string, dist: string, packed: ReadonlyMap<string, Packed>): Promise<void> {
  const settings = join(dist, "tsconfig.build.json");
  const paths = Object.fromEntries(
    [...packed.values()].map(({ name, dist: built }) => [name, [join(built, "index.d.ts")]]),
  );
  await writeFile(
    settings,
    JSON.stringify({
      extends: join(ROOT, "tsconfig.json"),
      compilerOptions: {
        ...{ noEmit: false, noEmitOnError: true, declaration: true, rewriteRelativeImportExtensions: true },
        ...{ rootDir: join(folder, "src"), outDir: dist, paths, typeRoots: [join(ROOT, "node_modules", "@types")] },
      },
      include: [join(folder, "src")],
      exclude: TESTING.map((pattern) => join(folder, "**", pattern)),
    }),
  );
  try {
    await promisify(execFile)(process.execPath, [COMPILER, "-p", settings], { cwd: ROOT });
  } catch (failure) {
    throw new Error(`${relative(ROOT, folder)} does not compile:\n${(failure as { stdout?: string }).stdout ?? ""}`, {
      cause: failure,
    });
  } finally {
    await rm(settings, { force: true });
  }
}

async function writeManifest(
  folder: string,
  dist: string,
  manifest: Manifest,
  workspaces: ReadonlyMap<string, string>,
): Promise<void> {
  const versions = new Map<string, string>();
  for (const [name, at] of workspaces) versions.set(name, (await readManifest(at)).version);
  const published = publishedManifest(manifest, versions);
  await writeFile(join(dist, "package.json"), `${JSON.stringify(published, null, 2)}\n`);
  await cp(join(ROOT, "LICENSE"), join(dist, "LICENSE"));
  await cp(join(folder, "README.md"), join(dist, "README.md"));
}

/** Every workspace of the repository, name to folder. */
async function workspaceFolders(): Promise<Map<string, string>> {
  const { workspaces } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as { workspaces: string[] };
  const named = new Map<string, string>();
  for (const workspace of workspaces) {
    const folder = join(ROOT, workspace);
    named.set((await readManifest(folder)).name, folder);
  }
  return named;
}

async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Manifest;
}

function mapped<Value>(
  field: string,
  entries: Readonly<Record<string, string>> | undefined,
  map: (value: string, key: string) => Value,
): Record<string, Record<string, Value>> {
  if (entries === undefined) return {};
  return { [field]: Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, map(value, key)])) };
}

/** `./src/index.ts` is built as `./index.js`. */
function built(source: string, extension: string): string {
  return `./${source.replace(/^\.\/src\//, "").replace(/\.ts$/, extension)}`;
}

function versionOf(range: string, workspaceVersion: string | undefined): string {
  return workspaceVersion === undefined ? range : `^${workspaceVersion}`;
}

async function main(folders: readonly string[]): Promise<void> {
  if (folders.length === 0) throw new Error(`name a workspace folder: node ${basename(import.meta.filename)} values`);
  for (const folder of folders) {
    for (const { name, dist } of await packWorkspace(folder)) console.log(`${name} built in ${relative(ROOT, dist)}`);
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(process.argv.slice(2));
}
