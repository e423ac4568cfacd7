import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { column, recordAudit, withTenant, type AuditInput, type TenantTransaction } from "../../platform/index.ts";
import { invoice, ocrFile, party, bankAccount, type Invoice } from "../books.fixture.ts";
import { homeRowsSaid } from "../home-said.ts";
import { chart, chartRows, type ChartBar, type ChartName } from "../index.ts";

let platform: TestPlatform;
let clinic: TestClinic;
let second: TestClinic;
let bills: Invoice[];
const users = { reception: "", finance: "", both: "" };

type Role = "reception" | "clinicManager" | "hqFinance" | "cfo";
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>, userId?: string) =>
  withTenant(
    platform,
    userId === undefined ? clinic.context : { ...clinic.context, actor: { kind: "user", id: userId } },
    work,
  );

async function hire(tx: TenantTransaction, roles: readonly Role[], since: string): Promise<string> {
  const userId = platform.ids.next();
  await sql`insert into membership (tenant_id, user_id, role, clinic_ids, created_at)
    select ${tx.tenantId}, ${userId}, r.role, null, ${since}::timestamptz from unnest(${column.text(roles)}) as r (role)`.execute(
    tx.db,
  );
  return userId;
}

/** Acts of one person, now. */
const act = (userId: string | undefined, ...events: readonly AuditInput[]) =>
  inTenant(async (tx) => {
    for (const event of events) await recordAudit(tx, event);
  }, userId);
const onBill = (action: AuditInput["action"], at: number): AuditInput => ({
  ...{ action, subjectKind: "openItem", subjectId: bills[at]!.item.id },
});
const seen = async (name: ChartName, ledgerId?: string) =>
  (await inTenant((tx) => chart(tx, name, { ledgerId }))).books[0]!;
const told = ({ bar, value, parts }: ChartBar) => [bar, value, ...parts.map((part) => part.value)];

beforeAll(async () => {
  platform = await testPlatform("2026-08-03T09:00");
  clinic = await testClinic(platform);
  second = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId, orgNo: "974760673" });
  await inTenant(async (tx) => {
    users.reception = await hire(tx, ["reception"], "2026-01-01T00:00:00Z");
    users.finance = await hire(tx, ["hqFinance"], "2026-01-01T00:00:00Z");
    users.both = await hire(tx, ["clinicManager", "cfo"], "2026-01-01T00:00:00Z");
    const kari = await party(tx, 1n);
    const bill = (place: TestClinic, number: string, on: string) =>
      invoice(tx, place, { amountMinor: 10_000n, on, number, partyId: kari });
    bills = [
      ...[await bill(clinic, "1", "2026-08-03"), await bill(clinic, "2", "2026-08-03")],
      ...[
        await bill(clinic, "3", "2026-08-04"),
        await bill(second, "4", "2026-08-04"),
        await bill(clinic, "5", "2026-09-01"),
      ],
    ];
  });
  await act(users.reception, onBill("message.sent", 0), onBill("followUp.noteWritten", 0));
  await act(users.finance, onBill("desk.decided", 0), {
    action: "period.closed",
    subjectKind: "ledger",
    subjectId: second.ledgerId,
  });
  await act(users.both, { action: "monthEnd.packSigned", subjectKind: "ledger", subjectId: clinic.ledgerId });
  // Looked at, done by the routine, set up: none of it is a touch.
  await act(users.reception, onBill("followUp.caseRead", 1), { action: "tenant.changed", subjectKind: "tenant" });
  await act(undefined, onBill("message.sent", 1));
  platform.moveTo("2026-09-01T09:00");
  await act(users.reception, {
    ...{
      action: "item.dueMoved",
      subjectKind: "ledger",
      subjectId: clinic.ledgerId,
      detail: { itemId: bills[4]!.item.id },
    },
  });
});
afterAll(() => platform.close());

