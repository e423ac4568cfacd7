import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { breaches, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { approveProposal, listAlarms } from "../../controls/index.ts";
import { ledgerChecks, type NewItem } from "../../ledger/index.ts";
import { drainOutbox, jobRegistry, systemContext, withTenant } from "../../platform/index.ts";
import { paymentsChecks } from "../checks.ts";
import { openBooks, partner } from "./books.fixture.ts";
import { carryOutRefund, repairRefunds } from "./carry-out.ts";
import { moveCredit } from "./credits.ts";
import { bookChargeback, bookRefundSeen } from "./disputes.ts";
import { refundedBefore } from "./policy.ts";
import { applyRefunds, CARRY_OUT_REFUND, proposeRefund, type RefundWish } from "./refund.ts";
import { refundTerms } from "./standing.ts";
import { backOf } from "./store.ts";

let platform: TestPlatform;
let clinic: TestClinic;
let books: ReturnType<typeof openBooks>;
let kari: string;
let bill: NewItem;
let attemptId: string;
let wallet: ReturnType<typeof partner>;

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
});
afterAll(() => platform.close());
beforeEach(async () => {
  clinic = await testClinic(platform);
  books = openBooks(platform, clinic);
  kari = await books.payer();
  bill = await books.bill(kari, 100_000n);
  attemptId = await books.paid(bill);
  wallet = partner(100_000n, `kvitt-${attemptId}`);
});

const rails = () => wallet.rail;
const cfo = () => systemContext(clinic.tenantId, "cfo");
const wish = (changes: Partial<RefundWish> = {}): RefundWish => ({
  attemptId,
  reason: "notDone",
  words: null,
  ...changes,
});
const propose = (changes: Partial<RefundWish> = {}) => books.inTenant((tx) => proposeRefund(tx, wish(changes)));

/** Approved by somebody else and written down; the partner is not asked yet. */
async function approved(changes: Partial<RefundWish> = {}): Promise<string> {
  const { id } = await propose(changes);
  await withTenant(platform, cfo(), (tx) => approveProposal(tx, id, ["cfo"]));
  expect(await applyRefunds(platform, cfo(), id)).toMatchObject({ applied: 1 });
  return (await rows()).at(-1)!.id;
}
const carryOut = (id: string) => carryOutRefund(platform, clinic.context, rails, id);
const refund = async (changes: Partial<RefundWish> = {}) => carryOut(await approved(changes));
const rows = () => books.inTenant((tx) => backOf(tx, [attemptId]));
const alarms = async () => (await books.inTenant((tx) => listAlarms(tx))).map(({ kind }) => kind);
async function expectWhole(): Promise<void> {
  expect(await breaches(platform, clinic.context, [...paymentsChecks, ...ledgerChecks])).toEqual([]);
}

