import { createHash } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestPlatform } from "../../testkit/index.ts";
import { createServer, type HttpServer, type Principal, type Route } from "../platform/http/index.ts";
import { withTenant } from "../platform/index.ts";
import { apiKeyScopeNames, reachOf, roles, type Grant } from "../platform/roles/index.ts";
import { openSignIn } from "../platform/sign-in/index.ts";
import { allRoutes, ledgersOfClinics } from "./http-server.ts";
import { createBankReaders } from "./readers/index.ts";
import { sweepFixtures, type SweepFixture, type World } from "./sweep-fixtures.ts";

let platform: TestPlatform;
let server: HttpServer;
let ours: World;
let theirs: World;
/** Who the next request is from: here the callers are made up; that real ones are found out rightly is sign-in's own test. */
let caller: Principal | undefined;

async function makeWorld(planted: string): Promise<World> {
  const clinic = await testClinic(platform, { name: planted });
  const other = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId, name: planted });
  return {
    platform,
    context: clinic.context,
    clinicId: clinic.clinicId,
    ledgerId: clinic.ledgerId,
    otherClinicId: other.clinicId,
    otherLedgerId: other.ledgerId,
    planted,
  };
}

beforeAll(async () => {
  platform = await testPlatform();
  // Wide limits: thousands of requests come from one place here, and limits have their own test.
  const wide = { points: 1_000_000, seconds: 60 };
  const signIn = await openSignIn(platform, { account: wide, address: wide, tenant: wide });
  const routes = allRoutes(signIn, createBankReaders());
  server = await createServer(platform, {
    routes,
    authenticate: async () => caller,
    ledgersOfClinics: ledgersOfClinics(platform),
  });
  ours = await makeWorld("OURS-8261");
  theirs = await makeWorld("THEIRS-7355");
});
afterAll(async () => {
  await server.close();
  await platform.close();
});

type Caller = { readonly name: string; readonly grants: readonly Grant[] };

/** Every role tenant-wide, every role bound to one clinic, every API key scope, and one bound to a single ledger. */
function callers(world: World): Caller[] {
  const wide = roles.map((role): Caller => ({ name: role, grants: [{ kind: "role", role, clinicIds: null }] }));
  const bound = roles.map((role): Caller => ({
    name: `${role} of one clinic`,
    grants: [{ kind: "role", role, clinicIds: [world.clinicId] }],
  }));
  const programs = apiKeyScopeNames.map((scope): Caller => ({
    name: scope,
    grants: [{ kind: "scope", scope, ledgerIds: null }],
  }));
  const narrow = apiKeyScopeNames.map((scope): Caller => ({
    name: `${scope} of one ledger`,
    grants: [{ kind: "scope", scope, ledgerIds: [world.ledgerId] }],
  }));
  return [...wide, ...bound, ...programs, ...narrow];
}

/** A public route asks nobody who they are: one caller stands for all. */
function askers(route: Route): Caller[] {
  return route.permission === "public" ? callers(ours).slice(0, 1) : callers(ours);
}

function become(world: World, who: Caller): void {
  const kind = who.grants[0]!.kind === "role" ? "user" : "apiKey";
  caller = {
    actor: { kind, id: platform.ids.next() },
    tenantId: world.context.tenantId,
    grants: who.grants,
    factorAt: platform.clock.now(),
  };
}

const nameOf = (route: Route) => `${route.method} ${route.url}`;

function fixtureOf(route: Route): SweepFixture {
  const fixture = sweepFixtures[nameOf(route)];
  if (!fixture)
    throw new Error(
      `${nameOf(route)} has no line in app/sweep-fixtures.ts: add what its parameters name and an input that fits`,
    );
  return fixture;
}

type Shown = { readonly status: number; readonly body: string };

