import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  breaches,
  ledgerText,
  testClinic,
  testPlatform,
  trialBalance,
  type TestClinic,
  type TestPlatform,
} from "../../testkit/index.ts";
import { withTenant, type TenantTransaction } from "../platform/index.ts";
import {
  closePeriod,
  ItemsMoved,
  itemsById,
  ledgerChecks,
  post,
  reverseEntry,
  takeNumbers,
  type EntryDraft,
  type NewItem,
} from "./index.ts";

let platform: TestPlatform;
let clinic: TestClinic;
const inLedger = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

beforeAll(async () => {
  platform = await testPlatform();
});
afterAll(() => platform.close());

/** An invoice of some øre: the item and the entry that makes it. */
function invoiceOf(
  amountMinor: bigint,
  reference: string,
  bookedOn = "2026-10-05",
): { item: NewItem; entry: EntryDraft } {
  const item: NewItem = {
    id: platform.ids.next(),
    ledgerId: clinic.ledgerId,
    side: "receivable",
    kind: "invoice",
    account: "1500",
    partyId: null,
    parentId: null,
    documentId: null,
    reference,
    openedOn: bookedOn,
    dueOn: "2026-10-19",
    amountMinor,
  };
  const entry: EntryDraft = {
    id: platform.ids.next(),
    ledgerId: clinic.ledgerId,
    kind: "invoice",
    bookedOn,
    sourceKind: "invoice",
    sourceId: platform.ids.next(),
    postings: [{ debit: "1500", credit: "3200", amountMinor, debitItemId: item.id }],
  };
  return { item, entry };
}

function paymentOf(item: NewItem, amountMinor: bigint, bookedOn = "2026-10-06"): EntryDraft {
  const postings = [{ debit: "1909", credit: "1500", amountMinor, creditItemId: item.id }];
  return {
    id: platform.ids.next(),
    ledgerId: clinic.ledgerId,
    kind: "payment",
    bookedOn,
    sourceKind: "bankLine",
    sourceId: platform.ids.next(),
    postings,
  };
}

describe("the ledger", () => {
  test("S0-21 a payment settles its item, a reversal opens it again, and both stay to be read", async () => {
    clinic = await testClinic(platform);
    const { item, entry } = invoiceOf(245_000n, "1047112601018");
    const payment = paymentOf(item, 245_000n);
    await inLedger((tx) => post(tx, [entry], [item]));
    await inLedger((tx) => post(tx, [payment]));
    expect((await inLedger((tx) => itemsById(tx, [item.id])))[0]!.openMinor).toBe(0n);

    await inLedger((tx) => reverseEntry(tx, payment.id, "2026-10-07", { rule: "person", version: 1, inputs: {} }));
    expect((await inLedger((tx) => itemsById(tx, [item.id])))[0]!.openMinor).toBe(245_000n);
    expect(await ledgerText(platform, clinic.context, clinic.ledgerId)).toEqual([
      "2026-10-05 invoice: 1500 < 3200 245000",
      "2026-10-06 payment: 1909 < 1500 245000",
      "2026-10-07 reversal: 1500 < 1909 245000",
    ]);
    await expect(
      inLedger((tx) => reverseEntry(tx, payment.id, "2026-10-07", { rule: "person", version: 1, inputs: {} })),
    ).rejects.toMatchObject({ code: "ENTRY_ALREADY_REVERSED" });
    expect(await breaches(platform, clinic.context, ledgerChecks)).toEqual([]);
  });

  test("an item never falls below nothing: the second of two payments is refused whole", async () => {
    clinic = await testClinic(platform);
    const { item, entry } = invoiceOf(100_00n, "2");
    await inLedger((tx) => post(tx, [entry], [item]));
    const both = [paymentOf(item, 60_00n), paymentOf(item, 60_00n)];
    await expect(inLedger((tx) => post(tx, both))).rejects.toBeInstanceOf(ItemsMoved);
    expect(await trialBalance(platform, clinic.context, clinic.ledgerId)).toEqual({
      "1500": 100_00n,
      "3200": -100_00n,
    });
  });

  test("X-05 the same source cannot be booked twice, whatever the caller does", async () => {
    clinic = await testClinic(platform);
    const { item, entry } = invoiceOf(100_00n, "3");
    const payment = paymentOf(item, 50_00n);
    await inLedger((tx) => post(tx, [entry, payment], [item]));
    await expect(inLedger((tx) => post(tx, [{ ...payment, id: platform.ids.next() }]))).rejects.toMatchObject({
      code: "23505",
    });
  });

  test("a closed month takes no entry, and months are closed in order when they have ended", async () => {
    clinic = await testClinic(platform);
    await inLedger((tx) => closePeriod(tx, clinic.ledgerId, "2026-08-01", "2026-10-05"));
    await expect(inLedger((tx) => closePeriod(tx, clinic.ledgerId, "2026-10-01", "2026-10-05"))).rejects.toMatchObject({
      code: "PERIOD_ORDER",
    });
    const { item, entry } = invoiceOf(100n, "4", "2026-08-31");
    await expect(inLedger((tx) => post(tx, [entry], [item]))).rejects.toMatchObject({
      code: "PERIOD_CLOSED",
      facts: { firstOpenDay: "2026-09-01" },
    });
  });

  test("S0-47 N-17 numbers taken in a transaction that is rolled back are given out again", async () => {
    clinic = await testClinic(platform);
    await expect(
      inLedger(async (tx) => {
        await takeNumbers(tx, clinic.seriesId, 5);
        throw new Error("changed my mind");
      }),
    ).rejects.toThrow("changed my mind");
    expect(await inLedger((tx) => takeNumbers(tx, clinic.seriesId, 3))).toMatchObject({ first: 1n });
    expect(await inLedger((tx) => takeNumbers(tx, clinic.seriesId, 1))).toMatchObject({ first: 4n });
  });

  test("SEC-03 SEC-04 without a tenant the database answers with an error, and another tenant's rows are not there", async () => {
    clinic = await testClinic(platform);
    const { item, entry } = invoiceOf(100n, "5");
    await inLedger((tx) => post(tx, [entry], [item]));
    const other = await testClinic(platform);
    expect(await withTenant(platform, other.context, (tx) => itemsById(tx, [item.id]))).toEqual([]);
    await expect(
      platform.database.$extendTables<{ open_item: { id: string } }>().selectFrom("open_item").select("id").execute(),
    ).rejects.toThrow();
  });
});
