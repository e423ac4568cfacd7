import { sql } from "kysely";
import type { DateText } from "../../ledger/index.ts";
import { column, eachRow, type TenantTransaction } from "../../platform/index.ts";
import { AGENCY_REMITTANCE } from "./book.ts";

type Found = {
  readonly caseId: string;
  readonly entryId: string;
  readonly kind: "payment" | "credit";
  readonly amountMinor: bigint;
  readonly onDay: DateText;
};

/**
 * Notes what came off claims and is not the agency's own money, once for each entry: of a case whose packet is just made, what the packet tells
 * already; else, of all that are at the agency, what is to be told. By entries and never by time, so that a payment that was booked while the
 * packet was made is in the one or in the other.
 */
export async function noteTold(
  tx: TenantTransaction,
  ledgerId: string,
  inPacket?: { readonly caseId: string },
): Promise<void> {
  const found = await sql<Found>`
    select c.id as "caseId", e.id as "entryId", case when e.kind = 'creditNote' then 'credit' else 'payment' end as kind,
      sum(p.amount_minor)::bigint as "amountMinor", e.booked_on as "onDay"
    from agency_case c
    join posting p on p.tenant_id = c.tenant_id and p.credit_item_id = c.item_id
    join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
    where c.tenant_id = ${tx.tenantId} and c.ledger_id = ${ledgerId} and ${inPacket ? sql`c.id = ${inPacket.caseId}` : sql`c.state = 'atAgency'`}
      and e.kind in ('payment', 'allocation', 'creditNote') and e.source_kind <> ${AGENCY_REMITTANCE}
      and not exists (select from agency_report r where r.tenant_id = c.tenant_id and r.case_id = c.id and r.entry_id = e.id)
    group by c.id, e.id, e.kind, e.booked_on`.execute(tx.db);
  if (found.rows.length === 0) return;
  const pick = <T>(of: (row: Found) => T) => found.rows.map(of);
  const now = tx.now.toString();
  await sql`
    insert into agency_report (tenant_id, ledger_id, made_at, sent_at, id, case_id, entry_id, kind, amount_minor, on_day)
    select ${tx.tenantId}, ${ledgerId}::uuid, ${now}::timestamptz, ${inPacket ? now : null}::timestamptz, ${eachRow(
      column.uuid(pick(() => tx.platform.ids.next())),
      column.uuid(pick((row) => row.caseId)),
      column.uuid(pick((row) => row.entryId)),
      column.text(pick((row) => row.kind)),
      column.bigint(pick((row) => row.amountMinor)),
      column.date(pick((row) => row.onDay)),
    )}
    on conflict (tenant_id, case_id, entry_id) do nothing`.execute(tx.db);
}
