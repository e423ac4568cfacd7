/**
 * `npm run docs:generate`: writes docs/errors.md, docs/api and the types of the TypeScript client from what the product declares: its error
 * codes, and the OpenAPI document of its routes. Needs no database: nothing is asked, only described.
 */

import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import openapiTypes, { astToString } from "openapi-typescript";
import "../server/src/app/index.ts";
import { allRoutes, ledgersOfClinics } from "../server/src/app/http-server.ts";
import { createBankReaders } from "../server/src/app/readers/index.ts";
import { createServer, renderApiMarkdown, renderErrorsMarkdown } from "../server/src/platform/http/index.ts";
import { createLog, errorTable, type Platform } from "../server/src/platform/index.ts";
import type { SignIn } from "../server/src/platform/sign-in/index.ts";

const ROOT = join(import.meta.dirname, "..");

type Operation = { readonly summary: string; readonly tags: readonly string[] };
type OpenApi = {
  readonly info: { readonly title: string; readonly description: string; readonly version: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

/** The OpenAPI document of all routes, from a server that nobody asks anything. */
async function describedApi(): Promise<OpenApi> {
  const platform = { log: createLog("silent") } as unknown as Platform;
  const server = await createServer(platform, {
    routes: allRoutes({} as unknown as SignIn, createBankReaders()),
    authenticate: async () => undefined,
    ledgersOfClinics: ledgersOfClinics(platform),
  });
  await server.ready();
  const document = server.swagger() as unknown as OpenApi;
  await server.close();
  return document;
}

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

const CLIENT_HEAD = "// Made by `npm run docs:generate` from the OpenAPI document.\n\n";

/** The types of every route, as `openapi-fetch` reads them. */
async function clientTypes(api: OpenApi): Promise<string> {
  return CLIENT_HEAD + astToString(await openapiTypes(JSON.parse(JSON.stringify(api)) as never));
}

/** The generated pages by their path in the repository. */
export async function generateDocs(): Promise<ReadonlyMap<string, string>> {
  const api = await describedApi();
  return new Map([
    ["docs/errors.md", renderErrorsMarkdown(errorTable())],
    ["docs/api/README.md", contents(api)],
    ["clients/typescript/src/schema.ts", await clientTypes(api)],
    ...api.tags.map(({ name }) => [`docs/api/${fileOf(name)}`, renderApiMarkdown(chapterOf(api, name))] as const),
  ]);
}

function write(pages: ReadonlyMap<string, string>): void {
  mkdirSync(join(ROOT, "docs", "api"), { recursive: true });
  for (const old of readdirSync(join(ROOT, "docs", "api")))
    if (!pages.has(`docs/api/${old}`)) rmSync(join(ROOT, "docs", "api", old));
  for (const [path, text] of pages) writeFileSync(join(ROOT, path), text);
}

if (import.meta.main) write(await generateDocs());
