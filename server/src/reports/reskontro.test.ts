import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import { withTenant, type TenantTransaction } from "../platform/index.ts";
import {
  accountStatement,
  accountStatementTables,
  entriesOf,
  render,
  reskontro,
  reskontroTables,
  trialBalance,
} from "./index.ts";
import { book, invoice, itemOf, party, pay, takeBack, unplaced } from "./books.fixture.ts";

let platform: TestPlatform;
let clinic: TestClinic;
let kari: string;
let ola: string;
const inLedger = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

beforeAll(async () => {
  platform = await testPlatform("2026-11-01T08:00");
});
afterAll(() => platform.close());

/** Kari pays a part, then too much; Ola's payment was put on Kari's invoice and is taken back; somebody unknown pays. */
beforeEach(async () => {
  clinic = await testClinic(platform);
  await inLedger(async (tx) => {
    kari = await party(tx, 101n);
    ola = await party(tx, 102n, "Ola Eksempel");
    const first = await invoice(tx, clinic, {
      amountMinor: 200_000n,
      on: "2026-10-05",
      dueOn: "2026-10-19",
      partyId: kari,
      number: "260107",
    });
    await invoice(tx, clinic, {
      amountMinor: 118_000n,
      on: "2026-10-07",
      dueOn: "2026-10-21",
      partyId: ola,
      number: "260108",
    });
    await pay(tx, clinic, first.item, 150_000n, "2026-10-20");
    const credit = itemOf(tx, clinic, {
      side: "credit",
      kind: "customerCredit",
      account: "2900",
      partyId: kari,
      parentId: first.item.id,
      openedOn: "2026-10-27",
      amountMinor: 10_000n,
    });
    const postings = [
      { debit: "1909", credit: "1500", amountMinor: 50_000n, creditItemId: first.item.id },
      { debit: "1909", credit: "2900", amountMinor: 10_000n, creditItemId: credit.id },
    ];
    await book(tx, clinic, "payment", "2026-10-27", postings, {
      items: [credit],
      source: ["bankLine", tx.platform.ids.next()],
    });
    const source = ["bankLine", tx.platform.ids.next()] as const;
    await unplaced(tx, clinic, { amountMinor: 7_700n, on: "2026-10-28", source });
  });
});

describe("the sub-ledger of receivables", () => {
  test("S0-61 every open item with what happened to it, both sides, and control totals equal to their accounts", async () => {
    const report = await inLedger((tx) => reskontro(tx, { ledgerId: clinic.ledgerId, asOf: "2026-10-31" }));
    expect(
      report.items.map((item) => [item.customerNo, item.kind, item.number, item.daysOverdue, item.openMinor]),
    ).toEqual([
      [101n, "customerCredit", "260107", 4, 10_000n],
      [102n, "invoice", "260108", 10, 118_000n],
      [null, "unallocated", null, 3, 7_700n],
    ]);
    expect(report.control.map(({ name: _, ...row }) => row)).toEqual([
      { account: "1500", itemsMinor: 118_000n, accountMinor: 118_000n, differenceMinor: 0n },
      { account: "2900", itemsMinor: -10_000n, accountMinor: -10_000n, differenceMinor: 0n },
      { account: "2990", itemsMinor: -7_700n, accountMinor: -7_700n, differenceMinor: 0n },
    ]);
    expect(report.totals).toEqual({ receivableMinor: 118_000n, creditMinor: 17_700n });
  });

  test("S0-61 an item's history up to the day, and the item open again as of the day before it was settled", async () => {
    const settled = await inLedger((tx) =>
      reskontro(tx, { ledgerId: clinic.ledgerId, asOf: "2026-10-31", partyId: kari, settledToo: true }),
    );
    expect(settled.items[0]!.history.map((move) => [move.bookedOn, move.kind, move.amountMinor])).toEqual([
      ["2026-10-05", "invoice", 200_000n],
      ["2026-10-20", "payment", -150_000n],
      ["2026-10-27", "payment", -50_000n],
    ]);
    const before = await inLedger((tx) =>
      reskontro(tx, { ledgerId: clinic.ledgerId, asOf: "2026-10-26", partyId: kari }),
    );
    expect(before.items.map((item) => [item.kind, item.openMinor, item.history.length])).toEqual([
      ["invoice", 50_000n, 2],
    ]);
    expect(before.control[0]).toMatchObject({ account: "1500", itemsMinor: 168_000n, accountMinor: 168_000n });
  });

  test("SEC-16 a report speaks of customer numbers unless names are handed in", async () => {
    const report = await inLedger((tx) => reskontro(tx, { ledgerId: clinic.ledgerId, asOf: "2026-10-31" }));
    expect(render(reskontroTables(report), "csv")).not.toContain("Eksempel");
    expect(render(reskontroTables(report), "csv")).toContain(
      "102,260108,invoice,2026-10-07,2026-10-21,10,1180.00,1180.00,1",
    );
    expect(render(reskontroTables(report, new Map([[ola, "Ola Eksempel"]])), "csv")).toContain(
      "Ola Eksempel,260108,invoice",
    );
  });
});

