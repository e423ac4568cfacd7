import { sql } from "kysely";
import type { DateText } from "../../ledger/index.ts";
import { column, eachRow, type TenantTransaction } from "../../platform/index.ts";

/** Statements on agencies' reports, losses and what came for them after all. */

/** HQ's own grounds for a loss without an agency's report (DP-061). */
export const LOSS_EXCEPTIONS = ["deceasedWithoutAssets", "debtRelief", "limitation", "belowAgencyMinimum"] as const;
export type LossException = (typeof LOSS_EXCEPTIONS)[number];

export type LossReport = {
  readonly id: string;
  readonly ledgerId: string;
  readonly externalId: string;
  readonly agency: string;
  readonly receivedOn: DateText;
  readonly contentHash: Buffer;
  readonly filedBy: string;
  readonly filedAt: Temporal.Instant;
};
export type ReportLine = {
  readonly lineNo: number;
  readonly reference: string;
  /** Null: no bill of the ledger bears the reference. */
  readonly itemId: string | null;
  readonly amountMinor: bigint;
};

const REPORT_COLUMNS = sql`
  id, ledger_id as "ledgerId", external_id as "externalId", agency, received_on as "receivedOn", content_hash as "contentHash", filed_by as "filedBy", filed_at as "filedAt"`;

export async function reportByExternalId(
  tx: TenantTransaction,
  ledgerId: string,
  externalId: string,
): Promise<LossReport | undefined> {
  const found = await sql<LossReport>`
    select ${REPORT_COLUMNS} from loss_report
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and external_id = ${externalId}`.execute(tx.db);
  return found.rows[0];
}