describe("a refund", () => {
  test("S4-08 SEC-14 without a credit note the bill opens again, and the proposal says so", async () => {
    const { totals } = await propose({ amountMinor: 40_000n });
    expect(totals).toMatchObject({ amountMinor: 40_000, twoPersons: 1 });
    expect((await refund({ amountMinor: 40_000n }))!.state).toBe("done");
    expect(await books.entries("payment", "refund")).toEqual([
      "2026-10-06 payment: 1541 < 1500 100000",
      "2026-10-06 refund: 1500 < 1541 40000",
    ]);
    expect((await books.item(bill.id)).openMinor).toBe(40_000n);
    expect(wallet.refunded()).toBe(40_000n);
    await expectWhole();
  });

  test("S4-08 after a credit note it is taken from the payer's credit, and nothing opens again", async () => {
    const creditId = await books.credited(bill, 100_000n);
    await refund();
    expect(await books.entries("creditNote", "refund")).toEqual([
      "2026-10-06 creditNote: 3200 < 2900 100000",
      "2026-10-06 refund: 2900 < 1541 100000",
    ]);
    expect((await books.item(bill.id)).openMinor).toBe(0n);
    expect((await books.item(creditId!)).openMinor).toBe(0n);
    await expectWhole();
  });

  test("a credit note of a part: first the credit, the rest opens again", async () => {
    await books.credited(bill, 30_000n);
    await refund({ amountMinor: 50_000n });
    expect(await books.entries("refund")).toEqual([
      "2026-10-06 refund: 2900 < 1541 30000",
      "2026-10-06 refund: 1500 < 1541 20000",
    ]);
    await expectWhole();
  });

  test("two payments of one bill that was credited in part: each opens only what stands of it", async () => {
    const other = await books.bill(kari, 100_000n);
    const first = await books.paid(other, 50_000n);
    const second = await books.paid(other, 50_000n);
    await books.credited(other, 40_000n);
    for (const each of [first, second]) {
      wallet = partner(50_000n, `kvitt-${each}`);
      attemptId = each;
      await refund();
    }
    expect(await books.entries("refund")).toEqual([
      "2026-10-06 refund: 2900 < 1541 40000",
      "2026-10-06 refund: 1500 < 1541 10000",
      "2026-10-06 refund: 1500 < 1541 50000",
    ]);
    expect((await books.item(other.id)).openMinor).toBe(60_000n);
    await expectWhole();
  });

  test("SEC-12 who made it never approves it; the database holds that too", async () => {
    const { id } = await propose();
    await expect(books.inTenant((tx) => approveProposal(tx, id, ["cfo"]))).rejects.toMatchObject({
      code: "PROPOSAL_OWN",
    });
  });

  test("a proposal whose money moved meanwhile is stale, and the partner is never asked", async () => {
    const { id } = await propose({ amountMinor: 80_000n });
    await refund({ amountMinor: 30_000n });
    await withTenant(platform, cfo(), (tx) => approveProposal(tx, id, ["cfo"]));
    expect(await applyRefunds(platform, cfo(), id)).toMatchObject({ applied: 0, stale: 1 });
    expect(wallet.refunded()).toBe(30_000n);
  });

  test("never more than came: a øre too much is refused, and then there is nothing left", async () => {
    await expect(propose({ amountMinor: 100_001n })).rejects.toMatchObject({
      code: "REFUND_TOO_MUCH",
      facts: { mostMinor: 100_000n },
    });
    await refund();
    await expect(propose({ amountMinor: 1n })).rejects.toMatchObject({ code: "REFUND_NOTHING_LEFT" });
  });

  test("a credit that was moved to another bill is not there to give back until it is moved back", async () => {
    const creditId = await books.credited(bill, 100_000n);
    const other = await books.bill(kari, 70_000n);
    await books.inTenant((tx) => moveCredit(tx, { creditItemId: creditId!, toItemId: other.id }));
    await expect(propose({ amountMinor: 30_001n })).rejects.toMatchObject({
      code: "REFUND_TOO_MUCH",
      facts: { mostMinor: 30_000n },
    });
  });

  test("it is asked by a job that was written down with it, and an application run again asks nothing twice", async () => {
    const { id } = await propose();
    await withTenant(platform, cfo(), (tx) => approveProposal(tx, id, ["cfo"]));
    await applyRefunds(platform, cfo(), id);
    const asked: string[] = [];
    const job = {
      kind: CARRY_OUT_REFUND,
      mostAttempts: 1,
      handler: async (_p: unknown, _c: unknown, payload: object) => void asked.push(JSON.stringify(payload)),
    };
    await drainOutbox(platform, jobRegistry([job]));
    const [row] = await rows();
    expect(asked).toContain(JSON.stringify({ moneyBackId: row!.id }));
    await carryOut(row!.id);
    await carryOut(row!.id);
    expect(await books.entries("refund")).toHaveLength(1);
  });
});

describe("a partner that misbehaves", () => {
  test("SEC-43 the answer is lost: nothing is booked, no other refund is asked, and the janitor finds out", async () => {
    wallet.says("nothing");
    const id = await approved({ amountMinor: 60_000n });
    expect((await carryOut(id))!.state).toBe("asked");
    expect(await books.entries("refund")).toEqual([]);
    await expect(propose({ amountMinor: 1n })).rejects.toMatchObject({ code: "REFUND_UNDER_WAY" });
    wallet.says("truth");
    expect(await repairRefunds(platform, clinic.context, rails)).toBe(1);
    expect(await repairRefunds(platform, clinic.context, rails)).toBe(0);
    expect(wallet.refunded()).toBe(60_000n);
    expect(await books.entries("refund")).toEqual(["2026-10-06 refund: 1500 < 1541 60000"]);
    await expectWhole();
  });

  test("it is too late at the partner: refused in words, told to finance, and nothing is booked", async () => {
    wallet.says("tooLate");
    expect(await refund()).toMatchObject({ state: "refused", problem: "tooLate" });
    expect(await alarms()).toContain("payments.refundRefused");
    expect(await books.entries("refund")).toEqual([]);
    expect((await books.inTenant((tx) => refundTerms(tx, attemptId))).mostMinor).toBe(100_000n);
    await expectWhole();
  });

  test("a credit spent between asking and done: the part spent is owed anew", async () => {
    const creditId = await books.credited(bill, 100_000n);
    const id = await approved();
    const other = await books.bill(kari, 70_000n);
    await books.inTenant((tx) => moveCredit(tx, { creditItemId: creditId!, toItemId: other.id }));
    await carryOut(id);
    expect(await books.entries("refund")).toEqual([
      "2026-10-06 refund: 2900 < 1541 30000",
      "2026-10-06 refund: 1500 < 1541 70000",
    ]);
    expect((await books.item(bill.id)).openMinor).toBe(0n);
    await expectWhole();
  });

  test("paid back at the partner's own pages: booked once, by the partner's running total", async () => {
    wallet.payBackItself(25_000n);
    for (const _again of [1, 2]) await books.inTenant((tx) => bookRefundSeen(tx, attemptId, wallet.refunded()));
    expect(await books.entries("refund")).toEqual(["2026-10-06 refund: 1500 < 1541 25000"]);
    await refund({ amountMinor: 75_000n });
    expect(wallet.refunded()).toBe(100_000n);
    expect(await alarms()).toContain("payments.refundSeen");
    await expectWhole();
  });
});

