import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  asSuperuser,
  breaches,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../../../testkit/index.ts";
import { waitingOrders } from "../../banking/index.ts";
import { approveProposal } from "../../controls/index.ts";
import { closePeriod, ledgerChecks, type NewItem } from "../../ledger/index.ts";
import { listAuditEvents, Refusal, systemContext, withTenant } from "../../platform/index.ts";
import { paymentsChecks } from "../checks.ts";
import { openBooks } from "../refunds/books.fixture.ts";
import { customerCredits, undoCreditMove } from "../refunds/credits.ts";
import { applyRepayments, proposeRepayment } from "../refunds/repay.ts";
import { depositsOf, keepAsDeposit, takeBackDeposit, takeDeposit, useDeposit, usesOf } from "./index.ts";

let platform: TestPlatform;
let clinic: TestClinic;
let books: ReturnType<typeof openBooks>;
let kari: string;
let slip = 0;

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
});
afterAll(() => platform.close());
beforeEach(async () => {
  clinic = await testClinic(platform);
  books = openBooks(platform, clinic);
  kari = await books.payer();
});

const take = (amountMinor: bigint, changes: Partial<Parameters<typeof takeDeposit>[1]> = {}) =>
  books.inTenant((tx) =>
    takeDeposit(tx, { ledgerId: clinic.ledgerId, partyId: kari, amountMinor, receipt: `T1-${++slip}`, ...changes }),
  );
const use = (id: string, bill: NewItem, amountMinor?: bigint) =>
  books.inTenant((tx) => useDeposit(tx, id, { toItemId: bill.id, ...(amountMinor ? { amountMinor } : {}) }));
const held = (partyId = kari) => books.inTenant((tx) => depositsOf(tx, partyId));
const left = async (id: string) => (await held()).find((one) => one.id === id)?.openMinor ?? 0n;
const credits = () => books.inTenant((tx) => customerCredits(tx, { ledgerId: clinic.ledgerId, limit: 50 }));
const expectRefused = (doing: Promise<unknown>, code: string) => expect(doing).rejects.toMatchObject({ code });
async function expectWhole(): Promise<void> {
  expect(await breaches(platform, clinic.context, [...paymentsChecks, ...ledgerChecks])).toEqual([]);
}

describe("money ahead of treatment", () => {
  test("X-28 taken on the terminal it is owed to the customer, and no income: debit card clearing, credit customers' credit", async () => {
    const id = await take(50_000n);
    expect(await books.entries("payment")).toEqual([expect.stringMatching(/^2026-10-06 payment: 1542 < 2900 50000$/)]);
    expect(await held()).toMatchObject([{ id, origin: "terminal", amountMinor: 50_000n, openMinor: 50_000n }]);
    const trail = await books.inTenant((tx) => listAuditEvents(tx, { subjectKind: "party", subjectId: kari }, 5));
    expect(trail.map(({ action }) => action)).toContain("deposit.taken");
    await expectWhole();
  });

  test("X-28 a slip is one deposit, whoever writes it down again; another day, clinic or number is another", async () => {
    await take(50_000n, { receipt: "0042" });
    await expectRefused(take(50_000n, { receipt: "0042" }), "DEPOSIT_KNOWN");
    await expectRefused(take(1n, { receipt: "0042", partyId: await books.payer("Ola") }), "DEPOSIT_KNOWN");
    await take(50_000n, { receipt: "0042", receivedOn: "2026-10-05" });
    expect(await books.entries("payment")).toHaveLength(2);
    await expectWhole();
  });

  test.each([
    ["tomorrow", "2026-10-07", false],
    ["today", "2026-10-06", true],
    ["a fortnight ago", "2026-09-22", true],
    ["a day more", "2026-09-21", false],
  ])("X-28 the slip's day may be %s: %s, %s", async (_what, receivedOn, isTaken) => {
    const taking = take(1_000n, { receivedOn });
    if (isTaken) await taking;
    else await expectRefused(taking, "DEPOSIT_DAY");
  });

  test("A-07 X-28 in a closed month it is booked on the first open day, and says when it was received", async () => {
    await books.inTenant((tx) => closePeriod(tx, clinic.ledgerId, "2026-09-01", "2026-10-06"));
    await take(1_000n, { receivedOn: "2026-09-30" });
    expect(await books.entries("payment")).toEqual([expect.stringMatching(/^2026-10-01 payment: 1542 < 2900 1000$/)]);
    expect(await held()).toMatchObject([{ receivedOn: "2026-09-30" }]);
  });

  test("X-28 a credit stands as a deposit when the customer wants so: nothing moves in the books", async () => {
    const bill = await books.bill(kari, 30_000n);
    await books.paidByBank(bill, 30_000n);
    const credit = (await books.credited(bill, 30_000n))!;
    const entries = (await books.entries("")).length;
    const id = await books.inTenant((tx) => keepAsDeposit(tx, credit));
    expect(await held()).toMatchObject([{ id, itemId: credit, origin: "credit", openMinor: 30_000n, receipt: null }]);
    expect(await credits()).toMatchObject([{ itemId: credit, cause: "deposit", repayBy: null }]);
    await expectRefused(
      books.inTenant((tx) => keepAsDeposit(tx, credit)),
      "DEPOSIT_KNOWN",
    );
    await books.inTenant((tx) => takeBackDeposit(tx, id));
    expect(await credits()).toMatchObject([{ itemId: credit, cause: "creditNote", repayBy: "2026-10-20" }]);
    expect(await books.entries("")).toHaveLength(entries);
    await expectWhole();
  });
});

