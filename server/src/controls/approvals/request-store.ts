import { sql } from "kysely";
import type { DateText } from "../../ledger/index.ts";
import { column, seal, tenantKey, unseal, type SealPlace, type TenantTransaction } from "../../platform/index.ts";
import { proposalsById } from "../store.ts";
import type { Proposal } from "../types.ts";
import type { RequestRow } from "./store.ts";

/** Statements on requests as lists show them, on what was granted before, and on what is said about a request. */

/** A proposal that the matrix governs, with what it asks. */
export type Request = { readonly proposal: Proposal; readonly request: RequestRow };

export type RequestFilter = {
  /** Those that wait for an approval or to be carried out, oldest first; or all that somebody made, the latest first. */
  readonly which: "waiting" | { readonly madeBy: string };
  readonly ledgerId?: string;
  readonly after?: { readonly madeAt: Temporal.Instant; readonly id: string };
  readonly limit: number;
};

/** A page of requests. */
export async function listRequests(
  tx: TenantTransaction,
  { which, ledgerId, after, limit }: RequestFilter,
): Promise<Request[]> {
  const waiting = which === "waiting";
  const beyond =
    after &&
    sql`(p.made_at, p.id) ${waiting ? sql`>` : sql`<`} (${after.madeAt.toString()}::timestamptz, ${after.id}::uuid)`;
  const found = await sql<RequestRow & { readonly id: string }>`
    select p.id, r.kind, r.amount_minor as "amountMinor", r.original_id as "originalId", r.patient_id as "patientId", r.payer_id as "payerId",
      r.maker_roles as "makerRoles", r.own_interest as "ownInterest"
    from proposal p join approval_request r on r.tenant_id = p.tenant_id and r.proposal_id = p.id
    where p.tenant_id = ${tx.tenantId} ${waiting ? sql`and p.state in ('open', 'approved')` : sql`and p.made_by = ${which.madeBy}`}
      ${ledgerId ? sql`and p.ledger_id = ${ledgerId}` : sql``} ${beyond ? sql`and ${beyond}` : sql``}
    order by ${waiting ? sql`p.made_at, p.id` : sql`p.made_at desc, p.id desc`} limit ${limit}`.execute(tx.db);
  const proposals = await proposalsById(
    tx,
    found.rows.map(({ id }) => id),
  );
  return found.rows.map(({ id, ...request }) => ({ proposal: proposals.get(id)!, request }));
}

/** How many were granted since a day, and how much. */
export type Granted = { readonly count: bigint; readonly amountMinor: bigint };
export type History = { readonly patient: Granted | null; readonly clinic: Granted; readonly person: Granted };

/** What was granted of a request's kind since a day: to its patient at whatever clinic, by its clinic, and to who asks. */
export async function historyOf(
  tx: TenantTransaction,
  { proposal, request }: Request,
  sinceOn: DateText,
): Promise<History> {
  const found = await sql<{
    patients: bigint;
    patientMinor: bigint;
    clinics: bigint;
    clinicMinor: bigint;
    persons: bigint;
    personMinor: bigint;
  }>`
    select count(*) filter (where patient) as patients, coalesce(sum(minor) filter (where patient), 0)::bigint as "patientMinor",
      count(*) filter (where clinic) as clinics, coalesce(sum(minor) filter (where clinic), 0)::bigint as "clinicMinor",
      count(*) filter (where person) as persons, coalesce(sum(minor) filter (where person), 0)::bigint as "personMinor"
    from (
      select r.amount_minor as minor, r.patient_id = ${request.patientId}::uuid as patient, p.ledger_id = ${proposal.ledgerId}::uuid as clinic,
        p.made_by = ${proposal.madeBy} as person
      from approval_request r join approval a on a.tenant_id = r.tenant_id and a.proposal_id = r.proposal_id and a.standing = 'used'
      left join proposal p on p.tenant_id = r.tenant_id and p.id = r.proposal_id
      where r.tenant_id = ${tx.tenantId} and r.kind = ${request.kind} and r.proposal_id <> ${proposal.id} and a.approved_on >= ${sinceOn}::date) g`.execute(
    tx.db,
  );
  const row = found.rows[0]!;
  return {
    patient: request.patientId === null ? null : { count: row.patients, amountMinor: row.patientMinor },
    clinic: { count: row.clinics, amountMinor: row.clinicMinor },
    person: { count: row.persons, amountMinor: row.personMinor },
  };
}

/** `question` is who would approve asking; `nudge` reminds them and has no words; `refusal` says why not. */
export const REMARK_KINDS = ["comment", "question", "nudge", "refusal"] as const;
export type RemarkKind = (typeof REMARK_KINDS)[number];

export type Remark = {
  readonly id: string;
  readonly proposalId: string;
  readonly kind: RemarkKind;
  readonly words: string | null;
  readonly writtenBy: string;
  readonly writtenAt: Temporal.Instant;
};

const placeOf = ({ tenantId }: TenantTransaction, row: string): SealPlace => ({
  tenantId,
  table: "approval_remark",
  column: "words_sealed",
  row,
});

export async function insertRemark(
  tx: TenantTransaction,
  { proposalId, kind, words }: Pick<Remark, "proposalId" | "kind" | "words">,
): Promise<string> {
  const id = tx.platform.ids.next();
  const { actor } = tx.context;
  const sealed = words === null ? null : seal(await tenantKey(tx), placeOf(tx, id), words);
  await sql`
    insert into approval_remark (tenant_id, id, proposal_id, kind, words_sealed, written_by, written_at)
    values (${tx.tenantId}, ${id}, ${proposalId}, ${kind}, ${sealed}, ${`${actor.kind}:${actor.id}`}, ${tx.now.toString()})`.execute(
    tx.db,
  );
  return id;
}

/** What was said about some requests, opened, oldest first. */
export async function remarksOf(tx: TenantTransaction, proposalIds: readonly string[]): Promise<Remark[]> {
  if (proposalIds.length === 0) return [];
  const found = await sql<Omit<Remark, "words"> & { readonly sealed: Buffer | null }>`
    select id, proposal_id as "proposalId", kind, words_sealed as sealed, written_by as "writtenBy", written_at as "writtenAt" from approval_remark
    where tenant_id = ${tx.tenantId} and proposal_id = any (${column.uuid(proposalIds)}) order by id`.execute(tx.db);
  const key = await tenantKey(tx);
  return found.rows.map(({ sealed, ...remark }) => ({
    ...remark,
    words: sealed && unseal(key, placeOf(tx, remark.id), sealed),
  }));
}
