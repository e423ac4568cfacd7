import { afterAll, beforeAll, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { drainOutbox, runDueSchedules, withTenant } from "../../platform/index.ts";
import { listFiledReports } from "../../reports/index.ts";
import { createBankReaders } from "../readers/index.ts";
import { ensureDaily, productJobs, productSchedules } from "./work.ts";

let platform: TestPlatform;
let clinic: TestClinic;
let second: TestClinic;

beforeAll(async () => {
  platform = await testPlatform("2026-10-30T12:00");
  clinic = await testClinic(platform);
  second = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId });
  await ensureDaily(platform);
});
afterAll(() => platform.close());

/** What the schedules and their jobs have filed up to a moment: the last day of each month, by ledger. */
async function filedAt(local: string): Promise<string[][]> {
  platform.moveTo(local);
  const monthly = new Map([...productSchedules].filter(([name]) => name === "reports.monthlyAging"));
  await runDueSchedules(platform, clinic.tenantId, monthly);
  await drainOutbox(platform, productJobs(createBankReaders()));
  return withTenant(platform, clinic.context, async (tx) => {
    const found = [];
    for (const { ledgerId } of [clinic, second]) found.push(await listFiledReports(tx, { ledgerId, limit: 10 }));
    return found.map((reports) => reports.map((report) => report.asOfOn));
  });
}

test("S3-05 every ledger's aging is filed by itself on the first of the month, once, and a missed first is made up", async () => {
  const october = ["2026-10-31"];
  expect(await filedAt("2026-11-01T06:59")).toEqual([[], []]);
  expect(await filedAt("2026-11-01T07:00")).toEqual([october, october]);
  expect(await filedAt("2026-11-02T07:00")).toEqual([october, october]);
  // Nobody was there from the second of November to the fourth of January.
  const all = ["2026-12-31", "2026-11-30", ...october];
  expect(await filedAt("2027-01-04T12:00")).toEqual([all, all]);
});
