import { sql } from "kysely";
import type { TenantTransaction } from "../context.ts";
import type { Schedule } from "./due.ts";

/** Every statement on schedules. */

export async function upsertSchedule(tx: TenantTransaction, schedule: Schedule): Promise<void> {
  await sql`
    insert into schedule (tenant_id, name, local_time, time_zone, last_done_on)
    values (${tx.tenantId}, ${schedule.name}, ${schedule.localTime}, ${schedule.zone}, ${schedule.lastDoneOn})
    on conflict (tenant_id, name) do update set local_time = excluded.local_time, time_zone = excluded.time_zone`.execute(
    tx.db,
  );
}

const columns = sql`name, to_char(local_time, 'HH24:MI') as "localTime", time_zone as zone, last_done_on as "lastDoneOn"`;

export async function allSchedules(tx: TenantTransaction): Promise<Schedule[]> {
  const found = await sql<Schedule>`
    select ${columns} from schedule where tenant_id = ${tx.tenantId} order by name`.execute(tx.db);
  return found.rows;
}

/** The schedule, held until the transaction ends; nothing when another server holds it. */
export async function lockSchedule(tx: TenantTransaction, name: string): Promise<Schedule | undefined> {
  const found = await sql<Schedule>`
    select ${columns} from schedule where tenant_id = ${tx.tenantId} and name = ${name}
    for update skip locked`.execute(tx.db);
  return found.rows[0];
}

export async function markDayDone(tx: TenantTransaction, name: string, day: string): Promise<void> {
  await sql`
    update schedule set last_done_on = ${day} where tenant_id = ${tx.tenantId} and name = ${name}`.execute(tx.db);
}
