import { test, beforeAll, afterAll } from "vitest";
import { sql } from "kysely";
import { testClinic, testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import { post } from "../../ledger/index.ts";
import { withTenant } from "../database/with-tenant.ts";
import { sealTenant, sealChecks } from "./index.ts";
let platform: TestPlatform;
beforeAll(async () => { platform = await testPlatform(); });
afterAll(() => platform.close());
test("bench", async () => {
  const clinic = await testClinic(platform);
  const N = 50_000;
  for (let i = 0; i < N; i += 5000) {
    await withTenant(platform, clinic.context, (tx) => post(tx, Array.from({ length: 5000 }, () => ({
      id: platform.ids.next(), ledgerId: clinic.ledgerId, kind: "statement" as const, bookedOn: "2026-10-05", sourceKind: "t", sourceId: platform.ids.next(), explanation: {rule: "exact", version: 1, inputs: {reference: "1047112601018"}},
      postings: [{ debit: "1909", credit: "3200", amountMinor: 5n }, { debit: "7770", credit: "1909", amountMinor: 1n }] }))));
  }
  await withTenant(platform, clinic.context, async (tx) => {
    const ex = async (q: ReturnType<typeof sql>) => { const r = await sql<any>`explain (analyze, timing off) ${q}`.execute(tx.db); console.log(r.rows.map((x: any) => x["QUERY PLAN"]).join("\n")); };
    await ex(sql`select r.id, sha256(convert_to(jsonb_build_array(r.tenant_id, r.id, r.ledger_id, r.kind, r.booked_on, r.recorded_at at time zone 'UTC', r.source_kind, r.source_id,
    r.reverses, r.explanation, (
      select jsonb_agg(jsonb_build_array(p.line, p.ledger_id, p.booked_on, p.debit, p.credit, p.amount_minor, p.debit_item_id, p.credit_item_id) order by p.line)
      from posting p where p.tenant_id = r.tenant_id and p.entry_id = r.id))::text, 'UTF8')) as hash from entry r
    where r.tenant_id = ${tx.tenantId} and r.id > '00000000-0000-0000-0000-000000000000'
      and not exists (select from seal s where s.tenant_id = ${tx.tenantId} and s.stream = 'entry' and s.subject_id = r.id)
    order by r.id limit 5000`);
    await ex(sql`select r.id from entry r
    where r.tenant_id = ${tx.tenantId} and r.id > '00000000-0000-0000-0000-000000000000'
      and not exists (select from seal s where s.tenant_id = ${tx.tenantId} and s.stream = 'entry' and s.subject_id = r.id)
    order by r.id limit 5000`);
    await ex(sql`select r.id, jsonb_build_array(r.tenant_id, r.id, r.ledger_id, r.kind, r.booked_on, r.recorded_at at time zone 'UTC', r.source_kind, r.source_id,
    r.reverses, r.explanation)::text from entry r
    where r.tenant_id = ${tx.tenantId} order by r.id limit 5000`);
    await ex(sql`select r.id, concat_ws('|', r.tenant_id, r.id, r.ledger_id, r.kind, r.booked_on, r.recorded_at at time zone 'UTC', r.source_kind, r.source_id,
    r.reverses, r.explanation)::text from entry r
    where r.tenant_id = ${tx.tenantId} order by r.id limit 5000`);
    await ex(sql`select r.id, json_build_array(r.tenant_id, r.id, r.ledger_id, r.kind, r.booked_on, r.recorded_at at time zone 'UTC', r.source_kind, r.source_id,
    r.reverses, r.explanation)::text from entry r
    where r.tenant_id = ${tx.tenantId} order by r.id limit 5000`);
    await ex(sql`select r.id, row(r.*)::text from entry r
    where r.tenant_id = ${tx.tenantId} order by r.id limit 5000`);
    await ex(sql`select p.entry_id, json_agg(json_build_array(p.line, p.ledger_id, p.booked_on, p.debit, p.credit, p.amount_minor, p.debit_item_id, p.credit_item_id) order by p.line)
      from posting p where p.tenant_id = ${tx.tenantId} group by p.entry_id order by p.entry_id limit 5000`);
  });
  for (const round of [1, 2]) {
    const t = performance.now();
    const s = await sealTenant(platform, clinic.context);
    const ms = performance.now() - t;
    console.log(round, s, Math.round(ms), "ms", Math.round(s.entry / ms * 1000), "/s");
  }
}, 600000);
