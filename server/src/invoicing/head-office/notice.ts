import { sql } from "kysely";
import { raiseAlarm } from "../../controls/index.ts";
import type { DateText } from "../../ledger/index.ts";
import { listLedgers } from "../../ledger/index.ts";
import { column, recordAudit, toJson, type TenantTransaction } from "../../platform/index.ts";
import { creditedSums, type CreditedSums } from "./list.ts";

/** What head office is told the same day: how many and how much, never whom (DP-058). */

export type HeadOffice = {
  readonly recipients: readonly string[];
  /** Where the list with names stands, behind sign-in. */
  readonly listUrl: string;
};

/** Where head office is told; undefined where nobody has said. */
export async function headOffice(tx: TenantTransaction): Promise<HeadOffice | undefined> {
  const found = await sql<HeadOffice>`
    select recipients, list_url as "listUrl" from head_office where tenant_id = ${tx.tenantId}`.execute(tx.db);
  return found.rows[0];
}

/** Sets where head office is told, as a whole; no recipients is nobody. The trail keeps how many there are, not their addresses. */
export async function setHeadOffice(tx: TenantTransaction, { recipients, listUrl }: HeadOffice): Promise<void> {
  const before = await headOffice(tx);
  await sql`
    insert into head_office (tenant_id, recipients, list_url, set_at) values (${tx.tenantId}, ${column.text(recipients)}, ${listUrl}, ${tx.now.toString()})
    on conflict (tenant_id) do update set recipients = excluded.recipients, list_url = excluded.list_url, set_at = excluded.set_at`.execute(
    tx.db,
  );
  const detail = { before: { readers: before?.recipients.length ?? 0 }, after: { readers: recipients.length } };
  await recordAudit(tx, { action: "approval.headOfficeSet", subjectKind: "tenant", subjectId: tx.tenantId, detail });
}

export type Notice = HeadOffice & {
  readonly dayOn: DateText;
  /** One message for each recipient, under the same id however often it is tried. */
  readonly messageIds: readonly string[];
  readonly sums: CreditedSums;
};

/** Credits that the practice system made and nobody approved here, for head office to look at: one alarm a ledger and day (DP-059). */
async function flagUnapproved(tx: TenantTransaction, day: DateText): Promise<void> {
  for (const { id: ledgerId } of await listLedgers(tx)) {
    const { unapproved } = await creditedSums(tx, { fromOn: day, toOn: day, ledgerId });
    if (unapproved.count === 0n) continue;
    await raiseAlarm(tx, {
      kind: "credit.unapproved",
      subjectKind: "ledger",
      subjectId: ledgerId,
      dayOn: day,
      detail: unapproved,
    });
  }
}

/**
 * Makes the notice of a day, once, with what was booked so far; the same again while it is not sent. Undefined when there is nothing to tell, nobody to
 * tell, or it was sent. What nobody approved is flagged in any case.
 */
export async function headOfficeNotice(tx: TenantTransaction, day: DateText): Promise<Notice | undefined> {
  await flagUnapproved(tx, day);
  const sums = await creditedSums(tx, { fromOn: day, toOn: day });
  const where = await headOffice(tx);
  const anything = sums.credit.count + sums.loss.count + sums.lossRecovered.count > 0n;
  if (!where || where.recipients.length === 0 || !anything) return undefined;
  const ids = where.recipients.map(() => tx.platform.ids.next());
  await sql`
    insert into head_office_notice (tenant_id, day_on, message_ids, recipients, counts, made_at)
    values (${tx.tenantId}, ${day}, ${column.uuid(ids)}, ${column.text(where.recipients)}, ${toJson(sums)}::jsonb, ${tx.now.toString()})
    on conflict (tenant_id, day_on) do nothing`.execute(tx.db);
  const kept = await sql<Pick<Notice, "messageIds" | "recipients">>`
    select message_ids as "messageIds", recipients from head_office_notice
    where tenant_id = ${tx.tenantId} and day_on = ${day} and sent_at is null`.execute(tx.db);
  const notice = kept.rows[0];
  return notice && { ...notice, listUrl: where.listUrl, dayOn: day, sums };
}

/** A notice has gone out. */
export async function markNoticeSent(tx: TenantTransaction, day: DateText): Promise<void> {
  await sql`
    update head_office_notice set sent_at = ${tx.now.toString()} where tenant_id = ${tx.tenantId} and day_on = ${day} and sent_at is null`.execute(
    tx.db,
  );
}
