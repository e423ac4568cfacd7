import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asSuperuser, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { toJson, withTenant, type TenantTransaction } from "../../platform/index.ts";
import { invoice, party, pay, takeBack, type Invoice } from "../books.fixture.ts";
import { home } from "../home.ts";
import type { HomeRow } from "../home-types.ts";
import { chart, chartRows, CHARTS, type ChartBar, type ChartBook, type ChartName } from "../index.ts";

let platform: TestPlatform;
let clinic: TestClinic;
let second: TestClinic;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

type Step = { readonly level: string; readonly on: string; readonly amountMinor: bigint };

/** Written as other capabilities write them; the rows they rest on are of no matter here, and are left out. */
const PLANT = {
  follow_up_step:
    "with off as materialized (select set_config('session_replication_role', 'replica', true)) insert into follow_up_step select r.* from off, json_populate_record(null::follow_up_step, $1) r",
  message:
    "with off as materialized (select set_config('session_replication_role', 'replica', true)) insert into message select r.* from off, json_populate_record(null::message, $1) r",
  loss: "with off as materialized (select set_config('session_replication_role', 'replica', true)) insert into loss select r.* from off, json_populate_record(null::loss, $1) r",
  loss_recovery:
    "with off as materialized (select set_config('session_replication_role', 'replica', true)) insert into loss_recovery select r.* from off, json_populate_record(null::loss_recovery, $1) r",
};
const planted: (readonly [keyof typeof PLANT, string])[] = [];
const plant = (table: keyof typeof PLANT, row: Readonly<Record<string, unknown>>) =>
  planted.push([table, toJson({ tenant_id: clinic.tenantId, ...row })]);
const id = () => platform.ids.next();

function remind({ item }: Invoice, { level, on, amountMinor }: Step): void {
  const step = { level, round: 1, letter_id: id(), policy_id: id(), target_on: on, taken_on: on, lag: 0 };
  const rest = { proposal_id: id(), line_no: 1, taken_by: "test", taken_at: on, explanation: "{}", fee_minor: 0 };
  plant("follow_up_step", {
    id: id(),
    ledger_id: item.ledgerId,
    item_id: item.id,
    ...step,
    amount_minor: amountMinor,
    ...rest,
  });
}

function tell({ item }: Invoice, channel: string, state: string, at: string): void {
  const times = { due_at: at, made_at: at, handed_over_at: at };
  const about = { dispatch_id: id(), ledger_id: item.ledgerId, item_id: item.id, recipient_id: item.partyId! };
  plant("message", { id: id(), ...about, kind: "payLink", channel, state, tries: 0, ...times });
}

function lose({ item }: Invoice, on: string, capitalMinor: bigint): string {
  const lossId = id();
  const about = {
    ledger_id: item.ledgerId,
    item_id: item.id,
    proposal_id: id(),
    exception: "limitation",
    entry_id: id(),
  };
  plant("loss", { id: lossId, ...about, capital_minor: capitalMinor, fees_minor: 0, interest_minor: 0, posted_on: on });
  return lossId;
}

function recover(lossId: string, on: string, amountMinor: bigint): void {
  const about = { loss_id: lossId, ledger_id: clinic.ledgerId, entry_id: id() };
  plant("loss_recovery", { id: id(), ...about, amount_minor: amountMinor, recovered_on: on });
}

beforeAll(async () => {
  platform = await testPlatform("2026-10-20T12:00");
  clinic = await testClinic(platform);
  second = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId, orgNo: "974760673" });
  await inTenant(async (tx) => {
    const kari = await party(tx, 1n);
    const bill = (place: TestClinic, number: string, on: string, amountMinor: bigint) =>
      invoice(tx, place, { amountMinor, on, dueOn: on, number, partyId: kari });
    const july = await bill(clinic, "1", "2026-07-10", 100_000n);
    const august = await bill(clinic, "2", "2026-08-10", 40_000n);
    const there = await bill(second, "3", "2026-08-10", 60_000n);
    const september = await bill(clinic, "4", "2026-09-01", 20_000n);

    // Reminded at two levels; the first brought a quarter in seven days and half in fourteen.
    remind(july, { level: "remind1", on: "2026-08-01", amountMinor: 100_000n });
    await pay(tx, clinic, july.item, 25_000n, "2026-08-08");
    await pay(tx, clinic, july.item, 25_000n, "2026-08-15");
    await pay(tx, clinic, july.item, 10_000n, "2026-08-16");
    remind(july, { level: "remind2", on: "2026-08-20", amountMinor: 40_000n });
    // Money of the day of the letter is not of the letter, and what was taken back never came.
    remind(august, { level: "remind1", on: "2026-09-01", amountMinor: 40_000n });
    await pay(tx, clinic, august.item, 5_000n, "2026-09-01");
    await takeBack(tx, await pay(tx, clinic, august.item, 5_000n, "2026-09-02"), "2026-09-03");
    // It has not had its fourteen days.
    remind(september, { level: "remind1", on: "2026-10-07", amountMinor: 20_000n });

    tell(september, "sms", "seen", "2026-09-02T10:00:00Z");
    tell(september, "email", "accepted", "2026-09-03T10:00:00Z");
    tell(there, "email", "failed", "2026-09-02T10:00:00Z");
    tell(there, "paper", "delivered", "2026-09-04T10:00:00Z");
    await pay(tx, clinic, september.item, 15_000n, "2026-10-08");

    const loss = lose(july, "2026-09-15", 30_000n);
    lose(there, "2026-10-02", 6_000n);
    recover(loss, "2026-10-05", 1_000n);
  });
  for (const [table, row] of planted) await asSuperuser(platform, PLANT[table], [row]);
});
afterAll(() => platform.close());

