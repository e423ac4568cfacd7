import { sql } from "kysely";
import type { TenantTransaction } from "../context.ts";

export type AuditEvent = {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly actorKind: string;
  readonly actorId: string;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string | null;
  readonly requestId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
};

/** All that is given must fit. Instants are ISO texts: `from` and including, `to` and excluding. */
export type AuditFilter = {
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly action?: string | undefined;
  readonly actorId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

/** The tenant's audit trail, newest first (X-08): at most `limit` events, those below the event `below` when it is given. */
export async function listAuditEvents(
  tx: TenantTransaction,
  filter: AuditFilter,
  limit: number,
  below?: string,
): Promise<AuditEvent[]> {
  const found = await sql<AuditEvent>`
    select id, at, actor_kind as "actorKind", actor_id as "actorId", action, subject_kind as "subjectKind", subject_id as "subjectId",
           request_id as "requestId", detail
    from audit_event where tenant_id = ${tx.tenantId}
      ${below ? sql`and id < ${below}` : sql``}
      ${filter.subjectKind ? sql`and subject_kind = ${filter.subjectKind}` : sql``}
      ${filter.subjectId ? sql`and subject_id = ${filter.subjectId}` : sql``}
      ${filter.action ? sql`and action = ${filter.action}` : sql``}
      ${filter.actorId ? sql`and actor_id = ${filter.actorId}` : sql``}
      ${filter.from ? sql`and at >= ${filter.from}` : sql``}
      ${filter.to ? sql`and at < ${filter.to}` : sql``}
    order by id desc limit ${limit}`.execute(tx.db);
  return found.rows;
}
