/**
 * `npm run docs:generate`: writes docs/errors.md and docs/api from what the product declares, its error codes and the OpenAPI document of its
 * routes, and the types of the TypeScript client with them. Needs no database: nothing is asked, only described.
 */

import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import "../server/src/app/index.ts";
import { renderApiMarkdown, renderErrorsMarkdown } from "../server/src/platform/http/index.ts";
import { errorTable } from "../server/src/platform/index.ts";
import { describedApi, type OpenApi } from "./described-api.ts";
import { writeClient } from "./generate-client.ts";
import { ROOT } from "./source-tree.ts";

function fileOf(chapter: string): string {
  return `${chapter.toLowerCase().replace(/[^a-z0-9]+/g, "-")}.md`;
}

/** The operations of one chapter, as an OpenAPI document of its own. */
function chapterOf(api: OpenApi, chapter: string): OpenApi {
  const paths = Object.entries(api.paths).map(([path, item]) => {
    const own = Object.entries(item).filter(([, operation]) => operation.tags[0] === chapter);
    return [path, Object.fromEntries(own)] as const;
  });
  const info = {
    ...api.info,
    title: `${api.info.title} ${chapter.toLowerCase()}`,
    description: "A chapter of the [API](README.md).",
  };
  return { ...api, info, paths: Object.fromEntries(paths.filter(([, item]) => Object.keys(item).length > 0)) };
}

function contents(api: OpenApi): string {
  const chapters = api.tags.map(({ name }) => {
    const rows = Object.entries(chapterOf(api, name).paths).flatMap(([path, item]) =>
      Object.entries(item).map(
        ([method, { summary }]) =>
          `| \`${method.toUpperCase()} ${path}\` | ${summary.replaceAll("|", "\\|").replaceAll("\n", " ")} |`,
      ),
    );
    return [`## [${name}](${fileOf(name)})`, ["| address | what it does |", "| --- | --- |", ...rows].join("\n")].join(
      "\n\n",
    );
  });
  const head = [
    `# ${api.info.title} API`,
    api.info.description,
    "Every refusal is `application/problem+json` with one of the codes of [errors.md](../errors.md).",
  ];
  return `${[...head, ...chapters].join("\n\n")}\n`;
}

/** The generated pages by their path in the repository. */
export function generateDocs(api: OpenApi): ReadonlyMap<string, string> {
  return new Map([
    ["docs/errors.md", renderErrorsMarkdown(errorTable())],
    ["docs/api/README.md", contents(api)],
    ...api.tags.map(({ name }) => [`docs/api/${fileOf(name)}`, renderApiMarkdown(chapterOf(api, name))] as const),
  ]);
}

function write(pages: ReadonlyMap<string, string>): void {
  mkdirSync(join(ROOT, "docs", "api"), { recursive: true });
  for (const old of readdirSync(join(ROOT, "docs", "api")))
    if (!pages.has(`docs/api/${old}`)) rmSync(join(ROOT, "docs", "api", old));
  for (const [path, text] of pages) writeFileSync(join(ROOT, path), text);
}

if (import.meta.main) {
  const api = await describedApi();
  write(generateDocs(api));
  await writeClient(api);
}
