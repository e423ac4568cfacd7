import { afterAll, beforeAll, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import { withTenant, type TenantTransaction } from "../platform/index.ts";
import { dueMovesOf, dueOnThen, itemsById, moveDueOn, post, type NewItem } from "./index.ts";

let platform: TestPlatform;
let clinic: TestClinic;
const inLedger = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
  clinic = await testClinic(platform);
});
afterAll(() => platform.close());

test("X-13 a moved due date is a dated fact: what was due on a day, as it was known then, can still be said", async () => {
  const id = platform.ids.next();
  const item: NewItem = {
    id,
    ledgerId: clinic.ledgerId,
    side: "receivable",
    kind: "invoice",
    account: "1500",
    partyId: null,
    parentId: null,
    documentId: null,
    reference: "1047112601018",
    openedOn: "2026-10-05",
    dueOn: "2026-10-19",
    amountMinor: 245_000n,
  };
  const made = { id: platform.ids.next(), ledgerId: clinic.ledgerId, kind: "invoice", bookedOn: "2026-10-05" } as const;
  const postings = [{ debit: "1500", credit: "3200", amountMinor: 245_000n, debitItemId: id }];
  await inLedger((tx) =>
    post(tx, [{ ...made, sourceKind: "invoice", sourceId: platform.ids.next(), postings }], [item]),
  );
  const move = (dueOn: string, movedOn: string) =>
    inLedger((tx) => moveDueOn(tx, { itemId: id, dueOn, movedOn, movedBy: "payer" }));

  const beforeAnything = platform.clock.now();
  platform.moveTo("2026-10-08T08:00");
  await move("2026-10-26", "2026-10-08");
  await move("2026-10-26", "2026-10-08");
  platform.moveTo("2026-10-12T08:00");
  await move("2026-10-29", "2026-10-12");

  const [now] = await inLedger((tx) => itemsById(tx, [id]));
  const moves = await inLedger((tx) => dueMovesOf(tx, [id]));
  expect(now!.dueOn).toBe("2026-10-29");
  expect(moves.map(({ wasOn, dueOn, movedOn }) => [wasOn, dueOn, movedOn])).toEqual([
    ["2026-10-19", "2026-10-26", "2026-10-08"],
    ["2026-10-26", "2026-10-29", "2026-10-12"],
  ]);
  const knownAt = platform.clock.now();
  const dueAsOf = (asOf: string, known = knownAt) => dueOnThen(now!, moves, { asOf, knownAt: known });
  expect(["2026-10-07", "2026-10-08", "2026-10-11", "2026-10-12"].map((day) => dueAsOf(day))).toEqual([
    "2026-10-19",
    "2026-10-26",
    "2026-10-26",
    "2026-10-29",
  ]);
  expect(dueAsOf("2026-10-31", beforeAnything)).toBe("2026-10-19");
  await expect(
    inLedger((tx) =>
      moveDueOn(tx, { itemId: platform.ids.next(), dueOn: "2026-11-02", movedOn: "2026-10-12", movedBy: "staff" }),
    ),
  ).rejects.toMatchObject({ code: "ITEM_NOT_THERE" });
});
