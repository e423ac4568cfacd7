import { sql } from "kysely";
import { column, toJson, type Check, type TenantTransaction } from "../platform/index.ts";
import { raiseAlarm } from "./alarms.ts";
import type { DateText } from "../ledger/index.ts";

export type CheckResult = {
  readonly name: string;
  readonly sentence: string;
  readonly breaches: readonly Readonly<Record<string, unknown>>[];
};

/** Runs checks over one tenant and gives each one's result; changes nothing. */
export async function runChecks(tx: TenantTransaction, checks: readonly Check[]): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks)
    results.push({ name: check.name, sentence: check.sentence, breaches: await check.breaches(tx) });
  return results;
}

/** The nightly run: keeps what was asked and the outcome, and raises an alarm for each check that is broken. */
export async function nightlyChecks(
  tx: TenantTransaction,
  checks: readonly Check[],
  day: DateText,
): Promise<CheckResult[]> {
  const results = await runChecks(tx, checks);
  const broken = results.filter((result) => result.breaches.length > 0);
  await sql`
    insert into check_run (tenant_id, id, ran_at, asked, breaches)
    values (${tx.tenantId}, ${tx.platform.ids.next()}, ${tx.now.toString()}, ${column.text(results.map(({ name }) => name))}, ${toJson(broken.map((b) => ({ name: b.name, count: b.breaches.length })))}::jsonb)`.execute(
    tx.db,
  );
  for (const result of broken) {
    await raiseAlarm(tx, {
      kind: `check.${result.name}`,
      subjectKind: "tenant",
      subjectId: tx.tenantId,
      dayOn: day,
      detail: { breaches: result.breaches.length },
    });
  }
  return results;
}
