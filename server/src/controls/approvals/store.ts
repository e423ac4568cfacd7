import { sql } from "kysely";
import type { DateText } from "../../ledger/index.ts";
import { column, toJson, type TenantTransaction } from "../../platform/index.ts";
import type { Role } from "../../platform/roles/index.ts";
import type { Capacity } from "./decide.ts";
import type { ApprovalMatrix, EarlierApproval, RequestDraft } from "./model.ts";

/** Statements on matrices, deputies, requests and approvals. */

export type RequestRow = Required<RequestDraft> & { readonly makerRoles: readonly Role[] };

/** An approval as it was given. */
export type ApprovalRow = Capacity & {
  readonly approvedBy: string;
  readonly approvedAt: Temporal.Instant;
  readonly approvedOn: DateText;
  readonly contentHash: Buffer;
  readonly sumMinor: bigint;
  readonly earlier: readonly string[];
  readonly expiresAt: Temporal.Instant;
  readonly standing: "given" | "used" | "void";
};

export type MatrixRow = {
  readonly id: string;
  readonly fromOn: DateText;
  readonly matrix: ApprovalMatrix;
  readonly setBy: string;
  readonly setAt: Temporal.Instant;
};

/** Minor units as JSON has them. */
type WireMinor = number;

type WireMatrix = {
  readonly rules: readonly {
    readonly bands: readonly { readonly upToMinor: WireMinor | null; readonly roles: readonly Role[] }[];
  }[];
};

/** Limits come back as the numbers that JSON has. */
function matrixOf(content: WireMatrix): ApprovalMatrix {
  const rules = content.rules.map((rule) => ({
    ...rule,
    bands: rule.bands.map(({ upToMinor, roles }) => ({
      upToMinor: upToMinor === null ? null : BigInt(upToMinor),
      roles,
    })),
  }));
  return { ...content, rules } as unknown as ApprovalMatrix;
}

/** The tenant's own matrices, the one that begins last first; up to a day, if one is named. */
export async function matrixRows(tx: TenantTransaction, upTo?: DateText, limit = 100): Promise<MatrixRow[]> {
  const found = await sql<Omit<MatrixRow, "matrix"> & { readonly content: WireMatrix }>`
    select id, from_on as "fromOn", content, set_by as "setBy", set_at as "setAt" from approval_matrix
    where tenant_id = ${tx.tenantId} ${upTo === undefined ? sql`` : sql`and from_on <= ${upTo}::date`} order by from_on desc limit ${limit}`.execute(
    tx.db,
  );
  return found.rows.map(({ content, ...row }) => ({ ...row, matrix: matrixOf(content) }));
}

/** Writes a matrix; whether no other begins that day. */
export async function insertMatrix(
  tx: TenantTransaction,
  { id, fromOn, matrix }: { readonly id: string; readonly fromOn: DateText; readonly matrix: ApprovalMatrix },
): Promise<boolean> {
  const { actor } = tx.context;
  const written = await sql`
    insert into approval_matrix (tenant_id, id, from_on, content, set_by, set_at)
    values (${tx.tenantId}, ${id}, ${fromOn}, ${toJson(matrix)}::jsonb, ${`${actor.kind}:${actor.id}`}, ${tx.now.toString()})
    on conflict (tenant_id, from_on) do nothing`.execute(tx.db);
  return (written.numAffectedRows ?? 0n) > 0n;
}

export type Deputy = {
  readonly id: string;
  readonly role: Role;
  readonly principal: string;
  readonly deputy: string;
  readonly fromOn: DateText;
  readonly toOn: DateText;
  readonly namedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
};

const DEPUTY_COLUMNS = sql`
  id, role, principal, deputy, from_on as "fromOn", to_on as "toOn", named_at as "namedAt", ended_at as "endedAt"`;

export async function insertDeputy(tx: TenantTransaction, deputy: Omit<Deputy, "namedAt" | "endedAt">): Promise<void> {
  await sql`
    insert into approval_deputy (tenant_id, id, role, principal, deputy, from_on, to_on, named_at)
    values (${tx.tenantId}, ${deputy.id}, ${deputy.role}, ${deputy.principal}, ${deputy.deputy}, ${deputy.fromOn}, ${deputy.toOn}, ${tx.now.toString()})`.execute(
    tx.db,
  );
}

/** Deputies, the latest first. */
export async function deputyRows(tx: TenantTransaction, limit = 200): Promise<Deputy[]> {
  const found = await sql<Deputy>`
    select ${DEPUTY_COLUMNS} from approval_deputy where tenant_id = ${tx.tenantId} order by from_on desc, id desc limit ${limit}`.execute(
    tx.db,
  );
  return found.rows;
}

export async function deputyById(tx: TenantTransaction, id: string): Promise<Deputy | undefined> {
  const found = await sql<Deputy>`
    select ${DEPUTY_COLUMNS} from approval_deputy where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(
    tx.db,
  );
  return found.rows[0];
}

export async function setDeputyEnded(tx: TenantTransaction, id: string): Promise<void> {
  await sql`update approval_deputy set ended_at = ${tx.now.toString()} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
}

