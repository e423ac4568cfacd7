import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  breaches,
  instantIn,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../../../testkit/index.ts";
import { listAlarms } from "../../controls/index.ts";
import { setHeadOffice } from "../../invoicing/index.ts";
import { ledgerChecks, monthsOf, moveDueOn, post, reverseEntry, type NewItem } from "../../ledger/index.ts";
import { movableClock, withTenant, type Platform, type TenantTransaction } from "../../platform/index.ts";
import { createUser } from "../../platform/sign-in/index.ts";
import { chaseMonthPack, monthBoard, monthPackBytes, monthPacks, signMonthPack } from "../../month-end/index.ts";
import { FakeMail } from "../../delivery/fake-channels.fixture.ts";
import { followPacks, makePacks, sendPackMessages } from "./month-end.ts";

let installation: TestPlatform;
beforeAll(async () => {
  installation = await testPlatform();
});
afterAll(() => installation.close());

const HEAD_OFFICE = "ekonomi@kedjan.example.test";
const MANAGER = "chef@kliniken.example.test";

type Row = Readonly<Record<string, string | number | null>>;
type Tables = readonly { readonly title: string; readonly rows: readonly Row[]; readonly totals?: Row }[];

async function openChain() {
  const clock = movableClock(instantIn("2026-03-01T05:00", "Europe/Stockholm"));
  const platform: Platform = { ...installation, clock };
  const clinic: TestClinic = await testClinic(platform, { market: "SE" });
  const { ledgerId, context } = clinic;
  const work = <T>(of: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, context, of);
  const mail = new FakeMail();
  const manager = `${clinic.tenantId}.${MANAGER}`;
  await work(async (tx) => {
    await setHeadOffice(tx, { recipients: [HEAD_OFFICE], listUrl: "https://kvitt.example.test" });
    await createUser(tx, {
      email: manager,
      name: "Chef",
      roles: [{ role: "clinicManager", clinicIds: [clinic.clinicId] }],
      password: "en lång fras för prov 7",
    });
  });
  const at = (local: string) => clock.moveTo(instantIn(local, "Europe/Stockholm"));
  const entry = (kind: "invoice" | "payment" | "creditNote" | "writeOff", bookedOn: string) => ({
    ...{ id: platform.ids.next(), ledgerId, kind, bookedOn, sourceKind: kind, sourceId: platform.ids.next() },
  });
  const bill = async (openedOn: string, dueOn: string, amountMinor: bigint): Promise<string> => {
    const item: NewItem = {
      ...{ id: platform.ids.next(), ledgerId, side: "receivable", kind: "invoice", account: "1510", partyId: null },
      ...{ parentId: null, documentId: null, reference: platform.ids.next(), openedOn, dueOn, amountMinor },
    };
    const postings = [{ debit: "1510", credit: "3044", amountMinor, debitItemId: item.id }];
    await work((tx) => post(tx, [{ ...entry("invoice", openedOn), postings }], [item]));
    return item.id;
  };
  const taken = async (
    kind: "payment" | "creditNote" | "writeOff",
    itemId: string,
    on: string,
    amountMinor: bigint,
  ) => {
    const debit = { payment: "1930", creditNote: "3044", writeOff: "6351" }[kind];
    const made = entry(kind, on);
    await work((tx) =>
      post(tx, [{ ...made, postings: [{ debit, credit: "1510", amountMinor, creditItemId: itemId }] }]),
    );
    return made.id;
  };
  const packs = () => work((tx) => monthPacks(tx, { ledgerId }));
  const tables = async (monthOn: string): Promise<Tables> => {
    const pack = (await packs()).find((one) => one.monthOn === monthOn)!;
    return JSON.parse(String(await work((tx) => monthPackBytes(tx, pack)))) as Tables;
  };
  return {
    ...{ platform, clinic, ledgerId, context, work, mail, manager, at, bill, taken, packs, tables },
    morning: (day: string) => (at(`${day}T06:00`), makePacks(platform, context, mail)),
    noon: (day: string) => (at(`${day}T12:00`), followPacks(platform, context, mail)),
    sign: async (monthOn: string, sha256?: string) => {
      const pack = (await packs()).find((one) => one.monthOn === monthOn)!;
      await work((tx) =>
        signMonthPack(tx, { ledgerId, packId: pack.id, sha256: sha256 ?? pack.sha256.toString("hex") }),
      );
    },
    told: () =>
      mail.order
        .map((id) => mail.taken.get(id)!)
        .map(({ to, subject }) => `${to.includes("chef") ? "manager" : "headOffice"}: ${subject}`),
    months: (today: string) => work((tx) => monthsOf(tx, ledgerId, today)),
  };
}

