import { sql } from "kysely";
import type { DateText } from "../../ledger/index.ts";
import { column, eachRow, type TenantTransaction } from "../../platform/index.ts";
import { AGENCY_REMITTANCE } from "./book.ts";
import type { ReportKind } from "./types.ts";

type Found = {
  readonly caseId: string;
  readonly entryId: string;
  readonly kind: ReportKind;
  readonly amountMinor: bigint;
  readonly onDay: DateText;
  /** Of a reversal: the report whose money it takes back; null where the packet told of that. */
  readonly corrects: string | null;
};

/** Of which cases: the one whose packet is just made, or all of a ledger that are at the agency. */
type Which = { readonly ledgerId: string; readonly inPacket: string | undefined };

const casesOf = (tx: TenantTransaction, { ledgerId, inPacket }: Which) =>
  sql`c.tenant_id = ${tx.tenantId} and c.ledger_id = ${ledgerId} and ${inPacket ? sql`c.id = ${inPacket}` : sql`c.state = 'atAgency'`}
    and not exists (select from agency_report r where r.tenant_id = c.tenant_id and r.case_id = c.id and r.entry_id = e.id)`;

/** What came off claims and is not the agency's own money. */
async function cameOff(tx: TenantTransaction, which: Which): Promise<Found[]> {
  const found = await sql<Found>`
    select c.id as "caseId", e.id as "entryId", case when e.kind = 'creditNote' then 'credit' else 'payment' end as kind,
      sum(p.amount_minor)::bigint as "amountMinor", e.booked_on as "onDay", null::uuid as corrects
    from agency_case c
    join posting p on p.tenant_id = c.tenant_id and p.credit_item_id = c.item_id
    join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
    where ${casesOf(tx, which)} and e.kind in ('payment', 'allocation', 'creditNote') and e.source_kind <> ${AGENCY_REMITTANCE}
    group by c.id, e.id, e.kind, e.booked_on`.execute(tx.db);
  return found.rows;
}

/**
 * What was taken back of entries that are noted. A bank's return of money whose surplus was spent since is no mirror of the payment: it names that
 * one in its explanation.
 */
async function wentBack(tx: TenantTransaction, which: Which): Promise<Found[]> {
  const found = await sql<Found>`
    select c.id as "caseId", e.id as "entryId", 'reversal' as kind, sum(p.amount_minor)::bigint as "amountMinor", e.booked_on as "onDay",
      case when told.in_packet then null else told.id end as corrects
    from agency_case c
    join posting p on p.tenant_id = c.tenant_id and p.debit_item_id = c.item_id
    join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
    join agency_report told on told.tenant_id = c.tenant_id and told.case_id = c.id and told.kind <> 'reversal' and told.entry_id =
      case when e.kind = 'reversal' then e.reverses when e.explanation ->> 'rule' = 'match.reversal' then (e.explanation -> 'inputs' ->> 'entryId')::uuid end
    where ${casesOf(tx, which)}
    group by c.id, e.id, e.booked_on, told.id, told.in_packet`.execute(tx.db);
  return found.rows;
}

async function insertReports(tx: TenantTransaction, which: Which, found: readonly Found[]): Promise<void> {
  if (found.length === 0) return;
  const pick = <T>(of: (row: Found) => T) => found.map(of);
  const now = tx.now.toString();
  const inPacket = which.inPacket !== undefined;
  await sql`
    insert into agency_report (tenant_id, ledger_id, made_at, sent_at, in_packet, id, case_id, entry_id, kind, amount_minor, on_day, corrects)
    select ${tx.tenantId}, ${which.ledgerId}::uuid, ${now}::timestamptz, ${inPacket ? now : null}::timestamptz, ${inPacket}::boolean, ${eachRow(
      column.uuid(pick(() => tx.platform.ids.next())),
      column.uuid(pick((row) => row.caseId)),
      column.uuid(pick((row) => row.entryId)),
      column.text(pick((row) => row.kind)),
      column.bigint(pick((row) => row.amountMinor)),
      column.date(pick((row) => row.onDay)),
      column.uuid(pick((row) => row.corrects)),
    )}
    on conflict (tenant_id, case_id, entry_id) do nothing`.execute(tx.db);
}

/**
 * Notes what came off claims and what of that was taken back, once for each entry: of a case whose packet is just made, what the packet tells
 * already; else, of all that are at the agency, what is to be told. By entries and never by time, so that a payment that was booked while the
 * packet was made is in the one or in the other. What came is noted first: a correction names the report that it corrects.
 */
export async function noteTold(
  tx: TenantTransaction,
  ledgerId: string,
  inPacket?: { readonly caseId: string },
): Promise<void> {
  const which = { ledgerId, inPacket: inPacket?.caseId };
  await insertReports(tx, which, await cameOff(tx, which));
  await insertReports(tx, which, await wentBack(tx, which));
}
