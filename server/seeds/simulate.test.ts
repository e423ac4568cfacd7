import { afterAll, describe, expect, test } from "vitest";
import { testPlatform, trialBalance, type TestPlatform } from "../testkit/index.ts";
import { FOLLOW_UP } from "../src/collections/index.ts";
import { listProposals } from "../src/controls/index.ts";
import { withTenant } from "../src/platform/index.ts";
import { clinicTable } from "../src/reports/index.ts";
import { simulate, stateHash, type LifeReport, type SimulateOptions } from "./index.ts";

/** Three clinics (two of a chain that share a number series, one independent) for twenty days around the end of a month. */
const LIFE = { clinics: 3, days: 20, from: "2026-01-28", volume: { low: 4, high: 7 } } as const;

type Lived = { readonly platform: TestPlatform; readonly report: LifeReport; readonly hashes: readonly string[] };
type Wish = Pick<SimulateOptions, "seed" | "faults">;

const lived: Promise<Pick<Lived, "platform">>[] = [];
afterAll(async () => {
  for (const each of await Promise.allSettled(lived))
    if (each.status === "fulfilled") await each.value.platform.close();
});

function live(wish: Wish): Promise<Lived> {
  const made = (async () => {
    const platform = await testPlatform("2026-01-27T12:00");
    const report = await simulate(platform, { ...LIFE, ...wish });
    const hashes = [];
    for (const { tenantId } of report.tenants) hashes.push((await stateHash(platform, contextOf(tenantId))).all);
    return { platform, report, hashes };
  })();
  lived.push(made);
  return made;
}

/** A life is long: whoever asks for one that was lived already is shown that one. */
const known = new Map<string, Promise<Lived>>();
function life(wish: Wish): Promise<Lived> {
  const name = JSON.stringify(wish);
  const found = known.get(name) ?? live(wish);
  known.set(name, found);
  return found;
}

const contextOf = (tenantId: string) => ({ tenantId, actor: { kind: "system" as const, id: "test" } });

/** Money is conserved: what the bank says stands on each account is what the books say, and what lies in clearing is named. */
function expectConserved(report: LifeReport): void {
  expect(report.witnesses.map((witness) => witness.differenceMinor)).toEqual(report.witnesses.map(() => 0n));
  for (const proof of report.proofs)
    expect(proof.lines.filter((line) => !line.holds).map((line) => line.sentence)).toEqual([]);
}

describe.each([
  { seed: 5, faults: false },
  { seed: 5, faults: true },
  { seed: 6, faults: false },
  { seed: 6, faults: true },
])("X-06 a life of three clinics, seed $seed, faults $faults", (options) => {
  test("S0-08 S0-17 S0-23 from fee to reconciled bank: every statement holds each day and no øre is unexplained", async () => {
    const { platform, report } = await life(options);
    expect(report.breaches).toEqual([]);
    expectConserved(report);
    expect(report.holds).toBe(true);
    expect(report.monthsClosed).toBe(3);
    expect(report.supplierInvoices).toBe(9);
    expect(report.supplierPayments).toBeGreaterThan(0);
    expect(report.claims).toBeGreaterThan(150);
    expect(report.straightThroughBasisPoints).toBeGreaterThan(8_500);
    expect(platform.clock.now().toString()).toBe("2026-02-17T07:00:00Z");
    if (options.faults)
      expect(report.files.again + report.files.rejected + report.files.quarantined).toBeGreaterThan(0);
    else expect(report.files).toMatchObject({ rejected: 0, quarantined: 0, again: 0, cut: 0 });
  });
});

test("X-06 the same seed lives the same life, and another seed another", async () => {
  const first = await life({ seed: 5, faults: true });
  const second = await live({ seed: 5, faults: true });
  const other = await life({ seed: 6, faults: true });
  expect(second.hashes).toEqual(first.hashes);
  expect(other.hashes).not.toEqual(first.hashes);
  const [tenant] = first.report.tenants;
  expect(await trialBalance(second.platform, contextOf(tenant!.tenantId), tenant!.ledgerIds[0]!)).toEqual(
    await trialBalance(first.platform, contextOf(tenant!.tenantId), tenant!.ledgerIds[0]!),
  );
});

test("X-06 S2-13 a life that follows up what is not paid: reminders leave, the next stand open, and every statement holds", async () => {
  const platform = await testPlatform("2026-01-27T12:00");
  const calm = { volume: { low: 3, high: 4 }, transferDays: [1, 4], checkEveryDays: 40 };
  lived.push(Promise.resolve({ platform }));
  const report = await simulate(platform, {
    clinics: 2,
    days: 33,
    seed: 5,
    from: "2026-01-28",
    ...calm,
    followUpDays: 9,
  });
  expect(report.breaches).toEqual([]);
  expect(report.reminders).toBeGreaterThan(3);
  const [tenant] = report.tenants;
  const open = await withTenant(platform, contextOf(tenant!.tenantId), (tx) =>
    listProposals(tx, { kind: FOLLOW_UP, state: "open" }),
  );
  expect(open.map(({ asOfOn }) => asOfOn)).toContain("2026-03-02");
  // Each month end is filed, so that head office sees how the overdue share goes.
  const [book] = await withTenant(platform, contextOf(tenant!.tenantId), clinicTable);
  for (const { trend } of book!.rows) expect(trend.map(({ asOfOn }) => asOfOn)).toEqual(["2026-01-31", "2026-02-28"]);
});
