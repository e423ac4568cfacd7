/** Asks every route as every role and every program: what the cross-tenant sweep and the taint scan have in common. Callers are made up here. */
import { createServer, type HttpServer, type Principal, type Route } from "../platform/http/index.ts";
import type { Platform } from "../platform/index.ts";
import { apiKeyScopeNames, reachOf, roles, type Grant } from "../platform/roles/index.ts";
import { openSignIn } from "../platform/sign-in/index.ts";
import { allRoutes, ledgersOfClinics } from "./http-server.ts";
import { createBankReaders } from "./readers/index.ts";
import { sweepFixtures, type SweepFixture, type World } from "./sweep-fixtures.ts";

export type Caller = { readonly name: string; readonly grants: readonly Grant[] };

/** Every role tenant-wide, every role bound to one clinic, every API key scope, and one bound to a single ledger. */
export function callers(world: World): Caller[] {
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

export const nameOf = (route: Route) => `${route.method} ${route.url}`;

export function fixtureOf(route: Route): SweepFixture {
  const fixture = sweepFixtures[nameOf(route)];
  if (!fixture)
    throw new Error(
      `${nameOf(route)} has no line in app/sweep-fixtures.ts: add what its parameters name and an input that fits`,
    );
  return fixture;
}

/** May this caller use the route at all: the table's word, said a second time in the test's own way. */
export function allowed(route: Route, who: Caller): boolean {
  if (route.permission === "public") return true;
  if (route.permission === "person") return who.grants[0]!.kind === "role";
  const reached = reachOf(who.grants, route.permission.action);
  return reached === "tenant" || (reached !== undefined && route.permission.scope === "ledger");
}

/** What is sent instead of the fixture's own. */
export type Changes = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly file?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Asked = Awaited<ReturnType<HttpServer["inject"]>>;

/** A request as the route's fixture has it, for these parameters. */
async function send(
  { server, platform }: { server: HttpServer; platform: Platform },
  route: Route,
  world: World,
  { params = {}, query, body, file, headers }: Changes,
): Promise<Asked> {
  const fixture = fixtureOf(route);
  const bytes = file ?? fixture.upload?.();
  const payload = bytes ?? body ?? (await fixture.body?.(world));
  return server.inject({
    method: route.method,
    url: route.url.replace(/:(\w+)/g, (_, name: string) => params[name]!),
    query: { ...fixture.query?.(world), ...query },
    ...(payload === undefined ? {} : { payload: bytes ? Buffer.from(bytes) : (payload as object) }),
    headers: {
      ...(route.secretAnswer ? {} : { "idempotency-key": platform.ids.next() }),
      ...fixture.headers,
      ...(bytes ? { "content-type": "application/octet-stream" } : {}),
      ...headers,
    },
  });
}

export type Sweep = {
  readonly server: HttpServer;
  /** Who the next request is from, changed in a detail where a test needs it. */
  become(world: World, who: Caller, changes?: Partial<Principal>): void;
  call(route: Route, world: World, changes: Changes): Promise<Asked>;
};

/** A server with every route of the product, which believes who is said to ask: that real callers are found out rightly is sign-in's own test. */
export async function openSweep(platform: Platform): Promise<Sweep> {
  // Wide limits: thousands of requests come from one place here, and limits have their own test.
  const wide = { points: 1_000_000, seconds: 60 };
  const signIn = await openSignIn(platform, { account: wide, address: wide, tenant: wide });
  let caller: Principal | undefined;
  const server = await createServer(platform, {
    routes: allRoutes(signIn, createBankReaders()),
    authenticate: async () => caller,
    ledgersOfClinics: ledgersOfClinics(platform),
  });
  return {
    server,
    become(world, who, changes = {}) {
      const kind = who.grants[0]!.kind === "role" ? "user" : "apiKey";
      const actor = { kind, id: platform.ids.next() } as const;
      const factorAt = platform.clock.now();
      caller = { actor, tenantId: world.context.tenantId, grants: who.grants, factorAt, ...changes };
    },
    call: async (route, world, changes) => send({ server, platform }, route, world, changes),
  };
}

/** Somebody who may use the route in all clinics; where it is for a clinic's own people alone, one of them. */
export function mayUse(route: Route, world: World): Caller {
  const { permission } = route;
  const everybody = callers(world);
  const everywhere = everybody.find((one) =>
    typeof permission === "string" ? allowed(route, one) : reachOf(one.grants, permission.action) === "tenant",
  );
  const who = everywhere ?? everybody.findLast((one) => allowed(route, one));
  if (!who) throw new Error(`${nameOf(route)} is open to nobody`);
  return who;
}
