import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import { withTenant, type TenantTransaction } from "../platform/index.ts";
import { agingBuckets, agingReport, agingTables, agingTotals, render } from "./index.ts";
import { invoice, party, pay, takeBack } from "./books.fixture.ts";

let platform: TestPlatform;
let clinic: TestClinic;
const inLedger = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

beforeAll(async () => {
  platform = await testPlatform("2026-10-05T08:00");
});
afterAll(() => platform.close());

function dueDaysBefore(day: string, days: number): string {
  return Temporal.PlainDate.from(day).subtract({ days }).toString();
}

/** Open amounts by bucket, as one line. */
async function amounts(asOf: string, knownAt?: Temporal.Instant): Promise<string> {
  const report = await inLedger((tx) =>
    agingTotals(tx, { ledgerId: clinic.ledgerId, asOf, ...(knownAt ? { knownAt } : {}) }),
  );
  return report.ledgers[0]!.cells.map((cell) => `${cell.openMinor}/${cell.items}`).join(" ");
}

describe("aging", () => {
  test("S3-04 the buckets that hold when a ledger says nothing, and their names", () => {
    expect(agingBuckets([30, 60, 90, 120]).map((bucket) => bucket.label)).toEqual([
      "not due",
      "1-30",
      "31-60",
      "61-90",
      "91-120",
      "over 120",
    ]);
  });

  test.each([
    [-1, 0],
    [0, 0],
    [1, 1],
    [30, 1],
    [31, 2],
    [60, 2],
    [61, 3],
    [90, 3],
    [91, 4],
    [120, 4],
    [121, 5],
    [4_000, 5],
  ])("S3-04 an item %i days past its due day stands in bucket %i", async (days, bucket) => {
    clinic = await testClinic(platform);
    await inLedger((tx) =>
      invoice(tx, clinic, {
        amountMinor: 100n,
        on: "2015-01-01",
        dueOn: dueDaysBefore("2026-10-05", days),
        number: "1",
      }),
    );
    const report = await inLedger((tx) => agingTotals(tx, { ledgerId: clinic.ledgerId, asOf: "2026-10-05" }));
    expect(report.ledgers[0]!.cells.findIndex((cell) => cell.items > 0n)).toBe(bucket);
  });

  test("S3-04 a ledger's own buckets are used, and another ledger of the tenant keeps its own", async () => {
    clinic = await testClinic(platform, { settings: { agingBuckets: [14] } });
    const second = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId });
    await inLedger((tx) =>
      invoice(tx, clinic, { amountMinor: 100n, on: "2026-09-01", dueOn: "2026-09-20", number: "1" }),
    );
    await inLedger((tx) =>
      invoice(tx, second, { amountMinor: 200n, on: "2026-09-01", dueOn: "2026-09-20", number: "2" }),
    );
    const report = await inLedger((tx) => agingTotals(tx, { asOf: "2026-10-05" }));
    const byLedger = new Map(report.ledgers.map((ledger) => [ledger.ledgerId, ledger]));
    expect(byLedger.get(clinic.ledgerId)!.cells.map((cell) => cell.openMinor)).toEqual([0n, 0n, 100n]);
    expect(byLedger.get(second.ledgerId)!.cells.map((cell) => cell.openMinor)).toEqual([0n, 200n, 0n, 0n, 0n, 0n]);
  });

  test("S3-03 X-18 one call gives every customer, and the customers add up to the totals", async () => {
    clinic = await testClinic(platform);
    await inLedger(async (tx) => {
      const kari = await party(tx, 12n);
      const ola = await party(tx, 7n);
      await invoice(tx, clinic, {
        amountMinor: 245_000n,
        on: "2026-09-05",
        dueOn: "2026-09-19",
        partyId: kari,
        number: "1",
      });
      await invoice(tx, clinic, {
        amountMinor: 100_000n,
        on: "2026-10-01",
        dueOn: "2026-10-15",
        partyId: kari,
        number: "2",
      });
      const third = await invoice(tx, clinic, {
        amountMinor: 80_000n,
        on: "2026-07-01",
        dueOn: "2026-07-15",
        partyId: ola,
        number: "3",
      });
      await pay(tx, clinic, third.item, 30_000n, "2026-07-20");
    });
    const report = await inLedger((tx) => agingReport(tx, { ledgerId: clinic.ledgerId, asOf: "2026-10-05" }));
    expect(report.rows.map((row) => [row.customerNo, row.bucketsMinor, row.items])).toEqual([
      [7n, [0n, 0n, 0n, 50_000n, 0n, 0n], 1n],
      [12n, [100_000n, 245_000n, 0n, 0n, 0n, 0n], 2n],
    ]);
    expect(report.ledgers[0]!.total).toEqual({ openMinor: 395_000n, items: 3n });
    expect(render(agingTables(report), "csv").split("\n")).toEqual([
      "customer,items,not due,1-30,31-60,61-90,91-120,over 120,totalMinor",
      "7,1,0.00,0.00,0.00,500.00,0.00,0.00,500.00",
      "12,2,1000.00,2450.00,0.00,0.00,0.00,0.00,3450.00",
      "total,3,1000.00,2450.00,0.00,500.00,0.00,0.00,3950.00",
      "",
    ]);
  });

  test("X-18 N-22 a payment dated back changes the past as it is known today, and leaves the report of then as it was", async () => {
    clinic = await testClinic(platform);
    const { item } = await inLedger((tx) =>
      invoice(tx, clinic, { amountMinor: 1_000n, on: "2026-09-01", dueOn: "2026-09-15", number: "1" }),
    );
    const then = platform.clock.now();
    expect(await amounts("2026-09-20")).toBe("0/0 1000/1 0/0 0/0 0/0 0/0");

    platform.clock.moveTo(then.add({ hours: 1 }));
    const payment = await inLedger((tx) => pay(tx, clinic, item, 400n, "2026-09-18"));
    expect(await amounts("2026-09-20")).toBe("0/0 600/1 0/0 0/0 0/0 0/0");
    expect(await amounts("2026-09-17")).toBe("0/0 1000/1 0/0 0/0 0/0 0/0");
    expect(await amounts("2026-09-20", then)).toBe("0/0 1000/1 0/0 0/0 0/0 0/0");

    platform.clock.moveTo(then.add({ hours: 2 }));
    await inLedger((tx) => pay(tx, clinic, item, 600n, "2026-09-19"));
    expect(await amounts("2026-09-20")).toBe("0/0 0/0 0/0 0/0 0/0 0/0");
    await inLedger((tx) => takeBack(tx, payment, "2026-10-01"));
    expect(await amounts("2026-10-01")).toBe("0/0 400/1 0/0 0/0 0/0 0/0");
    expect(await amounts("2026-09-30")).toBe("0/0 0/0 0/0 0/0 0/0 0/0");
    expect(await amounts("2026-08-31")).toBe("0/0 0/0 0/0 0/0 0/0 0/0");
  });

  test("S0-61 money that came before its invoice was issued stands below zero in between, as it does on the account", async () => {
    clinic = await testClinic(platform);
    await inLedger(async (tx) => {
      const { item } = await invoice(tx, clinic, {
        amountMinor: 1_000n,
        on: "2026-10-01",
        dueOn: "2026-10-15",
        number: "1",
      });
      await pay(tx, clinic, item, 400n, "2026-09-30");
    });
    expect(await amounts("2026-09-29")).toBe("0/0 0/0 0/0 0/0 0/0 0/0");
    expect(await amounts("2026-09-30")).toBe("-400/1 0/0 0/0 0/0 0/0 0/0");
    expect(await amounts("2026-10-01")).toBe("600/1 0/0 0/0 0/0 0/0 0/0");
  });

  test("what will be known tomorrow is not answered today", async () => {
    clinic = await testClinic(platform);
    await expect(amounts("2026-10-05", platform.clock.now().add({ seconds: 1 }))).rejects.toMatchObject({
      code: "REPORT_KNOWN_AHEAD",
    });
  });
});
