import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import { withTenant, type TenantTransaction } from "../platform/index.ts";
import { book, invoice, itemOf, party, pay } from "./books.fixture.ts";
import {
  AGE_BY,
  agingGroups,
  agingTotals,
  PAYER_KINDS,
  reskontro,
  reskontroPage,
  reskontroSummary,
  type Narrowing,
  type ReskontroLine,
  type ReskontroPlace,
} from "./index.ts";

let platform: TestPlatform;
let clinic: TestClinic;
let kari: string;
const inLedger = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
const AS_OF = "2026-11-30";

async function become(tx: TenantTransaction, partyId: string, kind: "company" | "insurer"): Promise<void> {
  await sql`update party set kind = 'company' where tenant_id = ${tx.tenantId} and id = ${partyId}`.execute(tx.db);
  if (kind === "insurer")
    await sql`insert into party_role (tenant_id, party_id, role) values (${tx.tenantId}, ${partyId}, 'insurer')`.execute(
      tx.db,
    );
}

/** Four who owe, of three kinds, with invoices in every bucket; one part paid, one settled, one credit, and money of nobody. */
beforeAll(async () => {
  platform = await testPlatform("2026-12-01T08:00");
  clinic = await testClinic(platform);
  await inLedger(async (tx) => {
    kari = await party(tx, 101n);
    const firm = await party(tx, 102n, "Verkstedet AS");
    const insurer = await party(tx, 103n, "Tryg Forsikring");
    await become(tx, firm, "company");
    await become(tx, insurer, "insurer");
    const dues = ["2026-12-14", "2026-11-30", "2026-11-29", "2026-10-31", "2026-10-30", "2026-08-31", "2026-05-01"];
    for (const [who, partyId] of [kari, firm, insurer].entries())
      for (const [at, dueOn] of dues.entries())
        await invoice(tx, clinic, {
          amountMinor: BigInt(1_000 * (who + 1) + at),
          on: "2026-04-01",
          dueOn,
          partyId,
          number: String(260_100 + 10 * who + at),
        });
    const part = await invoice(tx, clinic, {
      amountMinor: 50_000n,
      on: "2026-11-01",
      dueOn: "2026-12-20",
      partyId: kari,
      number: "260200",
    });
    await pay(tx, clinic, part.item, 20_000n, "2026-11-15");
    const whole = await invoice(tx, clinic, {
      amountMinor: 7_700n,
      on: "2026-11-01",
      dueOn: "2026-11-10",
      partyId: kari,
      number: "260201",
    });
    await pay(tx, clinic, whole.item, 7_700n, "2026-11-20");
    for (const partyId of [kari, null]) {
      const credit = itemOf(tx, clinic, {
        side: "credit",
        kind: "customerCredit",
        account: "2900",
        partyId,
        openedOn: "2026-11-16",
        amountMinor: 300n,
      });
      await book(
        tx,
        clinic,
        "payment",
        "2026-11-16",
        [{ debit: "1909", credit: "2900", amountMinor: 300n, creditItemId: credit.id }],
        {
          items: [credit],
          source: ["bankLine", tx.platform.ids.next()],
        },
      );
    }
    // What came after the day must not show.
    await pay(tx, clinic, part.item, 30_000n, "2026-12-01");
  });
});
afterAll(() => platform.close());

/** All lines, two at a time. */
async function paged(
  narrowing: Narrowing & { settledToo?: boolean },
  asOf = AS_OF,
  far?: boolean,
): Promise<ReskontroLine[]> {
  const lines: ReskontroLine[] = [];
  let after: ReskontroPlace | undefined;
  for (;;) {
    const page = await inLedger((tx) =>
      reskontroPage(tx, { ...narrowing, ledgerId: clinic.ledgerId, asOf, limit: 2, after }),
    );
    lines.push(...page.lines);
    if (page.next === null) return lines;
    after = far === undefined ? page.next : { ...page.next, far };
  }
}
const sum = (lines: readonly ReskontroLine[]) =>
  lines.reduce((all, line) => all + (line.side === "receivable" ? line.openMinor : -line.openMinor), 0n);