describe("the month-end pack", () => {
  test("DP-040 DP-041 DP-043 N-14 S2-21 made on the first working day, signed by the manager, delivered with it, and the month closed", async () => {
    const chain = await openChain();
    const [paidInPart] = [
      await chain.bill("2026-03-02", "2026-03-20", 100_000n),
      await chain.bill("2026-03-20", "2026-04-20", 50_000n),
    ];
    const credited = await chain.bill("2026-03-03", "2026-03-23", 20_000n);
    await chain.taken("payment", paidInPart, "2026-03-25", 40_000n);
    await chain.taken("creditNote", credited, "2026-03-26", 20_000n);
    await chain.morning("2026-03-31");
    expect((await chain.packs()).map(({ monthOn }) => monthOn)).toEqual(["2026-02-01"]);
    await chain.morning("2026-04-01");
    const [pack] = await chain.packs();
    expect(pack).toMatchObject({ monthOn: "2026-03-01", asOfOn: "2026-03-31", dueOn: "2026-04-07", signedAt: null });
    expect(pack!.totals).toMatchObject({
      ...{ remainingMinor: 110_000n, accountMinor: 110_000n, differenceMinor: 0n, overdueMinor: 60_000n },
      ...{ creditsMinor: 20_000n, lossesMinor: 0n, unmatchedMinor: 0n, corrections: 0 },
    });
    const [cover, ledger, aging, ...rest] = await chain.tables("2026-03-01");
    expect(ledger!.rows.map((row) => [row["dueOn"], row["remainingMinor"], row["daysOverdue"], row["bucket"]])).toEqual(
      [
        ["2026-03-20", 60_000, 11, "1-30"],
        ["2026-04-20", 50_000, 0, "not due"],
      ],
    );
    expect(cover!.rows.find(({ what }) => what === "chain root")!["said"]).toMatch(/^[0-9a-f]{64}$/u);
    expect([aging, ...rest].map((table) => table!.title)).toContain("Losses");
    await expect(chain.sign("2026-03-01", "0".repeat(64))).rejects.toMatchObject({ code: "MONTH_PACK_CHANGED" });
    chain.at("2026-04-02T09:00");
    await chain.sign("2026-03-01");
    await chain.sign("2026-03-01");
    await chain.noon("2026-04-02");
    expect((await chain.packs())[0]).toMatchObject({
      deliveredUnsigned: false,
      signedBy: expect.any(String) as string,
    });
    expect((await chain.months("2026-04-02")).filter(({ closed }) => !closed).map(({ firstOn }) => firstOn)).toEqual([
      "2026-04-01",
    ]);
    expect(chain.told().filter((line) => line.includes("Månadspaket 2026-03"))).toEqual([
      expect.stringContaining("manager: Månadspaket 2026-03"),
      expect.stringContaining("headOffice: Månadspaket 2026-03"),
    ]);
    expect(await breaches(chain.platform, chain.context, ledgerChecks)).toEqual([]);
  });

  test("S2-23 DP-041 unsigned on the third working day at noon it is delivered as it is, and its manager is asked once a day until it is signed", async () => {
    const chain = await openChain();
    await chain.bill("2026-03-02", "2026-03-20", 100_000n);
    await chain.morning("2026-04-01");
    const state = async () => (await chain.work((tx) => monthBoard(tx, "2026-03-01")))[0];
    expect(await state()).toMatchObject({ state: "open", chased: { days: 1 } });
    for (const day of ["2026-04-01", "2026-04-02", "2026-04-03", "2026-04-04"]) await chain.noon(day);
    expect(await state()).toMatchObject({ state: "open", chased: { days: 2 }, pack: { deliveredAt: null } });
    await chain.noon("2026-04-07");
    await chain.noon("2026-04-07");
    expect(await state()).toMatchObject({
      state: "late",
      chased: { days: 3 },
      pack: { deliveredUnsigned: true, signedAt: null },
    });
    expect(chain.told().filter((line) => line.startsWith("headOffice"))).toEqual([
      expect.stringContaining("utan signatur"),
    ]);
    expect(await chain.work((tx) => listAlarms(tx))).toMatchObject([
      { kind: "monthEnd.unsigned", dayOn: "2026-04-07" },
    ]);
    chain.at("2026-04-08T09:00");
    await chain.sign("2026-03-01");
    expect(await state()).toMatchObject({ state: "signed", pack: { deliveredUnsigned: true } });
    await chain.noon("2026-04-09");
    expect((await state())!.chased.days).toBe(3);
  });

  test("H-05 N-14 the board has each step with the days left; head office asks by hand once a day, and not for what is signed", async () => {
    const chain = await openChain();
    await chain.bill("2026-03-02", "2026-03-20", 100_000n);
    await chain.morning("2026-04-01");
    const row = async () => (await chain.work((tx) => monthBoard(tx, "2026-03-01")))[0]!;
    expect(await row()).toMatchObject({
      ...{ state: "open", workingDaysLeft: 2, bankComplete: false, unmatched: { count: 0, amountMinor: 0n } },
      ...{ mayBeChased: false, chased: { days: 1, lastAt: instantIn("2026-04-01T06:00", "Europe/Stockholm") } },
    });
    const [pack] = await chain.packs();
    const chase = () => chain.work((tx) => chaseMonthPack(tx, chain.ledgerId, pack!.id));
    await expect(chase()).rejects.toMatchObject({ code: "MONTH_PACK_CHASED" });
    chain.at("2026-04-02T09:30");
    expect(await row()).toMatchObject({ mayBeChased: true, workingDaysLeft: 1 });
    await chase();
    await sendPackMessages(chain.platform, chain.context, chain.mail);
    await chain.noon("2026-04-02");
    expect(chain.told().filter((line) => line.startsWith("manager") && line.includes("2026-03"))).toHaveLength(2);
    expect(await row()).toMatchObject({ mayBeChased: false, chased: { days: 2 } });
    chain.at("2026-04-08T09:30");
    expect(await row()).toMatchObject({ state: "late", workingDaysLeft: -1 });
    await chain.sign("2026-03-01");
    await expect(chase()).rejects.toMatchObject({ code: "MONTH_PACK_SIGNED" });
  });

  test("DP-042 a pack never changes; what is booked in its month later stands in the next as a correction", async () => {
    const chain = await openChain();
    const claim = await chain.bill("2026-03-02", "2026-03-20", 100_000n);
    const payment = await chain.taken("payment", claim, "2026-03-25", 30_000n);
    await chain.morning("2026-04-01");
    const before = await chain.tables("2026-03-01");
    chain.at("2026-04-10T10:00");
    await chain.taken("payment", claim, "2026-03-31", 10_000n);
    await chain.work((tx) => reverseEntry(tx, payment, "2026-04-10", { rule: "test", version: 1, inputs: {} }));
    await chain.morning("2026-04-13");
    expect(await chain.tables("2026-03-01")).toEqual(before);
    chain.at("2026-05-02T10:00");
    await chain.work((tx) =>
      moveDueOn(tx, { itemId: claim, dueOn: "2026-06-30", movedOn: "2026-05-02", movedBy: "staff" }),
    );
    await chain.morning("2026-05-04");
    const april = await chain.tables("2026-04-01");
    expect(april[1]!.rows).toMatchObject([{ dueOn: "2026-03-20", remainingMinor: 90_000 }]);
    expect(april.find(({ title }) => title.startsWith("Corrections"))!.rows).toMatchObject([
      { bookedOn: "2026-03-31", kind: "payment", amountMinor: -10_000 },
    ]);
    expect((await chain.packs())[0]!.totals).toMatchObject({
      corrections: 1,
      remainingMinor: 90_000n,
      differenceMinor: 0n,
    });
  });

  test("DP-043 a ledger that does not agree is marked with its difference, told at once, and nobody can sign it", async () => {
    const chain = await openChain();
    await chain.bill("2026-03-02", "2026-03-20", 100_000n);
    // A posting on the receivable account that names no item: what `verify` finds too.
    const made = {
      id: chain.platform.ids.next(),
      ledgerId: chain.ledgerId,
      kind: "payment",
      bookedOn: "2026-03-10",
    } as const;
    const source = { sourceKind: "payment", sourceId: chain.platform.ids.next() };
    await chain.work((tx) =>
      post(tx, [{ ...made, ...source, postings: [{ debit: "1930", credit: "1510", amountMinor: 700n }] }]),
    );
    await chain.morning("2026-04-01");
    expect((await chain.packs())[0]).toMatchObject({ totals: { differenceMinor: -700n }, deliveredUnsigned: true });
    await expect(chain.sign("2026-03-01")).rejects.toMatchObject({ code: "MONTH_PACK_MISMATCH" });
    expect(await chain.work((tx) => listAlarms(tx))).toMatchObject([{ kind: "monthEnd.mismatch" }]);
    expect(await chain.work((tx) => monthBoard(tx, "2026-03-01"))).toMatchObject([{ state: "mismatch" }]);
    expect(chain.told().at(-1)).toContain("stämmer inte");
  });

  test("S2-22 DP-040 twelve months on a moved clock: head office has every clinic's ledger by the third working day, a missed first made up", async () => {
    const chain = await openChain();
    for (
      let month = Temporal.PlainYearMonth.from("2026-03");
      month.toString() < "2027-03";
      month = month.add({ months: 1 })
    ) {
      const first = month.toPlainDate({ day: 1 });
      chain.at(`${first.toString()}T05:30`);
      await chain.bill(first.toString(), first.add({ days: 20 }).toString(), 10_000n);
      const missesItsMorning = month.month % 3 === 0;
      for (let day = first; day.day < 12; day = day.add({ days: 1 })) {
        if (!missesItsMorning || day.day > 2) await chain.morning(day.toString());
        await chain.noon(day.toString());
      }
    }
    const packs = await chain.packs();
    expect(packs).toHaveLength(12);
    for (const { monthOn, dueOn, deliveredAt, totals } of packs) {
      const day = deliveredAt!.toZonedDateTimeISO("Europe/Stockholm").toPlainDate().toString();
      expect([monthOn, day <= dueOn, totals.differenceMinor]).toEqual([monthOn, true, 0n]);
    }
  });
});
