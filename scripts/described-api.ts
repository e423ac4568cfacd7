/** The OpenAPI document of the product's own routes. Needs no database: nothing is asked, only described. */

import { allRoutes, ledgersOfClinics } from "../server/src/app/http-server.ts";
import { createBankReaders } from "../server/src/app/readers/index.ts";
import { createServer } from "../server/src/platform/http/index.ts";
import { createLog, type Platform } from "../server/src/platform/index.ts";
import type { SignIn } from "../server/src/platform/sign-in/index.ts";

type Operation = { readonly summary: string; readonly tags: readonly string[] };
export type OpenApi = {
  readonly info: { readonly title: string; readonly description: string; readonly version: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

/** The OpenAPI document of all routes, from a server that nobody asks anything. */
export async function describedApi(): Promise<OpenApi> {
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
