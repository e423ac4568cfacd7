import { afterAll, beforeAll, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import type { HttpServer } from "../platform/http/index.ts";
import { withTenant } from "../platform/index.ts";
import { createApiKey } from "../platform/sign-in/index.ts";
import { createHttpServer } from "./http-server.ts";

let platform: TestPlatform;
let server: HttpServer;
let clinic: TestClinic;
let key: string;

beforeAll(async () => {
  platform = await testPlatform();
  server = await createHttpServer(platform);
  clinic = await testClinic(platform);
  key = (await withTenant(platform, clinic.context, (tx) => createApiKey(tx, { name: "t", scopes: ["ledgers:read"], ledgerIds: null, expiresAt: null }))).key;
});
afterAll(async () => {
  await server.close();
  await platform.close();
});

test("probe", async () => {
  const asked = await server.inject({ url: "/api/v1/ledgers", headers: { authorization: `Bearer ${key}` } });
  console.log(asked.statusCode, asked.headers, asked.body);
  console.log((await server.inject({ url: "/api/v1/ledgers" })).body);
  
  
  try { console.log(JSON.stringify(server.swagger()).slice(0, 5000)); } catch (e) { console.log(e); }
  
  expect(1).toBe(1);
});