async function call(route: Route, world: World, params: Record<string, string>): Promise<Shown> {
  const fixture = fixtureOf(route);
  const url = route.url.replace(/:(\w+)/g, (_, name: string) => params[name]!);
  const body = fixture.body?.(world);
  const payload = fixture.upload
    ? { payload: fixture.upload(), headers: { "content-type": "application/octet-stream" } }
    : body === undefined
      ? {}
      : { payload: body as object };
  const answer = await server.inject({
    method: route.method,
    url,
    ...(fixture.query ? { query: fixture.query(world) } : {}),
    ...payload,
    headers: {
      ...(route.secretAnswer ? {} : { "idempotency-key": platform.ids.next() }),
      ...fixture.headers,
      ...("headers" in payload ? payload.headers : {}),
    },
  });
  // The request id is the one thing that may differ between two refusals.
  return { status: answer.statusCode, body: answer.body.replace(/"requestId":"[^"]*"/, "") };
}

function randomParams(route: Route): Record<string, string> {
  return Object.fromEntries([...route.url.matchAll(/:(\w+)/g)].map(([, name]) => [name!, platform.ids.next()]));
}

/** A hash over all rows of a tenant, in all tables that have one. */
async function stateOf(world: World): Promise<string> {
  return withTenant(platform, world.context, async (tx) => {
    const tables = await sql<{ name: string }>`
      select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`.execute(tx.db);
    const hash = createHash("sha256");
    for (const { name } of tables.rows) {
      const rows = await sql<{ rows: string }>`
        select coalesce(string_agg(t::text, '|' order by t::text), '') as rows from ${sql.table(name)} t where tenant_id = ${tx.tenantId}`.execute(
        tx.db,
      );
      hash.update(`${name}:${rows.rows[0]!.rows}`);
    }
    return hash.digest("hex");
  });
}

async function paramsIn(
  world: World,
  which: "params" | "otherClinicParams",
): Promise<Map<Route, Record<string, string>>> {
  const made = new Map<Route, Record<string, string>>();
  for (const route of server.declaredRoutes) {
    const make = fixtureOf(route)[which];
    if (make) made.set(route, await make(world));
  }
  return made;
}

/** May this caller use the route at all: the table's word, said a second time in the test's own way. */
function allowed(route: Route, who: Caller): boolean {
  if (route.permission === "public") return true;
  if (route.permission === "person") return who.grants[0]!.kind === "role";
  const reached = reachOf(who.grants, route.permission.action);
  return reached === "tenant" || (reached !== undefined && route.permission.scope === "ledger");
}

describe("every route, for every role and API key scope", () => {
  test("SEC-10 each route has a line in the sweep's fixtures, and no line stands for a route that is gone", () => {
    expect(Object.keys(sweepFixtures).sort()).toEqual(server.declaredRoutes.map(nameOf).sort());
  });

  test("SEC-05 SEC-09 what belongs to another tenant or clinic is answered like what does not exist, and nothing of it changes", async () => {
    const foreign = await paramsIn(theirs, "params");
    const otherClinic = await paramsIn(ours, "otherClinicParams");
    const before = await stateOf(theirs);
    const told: string[] = [];
    for (const route of server.declaredRoutes) {
      for (const who of askers(route)) {
        become(ours, who);
        const nobody = await call(route, ours, randomParams(route));
        const seen = [foreign.has(route) ? await call(route, ours, foreign.get(route)!) : nobody];
        if (otherClinic.has(route) && who.name.includes(" of one "))
          seen.push(await call(route, ours, otherClinic.get(route)!));
        for (const shown of seen) {
          const name = `${nameOf(route)} for ${who.name}`;
          if (shown.status !== nobody.status || shown.body !== nobody.body)
            told.push(`${name}: ${shown.status} ${shown.body} instead of ${nobody.status} ${nobody.body}`);
          if (shown.body.includes(theirs.planted) || shown.body.includes(theirs.context.tenantId))
            told.push(`${name}: shows what is not its own`);
          if (foreign.has(route) && allowed(route, who) && shown.status !== 404) told.push(`${name}: ${shown.status}`);
        }
      }
    }
    expect(told).toEqual([]);
    expect(await stateOf(theirs)).toBe(before);
  });

  test("SEC-10 SEC-11 the role table decides each route both ways: refused where it says no, and let in where it says yes", async () => {
    const wrong: string[] = [];
    for (const route of server.declaredRoutes) {
      for (const who of askers(route)) {
        become(ours, who);
        const { status, body } = await call(route, ours, randomParams(route));
        const refused = status === 403 && body.includes('"NOT_ALLOWED"');
        if (refused === allowed(route, who)) wrong.push(`${nameOf(route)} for ${who.name}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("the fixtures name real things: the right call by somebody who may succeeds", async () => {
    const failed: string[] = [];
    for (const route of server.declaredRoutes) {
      const { permission } = route;
      const who = callers(ours).find((one) =>
        typeof permission === "string" ? allowed(route, one) : reachOf(one.grants, permission.action) === "tenant",
      );
      if (!who) throw new Error(`${nameOf(route)} is open to nobody`);
      become(ours, who);
      const fixture = fixtureOf(route);
      const { status, body } = await call(route, ours, (await fixture.params?.(ours)) ?? {});
      if (fixture.status === undefined ? status < 200 || status > 204 : status !== fixture.status)
        failed.push(`${nameOf(route)}: ${status} ${body}`);
    }
    expect(failed).toEqual([]);
  });

  test("SEC-15 what needs a fresh factor is refused six minutes after it was shown, and to programs", async () => {
    const fresh = server.declaredRoutes.filter(
      (route) => typeof route.permission === "object" && route.permission.fresh,
    );
    expect(fresh.length).toBeGreaterThan(0);
    for (const route of fresh) {
      become(
        ours,
        callers(ours).find((who) => who.grants[0]!.kind === "role" && allowed(route, who))!,
      );
      caller = { ...caller!, factorAt: platform.clock.now().subtract({ minutes: 6 }) };
      expect(await call(route, ours, randomParams(route))).toMatchObject({
        status: 403,
        body: expect.stringContaining("FACTOR_NOT_FRESH") as string,
      });
    }
  });
});