describe("using a deposit", () => {
  test("X-28 on a bill, whole or in part, by a deliberate act; what it can be used on is seen before, the bill due first first", async () => {
    const id = await take(50_000n);
    const later = await books.bill(kari, 80_000n, "2026-11-19");
    const first = await books.bill(kari, 20_000n, "2026-10-19");
    await books.bill(await books.payer("Ola"), 10_000n);
    const { bills } = await books.inTenant((tx) => usesOf(tx, id));
    expect(bills.map((bill) => [bill.id, bill.mostMinor])).toEqual([
      [first.id, 20_000n],
      [later.id, 50_000n],
    ]);
    await use(id, later, 15_000n);
    expect([await left(id), (await books.item(later.id)).openMinor]).toEqual([35_000n, 65_000n]);
    await use(id, first);
    expect([await left(id), (await books.item(first.id)).openMinor]).toEqual([15_000n, 0n]);
    expect(await books.entries("allocation")).toEqual([
      expect.stringMatching(/allocation: 2900 < 1500 15000$/),
      expect.stringMatching(/allocation: 2900 < 1500 20000$/),
    ]);
    await expectWhole();
  });

  test("X-28 never more than is there, nor on another's bill, nor in another ledger", async () => {
    const id = await take(50_000n);
    const bill = await books.bill(kari, 80_000n);
    await expectRefused(use(id, bill, 50_001n), "CREDIT_TOO_SMALL");
    const small = await books.bill(kari, 10_000n);
    await expectRefused(use(id, small, 10_001n), "PAYMENT_TOO_MUCH");
    await expectRefused(use(id, await books.bill(await books.payer("Ola"), 10_000n)), "CREDIT_OTHER_PAYER");
    const { tenantId, seriesId } = clinic;
    const sister = await testClinic(platform, { tenantId, seriesId, orgNo: "974760673" });
    const elsewhere = await openBooks(platform, sister).bill(kari, 10_000n);
    await expectRefused(use(id, elsewhere), "CREDIT_OTHER_PAYER");
    await use(id, bill, 50_000n);
    expect(await held()).toEqual([]);
    await expectRefused(use(id, small), "CREDIT_NOT_FOUND");
    await expectWhole();
  });

  test("X-28 two at once use it once: the other finds less, or nothing", async () => {
    const id = await take(50_000n);
    const bills = [await books.bill(kari, 40_000n), await books.bill(kari, 40_000n)];
    const both = await Promise.allSettled(bills.map((bill) => use(id, bill, 40_000n)));
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await left(id)).toBe(10_000n);
    await expectWhole();
  });

  test("X-28 what it was used for is taken back, and it is there again", async () => {
    const id = await take(50_000n);
    const entryId = await use(id, await books.bill(kari, 50_000n));
    expect(await held()).toEqual([]);
    await books.inTenant((tx) => undoCreditMove(tx, entryId));
    expect(await left(id)).toBe(50_000n);
    await expectWhole();
  });
});

