import { test, beforeAll, afterAll } from "vitest";
import { testClinic, testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import { post } from "../../ledger/index.ts";
import { withTenant } from "../database/with-tenant.ts";
import { sealTenant, sealChecks } from "./index.ts";
let platform: TestPlatform;
beforeAll(async () => { platform = await testPlatform(); });
afterAll(() => platform.close());
test("bench", async () => {
  const clinic = await testClinic(platform);
  const N = 100_000;
  for (let i = 0; i < N; i += 5000) {
    await withTenant(platform, clinic.context, (tx) => post(tx, Array.from({ length: 5000 }, () => ({
      id: platform.ids.next(), ledgerId: clinic.ledgerId, kind: "statement" as const, bookedOn: "2026-10-05", sourceKind: "t", sourceId: platform.ids.next(), explanation: {rule: "exact", version: 1, inputs: {reference: "1047112601018"}},
      postings: [{ debit: "1909", credit: "3200", amountMinor: 5n }, { debit: "7770", credit: "1909", amountMinor: 1n }] }))));
  }
  for (const round of [1, 2]) {
    const t = performance.now();
    const s = await sealTenant(platform, clinic.context);
    const ms = performance.now() - t;
    console.log(round, s, Math.round(ms), "ms", Math.round(s.entry / ms * 1000), "/s");
  }
  for (const c of sealChecks) { const t = performance.now(); await withTenant(platform, clinic.context, (tx) => c.breaches(tx)); console.log(c.name, Math.round(performance.now()-t)); }
  console.log(process.cpuUsage());
}, 600000);
