import { sql } from "kysely";
import type { DateText } from "../../ledger/index.ts";
import { column, type TenantTransaction } from "../../platform/index.ts";

/** What the agency said of cases, for people to read: first to last, the amounts split as they came. */
export type AgencyEventSeen = {
  readonly caseId: string;
  readonly status: string;
  readonly said: string;
  readonly occurredOn: DateText;
  readonly reason: string | null;
  readonly capitalMinor: bigint | null;
  readonly interestMinor: bigint | null;
  readonly feeMinor: bigint | null;
  readonly ownCostsMinor: bigint | null;
  readonly remittedMinor: bigint | null;
  readonly outcome: "taken" | "unknownCase" | "unknownStatus" | "amountWrong";
};

export async function agencyEventsOf(tx: TenantTransaction, caseIds: readonly string[]): Promise<AgencyEventSeen[]> {
  const found = await sql<AgencyEventSeen>`
    select case_id as "caseId", status, said, occurred_on as "occurredOn", reason, capital_minor as "capitalMinor", interest_minor as "interestMinor",
      fee_minor as "feeMinor", own_costs_minor as "ownCostsMinor", remitted_minor as "remittedMinor", outcome
    from agency_event where tenant_id = ${tx.tenantId} and case_id = any (${column.uuid(caseIds)}) order by id`.execute(
    tx.db,
  );
  return found.rows;
}
