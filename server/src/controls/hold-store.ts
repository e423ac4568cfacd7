import { sql } from "kysely";
import type { DateText } from "../ledger/index.ts";
import { column, type TenantTransaction } from "../platform/index.ts";
import { EXPLAINED, LINES, UNDONE } from "./store.ts";
import type { Hold, HoldFilter, Matter, Proposal } from "./types.ts";

/** Statements of lines that are held back, for their run or until a day. */

/** Holds lines back; returns how many. */
export async function holdRows(
  tx: TenantTransaction,
  proposalId: string,
  lineNos: readonly number[],
  reason: string,
  untilOn: DateText | null,
): Promise<number> {
  const held = await sql`
    update proposal_line set state = 'held', reason = ${reason}, held_until_on = ${untilOn}::date
    where tenant_id = ${tx.tenantId} and proposal_id = ${proposalId} and line_no = any (${column.integer(lineNos)}) and state = 'proposed'`.execute(
    tx.db,
  );
  return Number(held.numAffectedRows ?? 0n);
}

/** What these lines are about is held until their day from now on: days that other proposals of the kind named for it no longer count. */
export async function replaceHolds(
  tx: TenantTransaction,
  { id, kind, ledgerId }: Proposal,
  lineNos: readonly number[],
): Promise<void> {
  await sql`
    update proposal_line other set held_until_on = null
    from proposal_line l, proposal p, proposal_explanation o, proposal_explanation e
    where l.tenant_id = ${tx.tenantId} and l.proposal_id = ${id} and l.line_no = any (${column.integer(lineNos)}) and l.held_until_on is not null
      and other.tenant_id = l.tenant_id and other.subject_kind = l.subject_kind and other.subject_id = l.subject_id and other.proposal_id <> l.proposal_id
      and other.held_until_on is not null and other.action = l.action
      and o.tenant_id = other.tenant_id and o.proposal_id = other.proposal_id and o.no = other.explanation_no
      and e.tenant_id = l.tenant_id and e.proposal_id = l.proposal_id and e.no = l.explanation_no
      and o.explanation -> 'inputs' -> 'firstOn' is not distinct from e.explanation -> 'inputs' -> 'firstOn'
      and o.explanation -> 'inputs' -> 'lastOn' is not distinct from e.explanation -> 'inputs' -> 'lastOn'
      and p.tenant_id = other.tenant_id and p.id = other.proposal_id and p.kind = ${kind} and p.ledger_id is not distinct from ${ledgerId}::uuid`.execute(
    tx.db,
  );
}

/** Lines held back come back. */
export async function releaseRows(
  tx: TenantTransaction,
  proposalId: string,
  lineNos: readonly number[],
): Promise<number> {
  const released = await sql`
    update proposal_line set state = 'proposed', reason = null, held_until_on = null
    where tenant_id = ${tx.tenantId} and proposal_id = ${proposalId} and line_no = any (${column.integer(lineNos)}) and state = 'held'`.execute(
    tx.db,
  );
  return Number(released.numAffectedRows ?? 0n);
}

/** Lines are held until a day no longer. They come back into their proposal too where it is still open (`alsoHere`), else stay out of it. */
export async function endHoldRows(
  tx: TenantTransaction,
  proposalId: string,
  lineNos: readonly number[],
  alsoHere: boolean,
): Promise<number> {
  const ended = await sql`
    update proposal_line set held_until_on = null ${alsoHere ? sql`, state = 'proposed', reason = null` : sql``}
    where tenant_id = ${tx.tenantId} and proposal_id = ${proposalId} and line_no = any (${column.integer(lineNos)}) and held_until_on is not null`.execute(
    tx.db,
  );
  return Number(ended.numAffectedRows ?? 0n);
}

const HOLD_COLUMNS = sql`
  l.proposal_id as "proposalId", l.line_no as "lineNo", l.action, l.subject_kind as "subjectKind", l.subject_id as "subjectId",
  l.reason, l.held_until_on as "untilOn", e.explanation`;

/** Lines held until a day after one, the next to end first, at most so many after one of them. */
export async function holdsAfter(
  tx: TenantTransaction,
  { kind, ledgerId, day, after, limit }: HoldFilter,
): Promise<Hold[]> {
  const found = await sql<Hold>`
    select ${HOLD_COLUMNS} from proposal_line l join proposal p on p.tenant_id = l.tenant_id and p.id = l.proposal_id ${EXPLAINED}
    where l.tenant_id = ${tx.tenantId} and l.held_until_on > ${day}::date and p.kind = ${kind} and p.ledger_id is not distinct from ${ledgerId}::uuid
      ${after ? sql`and (l.held_until_on, l.proposal_id, l.line_no) > (${after.untilOn}::date, ${after.proposalId}::uuid, ${after.lineNo}::integer)` : sql``}
    order by l.held_until_on, l.proposal_id, l.line_no ${limit === undefined ? sql`` : sql`limit ${limit}`}`.execute(
    tx.db,
  );
  return found.rows;
}

/** What other proposals of the kind hold of these subjects beyond a proposal's day. */
export async function holdsOfSubjects(
  tx: TenantTransaction,
  { id, kind, ledgerId, asOfOn }: Proposal,
  subjectIds: readonly string[],
): Promise<Hold[]> {
  const found = await sql<Hold>`
    select ${HOLD_COLUMNS} from proposal_line l join proposal p on p.tenant_id = l.tenant_id and p.id = l.proposal_id ${EXPLAINED}
    where l.tenant_id = ${tx.tenantId} and l.held_until_on > ${asOfOn}::date and l.proposal_id <> ${id} and l.subject_id = any (${column.uuid(subjectIds)})
      and p.kind = ${kind} and p.ledger_id is not distinct from ${ledgerId}::uuid`.execute(tx.db);
  return found.rows;
}

/** A proposal's lines about these subjects that are still to be applied, in order. */
export async function undoneAbout(
  tx: TenantTransaction,
  proposalId: string,
  subjects: readonly Pick<Matter, "subjectKind" | "subjectId">[],
): Promise<(Matter & { readonly lineNo: number })[]> {
  const found = await sql<Matter & { readonly lineNo: number }>`
    select l.line_no as "lineNo", l.action, l.subject_kind as "subjectKind", l.subject_id as "subjectId", e.explanation from ${LINES} ${EXPLAINED}
    where l.tenant_id = ${tx.tenantId} and l.proposal_id = ${proposalId} and ${UNDONE}
      and l.subject_kind = any (${column.text([...new Set(subjects.map((each) => each.subjectKind))])})
      and l.subject_id = any (${column.uuid([...new Set(subjects.map((each) => each.subjectId))])})
    order by l.line_no`.execute(tx.db);
  return found.rows;
}
