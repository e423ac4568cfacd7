import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import { releaseHeldLine } from "../banking/index.ts";
import { withTenant, type TenantTransaction } from "../platform/index.ts";
import {
  dayProof,
  dayProofTables,
  proofRange,
  render,
  straightThrough,
  type DayProof,
  type ProofLineName,
} from "./index.ts";
import {
  bankAccount,
  book,
  invoice,
  itemOf,
  ocrFile,
  party,
  statement,
  takeBack,
  type Batch,
  type Invoice,
} from "./books.fixture.ts";

let platform: TestPlatform;
let clinic: TestClinic;
let account: string;
let invoices: Map<string, Invoice>;
const inLedger = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
const proof = (day: string) => inLedger((tx) => dayProof(tx, { ledgerId: clinic.ledgerId, day }));
const lineOf = (of: DayProof, name: ProofLineName) => of.lines.find((line) => line.name === name)!;

beforeAll(async () => {
  platform = await testPlatform("2026-10-05T08:00");
});
afterAll(() => platform.close());

/** Three claims issued on 5 October; on the 6th the bank pays two of them as one lump. */
beforeEach(async () => {
  clinic = await testClinic(platform);
  await inLedger(async (tx) => {
    const payer = await party(tx, 1n);
    account = await bankAccount(tx, clinic, `8601111${String(platform.clock.now().epochMilliseconds % 10_000)}`);
    invoices = new Map();
    for (const [number, amountMinor] of [
      ["260101", 245_000n],
      ["260102", 118_000n],
      ["260103", 960_000n],
    ] as const) {
      invoices.set(
        number,
        await invoice(tx, clinic, { amountMinor, on: "2026-10-05", dueOn: "2026-10-19", partyId: payer, number }),
      );
    }
  });
});

const itemOfInvoice = (number: string) => invoices.get(number)!.item;

async function firstLump(tx: TenantTransaction): Promise<Batch> {
  return ocrFile(tx, clinic, account, "2026-10-06", [
    { amountMinor: 245_000n, item: itemOfInvoice("260101") },
    { amountMinor: 118_000n, item: itemOfInvoice("260102") },
  ]);
}

