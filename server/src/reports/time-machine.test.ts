import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import { dueMovesOf, dueOnThen, itemsById, moveDueOn, type NewItem } from "../ledger/index.ts";
import { toJson, withTenant, type TenantTransaction } from "../platform/index.ts";
import {
  agingGroups,
  agingReport,
  agingTables,
  render,
  reskontro,
  reskontroPage,
  reskontroTables,
  trialBalance,
  trialBalanceTable,
} from "./index.ts";
import { itemsBy, settleTimes, type ItemsThen } from "./as-of.ts";
import { invoice, party, pay, takeBack } from "./books.fixture.ts";

let platform: TestPlatform;

beforeAll(async () => {
  platform = await testPlatform("2026-06-01T08:00");
});
afterAll(() => platform.close());

type Step = {
  readonly what: "invoice" | "pay" | "takeBack" | "moveDue" | "wait";
  readonly daysBack: number;
  readonly share: number;
  readonly which: number;
  readonly looksBack: number;
};

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom("invoice", "invoice", "pay", "pay", "pay", "takeBack", "moveDue", "moveDue", "wait"),
  daysBack: fc.integer({ min: 0, max: 40 }),
  share: fc.integer({ min: 1, max: 4 }),
  which: fc.nat({ max: 50 }),
  looksBack: fc.integer({ min: -20, max: 60 }),
});

type Life = {
  readonly clinic: TestClinic;
  readonly parties: string[];
  readonly items: { item: NewItem; openMinor: bigint }[];
  readonly payments: { id: string; at: number; minor: bigint }[];
  numbers: number;
};

async function live(life: Life, tx: TenantTransaction, one: Step, today: Temporal.PlainDate): Promise<void> {
  const on = today.subtract({ days: one.daysBack }).toString();
  const owed = life.items.length === 0 ? undefined : life.items[one.which % life.items.length]!;
  const paid = life.payments.length === 0 ? undefined : life.payments[one.which % life.payments.length]!;
  if (one.what === "invoice") {
    const amountMinor = BigInt(1_000 + one.which * 7);
    const dueOn = today.subtract({ days: one.daysBack - 14 }).toString();
    const made = await invoice(tx, life.clinic, {
      amountMinor,
      on,
      dueOn,
      partyId: life.parties[one.which % life.parties.length]!,
      number: String(++life.numbers),
    });
    life.items.push({ item: made.item, openMinor: amountMinor });
  } else if (one.what === "pay" && owed && owed.openMinor > 0n) {
    const minor = owed.openMinor / BigInt(one.share) || owed.openMinor;
    owed.openMinor -= minor;
    life.payments.push({ id: await pay(tx, life.clinic, owed.item, minor, on), at: life.items.indexOf(owed), minor });
  } else if (one.what === "moveDue" && owed) {
    const dueOn = today.add({ days: one.daysBack }).toString();
    await moveDueOn(tx, { itemId: owed.item.id, dueOn, movedOn: today.toString(), movedBy: "payer" });
  } else if (one.what === "takeBack" && paid) {
    life.payments.splice(life.payments.indexOf(paid), 1);
    life.items[paid.at]!.openMinor += paid.minor;
    await takeBack(tx, paid.id, on);
  }
}

/** Open receivables, read one way or the other. */
async function receivables(tx: TenantTransaction, ledgerId: string, { preparing, items, openMinor }: ItemsThen) {
  const found = await sql<{ openMinor: bigint; items: bigint }>`
    ${preparing} select coalesce(sum(${openMinor}), 0)::bigint as "openMinor", count(*) as items from ${items}
    where i.tenant_id = ${tx.tenantId} and i.ledger_id = ${ledgerId} and i.side = 'receivable' and ${openMinor} <> 0`.execute(
    tx.db,
  );
  return found.rows[0];
}

/** Every line by its pages, two at a time, whose days are those that the items' own moves tell. */
async function lines(tx: TenantTransaction, question: Parameters<typeof reskontro>[1]): Promise<string> {
  const found: string[] = [];
  let after: Awaited<ReturnType<typeof reskontroPage>>["next"] | undefined;
  const knownAt = question.knownAt ?? tx.now;
  do {
    const page = await reskontroPage(tx, { ...question, limit: 2, ...(after ? { after } : {}) });
    const ids = page.lines.map(({ id }) => id);
    const items = new Map((await itemsById(tx, ids)).map((item) => [item.id, item]));
    const moves = await dueMovesOf(tx, ids);
    for (const line of page.lines)
      expect(line.dueOn).toBe(dueOnThen(items.get(line.id)!, moves, { asOf: question.asOf, knownAt }));
    found.push(...page.lines.map((line) => toJson(line)));
    after = page.next;
  } while (after);
  return found.join("\n");
}

/** The reports as they are printed, for a pair of times; and that they agree with one another. */
async function printed(
  tx: TenantTransaction,
  ledgerId: string,
  asOf: string,
  knownAt?: Temporal.Instant,
): Promise<string> {
  const question = { ledgerId, asOf, ...(knownAt ? { knownAt } : {}) };
  const aging = await agingReport(tx, question);
  const books = await trialBalance(tx, question);
  const items = await reskontro(tx, question);
  expect(items.control.map((row) => row.differenceMinor)).toEqual([0n, 0n, 0n]);
  expect(aging.ledgers[0]!.total.openMinor).toBe(books.rows.find((row) => row.code === "1500")?.balanceMinor ?? 0n);
  expect(aging.rows.reduce((sum, row) => sum + row.totalMinor, 0n)).toBe(items.totals.receivableMinor);
  expect(aging.ledgers[0]!.total.items).toBe(BigInt(items.items.length));
  expect(
    items.items.every((item) => item.openMinor === item.history.reduce((sum, move) => sum + move.amountMinor, 0n)),
  ).toBe(true);
  for (const reading of ["later", "earlier"] as const)
    expect(await receivables(tx, ledgerId, itemsBy(tx, settleTimes(tx, question), reading, true))).toEqual({
      openMinor: aging.ledgers[0]!.total.openMinor,
      items: aging.ledgers[0]!.total.items,
    });
  return (
    [...agingTables(aging), trialBalanceTable(books), ...reskontroTables(items)]
      .map((table) => render([table], "json"))
      .join("") +
    toJson(items.items) +
    (await lines(tx, question)) +
    toJson((await agingGroups(tx, question)).books)
  );
}

test("N-22 X-18 X-27 a report as of a day, known at a moment, has the same bytes whenever it is asked for again", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const clinic = await testClinic(platform);
      const inLedger = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
      const parties = await inLedger(async (tx) => [await party(tx, 1n), await party(tx, 2n)]);
      const life: Life = { clinic, parties, items: [], payments: [], numbers: 0 };
      const kept: { asOf: string; knownAt: Temporal.Instant; text: string }[] = [];
      for (const one of steps) {
        platform.clock.moveTo(
          platform.clock.now().add(one.what === "wait" ? { hours: 24 * one.share } : { minutes: 1 }),
        );
        const today = platform.clock.today("Europe/Oslo");
        await inLedger((tx) => live(life, tx, one, today));
        const asOf = today.subtract({ days: one.looksBack }).toString();
        kept.push({
          asOf,
          knownAt: platform.clock.now(),
          text: await inLedger((tx) => printed(tx, clinic.ledgerId, asOf)),
        });
      }
      for (const { asOf, knownAt, text } of kept)
        expect(await inLedger((tx) => printed(tx, clinic.ledgerId, asOf, knownAt))).toBe(text);
    }),
    { numRuns: 6 },
  );
});
