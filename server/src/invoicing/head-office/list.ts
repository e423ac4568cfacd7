import { sql } from "kysely";
import { approvalRows } from "../../controls/index.ts";
import type { DateText } from "../../ledger/index.ts";
import { column, type TenantTransaction } from "../../platform/index.ts";

/** Every credit and every loss, of all clinics: whom it concerns, how much, who asked and who approved (SEC-13, DP-058, DP-060). */

export const CREDITED_KINDS = ["credit", "loss", "lossRecovered"] as const;
export type CreditedKind = (typeof CREDITED_KINDS)[number];

export type CreditedFilter = {
  readonly fromOn: DateText;
  readonly toOn: DateText;
  readonly ledgerId?: string;
  readonly kind?: CreditedKind;
  /** Only credits that the practice system made and nobody approved here (DP-059). */
  readonly unapproved?: boolean;
  readonly after?: { readonly bookedOn: DateText; readonly id: string };
  readonly limit?: number;
};

type Row = {
  /** The credit note's, the loss's or the recovery's. */
  readonly id: string;
  readonly kind: CreditedKind;
  readonly ledgerId: string;
  readonly bookedOn: DateText;
  readonly amountMinor: bigint;
  readonly number: string | null;
  readonly patientId: string | null;
  readonly payerId: string | null;
  readonly proposalId: string | null;
};

export type Credited = Row & {
  readonly madeBy: string | null;
  readonly approvedBy: string | null;
  readonly approvedAs: string | null;
  /** One person asked and approved. */
  readonly alone: boolean;
  /** A credit that came from the practice system without an approval here. */
  readonly unapproved: boolean;
};

/** Credit notes with the proposal they were approved by, if by any; losses; money that came for them. Patients by the claims. */
const rowsOf = (tx: TenantTransaction, fromOn: DateText, toOn: DateText) => sql`(
  select n.id, 'credit' as kind, n.ledger_id, n.issued_on as booked_on, n.total_minor as amount_minor, n.number, n.patient_id, n.party_id as payer_id,
    (select (c.wishes ->> 'proposalId')::uuid from invoice_line l join claim c on c.tenant_id = l.tenant_id and c.id = l.claim_id
      where l.tenant_id = n.tenant_id and l.invoice_id = n.id order by l.line_no limit 1) as proposal_id
  from invoice n where n.tenant_id = ${tx.tenantId} and n.kind = 'creditNote' and n.issued_on between ${fromOn}::date and ${toOn}::date
  union all
  select x.id, 'loss', x.ledger_id, x.posted_on, x.capital_minor, v.number, v.patient_id, i.party_id, x.proposal_id
  from loss x join open_item i on i.tenant_id = x.tenant_id and i.id = x.item_id
  left join open_item d on d.tenant_id = i.tenant_id and d.id = case when i.document_id is null then i.parent_id else i.id end
  left join invoice v on v.tenant_id = d.tenant_id and v.id = d.document_id
  where x.tenant_id = ${tx.tenantId} and x.posted_on between ${fromOn}::date and ${toOn}::date
  union all
  select r.id, 'lossRecovered', r.ledger_id, r.recovered_on, r.amount_minor, v.number, v.patient_id, i.party_id, x.proposal_id
  from loss_recovery r join loss x on x.tenant_id = r.tenant_id and x.id = r.loss_id
  join open_item i on i.tenant_id = x.tenant_id and i.id = x.item_id
  left join open_item d on d.tenant_id = i.tenant_id and d.id = case when i.document_id is null then i.parent_id else i.id end
  left join invoice v on v.tenant_id = d.tenant_id and v.id = d.document_id
  where r.tenant_id = ${tx.tenantId} and r.recovered_on between ${fromOn}::date and ${toOn}::date)`;

/** The list, the latest first, a page at a time. */
export async function creditsAndLosses(
  tx: TenantTransaction,
  { fromOn, toOn, ledgerId, kind, unapproved, after, limit = 200 }: CreditedFilter,
): Promise<Credited[]> {
  const found = await sql<Row>`
    select id, kind, ledger_id as "ledgerId", booked_on as "bookedOn", amount_minor as "amountMinor", number, patient_id as "patientId", payer_id as "payerId",
      proposal_id as "proposalId"
    from ${rowsOf(tx, fromOn, toOn)} s where true
      ${ledgerId === undefined ? sql`` : sql`and ledger_id = ${ledgerId}`} ${kind === undefined ? sql`` : sql`and kind = ${kind}`}
      ${unapproved ? sql`and proposal_id is null` : sql``}
      ${after ? sql`and (booked_on, id) < (${after.bookedOn}::date, ${after.id}::uuid)` : sql``}
    order by booked_on desc, id desc limit ${limit}`.execute(tx.db);
  return withApprovals(tx, found.rows);
}