describe("giving a deposit back", () => {
  test("X-28 SEC-12 SEC-14 what the customer asks back is repaid by two persons, like any credit", async () => {
    const id = await take(50_000n);
    await use(id, await books.bill(kari, 20_000n));
    const { itemId } = (await held())[0]!;
    const payee = { name: "Kari Eksempel", account: "15032080119", town: "Oslo", country: "NO" };
    const wish = { creditItemId: itemId, reason: "notDone", words: null, payee } as const;
    await expectRefused(
      books.inTenant((tx) => proposeRepayment(tx, { ...wish, amountMinor: 30_001n })),
      "CREDIT_TOO_SMALL",
    );
    const proposal = await books.inTenant((tx) => proposeRepayment(tx, wish));
    await expectRefused(
      books.inTenant((tx) => approveProposal(tx, proposal.id, ["cfo"])),
      "PROPOSAL_OWN",
    );
    const cfo = systemContext(clinic.tenantId, "cfo");
    await withTenant(platform, cfo, (tx) => approveProposal(tx, proposal.id, ["cfo"]));
    expect(await applyRepayments(platform, cfo, proposal.id)).toMatchObject({ applied: 1 });
    const [order] = await books.inTenant((tx) => waitingOrders(tx, clinic.ledgerId));
    expect([order!.amountMinor, await held()]).toEqual([30_000n, []]);
    await expectRefused(
      books.inTenant((tx) => takeBackDeposit(tx, id)),
      "DEPOSIT_SPENT",
    );
    await expectWhole();
  });

  test("A-10 X-28 one registered wrongly is met by a reversal, once, and only while it is whole; its slip may be written down anew", async () => {
    const id = await take(50_000n, { receipt: "0043" });
    const entryId = await use(id, await books.bill(kari, 10_000n));
    const back = () => books.inTenant((tx) => takeBackDeposit(tx, id));
    await expectRefused(back(), "DEPOSIT_SPENT");
    await books.inTenant((tx) => undoCreditMove(tx, entryId));
    await back();
    expect((await books.entries("reversal")).at(-1)).toMatch(/reversal: 2900 < 1542 50000$/);
    await expectRefused(back(), "DEPOSIT_NOT_FOUND");
    expect([await held(), await credits()]).toEqual([[], []]);
    await take(5_000n, { receipt: "0043" });
    expect(await held()).toMatchObject([{ amountMinor: 5_000n }]);
    await expectWhole();
  });
});

describe("the checks", () => {
  test.each([
    [
      "another amount than was booked",
      "update deposit set amount_minor = amount_minor + 1 where tenant_id = $1",
      "depositsAreBooked",
    ],
    ["another customer's", "update deposit set party_id = gen_random_uuid() where tenant_id = $1", "depositsAreBooked"],
    [
      "more used than there was",
      "update posting set amount_minor = amount_minor + 50000 where tenant_id = $1 and debit = '2900'",
      "depositsNeverBelowZero",
    ],
  ])("X-28 verify finds %s", async (_what, change, name) => {
    const id = await take(50_000n);
    await use(id, await books.bill(kari, 20_000n));
    await expectWhole();
    await asSuperuser(platform, change, [clinic.tenantId]);
    const found = await breaches(platform, clinic.context, paymentsChecks);
    expect(found.some((line) => line.startsWith(`payments.${name}`))).toBe(true);
  });
});

describe("property: taken, used, taken back and repaid in any order", () => {
  test("X-28 no deposit is ever below zero, what is held is what came in less what went, and every statement holds", async () => {
    const act = fc.record({
      what: fc.constantFrom("take", "use", "undo", "back"),
      minor: fc.bigInt({ min: 1n, max: 60_000n }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 12 }), async (acts) => {
        clinic = await testClinic(platform);
        books = openBooks(platform, clinic);
        kari = await books.payer();
        const bill = await books.bill(kari, 100_000n);
        const made: string[] = [];
        const moves: string[] = [];
        const done: Record<(typeof acts)[number]["what"], (minor: bigint) => Promise<unknown>> = {
          take: async (minor) => made.push(await take(minor)),
          use: async (minor) => moves.push(await use(made.at(-1)!, bill, minor)),
          undo: async () => books.inTenant((tx) => undoCreditMove(tx, moves.pop()!)),
          back: async () => books.inTenant((tx) => takeBackDeposit(tx, made.at(-1)!)),
        };
        for (const { what, minor } of acts) {
          if ((what === "use" || what === "back") && made.length === 0) continue;
          if (what === "undo" && moves.length === 0) continue;
          await done[what](minor).catch((error: unknown) => {
            if (!(error instanceof Refusal)) throw error;
          });
        }
        for (const { openMinor, amountMinor } of await held())
          expect(openMinor > 0n && openMinor <= amountMinor).toBe(true);
        const inBooks = await books.inTenant(async (tx) => {
          const found = await sql<{ minor: bigint }>`
            select coalesce(sum(case when credit = '2900' then amount_minor else 0 end) - sum(case when debit = '2900' then amount_minor else 0 end), 0)::bigint as minor
            from posting where tenant_id = ${tx.tenantId} and ledger_id = ${clinic.ledgerId}`.execute(tx.db);
          return found.rows[0]!.minor;
        });
        expect((await held()).reduce((sum, { openMinor }) => sum + openMinor, 0n)).toBe(inBooks);
        await expectWhole();
      }),
      { numRuns: 6 },
    );
  });
});

// The last: the clock only goes on.
describe("a deposit of long ago", () => {
  test("X-28 FR-69 it stands until it is used or asked back: among the credits it has no day to be repaid by, and is never late", async () => {
    await take(50_000n);
    expect(await credits()).toMatchObject([{ cause: "deposit", repayBy: null, isLate: false, attemptIds: [] }]);
    platform.clock.moveTo(platform.clock.now().add({ hours: 24 * 60 }));
    expect(await credits()).toMatchObject([{ cause: "deposit", ageDays: 60, repayBy: null, isLate: false }]);
  });
});
