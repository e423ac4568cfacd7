import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import { sql } from "kysely";
import { recordAudit, withTenant, type AuditAction, type Context, type TenantTransaction } from "../platform/index.ts";
import {
  bankAccount,
  invoice,
  ocrFile,
  party,
  pay,
  statement,
  takeBack,
  unplaced,
  type Batch,
} from "./books.fixture.ts";
import {
  agingTotals,
  home,
  homeRows,
  type HomeBooks,
  type HomeFigureName,
  type HomePart,
  type HomeRow,
} from "./index.ts";

const DAY = "2026-10-05";
let platform: TestPlatform;
let clinic: TestClinic;
let second: TestClinic;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>, context: Context = clinic.context) =>
  withTenant(platform, context, work);
const person = () => ({ ...clinic.context, actor: { kind: "user", id: platform.ids.next() } as const });

/** A decision of a person on a line, written as banking writes it. */
async function decide(lineId: string, action: AuditAction, state = "solved"): Promise<void> {
  await inTenant(async (tx) => {
    await sql`update bank_line set state = ${state} where tenant_id = ${tx.tenantId} and id = ${lineId}`.execute(tx.db);
    await recordAudit(tx, { action, subjectKind: "bankLine", subjectId: lineId });
  }, person());
}

let files: { of: Batch; lines: readonly string[] };

beforeAll(async () => {
  platform = await testPlatform("2026-10-04T12:00");
  clinic = await testClinic(platform);
  second = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId, orgNo: "974760673" });
  await inTenant(async (tx) => {
    const first = await bankAccount(tx, clinic, "86011117947");
    await bankAccount(tx, clinic, "15032080119");
    const other = await bankAccount(tx, second, "90010123456");
    const kari = await party(tx, 1n);
    // Kari pays three days after the due day, or two, or four; nobody else has paid anything.
    for (const [at, paidOn] of ["2026-08-12", "2026-08-13", "2026-08-14"].entries()) {
      const bill = { amountMinor: 10_000n, on: "2026-07-27", dueOn: "2026-08-10", partyId: kari, number: `1${at}` };
      await pay(tx, clinic, (await invoice(tx, clinic, bill)).item, 10_000n, paidOn);
    }
    const open = (place: TestClinic, number: string, dueOn: string, amountMinor: bigint) =>
      invoice(tx, place, { amountMinor, on: "2026-06-01", dueOn, number, partyId: kari });
    await open(clinic, "20", "2026-10-05", 1_000n);
    await open(clinic, "21", "2026-10-04", 2_000n);
    await open(clinic, "22", "2026-09-05", 4_000n);
    await open(clinic, "23", "2026-09-04", 8_000n);
    await open(second, "24", "2026-05-01", 16_000n);
    const source = ["bankLine", platform.ids.next()] as const;
    await unplaced(tx, clinic, { amountMinor: 300n, on: DAY, account: "2960", source });
    const paid = await invoice(tx, clinic, { amountMinor: 500n, on: "2026-10-01", number: "30", partyId: kari });
    const of = await ocrFile(tx, clinic, first, "2026-10-02", [
      { amountMinor: 500n, item: paid.item },
      ...["unknown", "unknown", "noReference", "held"].map((state) => ({
        amountMinor: 100n,
        state,
        postings: [{ debit: "1909", credit: "3200", amountMinor: 100n }],
      })),
      { amountMinor: 500n, state: "repeated" },
    ]);
    files = { of, lines: of.lineIds };
    await statement(tx, clinic, first, { from: "2026-10-01", openingMinor: 70_000n, lines: [] });
    await statement(tx, clinic, first, {
      from: "2026-10-02",
      openingMinor: 70_000n,
      lines: [{ amountMinor: 900n, meets: of }],
    });
    await statement(tx, second, other, { from: "2026-09-30", openingMinor: 5_000n, lines: [] });
  });
  platform.moveTo("2026-10-04T12:10");
  await decide(files.lines[1]!, "bankLine.accepted");
  platform.moveTo("2026-10-04T13:30");
  await decide(files.lines[2]!, "bankLine.accepted");
  // Taken back afterwards: on the work list again, so that nothing is decided.
  await decide(files.lines[3]!, "bankLine.accepted", "noReference");
  platform.moveTo("2026-10-05T08:00");
  await decide(files.lines[4]!, "bankLine.dismissed", "repeated");
});
afterAll(() => platform.close());

const seen = async (ledgerId?: string): Promise<HomeBooks> =>
  (await inTenant((tx) => home(tx, { ledgerId }))).books[0]!;
const figureOf = (books: HomeBooks, name: HomeFigureName) => books.figures.find((figure) => figure.name === name)!;

/** All rows at a part's address, two at a time. */
async function rowsAt(address: string): Promise<HomeRow[]> {
  const asked = Object.fromEntries(new URL(address, "http://kvitt.example").searchParams);
  const { figure, part, currency, day, ledgerId } = asked;
  const question = { figure: figure as HomeFigureName, part: part!, currency: currency!, day, ledgerId, limit: 2 };
  const rows: HomeRow[] = [];
  for (let after: string | undefined, more = true; more; after = rows.at(-1)?.id) {
    const next = await inTenant((tx) => homeRows(tx, { ...question, after }));
    rows.push(...next);
    more = next.length === 2;
  }
  return rows;
}

