import { clearAlarms, raiseAlarm } from "../../controls/index.ts";
import { listLedgers, type DateText } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import { recordAudit, tenantWithSettings, type TenantTransaction } from "../../platform/index.ts";
import { actorOf } from "../claim-of.ts";
import { cycleBefore, cycleOf, type Cycle, type CycleKind } from "./cycle.ts";
import {
  coverageRows,
  cycleRow,
  neglectedRows,
  neglectedSums,
  personRows,
  setCycleRow,
  type CoverageRow,
  type NeglectedRow,
  type PersonRow,
  type Scope,
} from "./store.ts";

/** Whether every overdue claim is worked once a cycle, by whom, and which nobody touched (S3-23, S3-24, S3-33, N-24). */

export const NEGLECTED = "followUp.neglected";
const AS_IT_COMES: CycleKind = "weekly";

export type LedgerCoverage = CoverageRow & { readonly name: string; readonly currency: string };
export type Coverage = {
  readonly kind: CycleKind;
  readonly cycle: Cycle;
  readonly ledgers: readonly LedgerCoverage[];
  readonly people: readonly PersonRow[];
};

type Asked = { readonly ledgerId?: string };

/** The ledgers in reach, or one of them, and the day by the tenant's clock. */
async function scopeOf(tx: TenantTransaction, { ledgerId }: Asked) {
  const ledgers = (await listLedgers(tx)).filter(({ id }) => ledgerId === undefined || id === ledgerId);
  const zone = marketPack((await tenantWithSettings(tx)).market).zones[0]!;
  const today = tx.now.toZonedDateTimeISO(zone).toPlainDate().toString();
  const scope: Scope = { ledgerIds: ledgers.map(({ id }) => id), today, zone };
  return { ledgers, scope, kind: (await cycleRow(tx)) ?? AS_IT_COMES };
}

/** How many of the overdue claims were worked in this cycle, by clinic and by person. A ledger with nothing overdue has a row of zeros. */
export async function coverage(tx: TenantTransaction, asked: Asked = {}): Promise<Coverage> {
  const { ledgers, scope, kind } = await scopeOf(tx, asked);
  const cycle = cycleOf(kind, scope.today);
  const found = new Map((await coverageRows(tx, scope, cycle.fromOn)).map((row) => [row.ledgerId, row]));
  const none = { claims: 0, openMinor: 0n, touched: 0, waiting: 0, untouchedMinor: 0n };
  return {
    ...{ kind, cycle, people: await personRows(tx, scope, cycle.fromOn) },
    ledgers: ledgers.map(({ id, name, currency }) => ({ ...none, ...found.get(id), ledgerId: id, name, currency })),
  };
}

export type Neglected = NeglectedRow & { readonly daysOverdue: number };

/** The claims that were overdue all through the last whole cycle and that nobody touched since it began, most money first. */
export async function neglected(
  tx: TenantTransaction,
  asked: Asked & { readonly after?: { readonly openMinor: bigint; readonly itemId: string }; readonly limit: number },
): Promise<Neglected[]> {
  const { scope, kind } = await scopeOf(tx, asked);
  const rows = await neglectedRows(tx, scope, cycleBefore(kind, scope.today).fromOn, asked);
  return rows.map((row) => ({ ...row, daysOverdue: daysBetween(row.dueOn, scope.today) }));
}

/** How many claims nobody touched for a whole cycle, of all ledgers in reach. */
export async function neglectedCount(tx: TenantTransaction): Promise<number> {
  const { scope, kind } = await scopeOf(tx, {});
  const sums = await neglectedSums(tx, scope, cycleBefore(kind, scope.today).fromOn);
  return sums.reduce((count, { claims }) => count + claims, 0);
}

const daysBetween = (from: DateText, to: DateText): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;

/** Tells once a cycle which clinics have claims that nobody touched; what has been touched since is told no longer. */
export async function alarmAboutNeglect(tx: TenantTransaction): Promise<void> {
  const { ledgers, scope, kind } = await scopeOf(tx, {});
  const sums = await neglectedSums(tx, scope, cycleBefore(kind, scope.today).fromOn);
  const found = new Map(sums.map((sum) => [sum.ledgerId, sum]));
  const dayOn = cycleOf(kind, scope.today).fromOn;
  for (const { id } of ledgers) {
    const sum = found.get(id);
    if (!sum) await clearAlarms(tx, NEGLECTED, id, dayOn);
    else {
      const detail = { count: sum.claims, openMinor: Number(sum.openMinor) };
      await raiseAlarm(tx, { kind: NEGLECTED, subjectKind: "ledger", subjectId: id, dayOn, detail });
    }
  }
}

/** Says how often every overdue claim is to be worked. */
export async function setCycle(tx: TenantTransaction, cycle: CycleKind): Promise<void> {
  const before = (await cycleRow(tx)) ?? AS_IT_COMES;
  if (before === cycle) return;
  await setCycleRow(tx, cycle, actorOf(tx));
  await recordAudit(tx, {
    action: "followUp.cycleSet",
    subjectKind: "tenant",
    subjectId: tx.tenantId,
    detail: { cycle },
  });
}
