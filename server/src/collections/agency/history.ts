import { sql } from "kysely";
import type { DateText } from "../../ledger/index.ts";
import { column, type TenantTransaction } from "../../platform/index.ts";
import type { ReportKind } from "./types.ts";

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

/** What the agency was told, or is to be, of money and credits that came after the packet, and of what of it was taken back. */
export type AgencyReportSeen = {
  readonly id: string;
  readonly caseId: string;
  readonly kind: ReportKind;
  readonly amountMinor: bigint;
  readonly on: DateText;
  /** The report that a reversal corrects; null where the packet told of it. */
  readonly corrects: string | null;
  /** Null while it waits, or was refused. */
  readonly sentAt: Temporal.Instant | null;
  /** The agency's code for why it did not take it. */
  readonly refused: string | null;
};

/** First to last; not what the packet itself told. */
export async function agencyReportsOf(tx: TenantTransaction, caseIds: readonly string[]): Promise<AgencyReportSeen[]> {
  const found = await sql<AgencyReportSeen>`
    select id, case_id as "caseId", kind, amount_minor as "amountMinor", on_day as on, corrects, sent_at as "sentAt", refused
    from agency_report where tenant_id = ${tx.tenantId} and case_id = any (${column.uuid(caseIds)}) and not in_packet order by id`.execute(
    tx.db,
  );
  return found.rows;
}
