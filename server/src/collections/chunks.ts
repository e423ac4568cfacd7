import { sql } from "kysely";
import { column, type TenantTransaction } from "../platform/index.ts";

/**
 * Where the parts of a run end, near the line numbers wished for: never between two claims of one payer, who is told of them in one letter
 * (E18). Lines of a payer follow one another; `lastLine` is the proposal's last.
 */
export async function endsBetweenPayers(
  tx: TenantTransaction,
  proposalId: string,
  wished: readonly number[],
  lastLine: number,
): Promise<readonly number[]> {
  const found = await sql<{ end: number }>`
    select coalesce(n.line_no - 1, ${lastLine}::integer) as end
    from proposal_line l join open_item i on i.tenant_id = l.tenant_id and i.id = l.subject_id
    left join lateral (
      select o.line_no from proposal_line o join open_item j on j.tenant_id = o.tenant_id and j.id = o.subject_id
      where o.tenant_id = ${tx.tenantId} and o.proposal_id = l.proposal_id and o.line_no > l.line_no and j.party_id <> i.party_id
      order by o.line_no limit 1) n on true
    where l.tenant_id = ${tx.tenantId} and l.proposal_id = ${proposalId} and l.line_no = any (${column.integer(wished)})
    order by 1`.execute(tx.db);
  return found.rows.map(({ end }) => end);
}
