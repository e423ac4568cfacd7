/** Whether each clinic's follow-up is done when its policy says (S2-02, DP-018). */
import { sql } from "kysely";
import type { DateText, Ledger } from "../ledger/index.ts";
import { marketPack } from "../markets/index.ts";
import { column, type TenantTransaction } from "../platform/index.ts";
import { overrideOf, versionOf } from "./policy-book.ts";
import { policyOfItem } from "./policy.ts";
import type { FollowUp } from "./policy-model.ts";
import { policyRows } from "./policy-store.ts";
import { isRed, workingDaysBetween } from "./timeline.ts";

export type FollowUpRoutine = {
  /** Null where no policy is in force. */
  readonly mode: FollowUp["mode"] | null;
  readonly lastRunOn: DateText | null;
  /** The most working days that a step of the last week was late, or that have passed without a run; null before the first run. */
  readonly lagDays: number | null;
  /** Later than the mode allows: daily by any day, weekly by more than five. */
  readonly isRed: boolean;
};

type Done = { readonly ledgerId: string; readonly lastRunOn: DateText; readonly lag: number };

const LOOKED_AT_DAYS = 7;

/** The last run that went through, and the worst lag of the steps taken since a day, for each ledger that has run. */
async function doneBy(tx: TenantTransaction, ids: readonly string[], sinceOn: string): Promise<Map<string, Done>> {
  const found = await sql<Done>`
    select r.ledger_id as "ledgerId", r.day_on as "lastRunOn", coalesce(s.lag, 0) as lag
    from (select ledger_id, max(day_on) as day_on from follow_up_run
      where tenant_id = ${tx.tenantId} and ledger_id = any (${column.uuid(ids)}) and state = 'done' group by 1) r
    left join (select ledger_id, max(lag)::integer as lag from follow_up_step
      where tenant_id = ${tx.tenantId} and ledger_id = any (${column.uuid(ids)}) and taken_on >= ${sinceOn} group by 1) s on s.ledger_id = r.ledger_id`.execute(
    tx.db,
  );
  return new Map(found.rows.map((row) => [row.ledgerId, row]));
}

/** Working days that have ended since the last run; today's may still come. */
function daysWithout({ market }: Ledger, lastRunOn: DateText, today: Temporal.PlainDate): number {
  const { days } = marketPack(market);
  const from = Temporal.PlainDate.from(lastRunOn);
  return workingDaysBetween(days, from, today.subtract({ days: 1 }));
}

/** The routine of many ledgers, read at once: policies, runs and steps. */
export async function followUpRoutines(
  tx: TenantTransaction,
  ledgers: readonly Ledger[],
): Promise<Map<string, FollowUpRoutine>> {
  const rows = await policyRows(tx, { approvedOnly: true });
  const chain = rows.filter(({ scope }) => scope === "chain").map(versionOf);
  const ids = ledgers.map(({ id }) => id);
  const done = await doneBy(
    tx,
    ids,
    tx.now
      .subtract({ hours: 24 * LOOKED_AT_DAYS })
      .toString()
      .slice(0, 10),
  );
  return new Map(
    ledgers.map((ledger) => {
      const today = tx.platform.clock.today(marketPack(ledger.market).zones[0]!);
      const own = rows.filter(({ scope, scopeId }) => scope === "clinic" && scopeId === ledger.clinicId);
      const found = policyOfItem(chain, own.map(overrideOf), today);
      const followUp = found.ok ? found.policy.followUp : null;
      const run = done.get(ledger.id);
      const lagDays = run ? Math.max(run.lag, daysWithout(ledger, run.lastRunOn, today)) : null;
      const late = followUp !== null && (lagDays === null || isRed(followUp, lagDays));
      return [ledger.id, { mode: followUp?.mode ?? null, lastRunOn: run?.lastRunOn ?? null, lagDays, isRed: late }];
    }),
  );
}
