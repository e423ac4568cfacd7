import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asSuperuser, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { toJson, withTenant, type TenantTransaction } from "../../platform/index.ts";
import { bankAccount, book, invoice, itemOf, ocrFile, party, takeBack, type Invoice } from "../books.fixture.ts";
import { chart, chartRows, type ChartBar } from "../index.ts";

let platform: TestPlatform;
let clinic: TestClinic;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

/** Written as payments writes them; the rows they rest on are of no matter here. */
const PLANT = {
  payment_attempt:
    "with off as materialized (select set_config('session_replication_role', 'replica', true)) insert into payment_attempt select r.* from off, json_populate_record(null::payment_attempt, $1) r",
  payment_movement:
    "with off as materialized (select set_config('session_replication_role', 'replica', true)) insert into payment_movement select r.* from off, json_populate_record(null::payment_movement, $1) r",
  deposit:
    "with off as materialized (select set_config('session_replication_role', 'replica', true)) insert into deposit select r.* from off, json_populate_record(null::deposit, $1) r",
  debit_request:
    "with off as materialized (select set_config('session_replication_role', 'replica', true)) insert into debit_request select r.* from off, json_populate_record(null::debit_request, $1) r",
};
const planted: (readonly [keyof typeof PLANT, string])[] = [];
const plant = (table: keyof typeof PLANT, row: Readonly<Record<string, unknown>>) =>
  planted.push([table, toJson({ tenant_id: clinic.tenantId, ledger_id: clinic.ledgerId, ...row })]);
const id = () => platform.ids.next();
const AT = "2026-09-05T10:00:00Z";

function attempt({ item }: Invoice, way: string, amountMinor: bigint): readonly [string, string] {
  const [attemptId, movementId] = [id(), id()];
  const sums = {
    amount_minor: amountMinor,
    authorized_minor: 0,
    captured_minor: amountMinor,
    cancelled_minor: 0,
    declines: 0,
  };
  plant("payment_attempt", {
    ...{
      id: attemptId,
      item_id: item.id,
      way,
      state: "captured",
      reference: attemptId,
      currency: "NOK",
      made_at: AT,
      asked_at: AT,
    },
    ...sums,
  });
  plant("payment_movement", {
    id: movementId,
    attempt_id: attemptId,
    kind: "capture",
    amount_minor: amountMinor,
    state: "done",
    asked_at: AT,
  });
  return ["paymentMovement", movementId];
}

const told = ({ bar, value, parts }: ChartBar) => [
  bar,
  value,
  Object.fromEntries(parts.filter((part) => part.value !== 0n).map((part) => [part.name, [part.value, part.count]])),
];
const bars = async () => (await inTenant((tx) => chart(tx, "settlement", {}))).books[0]!.bars;