const seen = async (name: ChartName, ledgerId?: string): Promise<ChartBook> =>
  (await inTenant((tx) => chart(tx, name, { ledgerId }))).books[0]!;
const told = ({ bar, value, parts }: ChartBar) => [bar, value, ...parts.map((part) => part.value)];

/** All rows of a part of a bar, one at a time. */
async function rowsOf(name: ChartName, part: string, bar: string | null, ledgerId: string | null) {
  const rows: HomeRow[] = [];
  const asked = {
    chart: name,
    part,
    bar: bar ?? undefined,
    ledgerId: ledgerId ?? undefined,
    currency: "NOK",
    limit: 2,
  };
  for (let after: string | undefined, more = true; more; after = rows.at(-1)?.id) {
    const next = await inTenant((tx) => chartRows(tx, { ...asked, after }));
    rows.push(...next);
    more = next.length === 2;
  }
  return rows;
}

describe("charts", () => {
  test("S0-59 S2-01 the loss rate of a month is what was lost in it, less what came after all, of what was billed", async () => {
    const { bars } = await seen("losses");
    expect(bars).toHaveLength(12);
    expect(bars.slice(-4).map(told)).toEqual([
      ["2026-07-01", 0n, 0n, 100_000n],
      ["2026-08-01", 0n, 0n, 100_000n],
      ["2026-09-01", 15_000n, 30_000n, 20_000n],
      ["2026-10-01", null, 5_000n, 0n],
    ]);
  });

  test("S2-01 each clinic has its own loss rate, the highest first", async () => {
    const { clinics, whole } = await seen("losses");
    expect(clinics.map(({ ledgerId, value }) => [ledgerId, value])).toEqual([
      [clinic.ledgerId, 1_812n],
      [second.ledgerId, 1_000n],
    ]);
    expect(whole?.value).toBe(1_590n);
  });

  test("G-01 a reminder's effect is what came after its day, within 7 and 14 days, of what it was about", async () => {
    const { bars } = await seen("reminders");
    expect(bars.map(told)).toEqual([
      ["remind1", 3_571n, 50_000n, 25_000n, 140_000n],
      ["remind2", 0n, 0n, 0n, 40_000n],
    ]);
  });

  test("S0-05 a channel is told by the claims that it reached first, and what was paid of them", async () => {
    const { bars } = await seen("channels");
    expect(bars.map(told)).toEqual([
      ["paper", 0n, 0n, 60_000n],
      ["sms", 7_500n, 15_000n, 20_000n],
    ]);
  });

  test("S3-01 days sales outstanding at each month's end; the last point is the figure on the home screen", async () => {
    const { bars } = await seen("dso");
    const now = (await inTenant((tx) => home(tx, {}))).books[0]!.figures.find(({ name }) => name === "dso")!;
    expect(bars.at(-1)!.value).toBe(now.value);
    expect(bars.slice(-4).map(told)).toEqual([
      ["2026-07-01", 900n, 100_000n, 100_000n],
      ["2026-08-01", 630n, 140_000n, 200_000n],
      ["2026-09-01", 634n, 155_000n, 220_000n],
      ["2026-10-01", now.value, ...now.parts.map(({ value }) => value)],
    ]);
  });

  test.each(CHARTS)("G-05 the rows of every bar of %s sum to it", async (name) => {
    const book = await seen(name);
    const bars = [...book.bars, ...book.clinics, ...book.cells, ...(book.whole ? [book.whole] : [])];
    expect(bars.some(({ parts }) => parts.some(({ value }) => value !== 0n))).toBe(true);
    for (const { bar, ledgerId, parts } of bars)
      for (const part of parts) {
        const rows = await rowsOf(name, part.name, bar, ledgerId);
        expect([bar, part.name, rows.reduce((sum, row) => sum + row.value, 0n)]).toEqual([bar, part.name, part.value]);
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      }
  });

  test("G-01 one clinic's chart holds its own rows alone", async () => {
    const { bars, clinics } = await seen("losses", second.ledgerId);
    expect(clinics.map(({ ledgerId }) => ledgerId)).toEqual([second.ledgerId]);
    expect(told(bars.at(-3)!)).toEqual(["2026-08-01", 0n, 0n, 60_000n]);
  });

  test("a part that a chart has not is refused", async () => {
    const asked = { chart: "losses", part: "reminded", currency: "NOK", limit: 2 } as const;
    await expect(inTenant((tx) => chartRows(tx, asked))).rejects.toMatchObject({ code: "HOME_PART" });
  });
});
