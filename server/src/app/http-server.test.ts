import type { LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import { raiseAlarm } from "../controls/index.ts";
import type { HttpServer } from "../platform/http/index.ts";
import { offsetClock, recordAudit, withTenant } from "../platform/index.ts";
import { createApiKey, createUser, totpCode, USUAL_LIMITS, type NewApiKey } from "../platform/sign-in/index.ts";
import { createHttpServer } from "./http-server.ts";

let platform: TestPlatform;
let server: HttpServer;
let clinic: TestClinic;
let admin: Record<string, string>;
const password = "fire tilfeldige ord sammen";
const own = { host: "kvitt.example", origin: "http://kvitt.example", "sec-fetch-site": "same-origin" };

function cookiesOf(answer: LightMyRequestResponse): string {
  return [answer.headers["set-cookie"] ?? []]
    .flat()
    .map((cookie) => cookie.split(";")[0]!)
    .filter((cookie) => !cookie.endsWith("="))
    .join("; ");
}

const post = (url: string, payload: object, headers: Record<string, string> = own) =>
  server.inject({ method: "POST", url, payload, headers });

/** Signs somebody in over HTTP, as a browser does, and gives the headers to go on with. */
async function signIn(email: string, seed: string): Promise<Record<string, string>> {
  const first = await post("/api/v1/sign-in", { email, password });
  const second = await post(
    "/api/v1/sign-in/second-factor",
    { code: totpCode(seed, offsetClock(0n).now()) },
    { ...own, cookie: cookiesOf(first) },
  );
  return { ...own, cookie: cookiesOf(second) };
}

async function keyOf(
  input: Partial<NewApiKey>,
  where: TestClinic = clinic,
): Promise<{ id: string; headers: { authorization: string } }> {
  const made = await withTenant(platform, where.context, (tx) =>
    createApiKey(tx, { name: "Practice system", scopes: ["ledgers:read"], ledgerIds: null, expiresAt: null, ...input }),
  );
  return { id: made.id, headers: { authorization: `Bearer ${made.key}` } };
}

beforeAll(async () => {
  platform = await testPlatform();
  server = await createHttpServer(platform);
  clinic = await testClinic(platform, { active: false });
  const seed = "seed-of-the-administrator-123456";
  await withTenant(platform, clinic.context, (tx) =>
    createUser(tx, {
      email: "admin@example.com",
      name: "Admin",
      password,
      totpSecret: seed,
      roles: [{ role: "admin", clinicIds: null }],
    }),
  );
  admin = await signIn("admin@example.com", seed);
});
afterAll(async () => {
  await server.close();
  await platform.close();
});

describe("people", () => {
  test("SEC-25 signed in over HTTP: who one is, with the tenant and the roles", async () => {
    expect((await server.inject({ url: "/api/v1/me", headers: admin })).json()).toMatchObject({
      email: "admin@example.com",
      tenantId: clinic.tenantId,
      roles: [{ role: "admin" }],
      tenants: [{ id: clinic.tenantId }],
    });
    expect((await server.inject({ url: "/api/v1/me" })).json()).toMatchObject({ status: 401, code: "NOT_SIGNED_IN" });
  });

  test.each([
    ["another site", { ...own, "sec-fetch-site": "cross-site" }],
    ["another host of the same site", { ...own, "sec-fetch-site": "same-site" }],
    ["another origin", { ...own, origin: "https://evil.example" }],
    ["nowhere said", { host: own.host }],
    ["the null origin", { ...own, origin: "null" }],
  ])("SEC-25 a change that comes from %s is refused, signing in included", async (_from, headers) => {
    const asked = [
      await post("/api/v1/sign-out", {}, { ...headers, cookie: admin["cookie"]! }),
      await post("/api/v1/sign-in", { email: "a@b.no", password }, headers),
    ];
    for (const answer of asked) expect(answer.json()).toMatchObject({ status: 403, code: "CROSS_SITE" });
  });

  test("X-08 an administrator adds a user, changes the roles seen last, ends the user; each is in the audit list with who and when", async () => {
    const made = await post("/api/v1/users", { email: "ny@example.com", name: "Ny", roles: [{ role: "cfo" }] }, admin);
    expect(made.statusCode).toBe(201);
    const { userId, initialPassword } = made.json<{ userId: string; initialPassword: string }>();
    expect(initialPassword).toHaveLength(24);
    const shown = await server.inject({ url: `/api/v1/users/${userId}`, headers: admin });
    const change = (ifMatch: string) =>
      server.inject({
        method: "PUT",
        url: `/api/v1/users/${userId}/roles`,
        payload: { roles: [{ role: "auditor" }] },
        headers: { ...admin, "if-match": ifMatch },
      });
    const seen = shown.headers["etag"] as string;
    expect([(await change(seen)).statusCode, (await change(seen)).statusCode]).toEqual([200, 412]);
    expect((await server.inject({ method: "DELETE", url: `/api/v1/users/${userId}`, headers: admin })).statusCode).toBe(
      204,
    );
    const listed = await server.inject({
      url: "/api/v1/audit-events",
      query: { subjectKind: "user", subjectId: userId },
      headers: admin,
    });
    const items = listed.json<{
      items: { action: string; actorKind: string; at: string; requestId: string | null }[];
    }>().items;
    expect(items.map((event) => [event.action, event.actorKind])).toEqual([
      ["user.ended", "user"],
      ["user.rolesChanged", "user"],
      ["user.created", "user"],
    ]);
    expect(items[2]!.requestId).toBe(made.headers["x-request-id"]);
    expect(Temporal.Instant.from(items[0]!.at).equals(platform.clock.now())).toBe(true);
  });
});

describe("programs", () => {
  test("a key is made, used, listed without its secret, and ended at once", async () => {
    const made = await post("/api/v1/api-keys", { name: "Journal", scopes: ["ledgers:read"] }, admin);
    const { id, key } = made.json<{ id: string; key: string }>();
    expect(key).toMatch(/^kvitt_[0-9a-f]{32}_[0-9a-f]{32}_[\w-]{43}$/);
    const ask = () => server.inject({ url: "/api/v1/ledgers", headers: { authorization: `Bearer ${key}` } });
    expect((await ask()).json()).toMatchObject({ items: [{ id: clinic.ledgerId, state: "inactive" }] });
    const list = (await server.inject({ url: "/api/v1/api-keys", headers: admin })).body;
    expect(list).toContain(id);
    expect(list).not.toContain(key.slice(-43));
    await server.inject({ method: "DELETE", url: `/api/v1/api-keys/${id}`, headers: admin });
    expect((await ask()).json()).toMatchObject({ status: 401 });
  });

  test("SEC-05 a key that is malformed, cut, of another tenant, expired or unknown is refused in the same words", async () => {
    const other = await testClinic(platform);
    const good = (await keyOf({})).headers.authorization;
    const foreign = (await keyOf({}, other)).headers.authorization;
    const expired = await keyOf({ expiresAt: platform.clock.now().toString() });
    const mixed = good.replace(/kvitt_[0-9a-f]{32}/, foreign.slice(7, 7 + 38));
    const tries = [
      "Bearer x",
      "Basic eDp5",
      good.slice(0, -1),
      `${good.slice(0, -1)}${good.endsWith("A") ? "B" : "A"}`,
      mixed,
      expired.headers.authorization,
    ];
    const answers = await Promise.all(
      tries.map((authorization) => server.inject({ url: "/api/v1/ledgers", headers: { authorization } })),
    );
    expect(new Set(answers.map((answer) => answer.body.replace(/"requestId":"[^"]*"/, "")))).toHaveLength(1);
    expect(answers[0]!.statusCode).toBe(401);
  });

  test("SEC-09 a key bound to a ledger sees that ledger only; one beyond its scope is refused", async () => {
    const second = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId });
    const { headers } = await keyOf({ ledgerIds: [second.ledgerId] });
    const { items } = (await server.inject({ url: "/api/v1/ledgers", headers })).json<{ items: { id: string }[] }>();
    expect(items.map((ledger) => ledger.id)).toEqual([second.ledgerId]);
    expect((await server.inject({ url: `/api/v1/ledgers/${clinic.ledgerId}`, headers })).statusCode).toBe(404);
    expect((await server.inject({ url: "/api/v1/audit-events", headers })).json()).toMatchObject({
      status: 403,
      code: "NOT_ALLOWED",
    });
  });

  test("SEC-27 a tenant's requests are counted together, whoever sends them, and another tenant goes on", async () => {
    const limited = await createHttpServer(platform, {
      limits: { ...USUAL_LIMITS, tenant: { points: 3, seconds: 60 } },
    });
    const [tenant, other] = [await testClinic(platform), await testClinic(platform)];
    const keys = [await keyOf({}, tenant), await keyOf({}, tenant)];
    const answers = [];
    for (let i = 0; i < 4; i++)
      answers.push(await limited.inject({ url: "/api/v1/ledgers", headers: keys[i % 2]!.headers }));
    expect(answers.map((answer) => answer.statusCode)).toEqual([200, 200, 200, 429]);
    expect(Number(answers[3]!.headers["retry-after"])).toBeGreaterThan(0);
    expect(
      (await limited.inject({ url: "/api/v1/ledgers", headers: (await keyOf({}, other)).headers })).statusCode,
    ).toBe(200);
    await limited.close();
  });
});

describe("ledgers, alarms, audit", () => {
  test("S0-46 a ledger is ticked in and out over HTTP; a second time changes nothing", async () => {
    const state = async () =>
      (await server.inject({ url: `/api/v1/ledgers/${clinic.ledgerId}`, headers: admin })).json<{
        state: string;
        activeFromOn: string | null;
      }>();
    const url = `/api/v1/ledgers/${clinic.ledgerId}`;
    expect([
      (await post(`${url}/activation`, { from: "2026-11-01" }, admin)).statusCode,
      (await post(`${url}/activation`, { from: "2026-11-01" }, admin)).statusCode,
    ]).toEqual([204, 204]);
    expect(await state()).toMatchObject({ state: "active", activeFromOn: "2026-11-01" });
    await post(`${url}/deactivation`, {}, admin);
    expect(await state()).toMatchObject({ state: "inactive" });
  });

  test("alarms stand in the list until they are cleared", async () => {
    await withTenant(platform, clinic.context, (tx) =>
      raiseAlarm(tx, {
        kind: "bankFileMissing",
        subjectKind: "bankAccount",
        subjectId: platform.ids.next(),
        dayOn: "2026-10-05",
      }),
    );
    const { headers } = await keyOf({ scopes: ["alarms:read"] });
    expect((await server.inject({ url: "/api/v1/alarms", headers })).json()).toMatchObject({
      items: [{ kind: "bankFileMissing", day: "2026-10-05", clearedAt: null }],
    });
  });

  test("X-08 the audit list goes on page by page without gap or repeat, narrowed by action and time; a foreign cursor is refused", async () => {
    const reader = await testClinic(platform);
    const { headers } = await keyOf({ scopes: ["audit:read"] }, reader);
    for (let i = 0; i < 7; i++) {
      platform.clock.moveTo(platform.clock.now().add({ minutes: 1 }));
      await withTenant(platform, reader.context, (tx) =>
        recordAudit(tx, { action: "audit.exported", subjectKind: "tenant", detail: { i } }),
      );
    }
    const seen: number[] = [];
    let cursor: string | null | undefined;
    do {
      const query = { limit: "3", action: "audit.exported", ...(cursor ? { cursor } : {}) };
      const paged = (await server.inject({ url: "/api/v1/audit-events", query, headers })).json<{
        items: { detail: { i: number } }[];
        nextCursor: string | null;
      }>();
      seen.push(...paged.items.map((event) => event.detail.i));
      cursor = paged.nextCursor;
    } while (cursor);
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0]);
    const since = await server.inject({
      url: "/api/v1/audit-events",
      query: { action: "audit.exported", from: platform.clock.now().subtract({ seconds: 30 }).toString() },
      headers,
    });
    expect(since.json<{ items: unknown[] }>().items).toHaveLength(1);
    for (const wrong of ["!!", "WyJ4Il0", "bnVsbA"])
      expect(
        (await server.inject({ url: "/api/v1/audit-events", query: { cursor: wrong }, headers })).json(),
      ).toMatchObject({ code: "CURSOR_INVALID" });
    expect((await server.inject({ url: "/api/v1/audit-events", query: { limit: "201" }, headers })).statusCode).toBe(
      422,
    );
  });
});
