import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { breaches, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { listAlarms } from "../../controls/index.ts";
import { changeLedger, itemsById, ledgerChecks, type NewItem, type SelfServiceSettings } from "../../ledger/index.ts";
import { paymentsChecks } from "../checks.ts";
import { openBooks } from "../refunds/books.fixture.ts";
import { insertAttempt } from "../store.ts";
import { mayDo } from "./may-do.ts";
import { moveDueDate, undoDueMove } from "./move-due.ts";
import { disputeItem, endPause, pauseItem, pausesOf, saysPaid, type Pause } from "./pauses.ts";
import { previewSplit, splitItem, undoSplit, type SplitWish } from "./split.ts";

let platform: TestPlatform;
let clinic: TestClinic;
let books: ReturnType<typeof openBooks>;
let kari: string;
let bill: NewItem;

beforeEach(async () => {
  platform = await testPlatform("2026-10-06T08:00");
  clinic = await testClinic(platform);
  books = openBooks(platform, clinic);
  kari = await books.payer();
  bill = await books.bill(kari, 245_001n, "2026-10-19");
});
afterEach(async () => {
  expect(await breaches(platform, clinic.context, [...paymentsChecks, ...ledgerChecks])).toEqual([]);
  await platform.close();
});

const settle = (selfService: SelfServiceSettings) =>
  books.inTenant((tx) => changeLedger(tx, clinic.ledgerId, { selfService }));
const move = (toOn: string, by: "payer" | "staff" = "payer") =>
  books.inTenant((tx) => moveDueDate(tx, { itemId: bill.id, toOn, by }));
const split = (parts: SplitWish["parts"], by: "payer" | "staff" = "payer") =>
  books.inTenant((tx) => splitItem(tx, { itemId: bill.id, parts, by }));
const may = () => books.inTenant((tx) => mayDo(tx, bill.id));
const pauses = async (id = bill.id): Promise<Pause[]> =>
  (await books.inTenant((tx) => pausesOf(tx, [id]))).get(id) ?? [];
const dispute = () => books.inTenant((tx) => disputeItem(tx, { itemId: bill.id, reason: "wrongAmount", by: "payer" }));
const paid = (paidOn: string, bank = "DNB") =>
  books.inTenant((tx) => saysPaid(tx, { itemId: bill.id, paidOn, bank, by: "payer" }));

describe("X-13 N-18 the payer moves the due date", () => {
  test("to the last day the clinic allows, and a day more is refused in words", async () => {
    expect((await may()).move).toEqual({ earliestOn: "2026-10-20", latestOn: "2026-10-29" });
    await expect(move("2026-10-30")).rejects.toMatchObject({
      code: "DUE_DAY_OUTSIDE",
      facts: { latestOn: "2026-10-29" },
    });
    const stops = ["reminders", "fees", "interest", "collection"];
    for (const _again of [1, 2]) expect(await move("2026-10-29")).toMatchObject({ untilOn: "2026-10-29", stops });
    expect(await may()).toMatchObject({ dueOn: "2026-10-29", originalDueOn: "2026-10-19", move: null });
    await expect(move("2026-11-02")).rejects.toMatchObject({ code: "SELF_SERVICE_NOT_NOW" });
  });

  test("a Saturday becomes the Monday; taken back it is due as issued", async () => {
    expect(await move("2026-10-24")).toMatchObject({ untilOn: "2026-10-26" });
    await books.inTenant((tx) => undoDueMove(tx, bill.id, "payer"));
    expect(await may()).toMatchObject({ dueOn: "2026-10-19", originalDueOn: "2026-10-19" });
  });

  test("not after what the clinic set, not to a day that has passed, not when nothing is owed", async () => {
    await settle({ mostDaysToMove: 0 });
    await expect(move("2026-10-20")).rejects.toMatchObject({ code: "SELF_SERVICE_NOT_NOW" });
    expect(await move("2027-01-04", "staff")).toMatchObject({ untilOn: "2027-01-04" });
    await expect(move("2026-10-05", "staff")).rejects.toMatchObject({ code: "DUE_DAY_PASSED" });
    await books.paid(bill);
    await expect(move("2026-10-20", "staff")).rejects.toMatchObject({ code: "PAYMENT_NOTHING_OPEN" });
  });
});

describe("N-18 D-03 a claim is split", () => {
  test("FR-51 into equal parts with references of their own, the odd øre on the last; asked twice it is one split", async () => {
    const made = await split(3);
    expect(made.parts.map(({ amountMinor, dueOn }) => [amountMinor, dueOn])).toEqual([
      [81_667n, "2026-10-19"],
      [81_667n, "2026-11-19"],
      [81_667n, "2026-12-21"],
    ]);
    const references = made.parts.map(({ reference }) => reference);
    expect(new Set(references).size).toBe(3);
    expect(references.every((reference) => /^\d{13}$/.test(reference))).toBe(true);
    expect((await split(3)).entryId).toBe(made.entryId);
    expect(await books.entries("split")).toEqual(Array(3).fill("2026-10-06 split: 1500 < 1500 81667"));
    expect((await books.item(bill.id)).openMinor).toBe(0n);
    await expect(split(2)).rejects.toMatchObject({ code: "SPLIT_ALREADY" });
  });

  test("taken back it is whole again and due as before; split anew it gets new references", async () => {
    const first = await split(2);
    await books.inTenant((tx) => undoSplit(tx, bill.id, "payer"));
    expect(await books.item(bill.id)).toMatchObject({ openMinor: 245_001n, dueOn: "2026-10-19" });
    const second = await split(2);
    expect(second.parts.map((part) => part.reference)).not.toEqual(first.parts.map((part) => part.reference));
    await books.paid(await partOf(second.parts[0]!.itemId));
    await expect(books.inTenant((tx) => undoSplit(tx, bill.id, "staff"))).rejects.toMatchObject({
      code: "SPLIT_BEGUN",
    });
  });

  test("within the clinic's limits: how many, and how small", async () => {
    await expect(split(4)).rejects.toMatchObject({ code: "SPLIT_PARTS", facts: { mostParts: 3 } });
    await settle({ leastPartMinor: "122501" });
    await expect(split(2)).rejects.toMatchObject({ code: "SELF_SERVICE_NOT_NOW" });
    await settle({ leastPartMinor: "122500" });
    expect((await split(2)).parts).toHaveLength(2);
  });

  test("D-03 by the clinic with any amounts and days that are what is left, previewed to the øre", async () => {
    const parts = [
      { amountMinor: 45_001n, dueOn: "2026-10-06" },
      { amountMinor: 200_000n, dueOn: "2027-03-01" },
    ];
    const wish = { itemId: bill.id, parts, by: "staff" } as const;
    expect(await books.inTenant((tx) => previewSplit(tx, wish))).toEqual(parts);
    await expect(split([parts[0]!, { ...parts[1]!, amountMinor: 199_999n }], "staff")).rejects.toMatchObject({
      code: "SPLIT_SUM",
    });
    await expect(split([{ ...parts[0]!, dueOn: "2026-10-05" }, parts[1]!], "staff")).rejects.toMatchObject({
      code: "DUE_DAY_PASSED",
    });
    await expect(split(parts, "payer")).rejects.toMatchObject({ code: "SELF_SERVICE_NOT_NOW" });
    expect((await split(parts, "staff")).parts).toMatchObject(parts);
    const part = (await split(parts, "staff")).parts[0]!;
    await expect(
      books.inTenant((tx) => splitItem(tx, { itemId: part.itemId, parts: 2, by: "staff" })),
    ).rejects.toMatchObject({ code: "SPLIT_NOT_WHOLE" });
  });

  test("not while money is being reserved for it: the taking would find nothing to pay", async () => {
    await books.inTenant((tx) =>
      insertAttempt(tx, {
        id: platform.ids.next(),
        ledgerId: clinic.ledgerId,
        itemId: bill.id,
        way: "vipps",
        reference: "kvitt-live-1",
        amountMinor: 1n,
        currency: "NOK",
      }),
    );
    await expect(split(2)).rejects.toMatchObject({ code: "PAYMENT_UNDER_WAY" });
  });

  test("the parts are what was open, whatever it was and however many", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.bigInt({ min: 60n, max: 9_000_000n }),
        fc.integer({ min: 2, max: 12 }),
        async (minor, count) => {
          bill = await books.bill(kari, minor);
          const { parts } = await split(count, "staff");
          expect(parts.reduce((sum, part) => sum + part.openMinor, 0n)).toBe(minor);
          expect(new Set(parts.map(({ reference }) => reference)).size).toBe(count);
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe("X-14 N-18 SEC-84 follow-up rests", () => {
  test("a dispute: until its day, with a task, once however often it is said; the day after nothing rests", async () => {
    for (const _again of [1, 2])
      expect(await dispute()).toEqual({
        kind: "dispute",
        itemId: bill.id,
        untilOn: "2026-11-03",
        stops: ["reminders", "fees", "interest", "collection"],
      });
    expect((await books.inTenant((tx) => listAlarms(tx))).map(({ kind }) => kind)).toEqual(["payments.disputed"]);
    platform.moveTo("2026-11-03T23:00");
    expect(await pauses()).toMatchObject([{ kind: "dispute", reason: "wrongAmount" }]);
    platform.moveTo("2026-11-04T00:01");
    expect(await pauses()).toEqual([]);
    expect(await dispute()).toMatchObject({ untilOn: "2026-12-02" });
    platform.moveTo("2026-12-03T08:00");
    await expect(dispute()).rejects.toMatchObject({ code: "PAUSE_USED_UP" });
  });

  test("says paid: until the money should have come; when it comes the pause has solved itself", async () => {
    expect(await paid("2026-10-08")).toMatchObject({
      untilOn: "2026-10-19",
      stops: ["reminders", "fees", "collection"],
    });
    expect(await pauses()).toMatchObject([{ kind: "saysPaid" }]);
    await books.paidByBank(bill, 245_001n);
    expect(await pauses()).toEqual([]);
  });

  test.each([
    ["2026-08-06", "DNB", "PAID_DAY_OUTSIDE"],
    ["2026-10-21", "DNB", "PAID_DAY_OUTSIDE"],
    ["2026-10-06", "Jeg betalte for rotfyllingen; ring meg", "BANK_NAME_WRONG"],
    ["2026-10-06", "12345678901", "BANK_NAME_WRONG"],
  ])("says paid on %s by %s: %s", async (on, bank, code) => {
    await expect(paid(on, bank)).rejects.toMatchObject({ code });
    expect(await pauses()).toEqual([]);
  });

  test("the clinic pauses and ends; a payer ends only what the payer said", async () => {
    await books.inTenant((tx) => pauseItem(tx, { itemId: bill.id, reason: "agreed", untilOn: "2026-10-20" }));
    const [pause] = await pauses();
    expect(pause).toMatchObject({ kind: "person", reason: "agreed", untilOn: "2026-10-20" });
    await expect(books.inTenant((tx) => endPause(tx, pause!.pauseId!, "payer"))).rejects.toMatchObject({
      code: "PAUSE_NOT_FOUND",
    });
    for (const _again of [1, 2]) await books.inTenant((tx) => endPause(tx, pause!.pauseId!, "staff"));
    expect(await pauses()).toEqual([]);
  });

  test("parts rest with the claim they are of, and so does what is being paid", async () => {
    await dispute();
    const { parts } = await split(2);
    expect(await pauses(parts[0]!.itemId)).toMatchObject([{ kind: "dispute" }]);
    const live = {
      id: platform.ids.next(),
      ledgerId: clinic.ledgerId,
      itemId: parts[1]!.itemId,
      way: "vipps",
      reference: "kvitt-live-2",
      amountMinor: 1n,
      currency: "NOK",
    } as const;
    await books.inTenant((tx) => insertAttempt(tx, live));
    expect(await pauses(parts[1]!.itemId)).toMatchObject([{ kind: "dispute" }, { kind: "payingNow", untilOn: null }]);
  });
});

async function partOf(itemId: string): Promise<NewItem> {
  return (await books.inTenant((tx) => itemsById(tx, [itemId])))[0]!;
}