beforeAll(async () => {
  platform = await testPlatform("2026-10-20T12:00");
  clinic = await testClinic(platform);
  await inTenant(async (tx) => {
    const kari = await party(tx, 1n);
    const bill = (number: string, on: string, amountMinor: bigint) =>
      invoice(tx, clinic, { amountMinor, on, number, partyId: kari });
    const on = "2026-09-05";
    const settle = (
      of: Invoice,
      source: readonly [string, string],
      amountMinor: bigint,
      kind: "payment" | "allocation" = "payment",
    ) =>
      book(tx, clinic, kind, on, [{ debit: "1909", credit: "1500", amountMinor, creditItemId: of.item.id }], {
        source,
      });
    const account = await bankAccount(tx, clinic);

    const august = await bill("1", "2026-08-10", 100_000n);
    const { lineIds } = await ocrFile(tx, clinic, account, on, [
      { amountMinor: 40_000n, item: august.item },
      { amountMinor: 7_000n, item: august.item },
    ]);
    plant("debit_request", {
      ...{
        id: id(),
        item_id: august.item.id,
        mandate_id: id(),
        term_on: on,
        amount_minor: 7_000n,
        kid: "1",
        state: "settled",
        bank_line_id: lineIds[1],
      },
      ...{ file_id: id(), planned_at: AT, sent_at: AT, ended_at: AT },
    });
    await settle(august, ["bankLine", id()], 5_000n, "allocation");
    await settle(august, attempt(august, "card", 20_000n), 20_000n);
    await settle(august, attempt(august, "vipps", 8_000n), 8_000n);
    await takeBack(tx, await settle(august, ["bankLine", id()], 3_000n), "2026-09-06");
    await book(tx, clinic, "creditNote", on, [
      { debit: "3200", credit: "1500", amountMinor: 4_000n, creditItemId: august.item.id },
    ]);

    // A deposit on the clinic's terminal, and another credit of the payer's.
    const september = await bill("2", "2026-09-01", 30_000n);
    for (const [amountMinor, isDeposit] of [
      [6_000n, true],
      [2_000n, false],
    ] as const) {
      const credit = itemOf(tx, clinic, {
        side: "credit",
        kind: "customerCredit",
        account: "2965",
        openedOn: on,
        amountMinor,
        partyId: kari,
      });
      await book(tx, clinic, "payment", on, [{ debit: "1909", credit: "2965", amountMinor, creditItemId: credit.id }], {
        items: [credit],
      });
      const postings = [
        { debit: "2965", credit: "1500", amountMinor, debitItemId: credit.id, creditItemId: september.item.id },
      ];
      await book(tx, clinic, "allocation", on, postings, { source: ["customerCredit", id()] });
      if (isDeposit)
        plant("deposit", {
          ...{
            id: id(),
            party_id: kari,
            item_id: credit.id,
            origin: "terminal",
            receipt: "1",
            amount_minor: amountMinor,
            received_on: on,
          },
          ...{ made_at: AT, made_by: "test" },
        });
    }
    // The rest is split; one part is paid, the other given up.
    const parts = [12_000n, 10_000n].map((amountMinor, at) =>
      itemOf(tx, clinic, {
        kind: "instalment",
        parentId: september.item.id,
        openedOn: on,
        amountMinor,
        partyId: kari,
        reference: `p${at}`,
      }),
    );
    const split = parts.map(({ id: debitItemId, amountMinor }) => ({
      ...{ debit: "1500", credit: "1500", amountMinor, debitItemId, creditItemId: september.item.id },
    }));
    await book(tx, clinic, "split", on, split, { items: parts });
    await ocrFile(tx, clinic, account, on, [{ amountMinor: 12_000n, item: parts[0]! }]);
    const loss = [{ debit: "7830", credit: "1500", amountMinor: 10_000n, creditItemId: parts[1]!.id }];
    await book(tx, clinic, "writeOff", on, loss, { source: ["loss", id()] });
    await settle(await bill("3", "2026-09-02", 500n), ["person", id()], 500n);
    await bill("4", "2026-10-02", 900n);
  });
  for (const [table, row] of planted) await asSuperuser(platform, PLANT[table], [row]);
});
afterAll(() => platform.close());

describe("settlement by way of payment", () => {
  test("G-01 what a month's bills were settled by, in kroner and in bills, to the last øre", async () => {
    expect((await bars()).slice(-3).map(told)).toEqual([
      [
        "2026-08-01",
        8_400n,
        {
          ...{
            bankReference: [40_000n, 1n],
            bank: [5_000n, 1n],
            directDebit: [7_000n, 1n],
            card: [20_000n, 1n],
            wallet: [8_000n, 1n],
          },
          ...{ credit: [4_000n, 1n], open: [16_000n, 1n], invoiced: [100_000n, 1n] },
        },
      ],
      [
        "2026-09-01",
        10_000n,
        {
          ...{
            bankReference: [12_000n, 1n],
            terminal: [6_000n, 1n],
            customerCredit: [2_000n, 1n],
            lost: [10_000n, 1n],
          },
          ...{ other: [500n, 1n], invoiced: [30_500n, 2n] },
        },
      ],
      ["2026-10-01", 0n, { open: [900n, 1n], invoiced: [900n, 1n] }],
    ]);
  });

  test("G-01 G-05 the ways and what is open make up what was invoiced, in every bar, and each opens as many rows as it counts", async () => {
    for (const { bar, parts } of await bars()) {
      const invoiced = parts.find(({ name }) => name === "invoiced")!.value;
      const ways = parts.filter(({ name }) => name !== "invoiced");
      expect(ways.reduce((sum, { value }) => sum + value, 0n)).toBe(invoiced);
      for (const { name, value, count } of parts.filter((part) => part.value !== 0n)) {
        const asked = { chart: "settlement", part: name, bar: bar!, currency: "NOK", limit: 50 } as const;
        const rows = await inTenant((tx) => chartRows(tx, asked));
        expect([rows.reduce((sum, row) => sum + row.value, 0n), BigInt(rows.length)]).toEqual([value, count]);
      }
    }
  });
});
