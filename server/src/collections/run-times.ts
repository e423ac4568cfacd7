/** At which hours a chain's runs are called (DP-017): the clock's schedules follow the policy in force. */
import { listLedgers } from "../ledger/index.ts";
import { marketPack } from "../markets/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { inForce } from "./policy.ts";
import { versionOf } from "./policy-book.ts";
import { policyRows } from "./policy-store.ts";

/** Local times, HH:MM. */
export type RunTimes = { readonly runAt: string; readonly fileAlertAgainAt: string };

const timeText = (at: Temporal.PlainTime): string => at.toString({ smallestUnit: "minute" });

/** The hours that the chain's policy in force today names; null before its first, and without a ledger. */
export async function runTimes(tx: TenantTransaction): Promise<RunTimes | null> {
  const [ledger] = await listLedgers(tx);
  if (!ledger) return null;
  const today = tx.now.toZonedDateTimeISO(marketPack(ledger.market).zones[0]!).toPlainDate();
  const rows = await policyRows(tx, { approvedOnly: true, scope: "chain" });
  const policy = inForce(rows.map(versionOf), today)?.policy;
  return policy === undefined
    ? null
    : { runAt: timeText(policy.runAt), fileAlertAgainAt: timeText(policy.fileAlertAgainAt) };
}