describe("the day proof", () => {
  test("N-07 S0-16 S0-17 a day whose lump is met by the statement holds in every equation, in words", async () => {
    await inLedger(async (tx) => {
      const lump = await firstLump(tx);
      await statement(tx, clinic, account, {
        from: "2026-10-06",
        openingMinor: 0n,
        lines: [{ amountMinor: 363_000n, meets: lump }],
      });
    });
    const day = await proof("2026-10-06");
    expect(day.lines.map((line) => line.sentence)).toEqual([
      "Open yesterday 13230.00 + issued 0.00 - settled 3630.00 - credited 0.00 - lost 0.00 = open today 9600.00: holds.",
      "Open items 9600.00 = receivable account 9600.00: holds.",
      "Bank lines in 3630.00 = settled 3630.00 + customer credit 0.00 + unallocated 0.00: holds.",
      "Bank clearing 0.00 = unpaired lumps 0.00: holds.",
      "Bank account 3630.00 = closing balance 3630.00: holds.",
    ]);
    expect(day.holds).toBe(true);
    expect(render(dayProofTables(day), "table")).toContain("every øre explained");
  });

  test("S0-14 N-07 a lump that no statement has met stands in bank clearing with its age", async () => {
    const lump = await inLedger(firstLump);
    const day = await proof("2026-10-09");
    expect(day.lumps).toEqual([
      { of: "bankBatch", id: lump.batchId, since: "2026-10-06", ageDays: 3, amountMinor: 363_000n },
    ]);
    expect(lineOf(day, "bankClearing").sentence).toBe(
      "Bank clearing 3630.00 = unpaired lumps 3630.00 (1, the oldest 3 days): holds.",
    );
    expect(day.holds).toBe(true);
  });

  test("S0-17 variation: the transfer comes a day late, so clearing shows it over night and then nothing", async () => {
    await inLedger(async (tx) => {
      const lump = await firstLump(tx);
      await statement(tx, clinic, account, {
        from: "2026-10-07",
        openingMinor: 0n,
        lines: [{ amountMinor: 363_000n, meets: lump }],
      });
    });
    const range = await inLedger((tx) =>
      proofRange(tx, { ledgerId: clinic.ledgerId, from: "2026-10-05", to: "2026-10-08" }),
    );
    expect(range.map((day) => [day.day, day.holds, day.lumps.map((lump) => lump.amountMinor)])).toEqual([
      ["2026-10-05", true, []],
      ["2026-10-06", true, [363_000n]],
      ["2026-10-07", true, []],
      ["2026-10-08", true, []],
    ]);
  });

  test("a statement that is ahead of its file stands in clearing the other way round, until the file comes", async () => {
    await inLedger(async (tx) => {
      const { lineIds } = await statement(tx, clinic, account, {
        from: "2026-10-06",
        openingMinor: 0n,
        lines: [{ amountMinor: 363_000n, against: "1909" }],
      });
      const lump = await ocrFile(
        tx,
        clinic,
        account,
        "2026-10-06",
        [{ amountMinor: 363_000n, item: itemOfInvoice("260103") }],
        "2026-10-08",
      );
      await sql`update bank_batch set statement_line_id = ${lineIds[0]} where tenant_id = ${tx.tenantId} and id = ${lump.batchId}`.execute(
        tx.db,
      );
    });
    expect((await proof("2026-10-07")).lumps).toMatchObject([
      { of: "statementLine", ageDays: 1, amountMinor: -363_000n },
    ]);
    const range = await inLedger((tx) =>
      proofRange(tx, { ledgerId: clinic.ledgerId, from: "2026-10-06", to: "2026-10-08" }),
    );
    expect(range.map((day) => [day.holds, day.lumps.length])).toEqual([
      [true, 1],
      [true, 1],
      [true, 0],
    ]);
  });

  test("S0-12 S0-19 a file's lines are split to the øre, and the rows behind each number can be opened", async () => {
    const lump = await inLedger(async (tx) => {
      const paid = itemOfInvoice("260101");
      const credit = itemOf(tx, clinic, {
        side: "credit",
        kind: "customerCredit",
        account: "2900",
        partyId: paid.partyId,
        parentId: paid.id,
        openedOn: "2026-10-06",
        amountMinor: 5_000n,
      });
      const unknown = itemOf(tx, clinic, {
        side: "credit",
        kind: "unallocated",
        account: "2990",
        openedOn: "2026-10-06",
        amountMinor: 70_000n,
      });
      return ocrFile(tx, clinic, account, "2026-10-06", [
        {
          amountMinor: 250_000n,
          state: "over",
          items: [credit],
          postings: [
            { debit: "1909", credit: "1500", amountMinor: 245_000n, creditItemId: paid.id },
            { debit: "1909", credit: "2900", amountMinor: 5_000n, creditItemId: credit.id },
          ],
        },
        {
          amountMinor: 70_000n,
          state: "unknown",
          items: [unknown],
          postings: [{ debit: "1909", credit: "2990", amountMinor: 70_000n, creditItemId: unknown.id }],
        },
        { amountMinor: 118_000n, item: itemOfInvoice("260102") },
      ]);
    });
    const day = await proof("2026-10-06");
    expect(day.files).toEqual([
      {
        fileId: lump.fileId,
        lines: 3n,
        linesMinor: 438_000n,
        settledMinor: 363_000n,
        customerCreditMinor: 5_000n,
        unallocatedMinor: 70_000n,
        otherMinor: 0n,
        differenceMinor: 0n,
      },
    ]);
    const parts = new Map(lineOf(day, "bankLines").parts.map((part) => [part.name, part]));
    expect(parts.get("linesSettled")).toMatchObject({
      of: "bankLine",
      count: 2n,
      ids: [lump.lineIds[0], lump.lineIds[2]],
    });
    expect(parts.get("customerCredit")).toMatchObject({ count: 1n, ids: [lump.lineIds[0]] });
    expect(parts.get("unallocated")).toMatchObject({ count: 1n, ids: [lump.lineIds[1]] });
    expect(lineOf(day, "receivables").parts.find((part) => part.name === "settled")).toMatchObject({
      amountMinor: 363_000n,
      of: "entry",
      count: 2n,
    });

    const rate = await inLedger((tx) =>
      straightThrough(tx, { ledgerId: clinic.ledgerId, from: "2026-10-06", to: "2026-10-06" }),
    );
    expect(rate).toMatchObject({ lines: 3n, straight: 1n, rateBasisPoints: 3_333n });
  });

  test("credited, lost and taken back are parts of their own", async () => {
    const item = itemOfInvoice("260103");
    await inLedger(async (tx) => {
      await book(tx, clinic, "creditNote", "2026-10-07", [
        { debit: "3200", credit: "1500", amountMinor: 60_000n, creditItemId: item.id },
      ]);
      await book(tx, clinic, "writeOff", "2026-10-07", [
        { debit: "7830", credit: "1500", amountMinor: 200_000n, creditItemId: item.id },
      ]);
      const lump = await firstLump(tx);
      await takeBack(tx, lump.entryIds[1]!, "2026-10-07");
    });
    const day = await proof("2026-10-07");
    expect(lineOf(day, "receivables").sentence).toBe(
      "Open yesterday 9600.00 + issued 0.00 - settled -1180.00 - credited 600.00 - lost 2000.00 = open today 8180.00: holds.",
    );
    expect(day.lumps).toMatchObject([{ amountMinor: 245_000n, ageDays: 1 }]);
    expect(day.holds).toBe(true);
  });

  test("a statement that runs over several days is held against the account day by day", async () => {
    await inLedger(async (tx) => {
      const lump = await firstLump(tx);
      const lines = [
        { on: "2026-10-06", amountMinor: 363_000n, meets: lump },
        { on: "2026-10-08", amountMinor: -5_000n, against: "7770" },
      ];
      await statement(tx, clinic, account, { from: "2026-10-05", to: "2026-10-09", openingMinor: 0n, lines });
    });
    const range = await inLedger((tx) =>
      proofRange(tx, { ledgerId: clinic.ledgerId, from: "2026-10-05", to: "2026-10-10" }),
    );
    expect(range.map((day) => lineOf(day, "bank").parts[1]!.amountMinor)).toEqual([
      0n,
      363_000n,
      363_000n,
      358_000n,
      358_000n,
      358_000n,
    ]);
    expect(range.every((day) => day.holds)).toBe(true);
  });

  test("N-07 one øre short on the statement turns the day red by one øre, and only there", async () => {
    await inLedger(async (tx) => {
      const lump = await firstLump(tx);
      await statement(tx, clinic, account, {
        from: "2026-10-06",
        openingMinor: 0n,
        lines: [{ amountMinor: 362_999n, meets: lump }],
      });
    });
    const day = await proof("2026-10-06");
    expect(day.holds).toBe(false);
    expect(day.lines.map((line) => [line.name, line.differenceMinor])).toEqual([
      ["receivables", 0n],
      ["receivableAccount", 0n],
      ["bankLines", 0n],
      ["bankClearing", 1n],
      ["bank", 0n],
    ]);
    expect(lineOf(day, "bankClearing").sentence).toContain("is off by 0.01.");
  });

  test("S0-17 N-07 a payment told twice, its second telling first: the lump that was met is short by its repeated line, which is a part of its own", async () => {
    const { second, first } = await inLedger(async (tx) => {
      const second = await ocrFile(tx, clinic, account, "2026-10-06", [
        { amountMinor: 118_000n, item: itemOfInvoice("260102") },
      ]);
      const first = await ocrFile(tx, clinic, account, "2026-10-06", [
        { amountMinor: 245_000n, item: itemOfInvoice("260101") },
        { amountMinor: 118_000n, state: "repeated" },
      ]);
      await statement(tx, clinic, account, {
        from: "2026-10-06",
        openingMinor: 0n,
        lines: [{ amountMinor: 363_000n, meets: first }],
      });
      return { second, first };
    });
    // It stays a part of the proof for as long as the second telling stands there as a lump nobody pays.
    for (const [day, ageDays] of [
      ["2026-10-06", 0],
      ["2026-11-05", 30],
    ] as const) {
      const of = await proof(day);
      expect(lineOf(of, "bankClearing").sentence).toBe(
        `Bank clearing 0.00 = unpaired lumps 1180.00 (1, the oldest ${ageDays} days) + repeated lines in paired lumps -1180.00 (1): holds.`,
      );
      expect(of.lumps).toEqual([
        { of: "bankBatch", id: second.batchId, since: "2026-10-06", ageDays, amountMinor: 118_000n },
        { of: "bankLine", id: first.lineIds[1], since: "2026-10-06", ageDays, amountMinor: -118_000n },
      ]);
      expect(lineOf(of, "bankClearing").parts.find((part) => part.name === "repeatedLines")).toEqual({
        name: "repeatedLines",
        amountMinor: -118_000n,
        of: "bankLine",
        count: 1n,
        ids: [first.lineIds[1]],
      });
      expect(of.holds).toBe(true);
    }
  });

  test("N-07 a paired lump of repeated lines only is no statement line ahead of its file", async () => {
    const first = await inLedger(async (tx) => {
      await ocrFile(tx, clinic, account, "2026-10-06", [{ amountMinor: 118_000n, item: itemOfInvoice("260102") }]);
      const first = await ocrFile(tx, clinic, account, "2026-10-06", [{ amountMinor: 118_000n, state: "repeated" }]);
      const lines = [{ amountMinor: 118_000n, meets: first }];
      await statement(tx, clinic, account, { from: "2026-10-07", openingMinor: 0n, lines });
      return first;
    });
    // Until the statement comes nothing is short: the second telling stands as a lump, the first has posted nothing.
    expect((await proof("2026-10-06")).lumps).toMatchObject([{ of: "bankBatch", amountMinor: 118_000n }]);
    for (const day of ["2026-10-07", "2026-10-20"]) {
      const of = await proof(day);
      expect(of.lumps.map((lump) => [lump.of, lump.amountMinor])).toEqual([
        ["bankBatch", 118_000n],
        ["bankLine", -118_000n],
      ]);
      expect([of.holds, of.lumps[1]!.id]).toEqual([true, first.lineIds[0]]);
    }
  });

  test("N-07 a repeated line explains its own amount and no øre more", async () => {
    await inLedger(async (tx) => {
      const lump = await ocrFile(tx, clinic, account, "2026-10-06", [
        { amountMinor: 245_000n, item: itemOfInvoice("260101") },
        { amountMinor: 118_000n, state: "repeated" },
      ]);
      const lines = [{ amountMinor: 362_999n, meets: lump }];
      await statement(tx, clinic, account, { from: "2026-10-06", openingMinor: 0n, lines });
    });
    expect(lineOf(await proof("2026-10-06"), "bankClearing").differenceMinor).toBe(1n);
  });

  test("N-07 N-22 a held line of a paired lump is short until a person releases it, and before that also when asked later", async () => {
    const before = await inLedger(async (tx) => {
      const lump = await ocrFile(tx, clinic, account, "2026-10-06", [
        { amountMinor: 245_000n, item: itemOfInvoice("260101") },
        { amountMinor: 118_000n, state: "held" },
      ]);
      const lines = [{ amountMinor: 363_000n, meets: lump }];
      await statement(tx, clinic, account, { from: "2026-10-06", openingMinor: 0n, lines });
      return { lineId: lump.lineIds[1]!, knownAt: tx.now };
    });
    const shown = await proof("2026-10-07");
    expect([shown.holds, shown.lumps.map((lump) => lump.amountMinor)]).toEqual([true, [-118_000n]]);
    platform.clock.moveTo(before.knownAt.add({ hours: 72 }));
    await inLedger((tx) => releaseHeldLine(tx, before.lineId));
    const range = await inLedger((tx) =>
      proofRange(tx, { ledgerId: clinic.ledgerId, from: "2026-10-06", to: "2026-10-09" }),
    );
    const releasedOn = platform.clock.today("Europe/Oslo").toString();
    expect(range.map((day) => [day.holds, day.lumps.map((lump) => lump.amountMinor)])).toEqual(
      range.map((day) => [true, day.day < releasedOn ? [-118_000n] : []]),
    );
    expect((await proof("2026-10-30")).lumps).toEqual([]);
    const question = { ledgerId: clinic.ledgerId, day: "2026-10-07", knownAt: before.knownAt };
    const asKnown = await inLedger((tx) => dayProof(tx, question));
    expect([asKnown.holds, asKnown.lumps]).toEqual([true, shown.lumps]);
  });

  test("N-07 a statement line nobody has posted leaves the bank account red by its amount", async () => {
    await inLedger((tx) =>
      statement(tx, clinic, account, { from: "2026-10-06", openingMinor: 0n, lines: [{ amountMinor: 12_345n }] }),
    );
    expect(lineOf(await proof("2026-10-06"), "bank").differenceMinor).toBe(-12_345n);
  });

  test("N-07 a planted øre on an item, and one on a bank line, each turn their own equation red", async () => {
    const lump = await inLedger(firstLump);
    await inLedger(async (tx) => {
      await sql`update open_item set open_minor = open_minor - 1 where tenant_id = ${tx.tenantId} and reference = '260103'`.execute(
        tx.db,
      );
      await sql`update bank_line set amount_minor = amount_minor + 1 where tenant_id = ${tx.tenantId} and id = ${lump.lineIds[0]}`.execute(
        tx.db,
      );
    });
    const day = await proof("2026-10-06");
    expect(day.lines.filter((line) => !line.holds).map((line) => [line.name, line.differenceMinor])).toEqual([
      ["receivableAccount", -1n],
      ["bankLines", 1n],
    ]);
  });

  test("a range that runs backwards is refused", async () => {
    await expect(
      inLedger((tx) => proofRange(tx, { ledgerId: clinic.ledgerId, from: "2026-10-06", to: "2026-10-05" })),
    ).rejects.toMatchObject({ code: "REPORT_RANGE" });
  });

  test("N-22 the proof of a day, as it was known then, is the same after a late file", async () => {
    const then = platform.clock.now();
    const before = await proof("2026-10-06");
    platform.clock.moveTo(then.add({ hours: 30 }));
    await inLedger(firstLump);
    const again = await inLedger((tx) => dayProof(tx, { ledgerId: clinic.ledgerId, day: "2026-10-06", knownAt: then }));
    expect(render(dayProofTables(again), "json")).toBe(render(dayProofTables(before), "json"));
    expect((await proof("2026-10-06")).lumps).toHaveLength(1);
  });
});
