import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import { withTenant, type TenantTransaction } from "../platform/index.ts";
import { invoice, party, pay, takeBack } from "./books.fixture.ts";
import { home, homeRows, type Forecast } from "./index.ts";

const DAY = "2026-10-05";
let platform: TestPlatform;
let clinic: TestClinic;
let kari: string;
let running = 0;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
const after = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString();

beforeAll(async () => {
  platform = await testPlatform("2026-10-05T08:00");
});
beforeEach(async () => {
  clinic = await testClinic(platform);
  kari = await inTenant((tx) => party(tx, 1n));
});
afterAll(() => platform.close());

type Bill = {
  readonly amountMinor: bigint;
  readonly dueOn: string;
  readonly paidOn?: string;
  readonly partyId?: string;
};

async function bill(tx: TenantTransaction, { amountMinor, dueOn, paidOn, partyId }: Bill): Promise<string | undefined> {
  const given = { amountMinor, on: "2026-01-02", dueOn, number: `${++running}`, ...(partyId ? { partyId } : {}) };
  const { item } = await invoice(tx, clinic, given);
  return paidOn ? pay(tx, clinic, item, amountMinor, paidOn) : undefined;
}

/** Payments that came so many days after the due day. */
async function paid(late: readonly number[], partyId?: string, dueOn = "2026-08-10"): Promise<(string | undefined)[]> {
  return inTenant(async (tx) => {
    const entries = [];
    for (const days of late)
      entries.push(
        await bill(tx, { amountMinor: 100n, dueOn, paidOn: after(dueOn, days), ...(partyId ? { partyId } : {}) }),
      );
    return entries;
  });
}

const owed = (amountMinor: bigint, dueOn: string, partyId?: string) =>
  inTenant((tx) => bill(tx, { amountMinor, dueOn, ...(partyId ? { partyId } : {}) }));
const forecast = async (): Promise<Forecast> =>
  (await inTenant((tx) => home(tx, { ledgerId: clinic.ledgerId }))).books[0]!.forecast;

/** The days of the only open item, as the row behind it explains them. */
async function explained(): Promise<unknown> {
  const { weeks, parts } = await forecast();
  const part = [...weeks.map((week) => week.expected), ...parts].find((one) => one.count > 0n)!;
  const question = { figure: "forecast" as const, part: part.name, currency: "NOK", day: DAY, limit: 1 };
  const [row] = await inTenant((tx) => homeRows(tx, question));
  return { part: part.name, ...row!.explanation!.inputs };
}

describe("forecast", () => {
  test("S3-01 goes by the payer's habit where it has paid three times", async () => {
    await paid([2, 3, 4], kari);
    await paid([20, 20, 20, 20]);
    await owed(1_000n, "2026-10-12", kari);
    expect(await explained()).toEqual({
      part: "expected-2",
      habit: "payer",
      payments: 3,
      dueOn: "2026-10-12",
      earlyDays: 2,
      usualDays: 3,
      lateDays: 4,
      earlyOn: "2026-10-14",
      expectedOn: "2026-10-15",
      lateOn: "2026-10-16",
    });
  });

  test("S3-01 by the ledger's where it has paid twice, and by the due day where nobody has paid", async () => {
    await owed(1_000n, "2026-10-12", kari);
    expect(await explained()).toMatchObject({
      part: "expected-2",
      habit: "dueDay",
      payments: 0,
      expectedOn: "2026-10-12",
    });
    await paid([2, 3], kari);
    await paid([10, 10, 10]);
    expect(await explained()).toMatchObject({
      part: "expected-3",
      habit: "ledger",
      payments: 5,
      expectedOn: "2026-10-22",
    });
  });

  test.each([
    ["2026-04-08", 3],
    ["2026-04-07", 0],
  ])("S3-01 payments of %s, due that day, count %i: half a year and no more", async (dueOn, payments) => {
    await paid([0, 0, 0], kari, dueOn);
    await owed(1_000n, "2026-10-12", kari);
    expect(await explained()).toMatchObject({ payments });
  });

  test("S3-01 a payment that was taken back tells nothing", async () => {
    const [entryId] = await paid([3], kari);
    await inTenant((tx) => takeBack(tx, entryId!, DAY));
    const { weeks, parts } = await forecast();
    expect(weeks.every((week) => week.expected.count === 0n)).toBe(true);
    expect(parts.map((part) => [part.name, part.value])).toEqual([
      ["later", 0n],
      ["beyondHabit", 100n],
    ]);
  });

  // Habits of 2, 3 and 4 days: usual is 3, late is 4.
  test.each([
    ["2026-10-02", "expected-1", "2026-10-05"],
    ["2026-10-01", "expected-1", "2026-10-05"],
    ["2026-09-30", "beyondHabit", null],
    ["2026-10-08", "expected-1", "2026-10-11"],
    ["2026-10-09", "expected-2", "2026-10-12"],
    ["2026-12-31", "expected-13", "2027-01-03"],
    ["2027-01-01", "later", "2027-01-04"],
  ])("S3-01 what is due on %s is in %s, on %s", async (dueOn, part, expectedOn) => {
    await paid([2, 3, 4], kari);
    await owed(1_000n, dueOn, kari);
    expect(await explained()).toMatchObject({ part, expectedOn });
  });

  test("S3-01 low is what can come in no other week, high what may come in this one", async () => {
    await paid([2, 3, 4], kari);
    await owed(1_000n, "2026-10-14", kari); // 16 to 18 October: in the second week.
    await owed(20_000n, "2026-10-15", kari); // 17 to 19 October: the third week begins on the 19th.
    const { weeks } = await forecast();
    const figures = weeks
      .slice(0, 4)
      .map(({ from, low, expected, high }) => [from, low.value, expected.value, high.value]);
    expect(figures).toEqual([
      ["2026-10-05", 0n, 0n, 0n],
      ["2026-10-12", 1_000n, 21_000n, 21_000n],
      ["2026-10-19", 0n, 0n, 20_000n],
      ["2026-10-26", 0n, 0n, 0n],
    ]);
  });

  test("S3-01 whatever is owed and has been paid: weeks, later and beyond habit make up the receivables, and low <= expected <= high", async () => {
    const late = fc.array(fc.integer({ min: -20, max: 50 }), { maxLength: 5 });
    const dues = fc.array(fc.integer({ min: -80, max: 130 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(late, dues, async (lateDays, dueDays) => {
        clinic = await testClinic(platform);
        kari = await inTenant((tx) => party(tx, 1n));
        await paid(lateDays, kari);
        await inTenant(async (tx) => {
          for (const [at, days] of dueDays.entries())
            await bill(tx, {
              amountMinor: BigInt(1_000 + at),
              dueOn: after(DAY, days),
              ...(at % 2 ? { partyId: kari } : {}),
            });
        });
        const { weeks, parts, value } = await forecast();
        for (const { low, expected, high } of weeks) {
          expect(low.value <= expected.value && expected.value <= high.value).toBe(true);
        }
        const all = parts.reduce((sum, part) => sum + part.value, value);
        expect(all).toBe(dueDays.reduce((sum, _, at) => sum + BigInt(1_000 + at), 0n));
      }),
      { numRuns: 12 },
    );
  });
});
