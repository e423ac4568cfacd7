import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { changeTenant, withTenant } from "../../platform/index.ts";
import { actions, reachOf } from "../../platform/roles/index.ts";
import { createUser } from "../../platform/sign-in/index.ts";
import { makeDemoUsers } from "../commands/life.ts";
import { createHttpServer } from "../http-server.ts";
import { createBankReaders } from "../readers/index.ts";
import { codeOf, openApi, read, type Api } from "./asking.fixture.ts";

let platform: TestPlatform;
let clinic: TestClinic;
let second: TestClinic;
let api: Api;

beforeAll(async () => {
  platform = await testPlatform();
  clinic = await testClinic(platform);
  second = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId });
  api = await openApi(platform);
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

type Me = {
  readonly actions: readonly { readonly action: string; readonly ledgerIds: readonly string[] | null }[];
  readonly preferences: object;
};

describe("who I am", () => {
  test("SEC-10 the actions are those of the role table, no more and no fewer, for the whole tenant", async () => {
    const cfo = await api.person(clinic.context, "cfo");
    const me = read<Me>(await cfo("GET", "/me"));
    expect(me).toMatchObject({
      tenantId: clinic.tenantId,
      tenants: [{ id: clinic.tenantId }],
      roles: [{ role: "cfo", clinicIds: null, ledgerIds: null }],
    });
    const held = actions.filter((action) => reachOf([{ kind: "role", role: "cfo", clinicIds: null }], action));
    expect(me.actions).toEqual(held.map((action) => ({ action, ledgerIds: null })));
  });

  test("SEC-09 a role of some clinics names their ledgers; a second role reaches as far as it does", async () => {
    const wide = [{ role: "auditor", clinicIds: null }] as const;
    const who = await api.person(clinic.context, "clinicManager", [second.clinicId], wide);
    const me = read<Me>(await who("GET", "/me"));
    expect(me).toMatchObject({
      roles: [
        { role: "auditor", ledgerIds: null },
        { role: "clinicManager", clinicIds: [second.clinicId], ledgerIds: [second.ledgerId] },
      ],
    });
    const reach = new Map(me.actions.map(({ action, ledgerIds }) => [action, ledgerIds]));
    expect([reach.get("claims.write"), reach.get("claims.read"), reach.has("users.manage")]).toEqual([
      [second.ledgerId],
      null,
      false,
    ]);
  });

  test("SEC-15 the second factor is fresh for five minutes after it was shown", async () => {
    const who = await api.person(clinic.context, "hqFinance");
    const shownAt = platform.clock.now();
    const factor = async () => read<{ secondFactor: object }>(await who("GET", "/me")).secondFactor;
    const freshUntil = shownAt.add({ minutes: 5 });
    platform.clock.moveTo(freshUntil);
    expect(await factor()).toEqual({ shownAt: shownAt.toString(), freshUntil: freshUntil.toString(), fresh: true });
    platform.clock.moveTo(freshUntil.add({ seconds: 1 }));
    expect(await factor()).toMatchObject({ fresh: false });
  });

  test("X-08 somebody of two tenants who has chosen none sees both, and no role or action", async () => {
    const other = await testClinic(platform);
    const who = await api.person(clinic.context, "accountant");
    const { email } = read<{ email: string }>(await who("GET", "/me"));
    const roles = [{ role: "auditor", clinicIds: null }] as const;
    await withTenant(platform, other.context, (tx) => createUser(tx, { email, name: "Ola", roles: [...roles] }));
    const me = read<{ tenants: object[] }>(await who("GET", "/me"));
    expect(me).toMatchObject({ tenantId: null, roles: [], actions: [] });
    expect(me.tenants).toHaveLength(2);
    const headers = { "x-kvitt-tenant": other.tenantId };
    expect(read<object>(await who("GET", "/me", { headers }))).toMatchObject({ roles: [{ role: "auditor" }] });
  });
});

