import { sql } from "kysely";
import type { DateText } from "../ledger/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { inScope, partOf, type HomeFigure, type HomeRows, type HomeScope } from "./home-types.ts";

/** Each bank account with what its latest statement closes with; an account that no statement speaks of has no row. */
export function cashRows(tx: TenantTransaction, scope: HomeScope, part: string): HomeRows | undefined {
  if (part !== "closing") return undefined;
  return sql`
    select 'bankAccount' as kind, a.id, a.ledger_id, s.to_on as day, s.closing_minor as value, null::uuid as party_id, null::jsonb as explanation
    from bank_account a cross join lateral (
      select b.to_on, b.closing_minor from bank_statement b
      where b.tenant_id = a.tenant_id and b.bank_account_id = a.id and b.to_on <= ${scope.day}
      order by b.to_on desc, b.sequence_no desc nulls last, b.id desc limit 1) s
    where ${inScope(tx, "a", scope)}`;
}

/**
 * Cash: the sum of the closing balances (minor units) that the latest statement of each bank account gives, up to the day. How old they
 * are, and how many accounts no statement speaks of, stand in the explanation.
 */
export async function cash(tx: TenantTransaction, scope: HomeScope): Promise<HomeFigure> {
  const rows = cashRows(tx, scope, "closing")!;
  const closing = await partOf(tx, scope, "cash", { name: "closing", unit: "minor" }, rows);
  const days = await sql<{ oldestDay: DateText | null; newestDay: DateText | null; accounts: bigint }>`
    select min(r.day) as "oldestDay", max(r.day) as "newestDay", (select count(*) from bank_account a where ${inScope(tx, "a", scope)}) as accounts
    from (${rows}) r`.execute(tx.db);
  const { oldestDay, newestDay, accounts } = days.rows[0]!;
  const inputs = {
    oldestDay,
    newestDay,
    accounts: Number(accounts),
    withoutStatement: Number(accounts - closing.count),
  };
  const explanation = { rule: "home.cash.latestStatements", version: 1, inputs };
  return { name: "cash", unit: "minor", value: closing.value, explanation, parts: [closing] };
}
