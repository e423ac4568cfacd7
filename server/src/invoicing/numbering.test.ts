import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { breaches, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import { approveProposal, Overtaken, type Turn } from "../controls/index.ts";
import { ledgerById, ledgerChecks, seriesById, takeExpected, takeNumbers } from "../ledger/index.ts";
import { withTenant, type TenantTransaction } from "../platform/index.ts";
import { claim } from "./claims.fixture.ts";
import { applyInvoices, invoicingChecks, numberReport, proposeInvoices, receiveClaims } from "./index.ts";
import { numberChunk } from "./numbering.ts";

let platform: TestPlatform;
let clinic: TestClinic;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
const nextNo = async () => (await inTenant((tx) => seriesById(tx, clinic.seriesId))).nextNo;

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
});
beforeEach(async () => {
  clinic = await testClinic(platform);
});
afterAll(() => platform.close());

/** So many claims wait in a ledger, and a run of them is approved. */
async function approvedRun({ ledgerId }: TestClinic, count: number): Promise<string> {
  const claims = Array.from({ length: count }, (_, at) =>
    claim({
      externalId: `c-${at + 1}`,
      amountMinor: 100_000 + at,
      patient: { ref: `P${at + 1}`, name: `Pasient ${at + 1}`, birthDate: "1984-03-09" },
      payer: { type: "PATIENT", ref: `P${at + 1}`, name: `Pasient ${at + 1}`, phone: "+4791234567" },
    }),
  );
  return inTenant(async (tx) => {
    await receiveClaims(tx, ledgerId, claims);
    const { id } = await proposeInvoices(tx, ledgerId, "2026-10-06");
    await approveProposal(tx, id);
    return id;
  });
}

const apply = (id: string) => applyInvoices(platform, clinic.context, id, { chunk: 2, lanes: 3 });

describe("N-17 chunks that write side by side", () => {
  test("number their invoices in the order of the lines", async () => {
    await apply(await approvedRun(clinic, 21));
    const found = await inTenant((tx) =>
      sql<{ claim: string }>`
        select c.external_id as claim from invoice i join invoice_line l on l.tenant_id = i.tenant_id and l.invoice_id = i.id
          join claim c on c.tenant_id = l.tenant_id and c.id = l.claim_id
        where i.tenant_id = ${tx.tenantId} order by i.series_no`.execute(tx.db),
    );
    expect(found.rows.map((row) => row.claim)).toEqual(Array.from({ length: 21 }, (_, at) => `c-${at + 1}`));
  });

  test("of two ledgers on one series, run at the same moment, overtake each other and leave no gap", async () => {
    const { tenantId, seriesId } = clinic;
    const second = await testClinic(platform, { tenantId, seriesId, orgNo: "812345672" });
    const runs = [await approvedRun(clinic, 30), await approvedRun(second, 30)];
    const totals = await Promise.all(runs.map(apply));
    expect(totals).toMatchObject([
      { applied: 30, stale: 0 },
      { applied: 30, stale: 0 },
    ]);
    const report = await inTenant((tx) => numberReport(tx, clinic.ledgerId));
    expect(report.own).toEqual({ first: "1", last: "60", count: 60, unexplained: [] });
    expect(await breaches(platform, clinic.context, [...ledgerChecks, ...invoicingChecks])).toEqual([]);
  });

  test("give way to numbers that somebody takes while they write", async () => {
    const proposal = await approvedRun(clinic, 20);
    const taken: bigint[] = [];
    const others = Array.from({ length: 10 }, () =>
      inTenant(async (tx) => void taken.push((await takeNumbers(tx, clinic.seriesId, 1)).first)),
    );
    const [totals] = await Promise.all([apply(proposal), ...others]);
    expect(totals).toMatchObject({ applied: 20, stale: 0, failed: 0 });
    const found = await inTenant((tx) =>
      sql<{ no: bigint }>`select series_no as no from invoice where tenant_id = ${tx.tenantId}`.execute(tx.db),
    );
    const all = [...taken, ...found.rows.map((row) => row.no)].sort((a, b) => (a < b ? -1 : 1));
    expect(all).toEqual(Array.from({ length: 30 }, (_, at) => BigInt(at + 1)));
  });
});

describe("N-17 a chunk that heard which number will be free", () => {
  const turn = (heard: bigint | undefined) => {
    const told: bigint[] = [];
    const made: Turn<bigint> = { heard: Promise.resolve(heard), tell: (word) => void told.push(word) };
    return { ...made, told };
  };
  /** Numbers three documents, which are only their numbers here. */
  const number = (tx: TenantTransaction, heard: Turn<bigint>, written: string[]) =>
    ledgerById(tx, clinic.ledgerId).then((ledger) =>
      numberChunk(tx, ledger, heard, {
        count: 3,
        async write(take) {
          for (const numbers of [await take(2), await take(1)]) written.push(numbers.next().number);
        },
      }),
    );

  test("tells the next at once, and moves the series at its end", async () => {
    const heard = turn(1n);
    const written: string[] = [];
    await inTenant(async (tx) => {
      const last = await number(tx, heard, written);
      expect({ told: heard.told, written }).toEqual({ told: [4n], written: ["1", "3"] });
      await last();
    });
    expect(await nextNo()).toBe(4n);
  });

  test("is overtaken when the number was taken before its end", async () => {
    const work = inTenant(async (tx) => {
      const last = await number(tx, turn(1n), []);
      await inTenant((other) => takeNumbers(other, clinic.seriesId, 1));
      await last();
    });
    await expect(work).rejects.toThrow(Overtaken);
    expect(await nextNo()).toBe(2n);
  });

  test("is overtaken, without waiting, while somebody is taking numbers", async () => {
    await inTenant(async (holder) => {
      await takeNumbers(holder, clinic.seriesId, 1);
      expect(await inTenant((tx) => takeExpected(tx, clinic.seriesId, { first: 1n, count: 3 }))).toBe(false);
    });
    expect(await nextNo()).toBe(2n);
  });

  test("without a word asks the series itself, and tells what follows", async () => {
    const silent = turn(undefined);
    const written: string[] = [];
    await inTenant(async (tx) => {
      const last = await number(tx, silent, written);
      expect({ told: silent.told, written }).toEqual({ told: [], written: [] });
      await last();
    });
    expect({ told: [...new Set(silent.told)], written }).toEqual({ told: [4n], written: ["1", "3"] });
  });
});