describe("what concerns every screen", () => {
  const window = {
    from: Temporal.Instant.from("2026-11-29T02:00:00Z"),
    to: Temporal.Instant.from("2026-11-29T05:00:00Z"),
  };

  test("SEC-24 how long a screen may rest is the roles': the reception's longer", async () => {
    const idle = async (role: "reception" | "cfo") =>
      read<{ idleMinutes: number }>(await (await api.person(clinic.context, role))("GET", "/me")).idleMinutes;
    expect([await idle("reception"), await idle("cfo")]).toEqual([30, 15]);
  });

  test("E-07 training is the tenant's; a maintenance window is told to everybody until it is over", async () => {
    const other = await testClinic(platform);
    const own = await openApi(platform, { maintenance: window });
    const who = await own.person(other.context, "accountant");
    const seen = async () => read<object>(await who("GET", "/me"));
    expect(await seen()).toMatchObject({
      training: false,
      maintenance: { from: "2026-11-29T02:00:00Z", to: "2026-11-29T05:00:00Z" },
    });
    await withTenant(platform, other.context, (tx) => changeTenant(tx, { training: true }));
    expect(await seen()).toMatchObject({ training: true });
    const outside = await api.person(clinic.context, "accountant");
    expect(read<object>(await outside("GET", "/me"))).toMatchObject({ training: false, maintenance: null });
    await own.close();
  });
});

describe("my preferences", () => {
  test("SEC-61 they are kept with the person: changed one by one, what is not named stays", async () => {
    const who = await api.person(clinic.context, "reception", [clinic.clinicId]);
    const usual = { language: null, letterKeys: true, density: "comfortable", colourMode: "system" };
    expect(read<Me>(await who("GET", "/me")).preferences).toEqual(usual);
    const change = async (body: object) => read<Me>(await who("PATCH", "/me", { body })).preferences;
    expect(await change({ language: "da" })).toEqual({ ...usual, language: "da" });
    expect(await change({ letterKeys: false, colourMode: "dark" })).toEqual({
      language: "da",
      letterKeys: false,
      density: "comfortable",
      colourMode: "dark",
    });
    expect(await change({ density: "compact", language: null })).toMatchObject({
      language: null,
      density: "compact",
      colourMode: "dark",
    });
    const other = await api.person(clinic.context, "reception", [clinic.clinicId]);
    expect(read<Me>(await other("GET", "/me")).preferences).toEqual(usual);
  });

  test.each([{ language: "fi" }, { density: "tiny" }, { letterKeys: "no" }, { name: "Ny" }])(
    "SEC-11 %j is refused",
    async (body) => {
      const who = await api.person(clinic.context, "auditor");
      expect((await who("PATCH", "/me", { body })).status).toBe(422);
    },
  );
});

describe("a demo's sign-ins", () => {
  type SignIns = { readonly items: readonly { role: string; email: string; password: string; code: string }[] };

  test("SEC-22 where the data directory is no demo's, there is no such address", async () => {
    const nobody = await api.server.inject({ url: "/api/v1/demo-sign-ins" });
    const unknown = await api.server.inject({ url: "/api/v1/no-such-address" });
    const bare = (body: string) => body.replace(/"requestId":"[^"]*"/, "");
    expect([nobody.statusCode, bare(nobody.body)]).toEqual([404, bare(unknown.body)]);
  });

  test("SEC-23 in a demo each role signs in with what is shown; after that the code shown is another one", async () => {
    const demoSignIns = await makeDemoUsers(platform, (await testClinic(platform)).tenantId);
    const server = await createHttpServer(platform, { demoSignIns, reader: createBankReaders() });
    const shown = async () => (await server.inject({ url: "/api/v1/demo-sign-ins" })).json<SignIns>().items;
    const people = await shown();
    expect(people.map(({ role }) => role)).toEqual(demoSignIns.map(({ role }) => role));
    const { email, password } = people[0]!;
    const headers = { host: "kvitt.example", origin: "http://kvitt.example" };
    const post = (url: string, payload: object, cookie = "") =>
      server.inject({ method: "POST", url: `/api/v1${url}`, payload, headers: { ...headers, cookie } });
    const signIn = async (code: string) => {
      const first = await post("/sign-in", { email, password });
      const cookies = [first.headers["set-cookie"] ?? []].flat().map((cookie) => cookie.split(";")[0]!);
      return post("/sign-in/second-factor", { code }, cookies.join("; "));
    };
    const { code } = (await shown())[0]!;
    expect((await signIn(code)).statusCode).toBe(200);
    expect(codeOf({ status: 401, headers: {}, body: (await signIn(code)).body })).toEqual([401, "SIGN_IN_FAILED"]);
    expect((await signIn((await shown())[0]!.code)).statusCode).toBe(200);
    await server.close();
  });
});