export async function reportById(tx: TenantTransaction, id: string): Promise<LossReport | undefined> {
  const found = await sql<LossReport>`
    select ${REPORT_COLUMNS} from loss_report where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  return found.rows[0];
}

/** A ledger's reports, the latest first. */
export async function reportRows(tx: TenantTransaction, ledgerId: string, limit = 200): Promise<LossReport[]> {
  const found = await sql<LossReport>`
    select ${REPORT_COLUMNS} from loss_report
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} order by received_on desc, id desc limit ${limit}`.execute(
    tx.db,
  );
  return found.rows;
}

/** The reports that name a bill, first to last. */
export async function reportsOfItem(
  tx: TenantTransaction,
  itemId: string,
): Promise<Pick<LossReport, "id" | "externalId" | "agency" | "receivedOn">[]> {
  const found = await sql<Pick<LossReport, "id" | "externalId" | "agency" | "receivedOn">>`
    select r.id, r.external_id as "externalId", r.agency, r.received_on as "receivedOn" from loss_report r
    where r.tenant_id = ${tx.tenantId}
      and exists (select from loss_report_line l where l.tenant_id = r.tenant_id and l.report_id = r.id and l.item_id = ${itemId})
    order by r.id`.execute(tx.db);
  return found.rows;
}

export async function reportLines(tx: TenantTransaction, reportId: string): Promise<ReportLine[]> {
  const found = await sql<ReportLine>`
    select line_no as "lineNo", reference, item_id as "itemId", amount_minor as "amountMinor" from loss_report_line
    where tenant_id = ${tx.tenantId} and report_id = ${reportId} order by line_no`.execute(tx.db);
  return found.rows;
}

/** Writes a report with its lines; whether no other of its id came meanwhile. */
export async function insertReport(
  tx: TenantTransaction,
  report: Omit<LossReport, "filedBy" | "filedAt">,
  lines: readonly ReportLine[],
): Promise<boolean> {
  const { actor } = tx.context;
  const written = await sql`
    insert into loss_report (tenant_id, id, ledger_id, external_id, agency, received_on, content_hash, filed_by, filed_at)
    values (${tx.tenantId}, ${report.id}, ${report.ledgerId}, ${report.externalId}, ${report.agency}, ${report.receivedOn}, ${report.contentHash},
            ${`${actor.kind}:${actor.id}`}, ${tx.now.toString()})
    on conflict (tenant_id, ledger_id, external_id) do nothing`.execute(tx.db);
  if ((written.numAffectedRows ?? 0n) === 0n) return false;
  await sql`
    insert into loss_report_line (tenant_id, report_id, line_no, reference, item_id, amount_minor)
    select ${tx.tenantId}, ${report.id}, ${eachRow(
      column.integer(lines.map((line) => line.lineNo)),
      column.text(lines.map((line) => line.reference)),
      column.uuid(lines.map((line) => line.itemId)),
      column.bigint(lines.map((line) => line.amountMinor)),
    )}`.execute(tx.db);
  return true;
}

export type Loss = {
  readonly id: string;
  readonly ledgerId: string;
  readonly itemId: string;
  readonly proposalId: string;
  readonly reportId: string | null;
  readonly exception: LossException | null;
  readonly capitalMinor: bigint;
  readonly feesMinor: bigint;
  readonly interestMinor: bigint;
  readonly entryId: string;
  readonly postedOn: DateText;
};

export async function insertLosses(tx: TenantTransaction, losses: readonly Loss[]): Promise<void> {
  if (losses.length === 0) return;
  const pick = <T>(of: (loss: Loss) => T) => losses.map(of);
  await sql`
    insert into loss (tenant_id, id, ledger_id, item_id, proposal_id, report_id, exception, capital_minor, fees_minor, interest_minor, entry_id, posted_on)
    select ${tx.tenantId}, ${eachRow(
      column.uuid(pick((one) => one.id)),
      column.uuid(pick((one) => one.ledgerId)),
      column.uuid(pick((one) => one.itemId)),
      column.uuid(pick((one) => one.proposalId)),
      column.uuid(pick((one) => one.reportId)),
      column.text(pick((one) => one.exception)),
      column.bigint(pick((one) => one.capitalMinor)),
      column.bigint(pick((one) => one.feesMinor)),
      column.bigint(pick((one) => one.interestMinor)),
      column.uuid(pick((one) => one.entryId)),
      column.date(pick((one) => one.postedOn)),
    )}`.execute(tx.db);
}

/** One loss, with what came for it, held until the transaction ends: money is put against it once. */
export async function lossForUpdate(
  tx: TenantTransaction,
  id: string,
): Promise<(Loss & { readonly recoveredMinor: bigint }) | undefined> {
  // Rows of losses are never changed; whoever books on one holds its item.
  const found = await sql<Loss & { readonly recoveredMinor: bigint }>`
    select l.id, l.ledger_id as "ledgerId", l.item_id as "itemId", l.proposal_id as "proposalId", l.report_id as "reportId", l.exception,
      l.capital_minor as "capitalMinor", l.fees_minor as "feesMinor", l.interest_minor as "interestMinor", l.entry_id as "entryId", l.posted_on as "postedOn",
      coalesce((select sum(r.amount_minor) from loss_recovery r where r.tenant_id = l.tenant_id and r.loss_id = l.id), 0)::bigint as "recoveredMinor"
    from loss l where l.tenant_id = ${tx.tenantId} and l.id = ${id}`.execute(tx.db);
  return found.rows[0];
}

export async function insertRecovery(
  tx: TenantTransaction,
  recovery: {
    readonly id: string;
    readonly lossId: string;
    readonly ledgerId: string;
    readonly entryId: string;
    readonly amountMinor: bigint;
    readonly recoveredOn: DateText;
  },
): Promise<void> {
  await sql`
    insert into loss_recovery (tenant_id, id, loss_id, ledger_id, entry_id, amount_minor, recovered_on)
    values (${tx.tenantId}, ${recovery.id}, ${recovery.lossId}, ${recovery.ledgerId}, ${recovery.entryId}, ${recovery.amountMinor}, ${recovery.recoveredOn})`.execute(
    tx.db,
  );
}

/** How far a loss has come, as everybody sees it: asked for, approved, in the books, credited by the practice system. */
export const LOSS_STATES = ["proposed", "approved", "posted", "credited"] as const;
export type LossState = (typeof LOSS_STATES)[number];

export type LossRow = {
  /** Null before it is posted. */
  readonly lossId: string | null;
  readonly proposalId: string;
  readonly lineNo: number;
  readonly itemId: string;
  readonly partyId: string | null;
  readonly number: string | null;
  readonly amountMinor: bigint;
  readonly recoveredMinor: bigint;
  readonly reportId: string | null;
  readonly exception: LossException | null;
  readonly state: LossState;
  readonly madeOn: DateText;
  readonly madeBy: string;
  readonly approvedBy: string | null;
  readonly postedOn: DateText | null;
};

/** A ledger's losses, those under way too, the latest first: each with how far it has come. */
export async function lossRows(
  tx: TenantTransaction,
  ledgerId: string,
  { state, limit = 200 }: { readonly state?: LossState; readonly limit?: number } = {},
): Promise<LossRow[]> {
  const found = await sql<LossRow>`
    select * from (
      select x.id as "lossId", p.id as "proposalId", l.line_no as "lineNo", l.subject_id as "itemId", i.party_id as "partyId", v.number, l.amount_minor as "amountMinor",
        coalesce((select sum(r.amount_minor) from loss_recovery r where r.tenant_id = x.tenant_id and r.loss_id = x.id), 0)::bigint as "recoveredMinor",
        (e.explanation -> 'inputs' ->> 'reportId')::uuid as "reportId", e.explanation -> 'inputs' ->> 'exception' as exception,
        case when x.id is null then case p.state when 'open' then 'proposed' else 'approved' end
          when exists (select from practice_credit c where c.tenant_id = x.tenant_id and c.subject_id = x.id)
            and not exists (select from practice_credit c where c.tenant_id = x.tenant_id and c.subject_id = x.id and c.confirmed_at is null) then 'credited'
          else 'posted' end as state,
        p.as_of_on as "madeOn", p.made_by as "madeBy", p.approved_by as "approvedBy", x.posted_on as "postedOn"
      from proposal p join proposal_line l on l.tenant_id = p.tenant_id and l.proposal_id = p.id
      join proposal_explanation e on e.tenant_id = l.tenant_id and e.proposal_id = l.proposal_id and e.no = l.explanation_no
      join open_item i on i.tenant_id = l.tenant_id and i.id = l.subject_id
      left join open_item d on d.tenant_id = i.tenant_id and d.id = case when i.document_id is null then i.parent_id else i.id end
      left join invoice v on v.tenant_id = d.tenant_id and v.id = d.document_id
      left join loss x on x.tenant_id = p.tenant_id and x.proposal_id = p.id and x.item_id = l.subject_id
      left join proposal_outcome o on o.tenant_id = l.tenant_id and o.proposal_id = l.proposal_id and o.line_no = l.line_no
      where p.tenant_id = ${tx.tenantId} and p.ledger_id = ${ledgerId} and p.kind = 'losses' and l.state = 'proposed'
        and (x.id is not null or (o.line_no is null and p.state in ('open', 'approved', 'applying', 'paused')))) s
    ${state === undefined ? sql`` : sql`where state = ${state}`} order by "proposalId" desc, "lineNo" limit ${limit}`.execute(
    tx.db,
  );
  return found.rows;
}
