import { sql } from "kysely";
import { refuse, type Check, type TenantTransaction } from "../platform/index.ts";
import { runChecks, type CheckResult } from "./run-checks.ts";

/** A check that did not hold in a run, and how many rows broke it: as many as it names, at most some dozens. */
export type BrokenCheck = { readonly name: string; readonly rows: bigint };

/** One run through all checks: mostly the night's. */
export type CheckRun = {
  readonly id: string;
  readonly ranAt: Temporal.Instant;
  /** The names of the checks that were asked: those there were then. */
  readonly asked: readonly string[];
  readonly broken: readonly BrokenCheck[];
};

/** Runs through all checks, newest first, a page at a time: `after` is the last one seen. */
export async function checkRuns(
  tx: TenantTransaction,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<CheckRun[]> {
  const found = await sql<Omit<CheckRun, "broken"> & { broken: readonly { name: string; count: number }[] }>`
    select id, ran_at as "ranAt", asked, breaches as broken from check_run
    where tenant_id = ${tx.tenantId} ${after ? sql`and id < ${after}::uuid` : sql``}
    order by id desc limit ${limit}`.execute(tx.db);
  return found.rows.map(({ broken, ...run }) => ({
    ...run,
    broken: broken.map(({ name, count }) => ({ name, rows: BigInt(count) })),
  }));
}

/** How a check stood in the newest run; `notRun` where that did not ask it, or there has been none. */
export type CheckState = {
  readonly name: string;
  readonly sentence: string;
  readonly state: "holds" | "broken" | "notRun";
  readonly rows: bigint;
  /** The first run of those without a break that the check did not hold in. */
  readonly brokenSince: Temporal.Instant | null;
};

const NOBODY = "00000000-0000-0000-0000-000000000000";

const breaks = (run: string, name: string) =>
  sql`${sql.ref(run)}.breaches @> jsonb_build_array(jsonb_build_object('name', ${name}::text))`;

/** Since which run a check has not held, run after run up to the newest; one that did not ask it says nothing of it. */
async function brokenSince(tx: TenantTransaction, name: string): Promise<Temporal.Instant | null> {
  const found = await sql<{ at: Temporal.Instant }>`
    select ran_at as at from check_run r where r.tenant_id = ${tx.tenantId} and ${breaks("r", name)} and r.id > coalesce((
      select h.id from check_run h where h.tenant_id = ${tx.tenantId} and ${name} = any (h.asked) and not ${breaks("h", name)}
      order by h.id desc limit 1), ${NOBODY}::uuid)
    order by r.id limit 1`.execute(tx.db);
  return found.rows[0]?.at ?? null;
}

/** The newest run, and each of the checks as it stood in it. */
export async function checkStates(
  tx: TenantTransaction,
  checks: readonly Check[],
): Promise<{ readonly run: CheckRun | null; readonly states: readonly CheckState[] }> {
  const run = (await checkRuns(tx, { limit: 1 }))[0] ?? null;
  const states: CheckState[] = [];
  for (const { name, sentence } of checks) {
    const broken = run?.broken.find((each) => each.name === name);
    const state = !run?.asked.includes(name) ? "notRun" : broken ? "broken" : "holds";
    const since = broken ? await brokenSince(tx, name) : null;
    states.push({ name, sentence, state, rows: broken?.rows ?? 0n, brokenSince: since });
  }
  return { run, states };
}

/** Runs one check now, in a transaction that can write nothing from here on. Throws NOT_FOUND for a name that no check has. */
export async function runOneCheck(tx: TenantTransaction, checks: readonly Check[], name: string): Promise<CheckResult> {
  const check = checks.find((each) => each.name === name);
  if (!check) throw refuse("NOT_FOUND");
  await sql`set transaction read only`.execute(tx.db);
  const [result] = await runChecks(tx, [check]);
  return result!;
}
