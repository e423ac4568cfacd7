import { sql } from "kysely";
import type { TenantTransaction } from "../context.ts";
import { toJson } from "../json.ts";
import type { AuditAction, AuditSubject } from "./actions.ts";

/** What happened, in ids, codes and counts; never a name, a text or an amount that a person's health could be read from (SEC-75). */
export type AuditInput = {
  readonly action: AuditAction;
  readonly subjectKind: AuditSubject;
  readonly subjectId?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
};

/** Writes one audit row in the transaction of its cause. */
export async function recordAudit(tx: TenantTransaction, input: AuditInput): Promise<void> {
  const { actor, requestId } = tx.context;
  await sql`
    insert into audit_event (tenant_id, id, at, actor_kind, actor_id, action, subject_kind, subject_id, request_id, detail)
    values (${tx.tenantId}, ${tx.platform.ids.next()}, ${tx.now.toString()}, ${actor.kind}, ${actor.id}, ${input.action},
            ${input.subjectKind}, ${input.subjectId ?? null}, ${requestId ?? null}, ${toJson(input.detail ?? {})}::jsonb)`.execute(
    tx.db,
  );
}
