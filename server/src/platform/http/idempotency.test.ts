import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import { createTenant, recordAudit, refuse, withTenant, type Context } from "../index.ts";
import {
  amountMinor,
  created,
  createServer,
  day,
  forgetOldKeys,
  route,
  uuid,
  type HttpServer,
  type Principal,
  type Route,
} from "./index.ts";

let platform: TestPlatform;
let server: HttpServer;
let context: Context;
let caller: Principal | undefined;

/** Lets a test hold a handler in the middle of its work. */
let reached = Promise.withResolvers<null>();
let goOn: Promise<unknown> = Promise.resolve();

const claimsWrite = { action: "claims.write", scope: "ledger" } as const;
const payment = z.strictObject({ amountMinor, paidOn: day });

const routes: Route[] = [
  route({
    method: "POST",
    url: "/api/v1/payments",
    summary: "Pays.",
    chapter: "Payments",
    permission: claimsWrite,
    idempotent: true,
    schema: { body: payment, responses: { 201: z.object({ id: uuid, amountMinor }) } },
    inTransaction: async (tx, { body }) => {
      const id = tx.platform.ids.next();
      await recordAudit(tx, { action: "test.paid", subjectKind: "payment", subjectId: id });
      reached.resolve(null);
      await goOn;
      if (body.amountMinor === 13n) throw refuse("NOT_FOUND");
      return created({ id, amountMinor: body.amountMinor, secret: "not in the schema" });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/imports",
    summary: "Imports in several transactions.",
    chapter: "Payments",
    permission: claimsWrite,
    idempotent: true,
    schema: { body: z.strictObject({ lines: z.int() }), responses: { 201: z.object({ id: uuid }) } },
    handler: async ({ platform: given, context: on, body }) => {
      const id = given.ids.next();
      await withTenant(given, on, (tx) =>
        recordAudit(tx, { action: "test.imported", subjectKind: "import", subjectId: id }),
      );
      reached.resolve(null);
      await goOn;
      if (body.lines < 0) throw new Error("broke down");
      return created({ id });
    },
  }),
];

beforeAll(async () => {
  platform = await testPlatform();
  const tenant = await createTenant(platform, { name: "Eksempel", market: "NO" });
  context = { tenantId: tenant.id, actor: { kind: "apiKey", id: platform.ids.next() } };
  server = await createServer(platform, {
    routes,
    authenticate: async () => caller,
    ledgersOfClinics: async () => [],
  });
});
afterAll(async () => {
  await server.close();
  await platform.close();
});
beforeEach(() => {
  caller = {
    actor: context.actor,
    tenantId: context.tenantId,
    grants: [{ kind: "role", role: "hqFinance", clinicIds: null }],
  };
  reached = Promise.withResolvers<null>();
  goOn = Promise.resolve();
});

const pay = (body: unknown, key?: string) =>
  server.inject({
    method: "POST",
    url: "/api/v1/payments",
    payload: body as object,
    headers: key === undefined ? {} : { "idempotency-key": key },
  });
const importOnce = (lines: number, key: string) =>
  server.inject({ method: "POST", url: "/api/v1/imports", payload: { lines }, headers: { "idempotency-key": key } });
const sound = { amountMinor: 245_000, paidOn: "2026-10-05" };

async function happened(action: string): Promise<bigint> {
  return withTenant(
    platform,
    context,
    async (tx) =>
      (
        await sql<{
          n: bigint;
        }>`select count(*) as n from audit_event where tenant_id = ${tx.tenantId} and action = ${action}`.execute(tx.db)
      ).rows[0]!.n,
  );
}

describe("a write from outside", () => {
  test("SEC-42 X-05 without its key it is refused; the same again gets the stored bytes; another body is refused; nothing happens twice", async () => {
    const before = await happened("test.paid");
    expect(await pay(sound)).toMatchObject({ statusCode: 400 });
    expect((await pay(sound, "k".repeat(201))).json()).toMatchObject({ code: "IDEMPOTENCY_KEY_MISSING" });
    const first = await pay(sound, "key-1");
    expect(first.statusCode).toBe(201);
    const again = await pay(sound, "key-1");
    expect([again.statusCode, again.body, again.headers["idempotent-replayed"]]).toEqual([201, first.body, "true"]);
    expect((await pay({ ...sound, amountMinor: 245_001 }, "key-1")).json()).toMatchObject({
      status: 422,
      code: "IDEMPOTENCY_KEY_REUSED",
    });
    expect((await happened("test.paid")) - before).toBe(1n);
  });

  test("SEC-42 X-05 a twin that comes while the first runs is told so, and the first's answer stands", async () => {
    const before = await happened("test.paid");
    const door = Promise.withResolvers<null>();
    goOn = door.promise;
    const first = pay(sound, "key-2").then((answer) => answer);
    await reached.promise;
    expect((await pay(sound, "key-2")).json()).toMatchObject({ status: 409, code: "IDEMPOTENCY_KEY_RUNNING" });
    door.resolve(null);
    expect((await first).statusCode).toBe(201);
    expect((await happened("test.paid")) - before).toBe(1n);
  });

  test("X-05 twenty twins at once have one effect, and all that succeed have one answer", async () => {
    const before = await happened("test.paid");
    const answers = await Promise.all(Array.from({ length: 20 }, () => pay(sound, "key-3")));
    const done = answers.filter((answer) => answer.statusCode === 201);
    expect(new Set(done.map((answer) => answer.body)).size).toBe(1);
    expect(answers.every((answer) => [201, 409].includes(answer.statusCode))).toBe(true);
    expect((await happened("test.paid")) - before).toBe(1n);
  });

  test("SEC-42 a refusal keeps no key, so that the corrected request may use it; a key lives 30 days and belongs to its sender", async () => {
    expect((await pay({ ...sound, amountMinor: 13 }, "key-4")).statusCode).toBe(404);
    const first = await pay(sound, "key-4");
    expect(first.statusCode).toBe(201);
    caller = { ...caller!, actor: { kind: "apiKey", id: platform.ids.next() } };
    expect((await pay(sound, "key-4")).body).not.toBe(first.body);
    caller = { ...caller, actor: context.actor };
    platform.moveTo("2026-11-04T06:59");
    expect((await pay(sound, "key-4")).body).toBe(first.body);
    platform.moveTo("2026-11-04T07:01");
    expect(await withTenant(platform, context, forgetOldKeys)).toBeGreaterThan(0n);
    expect((await pay(sound, "key-4")).body).not.toBe(first.body);
  });

  test("SEC-42 work of several transactions: the twin waits its turn, the answer is kept, a breakdown frees the key, a dead run's key runs out", async () => {
    const door = Promise.withResolvers<null>();
    goOn = door.promise;
    const first = importOnce(3, "import-1").then((answer) => answer);
    await reached.promise;
    expect((await importOnce(3, "import-1")).statusCode).toBe(409);
    door.resolve(null);
    const { statusCode, body } = await first;
    expect([statusCode, (await importOnce(3, "import-1")).body]).toEqual([201, body]);

    expect((await importOnce(-1, "import-2")).statusCode).toBe(500);
    expect((await importOnce(4, "import-2")).statusCode).toBe(201);

    const neverEnds = Promise.withResolvers<null>();
    goOn = neverEnds.promise;
    reached = Promise.withResolvers<null>();
    const dead = importOnce(5, "import-3").then((answer) => answer);
    await reached.promise;
    platform.clock.moveTo(platform.clock.now().add({ minutes: 11 }));
    goOn = Promise.resolve();
    const second = await importOnce(5, "import-3");
    expect(second.statusCode).toBe(201);
    neverEnds.resolve(null);
    await dead;
    expect((await importOnce(5, "import-3")).body).toBe(second.body);
  });
});
