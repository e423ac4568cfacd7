import { createHash } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestPlatform } from "../../testkit/index.ts";
import type { Route } from "../platform/http/index.ts";
import { withTenant } from "../platform/index.ts";
import { worldOf } from "./routes/sweep-books.fixture.ts";
import {
  allowed,
  callers,
  fixtureOf,
  mayUse,
  nameOf,
  openSweep,
  type Caller,
  type Sweep,
} from "./sweep-asking.fixture.ts";
import { sweepFixtures, type World } from "./sweep-fixtures.ts";

let platform: TestPlatform;
let sweep: Sweep;
let routes: readonly Route[];
let ours: World;
let theirs: World;

async function makeWorld(planted: string): Promise<World> {
  const clinic = await testClinic(platform, { name: planted });
  const other = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId, name: planted });
  return worldOf(platform, planted, clinic, other);
}

beforeAll(async () => {
  platform = await testPlatform();
  sweep = await openSweep(platform);
  routes = sweep.server.declaredRoutes;
  ours = await makeWorld("OURS-8261");
  theirs = await makeWorld("THEIRS-7355");
});
afterAll(async () => {
  await sweep.server.close();
  await platform.close();
});

/** A public route asks nobody who they are: one caller stands for all. */
function askers(route: Route): Caller[] {
  return route.permission === "public" ? callers(ours).slice(0, 1) : callers(ours);
}

type Shown = { readonly status: number; readonly body: string };

async function call(route: Route, world: World, params: Record<string, string>): Promise<Shown> {
  const answer = await sweep.call(route, world, { params });
  // The request id is the one thing that may differ between two refusals.
  return { status: answer.statusCode, body: answer.body.replace(/"requestId":"[^"]*"/, "") };
}

function randomParams(route: Route): Record<string, string> {
  return Object.fromEntries([...route.url.matchAll(/:(\w+)/g)].map(([, name]) => [name!, platform.ids.next()]));
}

const toNobody = new Map<string, Shown>();

/** What somebody is answered who asks for what does not exist; asked once, as there are thousands of pairs. */
async function answerToNobody(route: Route, who: Caller): Promise<Shown> {
  const pair = `${nameOf(route)} ${who.name}`;
  const known = toNobody.get(pair);
  if (known) return known;
  sweep.become(ours, who);
  const shown = await call(route, ours, randomParams(route));
  toNobody.set(pair, shown);
  return shown;
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
  for (const route of routes) {
    const make = fixtureOf(route)[which];
    if (make) made.set(route, await make(world));
  }
  return made;
}

describe("every route, for every role and API key scope", () => {
  test("SEC-10 each route has a line in the sweep's fixtures, and no line stands for a route that is gone", () => {
    expect(Object.keys(sweepFixtures).sort()).toEqual(routes.map(nameOf).sort());
  });

  test("SEC-05 SEC-09 what belongs to another tenant or clinic is answered like what does not exist, and nothing of it changes", async () => {
    const foreign = await paramsIn(theirs, "params");
    const otherClinic = await paramsIn(ours, "otherClinicParams");
    const before = await stateOf(theirs);
    const told: string[] = [];
    for (const route of routes) {
      for (const who of askers(route)) {
        const nobody = await answerToNobody(route, who);
        sweep.become(ours, who);
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
    for (const route of routes) {
      for (const who of askers(route)) {
        const { status, body } = await answerToNobody(route, who);
        const refused = status === 403 && body.includes('"NOT_ALLOWED"');
        if (refused === allowed(route, who)) wrong.push(`${nameOf(route)} for ${who.name}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("the fixtures name real things: the right call by somebody who may succeeds", async () => {
    const failed: string[] = [];
    for (const route of routes) {
      sweep.become(ours, mayUse(route, ours));
      const fixture = fixtureOf(route);
      const { status, body } = await call(route, ours, (await fixture.params?.(ours)) ?? {});
      if (fixture.status === undefined ? status < 200 || status > 204 : status !== fixture.status)
        failed.push(`${nameOf(route)}: ${status} ${body}`);
    }
    expect(failed).toEqual([]);
  });

  test("SEC-15 what needs a fresh factor is refused six minutes after it was shown, and to programs", async () => {
    const fresh = routes.filter((route) => typeof route.permission === "object" && route.permission.fresh);
    expect(fresh.length).toBeGreaterThan(0);
    for (const route of fresh) {
      const who = callers(ours).find((one) => one.grants[0]!.kind === "role" && allowed(route, one))!;
      sweep.become(ours, who, { factorAt: platform.clock.now().subtract({ minutes: 6 }) });
      expect(await call(route, ours, randomParams(route))).toMatchObject({
        status: 403,
        body: expect.stringContaining("FACTOR_NOT_FRESH") as string,
      });
    }
  });
});