function partsOf({ figures, forecast }: HomeBooks): HomePart[] {
  const weeks = forecast.weeks.flatMap((week) => [week.expected, week.low, week.high]);
  return [...figures.flatMap((figure) => figure.parts), ...forecast.parts, ...weeks];
}

describe("home", () => {
  test.each(["all ledgers", "one ledger"])(
    "S3-01 over %s every part of a figure is the sum of the rows at its address",
    async (which) => {
      const parts = partsOf(await seen(which === "one ledger" ? clinic.ledgerId : undefined));
      expect(parts).toHaveLength(2 + 1 + 5 + 2 + 2 + 1 + 2 + 39);
      for (const { name, value, count, rows } of parts) {
        const found = await rowsAt(rows);
        const sum = found.reduce((total, row) => total + row.value, 0n);
        expect([rows, name, sum, BigInt(found.length)]).toEqual([rows, name, value, count]);
        expect(new Set(found.map((row) => row.id)).size).toBe(found.length);
      }
      expect(parts.filter((part) => part.count > 0n).length).toBeGreaterThan(10);
    },
  );

  test("S3-01 cash is what the latest statement of each account closes with, and says how old it is", async () => {
    const cash = figureOf(await seen(), "cash");
    expect(cash.value).toBe(75_900n);
    expect(cash.explanation.inputs).toEqual({
      oldestDay: "2026-09-30",
      newestDay: "2026-10-02",
      accounts: 3,
      withoutStatement: 1,
    });
    expect((await rowsAt(cash.parts[0]!.rows)).map(({ value, day }) => `${day} ${value}`).sort()).toEqual([
      "2026-09-30 5000",
      "2026-10-02 70900",
    ]);
  });

  test("S3-01 overdue stands in the buckets of the aging of that day, the due day itself is not overdue", async () => {
    const overdue = figureOf(await seen(clinic.ledgerId), "overdue");
    const aging = await inTenant((tx) => agingTotals(tx, { ledgerId: clinic.ledgerId, asOf: DAY }));
    const [notDue, ...cells] = aging.ledgers[0]!.cells;
    expect(overdue.parts.map((part) => part.value)).toEqual(cells.map((cell) => cell.openMinor));
    expect(overdue.explanation.inputs["notDueMinor"]).toBe(String(notDue!.openMinor));
    expect([overdue.value, notDue!.openMinor]).toEqual([14_000n, 1_000n]);
    expect(figureOf(await seen(), "overdue").value).toBe(30_000n);
  });

  test("S3-01 days sales outstanding: receivables over what was billed in 90 days, in tenths of a day", async () => {
    const [receivables, billed] = figureOf(await seen(clinic.ledgerId), "dso").parts.map((part) => part.value);
    // The open invoices are of June, before the 90 days.
    expect([receivables, billed]).toEqual([15_000n, 30_500n]);
    expect(figureOf(await seen(clinic.ledgerId), "dso").value).toBe(442n);
    expect(figureOf(await seen(second.ledgerId), "dso").value).toBeNull();
  });

  test("S3-01 an invoice that was taken back is not billed", async () => {
    await inTenant(async (tx) => {
      const billed = async () => (await home(tx, { ledgerId: second.ledgerId })).books[0]!.figures[1]!.parts[1]!.value;
      const { entryId } = await invoice(tx, second, { amountMinor: 700n, on: "2026-10-02", number: "90" });
      expect(await billed()).toBe(700n);
      await takeBack(tx, entryId, "2026-10-03");
      expect(await billed()).toBe(0n);
    });
  });

  test("S3-01 S0-62 the automation rate counts the lines that were ours to post", async () => {
    const { value, parts } = figureOf(await seen(), "automation");
    expect([value, ...parts.map((part) => part.value)]).toEqual([2_500n, 1n, 4n]);
  });

  test("S3-01 S0-63 touches per invoice: what persons did, not what they looked at nor what was done for them", async () => {
    const before = figureOf(await seen(), "touches");
    await inTenant(
      (tx) => recordAudit(tx, { action: "bankLine.read", subjectKind: "bankLine", subjectId: files.lines[1]! }),
      person(),
    );
    await inTenant((tx) =>
      recordAudit(tx, { action: "bankLine.solved", subjectKind: "bankLine", subjectId: files.lines[1]! }),
    );
    expect(figureOf(await seen(), "touches")).toEqual(before);
    expect([before.value, ...before.parts.map((part) => part.value)]).toEqual([400n, 4n, 1n]);
  });

  test("S3-01 minutes on differences go from the file's arrival to the decision that stands", async () => {
    const { value, parts } = figureOf(await seen(), "differenceMinutes");
    // 10 and 90 minutes, and 20 hours; the fourth was taken back.
    expect([value, parts[0]!.value, parts[0]!.count]).toEqual([90n, 1_300n, 3n]);
  });

  test("S3-01 a part that a figure does not have is refused", async () => {
    const question = { part: "bricks", currency: "NOK", limit: 1 };
    for (const figure of ["cash", "dso", "overdue", "automation", "touches", "differenceMinutes", "forecast"] as const)
      await expect(inTenant((tx) => homeRows(tx, { ...question, figure }))).rejects.toMatchObject({
        code: "HOME_PART",
      });
  });
});
