/**
 * `npm run client:generate`: writes the types of the TypeScript client from the routes. `npm ci` does so before it builds the app; the file is
 * not kept in the repository.
 */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import openapiTypes, { astToString } from "openapi-typescript";
import { describedApi, type OpenApi } from "./described-api.ts";
import { ROOT } from "./source-tree.ts";

/** Where the types lie, from the root. */
export const CLIENT_TYPES = "clients/typescript/src/schema.ts";

const HEAD = "// Made by `npm run client:generate` from the routes of the server.\n\n";

/** The types of every route, as `openapi-fetch` reads them. */
export async function clientTypes(api: OpenApi): Promise<string> {
  return HEAD + astToString(await openapiTypes(JSON.parse(JSON.stringify(api)) as never));
}

/** Writes the types where the client's own source looks for them. */
export async function writeClient(api: OpenApi): Promise<void> {
  writeFileSync(join(ROOT, CLIENT_TYPES), await clientTypes(api));
}

if (import.meta.main) await writeClient(await describedApi());