describe("a dispute at the payer's bank", () => {
  const dispute = (minor: bigint) => books.inTenant((tx) => bookChargeback(tx, attemptId, minor));

  test("FR-68 the bill opens again, once, however often it is told, and finance has a task", async () => {
    expect(await dispute(60_000n)).toBe(true);
    expect(await dispute(60_000n)).toBe(false);
    expect((await books.item(bill.id)).openMinor).toBe(60_000n);
    expect(await alarms()).toContain("payments.chargeback");
    await expect(propose({ amountMinor: 40_001n })).rejects.toMatchObject({ code: "REFUND_TOO_MUCH" });
    await expectWhole();
  });

  test("FR-68 won: the money comes again to what it was taken from", async () => {
    await books.credited(bill, 30_000n);
    await dispute(100_000n);
    await dispute(0n);
    expect(await books.entries("refund", "payment")).toEqual([
      "2026-10-06 payment: 1541 < 1500 100000",
      "2026-10-06 refund: 2900 < 1541 30000",
      "2026-10-06 refund: 1500 < 1541 70000",
      "2026-10-06 payment: 1541 < 1500 70000",
      "2026-10-06 payment: 1541 < 2900 30000",
    ]);
    expect((await books.item(bill.id)).openMinor).toBe(0n);
    await expectWhole();
  });

  test("FR-68 won after the bill was paid another way: the payer's credit", async () => {
    await dispute(100_000n);
    const again = await books.paid(bill);
    await dispute(0n);
    expect(await books.entries("payment")).toEqual([
      "2026-10-06 payment: 1541 < 1500 100000",
      "2026-10-06 payment: 1541 < 1500 100000",
      "2026-10-06 payment: 1541 < 2900 100000",
    ]);
    expect(again).not.toBe(attemptId);
    await expectWhole();
  });

  test("a figure higher than what was taken is not believed", async () => {
    expect(await dispute(100_001n)).toBe(false);
    expect(await books.entries("refund")).toEqual([]);
  });
});

describe("whatever happens in whatever order", () => {
  const some = fc.bigInt({ min: 1n, max: 120_000n });
  const step = fc.oneof(
    fc.record({ does: fc.constant("refund" as const), minor: some }),
    fc.record({ does: fc.constant("dispute" as const), minor: fc.bigInt({ min: 0n, max: 100_000n }) }),
    fc.record({ does: fc.constant("credit" as const), minor: fc.bigInt({ min: 1n, max: 30_000n }) }),
    fc.record({ does: fc.constant("byItself" as const), minor: fc.bigInt({ min: 1n, max: 100_000n }) }),
  );
  const refusals = ["REFUND_TOO_MUCH", "REFUND_NOTHING_LEFT"];

  async function take({ does, minor }: { readonly does: string; readonly minor: bigint }): Promise<void> {
    if (does === "dispute") await books.inTenant((tx) => bookChargeback(tx, attemptId, minor));
    else if (does === "credit") await books.credited(bill, minor);
    else if (does === "byItself") await byItself(minor);
    else await refundOrRefused(minor);
  }

  /** The partner pays back of itself; sometimes nobody tells us, and we hear of it with the next answer. */
  async function byItself(minor: bigint): Promise<void> {
    if (wallet.refunded() + minor > 100_000n) return;
    wallet.payBackItself(minor);
    if (minor % 2n === 0n) await books.inTenant((tx) => bookRefundSeen(tx, attemptId, wallet.refunded()));
  }

  /** What the payer's bank takes nobody can refuse; what we ask for stays within what came. */
  async function refundOrRefused(amountMinor: bigint): Promise<void> {
    try {
      await refund({ amountMinor });
    } catch (error) {
      if (!refusals.includes((error as { code: string }).code)) throw error;
    }
  }

  test("S4-08 never more goes back than came, and every øre of it stands in the books", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 7 }), async (steps) => {
        bill = await books.bill(kari, 100_000n);
        attemptId = await books.paid(bill);
        wallet = partner(100_000n, `kvitt-${attemptId}`);
        for (const each of steps) await take(each);
        await books.inTenant((tx) => bookRefundSeen(tx, attemptId, wallet.refunded()));
        expect(refundedBefore(await rows())).toBe(wallet.refunded());
        await expectWhole();
      }),
      { numRuns: 12 },
    );
  });
});
