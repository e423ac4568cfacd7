import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  breaches,
  testClinic,
  testPlatform,
  trialBalance,
  type TestClinic,
  type TestPlatform,
} from "../../testkit/index.ts";
import {
  itemsById,
  itemsByReference,
  ledgerChecks,
  post,
  reverseEntry,
  type EntryDraft,
  type NewItem,
} from "../ledger/index.ts";
import { withTenant, type TenantTransaction } from "../platform/index.ts";
import { claim, numbered } from "./claims.fixture.ts";
import { claimByExternalId, receiveClaims, withdrawClaim, type Claim } from "./index.ts";

/** Withdrawing a claim that was split into parts (FR-14). */

const KID = "1047112601018";
let platform: TestPlatform;
let clinic: TestClinic;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
const receive = (...claims: Claim[]) => inTenant((tx) => receiveClaims(tx, clinic.ledgerId, claims));
const withdraw = () => inTenant((tx) => withdrawClaim(tx, clinic.ledgerId, "opus-260101"));
const books = () => trialBalance(platform, clinic.context, clinic.ledgerId);
const stateOf = async () => (await inTenant((tx) => claimByExternalId(tx, clinic.ledgerId, "opus-260101"))).state;
const openOf = async (ids: readonly string[]) => (await inTenant((tx) => itemsById(tx, ids))).map((of) => of.openMinor);

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
});
beforeEach(async () => {
  clinic = await testClinic(platform);
  await receive(numbered("260101", KID));
});
afterAll(() => platform.close());

async function book(entry: Pick<EntryDraft, "kind" | "sourceKind" | "sourceId" | "postings">, items: NewItem[] = []) {
  const id = platform.ids.next();
  const draft = { ...entry, id, ledgerId: clinic.ledgerId, bookedOn: "2026-10-06" };
  await inTenant((tx) => post(tx, [draft], items));
  return id;
}

/** As a payer or the clinic splits it: an entry of the item, from it to an item for each part. */
async function split(...amounts: bigint[]): Promise<string[]> {
  const [whole] = await inTenant((tx) => itemsByReference(tx, [KID], clinic.ledgerId));
  const { id: parentId, partyId, account } = whole!;
  const parts = amounts.map((amountMinor, at): NewItem => ({
    ...{ id: platform.ids.next(), ledgerId: clinic.ledgerId, side: "receivable", kind: "instalment" },
    ...{ account, partyId, parentId, documentId: null, reference: `10471199999${at}`, amountMinor },
    ...{ openedOn: "2026-10-06", dueOn: "2026-11-19" },
  }));
  const postings = parts.map(({ id, amountMinor }) => ({
    ...{ debit: account, credit: account, amountMinor, debitItemId: id, creditItemId: parentId },
  }));
  await book({ kind: "split", sourceKind: "openItem", sourceId: parentId, postings }, parts);
  return parts.map(({ id }) => id);
}

const pay = (creditItemId: string, amountMinor: bigint) =>
  book({
    ...{ kind: "payment", sourceKind: "bankLine", sourceId: platform.ids.next() },
    postings: [{ debit: "1909", credit: "1500", amountMinor, creditItemId }],
  });

describe("FR-14 withdrawing a claim in parts", () => {
  test("takes back every part while none is paid; again changes nothing", async () => {
    const parts = await split(122_500n, 122_500n);
    expect(await withdraw()).toMatchObject({ state: "WITHDRAWN", warnings: [] });
    expect(await books()).toEqual({});
    expect(await openOf(parts)).toEqual([0n, 0n]);
    expect(await withdraw()).toMatchObject({ state: "WITHDRAWN" });
    expect(await books()).toEqual({});
    expect(await breaches(platform, clinic.context, ledgerChecks)).toEqual([]);
  });

  test("is refused when one part is paid, be it in part, and changes nothing", async () => {
    const parts = await split(122_500n, 122_500n);
    await pay(parts[1]!, 100n);
    await expect(withdraw()).rejects.toMatchObject({ code: "CLAIM_PART_PAID", status: 409 });
    expect(await stateOf()).toBe("invoiced");
    expect(await openOf(parts)).toEqual([122_500n, 122_400n]);
    expect(await books()).toEqual({ "1500": 244_900n, "1909": 100n, "3200": -245_000n });
  });

  test("is refused when a credit fell on its parts", async () => {
    await split(122_500n, 122_500n);
    await receive(
      claim({
        ...{ externalId: "credit", kind: "CREDIT", credits: "opus-260101", amountMinor: 45_000 },
        lines: [{ text: "Behandling", amountMinor: 45_000, vatCode: "EXEMPT", vatMinor: 0 }],
      }),
    );
    await expect(withdraw()).rejects.toMatchObject({ code: "CLAIM_PART_PAID" });
  });

  test("goes again once the part's payment was taken back", async () => {
    const parts = await split(122_500n, 122_500n);
    const payment = await pay(parts[0]!, 122_500n);
    await inTenant((tx) => reverseEntry(tx, payment, "2026-10-06", { rule: "test", version: 1, inputs: {} }));
    expect(await withdraw()).toMatchObject({ state: "WITHDRAWN" });
    expect(await books()).toEqual({});
  });

  test("says that the claim itself was paid where that is what happened before it was split", async () => {
    const [whole] = await inTenant((tx) => itemsByReference(tx, [KID], clinic.ledgerId));
    await pay(whole!.id, 45_000n);
    const parts = await split(100_000n, 100_000n);
    await expect(withdraw()).rejects.toMatchObject({ code: "CLAIM_HAS_PAYMENT" });
    expect(await openOf(parts)).toEqual([100_000n, 100_000n]);
  });
});