async function withApprovals(tx: TenantTransaction, rows: readonly Row[]): Promise<Credited[]> {
  const proposalIds = [...new Set(rows.flatMap(({ proposalId }) => proposalId ?? []))];
  const made = await sql<{ id: string; madeBy: string }>`
    select id, made_by as "madeBy" from proposal where tenant_id = ${tx.tenantId} and id = any (${column.uuid(proposalIds)})`.execute(
    tx.db,
  );
  const madeBy = new Map(made.rows.map((row) => [row.id, row.madeBy]));
  // The one that was used is the latest that was given.
  const given = new Map((await approvalRows(tx, proposalIds)).toReversed().map((row) => [row.proposalId, row]));
  return rows.map((row) => {
    const approval = given.get(row.proposalId ?? "");
    return {
      ...row,
      madeBy: madeBy.get(row.proposalId ?? "") ?? null,
      approvedBy: approval?.approvedBy ?? null,
      approvedAs: approval?.role ?? null,
      alone: approval?.alone ?? false,
      unapproved: row.proposalId === null,
    };
  });
}

export type CreditedSum = { readonly count: bigint; readonly amountMinor: bigint };
export type CreditedSums = Readonly<Record<CreditedKind | "unapproved", CreditedSum>>;

/** How many and how much of each kind, some days together: what is told without a name. */
export async function creditedSums(
  tx: TenantTransaction,
  { fromOn, toOn, ledgerId }: Pick<CreditedFilter, "fromOn" | "toOn" | "ledgerId">,
): Promise<CreditedSums> {
  const found = await sql<CreditedSum & { readonly kind: CreditedKind; readonly unapproved: boolean }>`
    select kind, proposal_id is null as unapproved, count(*) as count, sum(amount_minor)::bigint as "amountMinor" from ${rowsOf(tx, fromOn, toOn)} s
    where true ${ledgerId === undefined ? sql`` : sql`and ledger_id = ${ledgerId}`} group by 1, 2`.execute(tx.db);
  const sum = (fits: (row: (typeof found.rows)[number]) => boolean): CreditedSum => {
    const rows = found.rows.filter(fits);
    return {
      count: rows.reduce((total, row) => total + row.count, 0n),
      amountMinor: rows.reduce((total, row) => total + row.amountMinor, 0n),
    };
  };
  return {
    credit: sum(({ kind }) => kind === "credit"),
    loss: sum(({ kind }) => kind === "loss"),
    lossRecovered: sum(({ kind }) => kind === "lossRecovered"),
    unapproved: sum(({ unapproved }) => unapproved),
  };
}

/** Credits and losses of one ledger: its credit notes, those that nobody here approved, and what was lost less what came after all. */
export type CreditedOfLedger = {
  readonly ledgerId: string;
  readonly credits: bigint;
  readonly creditMinor: bigint;
  readonly unapproved: bigint;
  readonly lostMinor: bigint;
};

/** The same for each ledger in reach that has any, read at once. */
export async function creditedByLedger(
  tx: TenantTransaction,
  { fromOn, toOn }: Pick<CreditedFilter, "fromOn" | "toOn">,
): Promise<CreditedOfLedger[]> {
  const found = await sql<CreditedOfLedger>`
    select ledger_id as "ledgerId", count(*) filter (where kind = 'credit') as credits,
      coalesce(sum(amount_minor) filter (where kind = 'credit'), 0)::bigint as "creditMinor",
      count(*) filter (where kind = 'credit' and proposal_id is null) as unapproved,
      coalesce(sum(case kind when 'loss' then amount_minor when 'lossRecovered' then -amount_minor else 0 end), 0)::bigint as "lostMinor"
    from ${rowsOf(tx, fromOn, toOn)} s group by 1`.execute(tx.db);
  return found.rows;
}
