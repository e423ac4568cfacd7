import { afterEach, beforeEach, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import type { NewItem } from "../../ledger/index.ts";
import { disputeItem, pauseItem, saysPaid, splitItem } from "../../payments/index.ts";
import { openBooks } from "../../payments/refunds/books.fixture.ts";
import { restingItems } from "./follow-up.ts";

let platform: TestPlatform;
let clinic: TestClinic;
let books: ReturnType<typeof openBooks>;

beforeEach(async () => {
  platform = await testPlatform("2026-10-06T08:00");
  clinic = await testClinic(platform);
  books = openBooks(platform, clinic);
});
afterEach(() => platform.close());

/** A bill, with what is done to it; gives its id. */
async function billed(deed: (itemId: string, item: NewItem) => Promise<unknown>): Promise<string> {
  const item = await books.bill(await books.payer(), 245_001n, "2026-09-21");
  await deed(item.id, item);
  return item.id;
}

test("SEC-84 what rests of a whole ledger is what rests of its bills asked one by one, parts with the bill they are of", async () => {
  const nothing = await billed(() => Promise.resolve());
  const disputed = await billed((itemId) =>
    books.inTenant((tx) => disputeItem(tx, { itemId, reason: "wrongAmount", by: "payer" })),
  );
  const paid = await billed((itemId) =>
    books.inTenant((tx) => saysPaid(tx, { itemId, paidOn: "2026-10-05", bank: "DNB", by: "payer" })),
  );
  const waits = await billed((itemId) =>
    books.inTenant((tx) => pauseItem(tx, { itemId, reason: "agreed", untilOn: "2026-10-20" })),
  );
  const underWay = await billed((_itemId, item) => books.begun(item));
  const parts: string[] = [];
  const split = await billed(async (itemId) => {
    await books.inTenant((tx) => disputeItem(tx, { itemId, reason: "wrongAmount", by: "payer" }));
    const made = await books.inTenant((tx) => splitItem(tx, { itemId, parts: 2, by: "staff" }));
    parts.push(...made.parts.map((part) => part.itemId));
  });
  const all = [nothing, disputed, paid, waits, underWay, split, ...parts];
  const { ledgerId } = clinic;
  const [ofLedger, ofEach] = await books.inTenant(async (tx) => [
    await restingItems(tx, { ledgerId, asOf: "2026-10-06" }),
    await restingItems(tx, all),
  ]);
  const expected = new Map([
    ...[disputed, ...parts].map((id) => [id, "disputed"] as const),
    ...[paid, underWay].map((id) => [id, "paymentUnknown"] as const),
  ]);
  expect(new Map(ofEach)).toEqual(expected);
  expect(new Map(ofLedger)).toEqual(expected);
});
