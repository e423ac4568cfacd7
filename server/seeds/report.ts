import { statementWork, workList } from "../src/banking/index.ts";
import { withTenant } from "../src/platform/index.ts";
import { straightThrough, type DayProof } from "../src/reports/index.ts";
import type { FileCounts } from "./morning.ts";
import { askTheBank, proofsOf, type Breach, type Witness } from "./watch.ts";
import type { World } from "./world.ts";

/** What a life added up as it went. */
export type LifeSums = {
  claims: number;
  credits: number;
  withdrawn: number;
  invoices: number;
  supplierInvoices: number;
  supplierPayments: number;
  payments: number;
  invoiceRuns: number;
  matchRuns: number;
  matched: number;
  byHand: number;
  accepted: number;
  monthsClosed: number;
  reminders: number;
  breaches: Breach[];
};

/** How a life ended: counts, where the bank's lines went, what still waits, and the proof to the øre. */
export type LifeReport = LifeSums & {
  readonly endedOn: string;
  readonly files: FileCounts;
  /** Bank lines by state, over all ledgers. Øre. */
  readonly linesByState: Readonly<Record<string, { readonly lines: number; readonly minor: bigint }>>;
  /** Share of lines posted against their item with no hand, in hundredths of a per cent. */
  readonly straightThroughBasisPoints: number;
  readonly workList: number;
  readonly statementLinesOpen: number;
  readonly proofs: readonly DayProof[];
  readonly witnesses: readonly Witness[];
  readonly tenants: readonly {
    readonly name: string;
    readonly tenantId: string;
    readonly ledgerIds: readonly string[];
  }[];
  /** Nothing is broken, every proof holds, and the bank agrees. */
  readonly holds: boolean;
};

/** Adds a life up after its last day; `after` is the morning on which the clock stands. */
export async function lifeReport(
  world: World,
  sums: LifeSums,
  files: FileCounts,
  after: Temporal.PlainDate,
): Promise<LifeReport> {
  const lines = await linesOf(world, after.toString());
  const proofs = await proofsOf(world, after.toString());
  const witnesses = await askTheBank(world);
  return {
    ...sums,
    endedOn: after.toString(),
    files,
    ...lines,
    ...(await waiting(world)),
    proofs,
    witnesses,
    tenants: world.tenants.map(({ name, context, clinics }) => ({
      name,
      tenantId: context.tenantId,
      ledgerIds: clinics.map((clinic) => clinic.ledgerId),
    })),
    holds:
      sums.breaches.length === 0 &&
      proofs.every((proof) => proof.holds) &&
      witnesses.every((witness) => witness.differenceMinor === 0n),
  };
}

async function linesOf(
  world: World,
  to: string,
): Promise<Pick<LifeReport, "linesByState" | "straightThroughBasisPoints">> {
  const linesByState: Record<string, { lines: number; minor: bigint }> = {};
  let ours = 0n;
  let straight = 0n;
  for (const { platform, context, ledgerId } of world.clinics) {
    const found = await withTenant(platform, context, (tx) =>
      straightThrough(tx, { ledgerId, from: "2000-01-01", to }),
    );
    ours += found.lines;
    straight += found.straight;
    for (const { state, lines, amountMinor } of found.byState) {
      const sum = (linesByState[state] ??= { lines: 0, minor: 0n });
      sum.lines += Number(lines);
      sum.minor += amountMinor;
    }
  }
  return { linesByState, straightThroughBasisPoints: ours === 0n ? 0 : Number((straight * 10_000n) / ours) };
}

const PAGE = 200;

async function waiting(world: World): Promise<Pick<LifeReport, "workList" | "statementLinesOpen">> {
  let lines = 0;
  let statementLinesOpen = 0;
  for (const { platform, context, ledgerId } of world.clinics) {
    await withTenant(platform, context, async (tx) => {
      let page = await workList(tx, { ledgerId, limit: PAGE });
      lines += page.length;
      while (page.length === PAGE) {
        const { settledOn, id } = page.at(-1)!;
        page = await workList(tx, { ledgerId, limit: PAGE, after: { settledOn, id } });
        lines += page.length;
      }
      statementLinesOpen += (await statementWork(tx, { ledgerId, limit: PAGE })).length;
    });
  }
  return { workList: lines, statementLinesOpen };
}