describe("the work that invoices cause", () => {
  test("S2-06 touches are counted by month, at the clinic and at head office, for each 100 invoices", async () => {
    const { bars } = await seen("work");
    // Of four invoices in August one was touched by itself; the month-end was of none.
    expect(bars.slice(-2).map(told)).toEqual([
      ["2026-08-01", 1_250n, 2n, 3n, 3n, 4n],
      ["2026-09-01", 1_000n, 1n, 0n, 0n, 1n],
    ]);
    expect(bars).toHaveLength(12);
  });

  test("S2-06 clinics compare per 100 invoices, and head office is a line of its own", async () => {
    const { clinics } = await seen("work");
    expect(clinics.map(({ ledgerId, ...bar }) => [ledgerId, ...told({ ledgerId, ...bar })])).toEqual([
      [clinic.ledgerId, null, 1_250n, 3n, 2n, 2n, 4n],
      [second.ledgerId, null, 1_000n, 0n, 1n, 1n, 1n],
      [null, "headOffice", 600n, 3n, 5n],
    ]);
  });

  test("S2-06 who held a clinic's roles when it was done did it at the clinic, whatever came later", async () => {
    platform.moveTo("2026-09-02T09:00");
    await inTenant(async (tx) => {
      await sql`update membership set ended_at = ${tx.now.toString()} where tenant_id = ${tx.tenantId} and user_id = ${users.reception}`.execute(
        tx.db,
      );
    });
    expect(told((await seen("work")).bars.at(-2)!)).toEqual(["2026-08-01", 1_250n, 2n, 3n, 3n, 4n]);
  });

  test("S2-06 the work is told by its kind, beside what the routine did by itself", async () => {
    await inTenant(async (tx) => {
      const account = await bankAccount(tx, clinic);
      await ocrFile(tx, clinic, account, "2026-08-20", [{ amountMinor: 10_000n, item: bills[1]!.item }]);
    });
    const { bars } = await seen("workKinds");
    expect(bars.filter(({ parts }) => parts.some(({ value }) => value > 0n)).map(told)).toEqual([
      ["messages", 1n, 1n, 0n, 0n],
      ["money", 0n, 0n, 0n, 1n],
      ["contact", 1n, 1n, 0n, 0n],
      ["arrangements", 1n, 1n, 0n, 0n],
      ["cases", 1n, 0n, 1n, 0n],
      ["monthEnd", 2n, 0n, 2n, 0n],
    ]);
  });

  test("S2-06 a payment that an approved list placed is no touch of its own", async () => {
    const before = (await seen("workKinds")).bars;
    const entryId = bills[1]!.entryId;
    const subject = { subjectKind: "ledger", subjectId: clinic.ledgerId } as const;
    await act(users.finance, { action: "bankLine.solved", ...subject, detail: { entryId } });
    expect((await seen("workKinds")).bars).toEqual(before);
  });

  test("S2-06 G-05 a bar opens the acts behind it, by what was done and to which invoice, never by whom", async () => {
    const asked = { chart: "work", part: "clinic", bar: "2026-08-01", currency: "NOK", limit: 10 } as const;
    const rows = await inTenant((tx) => chartRows(tx, asked));
    const said = await inTenant((tx) => homeRowsSaid(tx, rows));
    expect(rows.map(({ id, kind }) => [kind, said(id).word, said(id).number])).toEqual([
      ["auditEvent", "message.sent", "1"],
      ["auditEvent", "followUp.noteWritten", "1"],
    ]);
    const everything = JSON.stringify([rows, await seen("work")], (_, value: unknown) =>
      typeof value === "bigint" ? String(value) : value,
    );
    for (const userId of Object.values(users)) expect(everything).not.toContain(userId);
  });

  test("S2-06 SEC-09 a clinic sees its own touches and what head office did for it, of no other", async () => {
    const { clinics } = await seen("work", second.ledgerId);
    expect(clinics.map(told)).toEqual([
      [null, 1_000n, 0n, 1n, 1n, 1n],
      ["headOffice", 1_000n, 1n, 1n],
    ]);
  });
});
