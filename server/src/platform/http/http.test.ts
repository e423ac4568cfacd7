import { sql } from "kysely";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { asSuperuser, testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import {
  amountMinor,
  createServer,
  etagOf,
  noContent,
  ok,
  pageOf,
  renderApiMarkdown,
  renderErrorsMarkdown,
  requireMatch,
  route,
  uuid,
  type HttpServer,
  type Route,
} from "./index.ts";
import { claimsWrite, openTill, sound, type Till } from "./till.fixture.ts";

let platform: TestPlatform;
let till: Till;
let server: HttpServer;
const logged: string[] = [];

const more: Route[] = [
  route({
    method: "GET",
    url: "/api/v1/payments/:paymentId",
    summary: "One payment.",
    chapter: "Payments",
    permission: { action: "claims.read", scope: "ledger" },
    etag: true,
    schema: {
      params: z.strictObject({ paymentId: uuid }),
      query: z.strictObject({ deep: z.enum(["yes"]).optional() }),
      responses: { 200: z.object({ amountMinor }) },
    },
    inTransaction: async (_tx, { query }) => ok({ amountMinor: query.deep ? 2n ** 53n : 2n ** 53n - 1n }),
  }),
  route({
    method: "PUT",
    url: "/api/v1/payments/:paymentId",
    summary: "Changes one.",
    chapter: "Payments",
    permission: claimsWrite,
    ifMatch: true,
    schema: { params: z.strictObject({ paymentId: uuid }), body: z.strictObject({}), responses: { 204: null } },
    inTransaction: async (_tx, { request }) => {
      requireMatch(request.headers["if-match"], { amountMinor: 1 });
      return noContent();
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/files",
    summary: "Takes a file.",
    chapter: "Payments",
    permission: claimsWrite,
    upload: { mostBytes: 300_000 },
    schema: { responses: { 200: z.object({ bytes: z.int() }) } },
    handler: async ({ body }) => {
      let bytes = 0;
      for await (const chunk of body as unknown as AsyncIterable<Buffer>) bytes += chunk.length;
      return ok({ bytes });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/broken",
    summary: "Breaks.",
    chapter: "Payments",
    permission: { action: "claims.read", scope: "tenant" },
    schema: { responses: { 200: pageOf(z.string()) } },
    inTransaction: async (tx) => ok(await sql`select 'Kari Nordmann'::integer`.execute(tx.db)),
  }),
  route({
    method: "GET",
    url: "/api/v1/takings",
    summary: "What came in, as JSON or for a spreadsheet.",
    chapter: "Payments",
    permission: { action: "claims.read", scope: "ledger" },
    files: { mediaTypes: ["application/json", "text/csv"] },
    schema: { responses: { 200: z.object({ totalMinor: amountMinor, reference: z.string().nullable() }) } },
    inTransaction: async () => ok("total\n0\n", { "content-type": "text/csv" }),
  }),
];

beforeAll(async () => {
  const base = await testPlatform();
  platform = { ...base, log: pino({ level: "info" }, { write: (line: string) => logged.push(line) }) };
  till = await openTill(platform, () => more);
  ({ server } = till);
});
afterAll(async () => {
  await server.close();
  await platform.close();
});
beforeEach(() => {
  till.reset();
  logged.length = 0;
});

const pay: Till["pay"] = async (body, key) => till.pay(body, key);

describe("input and answers", () => {
  test("SEC-11 unknown fields are refused, fields are named by path, and what was sent is never repeated", async () => {
    const answer = await pay(
      {
        amountMinor: "5",
        paidOn: "2026-02-30",
        payer: { name: "x".repeat(41), "13097248022": "Kari" },
        note: "Kari Nordmann",
      },
      "bad",
    );
    expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    const { code, problems } = answer.json<{ code: string; problems: { field: string; code: string }[] }>();
    expect(code).toBe("INPUT_INVALID");
    expect(problems.map((problem) => [problem.code, problem.field])).toEqual([
      ["FIELD_INVALID", "amountMinor"],
      ["FIELD_INVALID", "paidOn"],
      ["FIELD_INVALID", "payer.name"],
      ["UNKNOWN_FIELD", "payer.?"],
      ["UNKNOWN_FIELD", "note"],
    ]);
    expect(answer.body).not.toMatch(/Kari|13097248022|xxxx/);
  });

  test.each([
    [2 ** 53, 422],
    [2 ** 53 - 1, 201],
    [1.5, 422],
  ])("an amount of %d on the wire is answered %d", async (wire, status) => {
    expect((await pay({ ...sound, amountMinor: wire }, `wire-${wire}`)).statusCode).toBe(status);
  });

  test("SEC-77 an amount too large for JSON, and any other breakdown, says nothing but the request's id; the log has no message and no value", async () => {
    const url = `/api/v1/payments/${platform.ids.next()}`;
    expect((await server.inject({ url })).json()).toEqual({ amountMinor: 2 ** 53 - 1 });
    const answer = await server.inject({ url: `${url}?deep=yes` });
    expect(answer.json()).toMatchObject({ status: 500, code: "INTERNAL", requestId: answer.headers["x-request-id"] });
    expect((await server.inject({ url: "/api/v1/broken" })).statusCode).toBe(500);
    expect(logged.join("")).not.toContain("Nordmann");
  });

  test("SEC-11 an answer shows what its schema lists, whatever the handler gave", async () => {
    const answer = await pay(sound, "allow-list");
    expect(Object.keys(answer.json<object>())).toEqual(["id", "amountMinor"]);
  });

  test.each([
    ["no JSON", "{", "application/json", 400, "JSON_UNREADABLE"],
    ["a poisoned prototype", '{"__proto__":{"admin":true}}', "application/json", 400, "JSON_UNREADABLE"],
    ["another type", "a=1", "application/x-www-form-urlencoded", 415, "MEDIA_TYPE"],
    ["bytes", "a", "application/octet-stream", 415, "MEDIA_TYPE"],
    ["256 KB and one", `"${"x".repeat(256 * 1024 - 1)}"`, "application/json", 413, "BODY_TOO_LARGE"],
  ])("SEC-62 SEC-66 %s is refused", async (_name, payload, type, status, code) => {
    const answer = await server.inject({
      method: "POST",
      url: "/api/v1/payments",
      payload,
      headers: { "content-type": type, "idempotency-key": "x" },
    });
    expect(answer.json()).toMatchObject({ status, code });
  });

  test("SEC-62 a file streams in up to its own limit", async () => {
    const send = (bytes: number) =>
      server.inject({
        method: "POST",
        url: "/api/v1/files",
        payload: Buffer.alloc(bytes),
        headers: { "content-type": "application/octet-stream" },
      });
    expect((await send(300_000)).json()).toEqual({ bytes: 300_000 });
    expect((await send(300_001)).statusCode).toBe(413);
  });

  test("an ETag names what was seen: not sent again unchanged, and a change to another version is refused", async () => {
    const url = `/api/v1/payments/${platform.ids.next()}`;
    const etag = (await server.inject({ url })).headers["etag"] as string;
    expect((await server.inject({ url, headers: { "if-none-match": etag } })).statusCode).toBe(304);
    const put = (ifMatch?: string) =>
      server.inject({ method: "PUT", url, payload: {}, headers: ifMatch === undefined ? {} : { "if-match": ifMatch } });
    expect([
      (await put()).statusCode,
      (await put('"old"')).statusCode,
      (await put(etagOf({ amountMinor: 1 }))).statusCode,
    ]).toEqual([428, 412, 204]);
  });

  test("a malformed id is answered like an unknown address", async () => {
    expect((await server.inject({ url: "/api/v1/payments/1%20or%201=1" })).json()).toMatchObject({
      status: 404,
      code: "NOT_FOUND",
    });
    expect((await server.inject({ url: "/api/v1/nothing" })).json()).toMatchObject({ status: 404, code: "NOT_FOUND" });
  });
});

describe("the server", () => {
  test("SEC-10 a route that does not say who may use it does not boot", () => {
    const { permission: _left, ...undeclared } = till.routes[0]!;
    expect(() => route(undeclared as Route)).toThrow("SEC-10");
  });

  test("SEC-76 a line of the log has the route's pattern, the request's id and who asked; no URL, no body, no header", async () => {
    const id = platform.ids.next();
    await server.inject({
      url: `/api/v1/payments/${id}?deep=yes`,
      headers: { cookie: "session=s3cret", authorization: "Bearer s3cret" },
    });
    await pay({ ...sound, payer: { name: "Kari Nordmann" } }, "s3cret-key");
    const lines = logged.join("");
    expect(lines).toContain('"route":"/api/v1/payments/:paymentId"');
    expect(lines).not.toMatch(new RegExp(`${id}|s3cret|Nordmann|deep`));
  });

  test("SEC-60 SEC-61 every answer forbids framing, scripts, sniffing and storing", async () => {
    for (const url of ["/healthz", "/api/v1/reference", "/api/v1/nothing", "/api/v1/broken"]) {
      const { headers } = await server.inject({ url });
      expect(headers).toMatchObject({
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
      });
      expect(headers["content-security-policy"]).toMatch(/^default-src 'none'.*frame-ancestors 'none'/);
      expect(headers["content-security-policy"]).not.toMatch(/script-src|unsafe/);
    }
  });

  test("the reference is one page without script, from the same document that programs read; Markdown says the same", async () => {
    const document = (await server.inject({ url: "/api/v1/openapi.json" })).json<{
      openapi: string;
      paths: Record<string, Record<string, unknown>>;
    }>();
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document.paths)).toEqual([
      "/api/v1/payments",
      "/api/v1/payments/{paymentId}",
      "/api/v1/files",
      "/api/v1/broken",
      "/api/v1/takings",
    ]);
    expect(document.paths["/api/v1/payments"]!["post"]).toMatchObject({
      operationId: "postPayments",
      "x-permission": "claims.write",
      requestBody: {
        content: {
          "application/json": {
            schema: {
              additionalProperties: false,
              properties: { amountMinor: { type: "integer" }, paidOn: { format: "date" } },
            },
          },
        },
      },
      responses: {
        "201": {
          content: {
            "application/json": { schema: { properties: { amountMinor: { type: "integer", maximum: 2 ** 53 - 1 } } } },
          },
        },
        default: { description: "Refused, or failed" },
      },
    });
    const takings = document.paths["/api/v1/takings"]!["get"];
    expect(takings).toMatchObject({
      responses: {
        "200": {
          content: {
            "application/json": { schema: { properties: { totalMinor: { type: "integer" } } } },
            "text/csv": { schema: { type: "string", format: "binary" } },
          },
        },
      },
    });
    const page = (await server.inject({ url: "/api/v1/reference" })).body;
    expect(page).toContain("<code>/api/v1/payments/{paymentId}</code>");
    expect(page).not.toContain("<script");
    expect(page).toContain('id="INPUT_INVALID"');
    expect(renderApiMarkdown(document)).toContain("| `amountMinor` | integer | required |");
    expect(renderApiMarkdown(document)).toContain(
      "| `totalMinor` | integer | required |\n| `reference` | string or null | required |",
    );
    expect(renderErrorsMarkdown([["A_CODE", { status: 409, sentence: "A | b.", remedy: "C." }]])).toContain(
      "| `A_CODE` | 409 | A \\| b. | C. |",
    );
  });

  test("it says that it is alive, ready, and how busy, over a real socket; its numbers only to its own machine", async () => {
    const address = await server.listen({ host: "127.0.0.1", port: 0 });
    expect(await (await fetch(`${address}/healthz`)).json()).toEqual({ alive: true });
    expect(await (await fetch(`${address}/readyz`)).json()).toEqual({ ready: true });
    const numbers = await (await fetch(`${address}/metrics`)).text();
    expect(numbers).toContain('kvitt_http_requests_total{method="GET",route="/healthz",status_class="2xx"}');
    expect(numbers).toMatch(/kvitt_database_connections\{state="\w+"\} \d/);
    expect((await fetch(`${address}/metrics`, { headers: { "x-forwarded-for": "203.0.113.9" } })).status).toBe(404);
  });

  test("asked to stop it finishes what it has begun", async () => {
    const stopping = await createServer(platform, {
      routes: till.routes,
      authenticate: async () => till.caller,
      ledgersOfClinics: async () => [],
    });
    const address = await stopping.listen({ host: "127.0.0.1", port: 0 });
    const door = Promise.withResolvers<null>();
    till.gate.goOn = door.promise;
    const asked = fetch(`${address}/api/v1/payments`, {
      method: "POST",
      body: JSON.stringify(sound),
      headers: { "content-type": "application/json", "idempotency-key": "at-the-end" },
    });
    await till.gate.reached.promise;
    const closed = stopping.close();
    door.resolve(null);
    const answer = await asked;
    expect([answer.status, answer.headers.get("connection")]).toEqual([201, "close"]);
    await closed;
    await expect(fetch(`${address}/healthz`)).rejects.toThrow();
  });

  test("a server that lacks a migration is not ready, and does not say why to strangers", async () => {
    const missing = await testPlatform();
    const other = await createServer(missing, {
      routes: [],
      authenticate: async () => undefined,
      ledgersOfClinics: async () => [],
    });
    await asSuperuser(missing, "delete from schema_migration where name = '0002-sign-in'");
    expect((await other.inject({ url: "/readyz" })).json()).toMatchObject({ status: 503, code: "NOT_READY" });
    await other.close();
    await missing.close();
  });

  test("an overloaded server turns requests away with a word on when to come again", async () => {
    const busy = await createServer(platform, {
      routes: [],
      authenticate: async () => undefined,
      ledgersOfClinics: async () => [],
      canWork: async () => false,
    });
    expect((await busy.inject({ url: "/healthz" })).statusCode).toBe(200);
    const answer = await busy.inject({ url: "/readyz" });
    expect([answer.statusCode, answer.headers["retry-after"], answer.json<{ code: string }>().code]).toEqual([
      503,
      "10",
      "OVERLOADED",
    ]);
    await busy.close();
  });
});
