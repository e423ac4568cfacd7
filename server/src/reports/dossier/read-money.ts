import { sql } from "kysely";
import { approvalRows } from "../../controls/index.ts";
import type { DateText } from "../../ledger/index.ts";
import { column, type TenantTransaction } from "../../platform/index.ts";
import type { InvoiceEvent } from "../invoice-standing.ts";
import type { Fields, Found } from "./types.ts";

/** The money: what was paid with its proof, what went back, what was credited or lost, and who approved. Reads only. */

type ProofRow = {
  readonly entryId: string;
  readonly sourceKind: string;
  readonly lineNo: number | null;
  readonly settledOn: DateText | null;
  readonly lineMinor: bigint | null;
  readonly lineReference: string | null;
  readonly fileSha256: string | null;
  readonly fileFormat: string | null;
  readonly batchKey: string | null;
  readonly way: string | null;
  readonly partnerReference: string | null;
  readonly partnerMinor: bigint | null;
  readonly doneAt: Temporal.Instant | null;
};

/** Which line of which file of the bank, or which attempt at a partner, an entry is of. */
async function proofsOf(tx: TenantTransaction, entryIds: readonly string[]): Promise<Map<string, ProofRow>> {
  const found = await sql<ProofRow>`
    select e.id as "entryId", e.source_kind as "sourceKind", l.line_no as "lineNo", l.settled_on as "settledOn", l.amount_minor as "lineMinor",
      l.reference as "lineReference", encode(f.sha256, 'hex') as "fileSha256", f.format as "fileFormat", b.batch_key as "batchKey",
      t.way, t.reference as "partnerReference", m.amount_minor as "partnerMinor", m.done_at as "doneAt"
    from entry e
    left join bank_line l on l.tenant_id = e.tenant_id and l.id = e.source_id and e.source_kind = 'bankLine'
    left join bank_batch b on b.tenant_id = l.tenant_id and b.id = l.batch_id
    left join bank_file f on f.tenant_id = b.tenant_id and f.id = b.file_id
    left join payment_movement m on m.tenant_id = e.tenant_id and m.id = e.source_id and e.source_kind = 'paymentMovement'
    left join payment_attempt t on t.tenant_id = m.tenant_id and t.id = m.attempt_id
    where e.tenant_id = ${tx.tenantId} and e.id = any (${column.uuid(entryIds)})`.execute(tx.db);
  return new Map(found.rows.map((row) => [row.entryId, row]));
}

function proofFacts(row: ProofRow | undefined): Fields {
  if (row?.sourceKind === "bankLine") {
    const { fileFormat, fileSha256, batchKey, lineNo, settledOn, lineMinor, lineReference: reference } = row;
    return { proof: "bank", fileFormat, fileSha256, batchKey, lineNo, settledOn, lineMinor, reference };
  }
  if (row && row.way !== null) {
    const { way, partnerReference: reference, partnerMinor, doneAt } = row;
    return { proof: "partner", way, reference, partnerMinor, doneAt: doneAt?.toString() ?? null };
  }
  return { proof: row?.sourceKind ?? null };
}

const KINDS: Readonly<Partial<Record<InvoiceEvent["kind"], Found["kind"]>>> = {
  payment: "payment",
  allocation: "payment",
  refund: "moneyBack",
  creditNote: "credit",
};

/** Movements on the bill, each payment with its proof. Its issue, fees and losses stand elsewhere. */
export async function moneyPieces(tx: TenantTransaction, events: readonly InvoiceEvent[]): Promise<Found[]> {
  const moved = events.filter(({ kind, back }) => back !== null || KINDS[kind] !== undefined);
  const proofs = await proofsOf(
    tx,
    moved.map(({ entryId }) => entryId),
  );
  return moved.map((event): Found => {
    const { entryId: id, bookedOn: on, kind, back, amountMinor, backMinor, number, reason, reversedById } = event;
    const taken = reversedById === null ? {} : { reversedById };
    if (back !== null) return { kind: "moneyBack", id, on, facts: { of: back, amountMinor: backMinor, ...taken } };
    if (kind === "creditNote") return { kind: "credit", id, on, facts: { number, reason, amountMinor: -amountMinor } };
    return {
      kind: KINDS[kind]!,
      id,
      on,
      facts: { amountMinor: -amountMinor, ...proofFacts(proofs.get(id)), ...taken },
    };
  });
}

