/** The files of the repository as the checks see them: paths relative to the root, `/` between names. */

import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "..");

/** Folders that hold what others made: packages, builds, data directories, git's own. */
const NOT_OURS = new Set(["node_modules", "dist", "coverage", ".git", ".kvitt"]);

/** Endings of files that are read as text by the checks; everything else counts as bytes (bank samples may hold any). */
const TEXT = /(?:^|\/)(?:[^/.]+|\.[^/]+|.*\.(?:ts|tsx|mjs|mts|js|json|sql|md|tsv|csv|yaml|yml|html|css|sh|typ))$/;

/**
 * Every file of the repository, sorted, packages and builds left out.
 * @param root where to begin; the repository's own root unless a test plants a tree
 */
export function listFiles(root: string = ROOT): string[] {
  return walk(root, "").sort();
}

function walk(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : walk(root, path);
    return entry.isFile() && !entry.name.endsWith(".log") ? [path] : [];
  });
}

/** Whether a file is text that people wrote, so that its words can be judged. */
export function isText(path: string): boolean {
  return TEXT.test(path) && !isSample(path);
}

/** Sample files are bytes as a bank wrote them; the checks of words and lengths leave them alone. */
export function isSample(path: string): boolean {
  return /(^|\/)(samples|fixtures|goldens)\//.test(path);
}

/** The text of a file of the repository. */
export function readText(path: string, root: string = ROOT): string {
  return readFileSync(join(root, path), "utf8");
}