describe("the sub-ledger page by page", () => {
  test("A-01 W-08 holds each item of the whole one once, in its order, those without a customer last", async () => {
    const whole = await inLedger((tx) => reskontro(tx, { ledgerId: clinic.ledgerId, asOf: AS_OF }));
    const lines = await paged({});
    expect(lines.map(({ id }) => id)).toEqual(whole.items.map(({ id }) => id));
    expect(lines.map(({ openMinor }) => openMinor)).toEqual(whole.items.map(({ openMinor }) => openMinor));
    expect(lines.at(-1)!.partyId).toBeNull();
    expect(sum(lines)).toBe(whole.totals.receivableMinor - whole.totals.creditMinor);
  });

  test("W-08 looks among all lines for the same as among the next ones", async () => {
    expect(await paged({}, AS_OF, true)).toEqual(await paged({}));
    expect(await paged({ settledToo: true }, "2026-11-14", true)).toEqual(
      await paged({ settledToo: true }, "2026-11-14"),
    );
  });

  test("A-01 gives each customer's sum, which is that of their lines also on other pages", async () => {
    const lines = await paged({});
    const own = lines.filter(({ partyId }) => partyId === kari);
    expect(own[0]!.customer).toEqual({ openMinor: sum(own), items: BigInt(own.length) });
    expect(own.at(-1)!.customer).toEqual(own[0]!.customer);
  });

  test.each([
    ["partPaid", ["260200"]],
    ["settled", ["260201"]],
    ["credit", [null, null]],
  ] as const)("A-01 finds what is %s as of the day, whatever came after", async (state, numbers) => {
    const lines = await paged({ state });
    expect(lines.map(({ number }) => number)).toEqual(numbers);
    expect(new Set(lines.map((line) => line.state))).toEqual(new Set([state]));
  });

  test("A-01 tells the last action, and the due day itself is not overdue", async () => {
    const [part] = await paged({ q: "260200" });
    expect(part!.last).toEqual({ kind: "payment", bookedOn: "2026-11-15" });
    const [dueToday] = await paged({ q: "260101" });
    expect([dueToday!.state, dueToday!.daysOverdue]).toEqual(["notDue", 0]);
    const [dayAfter] = await paged({ q: "260102" });
    expect([dayAfter!.state, dayAfter!.daysOverdue]).toEqual(["overdue", 1]);
  });

  test.each([
    ["a customer number", "102", 7],
    ["an invoice number", "260110", 1],
    ["a reference as it is read", "260 110", 1],
    ["what is not there", "999999", 0],
  ])("A-01 is looked through for %s", async (_, q, found) => {
    expect(await paged({ q })).toHaveLength(found);
  });

  test("A-01 the summary counts what fits, and controls the whole ledger whatever fits", async () => {
    const summary = (narrowing: Narrowing) =>
      inLedger((tx) => reskontroSummary(tx, { ...narrowing, ledgerId: clinic.ledgerId, asOf: AS_OF }));
    const all = await summary({});
    const lines = await paged({ payer: "company" });
    const some = await summary({ payer: "company" });
    expect(some.sums).toMatchObject({ receivableMinor: sum(lines), creditMinor: 0n, items: 7n, customers: 1n });
    expect(some.control).toEqual(all.control);
    expect(all.control.map(({ differenceMinor }) => differenceMinor)).toEqual(all.control.map(() => 0n));
  });
});

describe("the rows behind the aging", () => {
  const ranges = [
    [undefined, 0],
    [1, 30],
    [31, 60],
    [61, 90],
    [91, 120],
    [121, undefined],
  ] as const;

  test.each(AGE_BY.flatMap((by) => [undefined, ...PAYER_KINDS].map((payer) => [by, payer] as const)))(
    "G-05 by %s of %s: the rows of each bucket add up to its cell",
    async (by, payer) => {
      const question = { ledgerId: clinic.ledgerId, asOf: AS_OF, by, payer };
      const [ledger] = (await inLedger((tx) => agingTotals(tx, question))).ledgers;
      for (const [at, [fromDays, toDays]] of ranges.entries()) {
        const lines = await paged({ by, payer, fromDays, toDays, side: "receivable" });
        expect([sum(lines), BigInt(lines.length)]).toEqual([ledger!.cells[at]!.openMinor, ledger!.cells[at]!.items]);
      }
    },
  );

  test("A-03 G-05 bars by kind of payer and by insurer add up to the ledger's own, and so do their rows", async () => {
    const groups = (group: "ledger" | "payer" | "insurer") =>
      inLedger(async (tx) => (await agingGroups(tx, { asOf: AS_OF, group })).books[0]!);
    const [clinics, payers, insurers] = [await groups("ledger"), await groups("payer"), await groups("insurer")];
    expect(clinics.groups.map(({ ledgerId }) => ledgerId)).toEqual([clinic.ledgerId]);
    expect(payers.cells).toEqual(clinics.cells);
    expect(payers.groups.map(({ payer }) => payer)).toEqual(["person", "company", "insurer"]);
    expect(insurers.groups.map(({ name }) => name)).toEqual(["Tryg Forsikring"]);
    for (const bar of [...payers.groups, ...insurers.groups]) {
      const party = bar.partyId ? { partyId: bar.partyId } : {};
      const rows = await paged({ ...party, ...(bar.payer ? { payer: bar.payer } : {}), side: "receivable" });
      expect(sum(rows)).toBe(bar.total.openMinor);
    }
  });

  test("SEC-09 A-03 somebody bound to one clinic gets that clinic's bars only", async () => {
    const bound = { ...clinic.context, ledgers: [] };
    const found = await withTenant(platform, bound, (tx) => agingGroups(tx, { asOf: AS_OF }));
    expect(found.books).toEqual([]);
  });
});
