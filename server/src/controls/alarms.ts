import { sql } from "kysely";
import { recordAudit, refuse, toJson, type TenantTransaction } from "../platform/index.ts";
import type { DateText } from "../ledger/index.ts";

export type AlarmInput = {
  readonly kind: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly dayOn: DateText;
  readonly detail?: Readonly<Record<string, unknown>>;
};

export type Alarm = AlarmInput & {
  readonly id: string;
  readonly raisedAt: Temporal.Instant;
  readonly clearedAt: Temporal.Instant | null;
};

/** Raises an alarm, once per kind, subject and day. Returns whether it is new. */
export async function raiseAlarm(tx: TenantTransaction, alarm: AlarmInput): Promise<boolean> {
  const raised = await sql`
    insert into alarm (tenant_id, id, kind, subject_kind, subject_id, day_on, raised_at, detail)
    values (${tx.tenantId}, ${tx.platform.ids.next()}, ${alarm.kind}, ${alarm.subjectKind}, ${alarm.subjectId}, ${alarm.dayOn}, ${tx.now.toString()}, ${toJson(alarm.detail ?? {})}::jsonb)
    on conflict (tenant_id, kind, subject_kind, subject_id, day_on) do nothing`.execute(tx.db);
  return (raised.numAffectedRows ?? 0n) > 0n;
}

/** Raises an alarm that stands for a state which may come and go on one day: one that was cleared stands again. */
export async function raiseAlarmAgain(tx: TenantTransaction, alarm: AlarmInput): Promise<void> {
  if (await raiseAlarm(tx, alarm)) return;
  await sql`
    update alarm set cleared_at = null, raised_at = ${tx.now.toString()}, detail = ${toJson(alarm.detail ?? {})}::jsonb
    where tenant_id = ${tx.tenantId} and kind = ${alarm.kind} and subject_kind = ${alarm.subjectKind} and subject_id = ${alarm.subjectId}
      and day_on = ${alarm.dayOn} and cleared_at is not null`.execute(tx.db);
}

/** Clears the alarms of a kind and subject up to a day: what was missing has come. */
export async function clearAlarms(
  tx: TenantTransaction,
  kind: string,
  subjectId: string,
  upTo: DateText,
): Promise<void> {
  await sql`
    update alarm set cleared_at = ${tx.now.toString()}
    where tenant_id = ${tx.tenantId} and kind = ${kind} and subject_id = ${subjectId} and day_on <= ${upTo} and cleared_at is null`.execute(
    tx.db,
  );
}

/**
 * A person has seen an alarm: it stands no longer. Again is as once. Throws NOT_FOUND.
 */
export async function acknowledgeAlarm(tx: TenantTransaction, alarmId: string): Promise<void> {
  const found = await sql<{ standing: boolean }>`
    select cleared_at is null as standing from alarm where tenant_id = ${tx.tenantId} and id = ${alarmId} for update`.execute(
    tx.db,
  );
  const alarm = found.rows[0];
  if (!alarm) throw refuse("NOT_FOUND");
  if (!alarm.standing) return;
  await sql`update alarm set cleared_at = ${tx.now.toString()} where tenant_id = ${tx.tenantId} and id = ${alarmId}`.execute(
    tx.db,
  );
  await recordAudit(tx, { action: "alarm.acknowledged", subjectKind: "alarm", subjectId: alarmId });
}

/** Which alarms a list shows: those still standing, or all. */
export type AlarmFilter = {
  readonly all?: boolean;
  readonly after?: { readonly raisedAt: Temporal.Instant; readonly id: string };
  readonly limit?: number;
};

/** Alarms, newest first, a page at a time: `after` is the last one seen. 200 unless a limit is named; only those still standing unless asked otherwise. */
export async function listAlarms(tx: TenantTransaction, filter: AlarmFilter = {}): Promise<Alarm[]> {
  const { all, after, limit = 200 } = filter;
  const found = await sql<Alarm>`
    select id, kind, subject_kind as "subjectKind", subject_id as "subjectId", day_on as "dayOn", detail, raised_at as "raisedAt", cleared_at as "clearedAt"
    from alarm where tenant_id = ${tx.tenantId} ${all ? sql`` : sql`and cleared_at is null`}
      ${after ? sql`and (raised_at, id) < (${after.raisedAt.toString()}::timestamptz, ${after.id}::uuid)` : sql``}
    order by raised_at desc, id desc limit ${limit}`.execute(tx.db);
  return found.rows;
}