describe("the trial balance", () => {
  test("X-27 debits equal credits on any day, and the day before the first entry is empty", async () => {
    const report = await inLedger((tx) => trialBalance(tx, { ledgerId: clinic.ledgerId, asOf: "2026-10-27" }));
    expect(report.rows.map((row) => [row.code, row.debitMinor, row.creditMinor, row.balanceMinor])).toEqual([
      ["1500", 318_000n, 200_000n, 118_000n],
      ["1909", 210_000n, 0n, 210_000n],
      ["2900", 0n, 10_000n, -10_000n],
      ["3200", 0n, 318_000n, -318_000n],
    ]);
    expect(report.totals).toEqual({ debitMinor: 528_000n, creditMinor: 528_000n, balanceMinor: 0n });
    expect((await inLedger((tx) => trialBalance(tx, { ledgerId: clinic.ledgerId, asOf: "2026-10-04" }))).rows).toEqual(
      [],
    );
  });
});

describe("a customer's statement of account", () => {
  test("X-30 opening balance, what happened, closing balance; the next statement begins where this one ended", async () => {
    const ask = (from: string, to: string) => inLedger((tx) => accountStatement(tx, { partyId: kari, from, to }));
    const first = await ask("2026-10-01", "2026-10-20");
    expect(first.ledgers[0]).toMatchObject({ openingMinor: 0n, closingMinor: 50_000n });
    const second = await ask("2026-10-21", "2026-10-31");
    expect(second.ledgers[0]).toMatchObject({ openingMinor: 50_000n, closingMinor: -10_000n });
    expect(render(accountStatementTables(second), "csv").split("\n")).toEqual([
      "bookedOn,kind,numbers,amountMinor,balanceMinor",
      "2026-10-21,opening balance,,,500.00",
      "2026-10-27,payment,260107,-600.00,-100.00",
      "2026-10-31,closing balance,,,-100.00",
      "",
    ]);
  });

  test("X-30 using a credit for another invoice moves nothing the customer owes in all, and is left out", async () => {
    await inLedger(async (tx) => {
      const next = await invoice(tx, clinic, {
        amountMinor: 30_000n,
        on: "2026-10-29",
        partyId: kari,
        number: "260109",
      });
      const credit = (await reskontro(tx, { ledgerId: clinic.ledgerId, asOf: "2026-10-29", partyId: kari })).items.find(
        (item) => item.kind === "customerCredit",
      )!;
      await book(tx, clinic, "allocation", "2026-10-30", [
        { debit: "2900", credit: "1500", amountMinor: 10_000n, debitItemId: credit.id, creditItemId: next.item.id },
      ]);
    });
    const report = await inLedger((tx) =>
      accountStatement(tx, { partyId: kari, from: "2026-10-28", to: "2026-10-31" }),
    );
    expect(report.ledgers[0]!.movements.map((row) => [row.kind, row.amountMinor, row.balanceMinor])).toEqual([
      ["invoice", 30_000n, 20_000n],
    ]);
  });
});

describe("the journal", () => {
  test("X-27 S0-21 pages of entries in order, each with the day it counts for, the moment it was written, and what it reverses", async () => {
    const first = await inLedger((tx) => entriesOf(tx, { ledgerId: clinic.ledgerId, limit: 3 }));
    expect(first.entries.map((entry) => [entry.kind, entry.bookedOn])).toEqual([
      ["invoice", "2026-10-05"],
      ["invoice", "2026-10-07"],
      ["payment", "2026-10-20"],
    ]);
    expect(first.entries[2]!.recordedAt.equals(platform.clock.now())).toBe(true);
    expect(first.entries[2]!.postings).toMatchObject([
      { line: 1, debit: "1909", credit: "1500", amountMinor: 150_000n },
    ]);
    await inLedger((tx) => takeBack(tx, first.entries[2]!.id, "2026-10-31"));
    const second = await inLedger((tx) => entriesOf(tx, { ledgerId: clinic.ledgerId, limit: 3, cursor: first.next! }));
    expect(second.entries.map((entry) => [entry.kind, entry.postings.length])).toEqual([
      ["payment", 2],
      ["payment", 1],
      ["reversal", 1],
    ]);
    expect(second.entries[2]!.reverses).toBe(first.entries[2]!.id);
    expect(second.next).toBeNull();
    await expect(
      inLedger((tx) => entriesOf(tx, { ledgerId: clinic.ledgerId, cursor: "'; drop" })),
    ).rejects.toMatchObject({ code: "INPUT_INVALID" });
  });
});