type LossFound = {
  readonly id: string;
  readonly on: DateText;
  readonly exception: string | null;
  readonly capitalMinor: bigint;
  readonly feesMinor: bigint;
  readonly interestMinor: bigint;
};
type ReportFound = {
  readonly id: string;
  readonly on: DateText;
  readonly agency: string;
  readonly externalId: string;
  readonly amountMinor: bigint;
  readonly fileSha256: string;
};
type RecoveryFound = { readonly id: string; readonly on: DateText; readonly amountMinor: bigint };

/** Losses of the bill, the agency's reports behind them, and what came after all. */
export async function lossPieces(tx: TenantTransaction, itemIds: readonly string[]): Promise<Found[]> {
  const ids = column.uuid(itemIds);
  const losses = await sql<LossFound>`
    select id, posted_on as on, exception, capital_minor as "capitalMinor", fees_minor as "feesMinor", interest_minor as "interestMinor"
    from loss where tenant_id = ${tx.tenantId} and item_id = any (${ids})`.execute(tx.db);
  const reports = await sql<ReportFound>`
    select r.id, r.received_on as on, r.agency, r.external_id as "externalId", sum(l.amount_minor)::bigint as "amountMinor", encode(r.content_hash, 'hex') as "fileSha256"
    from loss_report_line l join loss_report r on r.tenant_id = l.tenant_id and r.id = l.report_id
    where l.tenant_id = ${tx.tenantId} and l.item_id = any (${ids}) group by r.tenant_id, r.id`.execute(tx.db);
  const recoveries = await sql<RecoveryFound>`
    select r.id, r.recovered_on as on, r.amount_minor as "amountMinor" from loss_recovery r join loss x on x.tenant_id = r.tenant_id and x.id = r.loss_id
    where r.tenant_id = ${tx.tenantId} and x.item_id = any (${ids})`.execute(tx.db);
  return [
    ...losses.rows.map(({ id, on, ...facts }): Found => ({ kind: "loss", id, on, facts })),
    ...reports.rows.map(({ id, on, ...facts }): Found => ({ kind: "agencyReport", id, on, facts })),
    ...recoveries.rows.map(({ id, on, ...facts }): Found => ({ kind: "recovery", id, on, facts })),
  ];
}

type Approved = {
  readonly id: string;
  readonly kind: string;
  readonly on: DateText;
  readonly madeBy: string;
  readonly approvedBy: string;
  readonly amountMinor: bigint;
};

/** Proposals about the bill or its items that somebody, or the clinic's policy, approved; of a follow-up, what was taken of it. */
export async function approvalPieces(
  tx: TenantTransaction,
  subjectIds: readonly string[],
  zone: string,
): Promise<Found[]> {
  const ids = column.uuid(subjectIds);
  const found = await sql<Approved>`
    select p.id, p.kind, (p.approved_at at time zone ${zone})::date as on, p.made_by as "madeBy", p.approved_by as "approvedBy", sum(l.amount_minor)::bigint as "amountMinor"
    from (
      select proposal_id, amount_minor from proposal_line
      where tenant_id = ${tx.tenantId} and subject_kind not in ('claim', 'item') and subject_id = any (${ids})
      union all
      select proposal_id, amount_minor from follow_up_step where tenant_id = ${tx.tenantId} and item_id = any (${ids})) l
    join proposal p on p.tenant_id = ${tx.tenantId} and p.id = l.proposal_id
    where p.approved_at is not null group by p.tenant_id, p.id`.execute(tx.db);
  const approvals = await approvalRows(
    tx,
    found.rows.map(({ id }) => id),
  );
  return found.rows.map(({ id, kind: of, on, ...facts }): Found => {
    const own = approvals.find(({ proposalId }) => proposalId === id);
    return { kind: "approval", id, on, facts: { of, ...facts, role: own?.role ?? null } };
  });
}
