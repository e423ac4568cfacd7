import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { kept, readTenant } from "../index.ts";

let platform: TestPlatform;
let clinic: TestClinic;

beforeAll(async () => {
  platform = await testPlatform();
  clinic = await testClinic(platform);
});
afterAll(() => platform.close());

test("SEC-03 a reading transaction sees its own tenant and cannot write", async () => {
  const names = (tenantId: string) =>
    readTenant(platform, { ...clinic.context, tenantId }, async (tx) => {
      const found = await sql<{ id: string }>`select id from ledger where tenant_id = ${clinic.tenantId}`.execute(
        tx.db,
      );
      return found.rows.map(({ id }) => id);
    });
  expect(await names(clinic.tenantId)).toEqual([clinic.ledgerId]);
  expect(await names("00000000-0000-0000-0000-000000000000")).toEqual([]);
  const write = readTenant(platform, clinic.context, (tx) =>
    sql`update ledger set name = 'x' where tenant_id = ${tx.tenantId}`.execute(tx.db),
  );
  await expect(write).rejects.toThrow("read-only");
});

test("a kept statement is prepared under its name, and answers for each tenant apart", async () => {
  const prepared = await readTenant(platform, clinic.context, async (tx) => {
    const ask = (no: number) =>
      sql<{ no: number }>`${kept("test.no")} select ${no}::int as no, ${tx.tenantId} as t`.execute(tx.db);
    expect([(await ask(1)).rows[0]!.no, (await ask(2)).rows[0]!.no]).toEqual([1, 2]);
    return sql<{
      name: string;
    }>`select name, ${tx.tenantId} as t from pg_prepared_statements where name = 'test.no'`.execute(tx.db);
  });
  expect(prepared.rows).toHaveLength(1);
  expect(() => kept("a name */ select")).toThrow("cannot be called");
});
