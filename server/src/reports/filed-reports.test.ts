import { createHash } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import { listAuditEvents, withTenant, type TenantTransaction } from "../platform/index.ts";
import { invoice, party, pay } from "./books.fixture.ts";
import {
  agingReport,
  agingTables,
  filedReport,
  fileMonthlyAging,
  isFilingDay,
  listFiledReports,
  render,
  type FiledReport,
} from "./index.ts";

const NOVEMBER = "2026-11-01";
let platform: TestPlatform;
let clinic: TestClinic;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
const file = (day = NOVEMBER, ledgerId = clinic.ledgerId) => inTenant((tx) => fileMonthlyAging(tx, { ledgerId, day }));

let filed: FiledReport;

beforeAll(async () => {
  platform = await testPlatform("2026-11-01T07:00");
  clinic = await testClinic(platform);
  await inTenant(async (tx) => {
    const kari = await party(tx, 1n);
    const bills = [
      { amountMinor: 10_000n, on: "2026-09-01", dueOn: "2026-09-15", number: "1", partyId: kari },
      { amountMinor: 2_500n, on: "2026-10-31", dueOn: "2026-11-14", number: "2", partyId: kari },
    ];
    for (const bill of bills) await invoice(tx, clinic, bill);
  });
  filed = (await file())!;
});
afterAll(() => platform.close());

describe("a filed aging", () => {
  test("S3-05 is of the month's last day, kept under its hash, with what it came to", async () => {
    const { bytes, ...kept } = await inTenant((tx) => filedReport(tx, clinic.ledgerId, filed.id));
    expect(kept).toEqual(filed);
    expect(createHash("sha256").update(bytes).digest()).toEqual(filed.sha256);
    expect(filed).toMatchObject({
      kind: "aging",
      monthOn: "2026-10-01",
      asOfOn: "2026-10-31",
      byteLength: BigInt(bytes.length),
    });
    expect(filed.totals).toMatchObject({ openMinor: 12_500n, items: 2n });
    expect(filed.totals.buckets.map((bucket) => bucket.openMinor)).toEqual([2_500n, 0n, 10_000n, 0n, 0n, 0n]);
    expect(bytes.toString()).toContain('"asOf":"2026-10-31"');
  });

  test("S3-05 is filed once for a ledger and month, and audited once", async () => {
    expect(await file()).toBeNull();
    expect(await file("2026-11-30")).toBeNull();
    const events = await inTenant((tx) => listAuditEvents(tx, { action: "report.filed", subjectId: filed.id }, 5));
    expect(events).toMatchObject([
      { detail: { kind: "aging", asOf: "2026-10-31", sha256: filed.sha256.toString("hex") } },
    ]);
    const listed = await inTenant((tx) => listFiledReports(tx, { ledgerId: clinic.ledgerId, limit: 5 }));
    expect(listed.map((report) => report.id)).toEqual([filed.id]);
  });

  test("N-22 stays as it was when the books go on; asked again for its two times, the aging prints the same bytes", async () => {
    platform.moveTo("2026-11-02T09:00");
    const later = await inTenant(async (tx) => {
      const old = { amountMinor: 700n, on: "2026-10-30", number: "3" };
      return pay(tx, clinic, (await invoice(tx, clinic, old)).item, 700n, "2026-10-31");
    });
    expect(later).toBeTruthy();
    await inTenant((tx) => invoice(tx, clinic, { amountMinor: 900n, on: "2026-10-29", number: "4" }));
    const times = { ledgerId: clinic.ledgerId, asOf: filed.asOfOn };
    const printed = (knownAt?: Temporal.Instant) =>
      inTenant(async (tx) =>
        render(agingTables(await agingReport(tx, { ...times, ...(knownAt ? { knownAt } : {}) })), "json"),
      );
    const { bytes } = await inTenant((tx) => filedReport(tx, clinic.ledgerId, filed.id));
    expect(await printed(filed.knownAt)).toBe(bytes.toString());
    expect(await printed()).not.toBe(bytes.toString());
  });

  test.each([
    ["2026-10-31", true],
    ["2026-11-01", false],
  ])("S3-05 a ledger that began on %s has one of October: %s", async (beganOn, has) => {
    const other = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId });
    await inTenant((tx) =>
      sql`update ledger set active_from_on = ${beganOn} where tenant_id = ${tx.tenantId} and id = ${other.ledgerId}`.execute(
        tx.db,
      ),
    );
    expect((await file(NOVEMBER, other.ledgerId)) !== null).toBe(has);
  });

  test("S3-05 months are listed newest first, a page at a time, across the year's end", async () => {
    const other = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId });
    for (const day of ["2026-12-01", "2027-01-01", "2027-02-01"]) await file(day, other.ledgerId);
    const page = (before?: string) =>
      inTenant(async (tx) =>
        (await listFiledReports(tx, { ledgerId: other.ledgerId, before, limit: 2 })).map((one) => one.asOfOn),
      );
    expect(await page()).toEqual(["2027-01-31", "2026-12-31"]);
    expect(await page("2026-12-01")).toEqual(["2026-11-30"]);
  });

  test("S3-05 another ledger's report is not found, nor one that is not there", async () => {
    const other = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId });
    const asked = (ledgerId: string, id: string) => inTenant((tx) => filedReport(tx, ledgerId, id));
    await expect(asked(other.ledgerId, filed.id)).rejects.toMatchObject({ code: "FILED_REPORT_NOT_FOUND" });
    await expect(asked(clinic.ledgerId, platform.ids.next())).rejects.toMatchObject({ code: "FILED_REPORT_NOT_FOUND" });
  });

  test.each([
    ["2026-11-01", true],
    ["2026-11-02", false],
    ["2026-10-31", false],
  ])("S3-05 %s is a filing day: %s", (day, is) => {
    expect(isFilingDay(day)).toBe(is);
  });
});
