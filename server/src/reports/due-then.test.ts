import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import { moveDueOn } from "../ledger/index.ts";
import { withTenant, type TenantTransaction } from "../platform/index.ts";
import {
  agingTotals,
  home,
  reskontro,
  reskontroPage,
  reskontroSummary,
  type ReskontroLine,
  type ReskontroPlace,
} from "./index.ts";
import { invoice, party, pay, type Invoice } from "./books.fixture.ts";

let platform: TestPlatform;
let clinic: TestClinic;
let bill: Invoice;
const inLedger = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

/** A bill due on 19 October, moved on the 26th to 20 November, and a month later to 21 December. */
beforeAll(async () => {
  platform = await testPlatform("2026-10-05T08:00");
  clinic = await testClinic(platform);
  bill = await inLedger(async (tx) =>
    invoice(tx, clinic, {
      amountMinor: 100_000n,
      on: "2026-10-05",
      dueOn: "2026-10-19",
      partyId: await party(tx, 1n),
      number: "260101",
    }),
  );
  for (const [day, dueOn] of [
    ["2026-10-26", "2026-11-20"],
    ["2026-11-26", "2026-12-21"],
  ] as const) {
    platform.moveTo(`${day}T08:00`);
    const move = { itemId: bill.item.id, dueOn, movedOn: day, movedBy: "payer" } as const;
    await inLedger((tx) => moveDueOn(tx, move));
  }
});
afterAll(() => platform.close());

const bucketAt = async (asOf: string, knownAt?: string) => {
  const known = knownAt ? { knownAt: Temporal.Instant.from(knownAt) } : {};
  const { ledgers } = await inLedger((tx) => agingTotals(tx, { ledgerId: clinic.ledgerId, asOf, ...known }));
  const { cells, buckets } = ledgers[0]!;
  return buckets[cells.findIndex(({ items }) => items > 0n)]?.label;
};

describe("a due date that was moved", () => {
  test.each([
    ["2026-10-19", "not due", "2026-10-19"],
    ["2026-10-20", "1-30", "2026-10-19"],
    ["2026-10-25", "1-30", "2026-10-19"],
    ["2026-10-26", "not due", "2026-11-20"],
    ["2026-11-20", "not due", "2026-11-20"],
    ["2026-11-21", "1-30", "2026-11-20"],
    ["2026-11-26", "not due", "2026-12-21"],
    ["2026-12-22", "1-30", "2026-12-21"],
  ])("X-13 N-22 as of %s it is aged by the day that held then: %s, due %s", async (asOf, bucket, dueOn) => {
    expect(await bucketAt(asOf)).toBe(bucket);
    const question = { ledgerId: clinic.ledgerId, asOf };
    const { lines } = await inLedger((tx) => reskontroPage(tx, { ...question, limit: 5 }));
    expect(lines).toMatchObject([{ dueOn, state: bucket === "not due" ? "notDue" : "overdue" }]);
    const { sums } = await inLedger((tx) => reskontroSummary(tx, question));
    expect(sums.overdueMinor).toBe(bucket === "not due" ? 0n : 100_000n);
    const overdue = (await inLedger((tx) => home(tx, { day: asOf }))).books[0]!.figures.find(
      ({ name }) => name === "overdue",
    );
    expect(overdue!.value).toBe(sums.overdueMinor);
  });

  test("N-22 by what was known before the move it is aged by the day it was issued with", async () => {
    expect(await bucketAt("2026-11-10", "2026-10-26T06:59:59Z")).toBe("1-30");
    expect(await bucketAt("2026-11-10", "2026-10-26T07:00:00Z")).toBe("not due");
  });
});

describe("bills of nobody whose due dates were moved", () => {
  let own: TestClinic;
  const inOwn = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, own.context, work);

  /** Nine bills without a party, due day after day; every other one was moved behind the rest, and two were paid since. */
  beforeAll(async () => {
    own = await testClinic(platform);
    for (let no = 1; no <= 9; no++) {
      const given = { amountMinor: BigInt(no * 1_000), on: "2026-10-05", number: `26020${String(no)}` };
      const { item } = await inOwn((tx) => invoice(tx, own, { ...given, dueOn: `2026-10-1${String(no)}` }));
      const move = { itemId: item.id, movedOn: "2026-11-26", movedBy: "staff" } as const;
      if (no % 2 === 0) await inOwn((tx) => moveDueOn(tx, { ...move, dueOn: `2026-12-2${String(9 - no)}` }));
      if (no > 7) await inOwn((tx) => pay(tx, own, item, 500n, "2026-11-26"));
    }
  });

  const paged = async (asOf: string) => {
    const lines: ReskontroLine[] = [];
    for (let after: ReskontroPlace | undefined; ;) {
      const question = { ledgerId: own.ledgerId, asOf, limit: 2, after };
      const { lines: some, next } = await inOwn((tx) => reskontroPage(tx, question));
      lines.push(...some);
      if (next === null) return lines;
      after = next;
    }
  };

  test.each(["2026-10-20", "2026-11-25", "2026-11-26"])(
    "W-08 as of %s each stands once, in the order of the days that held then, and their sum is that of all of them",
    async (asOf) => {
      const lines = await paged(asOf);
      const whole = await inOwn((tx) => reskontro(tx, { ledgerId: own.ledgerId, asOf }));
      const read = ({ id, dueOn, openMinor }: Pick<ReskontroLine, "id" | "dueOn" | "openMinor">) =>
        `${dueOn} ${id} ${String(openMinor)}`;
      expect(lines.map(read)).toEqual(whole.items.map(read));
      expect(lines).toHaveLength(9);
      expect(lines.map(({ dueOn }) => dueOn)).toEqual(lines.map(({ dueOn }) => dueOn).toSorted());
      const openMinor = lines.reduce((sum, line) => sum + line.openMinor, 0n);
      expect(openMinor).toBe(asOf === "2026-11-26" ? 44_000n : 45_000n);
      for (const line of lines) expect(line.customer).toEqual({ openMinor, items: 9n });
    },
  );

  test("N-22 before the move they are due as they were issued, after it as they were moved", async () => {
    const first = async (asOf: string) => (await paged(asOf)).map(({ dueOn }) => dueOn.slice(5));
    expect(await first("2026-11-25")).toEqual(Array.from({ length: 9 }, (_, at) => `10-1${String(at + 1)}`));
    const moved = ["12-21", "12-23", "12-25", "12-27"];
    expect(await first("2026-11-26")).toEqual(["10-11", "10-13", "10-15", "10-17", "10-19", ...moved]);
  });
});
