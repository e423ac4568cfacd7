import { sql } from "kysely";
import type { DateText } from "../ledger/index.ts";
import { toJson, type TenantTransaction } from "../platform/index.ts";
import type { Missing } from "./freshness.ts";

/** Statements on the daily runs. */

export type RunState = "waiting" | "tooLarge" | "done";
export type RunRow = {
  readonly ledgerId: string;
  readonly dayOn: DateText;
  readonly state: RunState;
  readonly missing: readonly Missing[];
  /** Steps that the policy's own approval covered. */
  readonly steps: number;
  readonly proposalId: string | null;
  readonly ranAt: Temporal.Instant;
};

const RUN = sql`
  r.ledger_id as "ledgerId", r.day_on as "dayOn", r.state, r.missing, r.steps, r.proposal_id as "proposalId", r.ran_at as "ranAt"`;

/** The newest runs of a ledger. */
export async function runRows(tx: TenantTransaction, ledgerId: string, limit: number): Promise<RunRow[]> {
  const found = await sql<RunRow>`
    select ${RUN} from follow_up_run r where r.tenant_id = ${tx.tenantId} and r.ledger_id = ${ledgerId} order by r.day_on desc limit ${limit}`.execute(
    tx.db,
  );
  return found.rows;
}

export async function runOn(tx: TenantTransaction, ledgerId: string, dayOn: DateText): Promise<RunRow | undefined> {
  const found = await sql<RunRow>`
    select ${RUN} from follow_up_run r where r.tenant_id = ${tx.tenantId} and r.ledger_id = ${ledgerId} and r.day_on = ${dayOn}`.execute(
    tx.db,
  );
  return found.rows[0];
}

/** Runs that went through, newest first: by themselves, or because a person pressed for one that was too large. */
export async function runsThrough(tx: TenantTransaction, ledgerId: string, limit: number): Promise<RunRow[]> {
  const found = await sql<RunRow>`
    select ${RUN} from follow_up_run r left join proposal p on p.tenant_id = r.tenant_id and p.id = r.proposal_id
    where r.tenant_id = ${tx.tenantId} and r.ledger_id = ${ledgerId} and (r.state = 'done' or (r.state = 'tooLarge' and p.state = 'applied'))
    order by r.day_on desc limit ${limit}`.execute(tx.db);
  return found.rows;
}

/** Writes how a day's run stands; one that is done stays so. */
export async function writeRun(tx: TenantTransaction, run: Omit<RunRow, "ranAt">): Promise<void> {
  await sql`
    insert into follow_up_run (tenant_id, ledger_id, day_on, state, missing, steps, proposal_id, ran_at)
    values (${tx.tenantId}, ${run.ledgerId}, ${run.dayOn}, ${run.state}, ${toJson(run.missing)}::jsonb, ${run.steps}, ${run.proposalId}, ${tx.now.toString()})
    on conflict (tenant_id, ledger_id, day_on) do update set state = excluded.state, missing = excluded.missing, steps = excluded.steps,
      proposal_id = excluded.proposal_id, ran_at = excluded.ran_at where follow_up_run.state <> 'done'`.execute(tx.db);
}
