import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import { recordAudit, withTenant } from "../index.ts";
import { created, forgetOldKeys, route, uuid } from "./index.ts";
import { claimsWrite, openTill, pass, sound, type Gate, type Till } from "./till.fixture.ts";

let platform: TestPlatform;
let till: Till;

const imports = (gate: Gate) =>
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
        recordAudit(tx, { action: "claims.received", subjectKind: "ledger", subjectId: id }),
      );
      await pass(gate);
      if (body.lines < 0) throw new Error("broke down");
      return created({ id });
    },
  });

beforeAll(async () => {
  platform = await testPlatform();
  till = await openTill(platform, (gate) => [imports(gate)]);
});
afterAll(async () => {
  await till.server.close();
  await platform.close();
});
beforeEach(() => till.reset());

const pay: Till["pay"] = async (body, key) => till.pay(body, key);
const importOnce = async (lines: number, key: string) =>
  till.server.inject({
    method: "POST",
    url: "/api/v1/imports",
    payload: { lines },
    headers: { "idempotency-key": key },
  });

async function happened(action: string): Promise<bigint> {
  return withTenant(
    platform,
    till.context,
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
    const before = await happened("supplierInvoice.received");
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
    expect((await happened("supplierInvoice.received")) - before).toBe(1n);
  });

  test("SEC-55 a key that holds an identity number is refused, unrepeated; one whose digits only lie near each other is taken", async () => {
    for (const key of ["23827710091", "claim-238277-10091"]) {
      const refused = await pay(sound, key);
      expect(refused.json()).toMatchObject({ status: 422, problems: [{ code: "PII_IDENTITY_NUMBER" }] });
      expect(refused.body).not.toContain("10091");
    }
    expect((await pay(sound, "2382-7710-091")).statusCode).toBe(201);
  });

  test("SEC-42 X-05 a twin that comes while the first runs is told so, and the first's answer stands", async () => {
    const before = await happened("supplierInvoice.received");
    const door = Promise.withResolvers<null>();
    till.gate.goOn = door.promise;
    const first = pay(sound, "key-2").then((answer) => answer);
    await till.gate.reached.promise;
    expect((await pay(sound, "key-2")).json()).toMatchObject({ status: 409, code: "IDEMPOTENCY_KEY_RUNNING" });
    door.resolve(null);
    expect((await first).statusCode).toBe(201);
    expect((await happened("supplierInvoice.received")) - before).toBe(1n);
  });

  test("X-05 twenty twins at once have one effect, and all that succeed have one answer", async () => {
    const before = await happened("supplierInvoice.received");
    const answers = await Promise.all(Array.from({ length: 20 }, () => pay(sound, "key-3")));
    const done = answers.filter((answer) => answer.statusCode === 201);
    expect(new Set(done.map((answer) => answer.body)).size).toBe(1);
    expect(answers.every((answer) => [201, 409].includes(answer.statusCode))).toBe(true);
    expect((await happened("supplierInvoice.received")) - before).toBe(1n);
  });

  test("SEC-42 a refusal keeps no key, so that the corrected request may use it; a key lives 30 days and belongs to its sender", async () => {
    expect((await pay({ ...sound, amountMinor: 13 }, "key-4")).statusCode).toBe(404);
    const first = await pay(sound, "key-4");
    expect(first.statusCode).toBe(201);
    till.caller = { ...till.caller, actor: { kind: "apiKey", id: platform.ids.next() } };
    expect((await pay(sound, "key-4")).body).not.toBe(first.body);
    till.caller = { ...till.caller, actor: till.context.actor };
    platform.moveTo("2026-11-04T06:59");
    expect((await pay(sound, "key-4")).body).toBe(first.body);
    platform.moveTo("2026-11-04T07:01");
    expect(await withTenant(platform, till.context, forgetOldKeys)).toBeGreaterThan(0n);
    expect((await pay(sound, "key-4")).body).not.toBe(first.body);
  });

  test("SEC-42 work of several transactions: the twin waits its turn, the answer is kept, a breakdown frees the key, a dead run's key runs out", async () => {
    const door = Promise.withResolvers<null>();
    till.gate.goOn = door.promise;
    const first = importOnce(3, "import-1").then((answer) => answer);
    await till.gate.reached.promise;
    expect((await importOnce(3, "import-1")).statusCode).toBe(409);
    door.resolve(null);
    const { statusCode, body } = await first;
    expect([statusCode, (await importOnce(3, "import-1")).body]).toEqual([201, body]);

    expect((await importOnce(-1, "import-2")).statusCode).toBe(500);
    expect((await importOnce(4, "import-2")).statusCode).toBe(201);

    const neverEnds = Promise.withResolvers<null>();
    till.gate.goOn = neverEnds.promise;
    till.gate.reached = Promise.withResolvers<null>();
    const dead = importOnce(5, "import-3").then((answer) => answer);
    await till.gate.reached.promise;
    platform.clock.moveTo(platform.clock.now().add({ minutes: 11 }));
    till.gate.goOn = Promise.resolve();
    const second = await importOnce(5, "import-3");
    expect(second.statusCode).toBe(201);
    neverEnds.resolve(null);
    await dead;
    expect((await importOnce(5, "import-3")).body).toBe(second.body);
  });
});
