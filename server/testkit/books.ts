import { sql } from "kysely";
import { withTenant, type Check, type Context, type Platform } from "../src/platform/index.ts";

// Tests of the platform need books to seal, to back up and to tamper with; they take the ledger's writer from here.
export { ledgerChecks, post, type EntryDraft, type NewItem } from "../src/ledger/index.ts";

/** The trial balance of a ledger as text, one account a line with its balance in øre (debit above zero): what a story's books say. */
export async function trialBalance(
  platform: Platform,
  context: Context,
  ledgerId: string,
): Promise<Record<string, bigint>> {
  const rows = await withTenant(platform, context, (tx) =>
    sql<{ code: string; minor: bigint }>`
      select code, sum(minor)::bigint as minor from (
        select debit as code, amount_minor as minor from posting where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId}
        union all select credit, -amount_minor from posting where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId}) p
      group by code having sum(minor) <> 0 order by code`.execute(tx.db),
  );
  return Object.fromEntries(rows.rows.map((row) => [row.code, row.minor]));
}

/** All entries of a ledger as text, in order of day and record: `2026-10-06 payment: 1909 < 1500 245000`. */
export async function ledgerText(platform: Platform, context: Context, ledgerId: string): Promise<string[]> {
  const rows = await withTenant(platform, context, (tx) =>
    sql<{ line: string }>`
      select e.booked_on || ' ' || e.kind || ': ' || p.debit || ' < ' || p.credit || ' ' || p.amount_minor as line
      from entry e join posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id
      where e.tenant_id = ${tx.tenantId} and e.ledger_id = ${ledgerId} order by e.booked_on, e.id, p.line`.execute(
      tx.db,
    ),
  );
  return rows.rows.map((row) => row.line);
}

/** Runs checks over a tenant and gives what breaks them: `expect(await breaches(...)).toEqual([])`. */
export async function breaches(platform: Platform, context: Context, checks: readonly Check[]): Promise<string[]> {
  return withTenant(platform, context, async (tx) => {
    const found: string[] = [];
    for (const check of checks)
      for (const row of await check.breaches(tx)) found.push(`${check.name}: ${Object.values(row).join(" ")}`);
    return found;
  });
}