/** For whom somebody stands in on a day. */
export async function standingInFor(tx: TenantTransaction, deputy: string, day: DateText): Promise<Deputy[]> {
  const found = await sql<Deputy>`
    select ${DEPUTY_COLUMNS} from approval_deputy
    where tenant_id = ${tx.tenantId} and deputy = ${deputy} and ended_at is null and from_on <= ${day}::date and to_on >= ${day}::date
    order by from_on, id`.execute(tx.db);
  return found.rows;
}

/** Roles that a person of the tenant has, of whatever clinic. An actor that is no person has none. */
export async function rolesOfActor(tx: TenantTransaction, actor: string): Promise<Role[]> {
  if (!actor.startsWith("user:")) return [];
  const found = await sql<{ role: Role }>`
    select role from membership where tenant_id = ${tx.tenantId} and user_id = ${actor.slice("user:".length)} and ended_at is null order by role`.execute(
    tx.db,
  );
  return found.rows.map(({ role }) => role);
}

export async function insertRequest(tx: TenantTransaction, proposalId: string, request: RequestRow): Promise<void> {
  await sql`
    insert into approval_request (tenant_id, proposal_id, kind, amount_minor, original_id, patient_id, payer_id, maker_roles, own_interest)
    values (${tx.tenantId}, ${proposalId}, ${request.kind}, ${request.amountMinor}, ${request.originalId}, ${request.patientId}, ${request.payerId},
            ${column.text(request.makerRoles)}, ${request.ownInterest})`.execute(tx.db);
}

export async function requestRow(tx: TenantTransaction, proposalId: string): Promise<RequestRow | undefined> {
  const found = await sql<RequestRow>`
    select kind, amount_minor as "amountMinor", original_id as "originalId", patient_id as "patientId", payer_id as "payerId",
      maker_roles as "makerRoles", own_interest as "ownInterest"
    from approval_request where tenant_id = ${tx.tenantId} and proposal_id = ${proposalId}`.execute(tx.db);
  return found.rows[0];
}

/** Approvals of the same kind, on the same original or for the same patient or payer, that are used or may still be. */
export async function earlierApprovals(
  tx: TenantTransaction,
  proposalId: string | null,
  { kind, originalId, patientId, payerId }: RequestRow,
): Promise<EarlierApproval[]> {
  const found = await sql<EarlierApproval>`
    select r.proposal_id as "proposalId", a.role, r.amount_minor as "amountMinor", a.approved_on as day,
      coalesce(r.original_id = ${originalId}::uuid, false) as "sameOriginal",
      coalesce(r.patient_id = ${patientId}::uuid, false) or coalesce(r.payer_id = ${payerId}::uuid, false) as "samePerson"
    from approval_request r join approval a on a.tenant_id = r.tenant_id and a.proposal_id = r.proposal_id
    where r.tenant_id = ${tx.tenantId} and r.proposal_id is distinct from ${proposalId}::uuid and r.kind = ${kind}
      and (r.original_id = ${originalId}::uuid or r.patient_id = ${patientId}::uuid or r.payer_id = ${payerId}::uuid)
      and (a.standing = 'used' or (a.standing = 'given' and a.expires_at > ${tx.now.toString()}))
    order by a.approved_at, r.proposal_id`.execute(tx.db);
  return found.rows;
}

export async function insertApproval(
  tx: TenantTransaction,
  proposalId: string,
  given: Omit<ApprovalRow, "approvedBy" | "approvedAt" | "standing">,
): Promise<void> {
  const { actor } = tx.context;
  await sql`
    insert into approval (tenant_id, proposal_id, approved_at, approved_on, approved_by, role, deputy_for, alone, content_hash, sum_minor, earlier, expires_at, standing)
    values (${tx.tenantId}, ${proposalId}, ${tx.now.toString()}, ${given.approvedOn}, ${`${actor.kind}:${actor.id}`}, ${given.role}, ${given.deputyFor},
            ${given.alone}, ${given.contentHash}, ${given.sumMinor}, ${column.uuid(given.earlier)}, ${given.expiresAt.toString()}, 'given')`.execute(
    tx.db,
  );
}

/** Approvals of proposals, the latest of each first. */
export async function approvalRows(
  tx: TenantTransaction,
  proposalIds: readonly string[],
): Promise<(ApprovalRow & { readonly proposalId: string })[]> {
  if (proposalIds.length === 0) return [];
  const found = await sql<ApprovalRow & { readonly proposalId: string }>`
    select proposal_id as "proposalId", approved_by as "approvedBy", approved_at as "approvedAt", approved_on as "approvedOn", role, deputy_for as "deputyFor",
      alone, content_hash as "contentHash", sum_minor as "sumMinor", earlier, expires_at as "expiresAt", standing
    from approval where tenant_id = ${tx.tenantId} and proposal_id = any (${column.uuid(proposalIds)}) order by approved_at desc`.execute(
    tx.db,
  );
  return found.rows;
}

/** The approval that stands of a proposal is used, or is void. Harmless where there is none. */
export async function setStanding(tx: TenantTransaction, proposalId: string, standing: "used" | "void"): Promise<void> {
  await sql`
    update approval set standing = ${standing}
    where tenant_id = ${tx.tenantId} and proposal_id = ${proposalId}
      and approved_at = (select max(approved_at) from approval where tenant_id = ${tx.tenantId} and proposal_id = ${proposalId})`.execute(
    tx.db,
  );
}
