import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import { itemsByReference, moveDueOn, post, type NewItem } from "../ledger/index.ts";
import { withTenant, type TenantTransaction } from "../platform/index.ts";
import { numbered } from "./claims.fixture.ts";
import { receiveClaims } from "./index.ts";
import { INVOICE_STATES, invoicePage, invoiceSums, type InvoiceListFilter, type InvoiceRow } from "./invoice-list.ts";

let platform: TestPlatform;
let clinic: TestClinic;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

const KIDS = ["1047112601018", "1047122601024", "1047132601030", "1047142601046", "1047152601050"];
const number = (at: number) => `26010${String(at + 1)}`;

/** Five bills of 1 000 kroner, issued on 5 October and due on the 19th: as issued, moved on, moved to an earlier day, and two in two parts. */
beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
  clinic = await testClinic(platform);
  await inTenant((tx) =>
    receiveClaims(
      tx,
      clinic.ledgerId,
      KIDS.map((kid, at) => numbered(number(at), kid, { amountMinor: 100_000 })),
    ),
  );
  await inTenant(async (tx) => {
    await moved(tx, KIDS[1]!, "2026-11-19");
    await moved(tx, KIDS[2]!, "2026-10-09");
    await split(tx, KIDS[3]!, ["2026-10-08", "2026-12-21"]);
    await split(tx, KIDS[4]!, ["2026-11-20", "2026-12-21"]);
  });
});
afterAll(() => platform.close());

async function moved(tx: TenantTransaction, kid: string, dueOn: string): Promise<void> {
  const [item] = await itemsByReference(tx, [kid]);
  await moveDueOn(tx, { itemId: item!.id, dueOn, movedOn: "2026-10-06", movedBy: "staff" });
}

/** As a bill is split: an item for each part, from the bill's own. */
async function split(tx: TenantTransaction, kid: string, days: readonly string[]): Promise<void> {
  const [item] = await itemsByReference(tx, [kid]);
  const parts = days.map((dueOn, at): NewItem => ({
    ...item!,
    id: tx.platform.ids.next(),
    kind: "instalment",
    parentId: item!.id,
    documentId: null,
    reference: `${kid.slice(0, 6)}99999${String(at)}`,
    dueOn,
    amountMinor: 50_000n,
  }));
  const postings = parts.map(({ id, amountMinor }) => ({
    debit: "1500",
    credit: "1500",
    amountMinor,
    debitItemId: id,
    creditItemId: item!.id,
  }));
  const entry = {
    id: tx.platform.ids.next(),
    ledgerId: clinic.ledgerId,
    kind: "split",
    bookedOn: "2026-10-06",
  } as const;
  await post(tx, [{ ...entry, sourceKind: "openItem", sourceId: item!.id, postings }], parts);
}

const filterOf = (today: string, state?: InvoiceListFilter["state"]): InvoiceListFilter => ({
  ledgerId: clinic.ledgerId,
  today,
  ...(state ? { state } : {}),
});

/** The rows by each of the ways to them, which must agree: the next ones, all, and those that a search found. */
async function rows(filter: InvoiceListFilter): Promise<readonly InvoiceRow[]> {
  const first = { issuedOn: "2027-01-01", id: "ffffffff-ffff-7fff-bfff-ffffffffffff" };
  const found = { numbers: KIDS.map((_, at) => number(at)), references: [], partyIds: [] };
  return inTenant(async (tx) => {
    const near = await invoicePage(tx, filter, { limit: 50 });
    const far = await invoicePage(tx, filter, { limit: 50, after: { ...first, far: true } });
    const searched = await invoicePage(tx, { ...filter, found }, { limit: 50 });
    expect(far.rows).toEqual(near.rows);
    expect(searched.rows).toEqual(near.rows);
    const sums = await invoiceSums(tx, filter);
    expect(await invoiceSums(tx, { ...filter, found })).toEqual(sums);
    expect(sums.count).toBe(BigInt(near.rows.length));
    return near.rows;
  });
}
const numbers = async (today: string, state: InvoiceListFilter["state"]) =>
  (await rows(filterOf(today, state))).map((row) => row.number).toSorted();
const overdueMinor = (today: string) => inTenant(async (tx) => (await invoiceSums(tx, filterOf(today))).overdueMinor);

describe("the list of invoices, by the day each is due now", () => {
  test.each([
    ["2026-10-08", [], 0n],
    ["2026-10-09", ["260104"], 50_000n],
    ["2026-10-10", ["260103", "260104"], 150_000n],
    ["2026-10-19", ["260103", "260104"], 150_000n],
    ["2026-10-20", ["260101", "260103", "260104"], 250_000n],
    ["2026-11-19", ["260101", "260103", "260104"], 250_000n],
    ["2026-11-20", ["260101", "260102", "260103", "260104"], 350_000n],
    ["2026-11-21", ["260101", "260102", "260103", "260104", "260105"], 400_000n],
  ])("X-13 FR-51 on %s a moved bill and a part are overdue by their own days: %s", async (today, late, minor) => {
    expect(await numbers(today, "overdue")).toEqual(late);
    expect(await overdueMinor(today)).toBe(minor);
  });

  test("X-13 a row says when what is left is due, the first of it", async () => {
    const days = new Map((await rows(filterOf("2026-10-07"))).map((row) => [row.number, row.dueOn]));
    expect([...days].toSorted()).toEqual([
      ["260101", "2026-10-19"],
      ["260102", "2026-11-19"],
      ["260103", "2026-10-09"],
      ["260104", "2026-10-08"],
      ["260105", "2026-11-20"],
    ]);
  });

  test("every state is found alike by the next ones, by all and by a search", async () => {
    for (const state of INVOICE_STATES) await rows(filterOf("2026-10-20", state));
    expect(await numbers("2026-10-20", "open")).toHaveLength(5);
  });
});
