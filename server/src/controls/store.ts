import { sql, type RawBuilder } from "kysely";
import { announce, column, eachRow, toJson, type TenantTransaction } from "../platform/index.ts";
import type { Explanation } from "../ledger/index.ts";
import type {
  LineFilter,
  LineGroup,
  LineOutcome,
  LineState,
  LineToApply,
  Proposal,
  ProposalDraft,
  ProposalFilter,
  ProposalLine,
  ProposalLineDraft,
  ProposalState,
  ReadyLines,
  WaitingLine,
} from "./types.ts";

const PROPOSAL_COLUMNS = sql`
  id, ledger_id as "ledgerId", kind, as_of_on as "asOfOn", state, content_hash as "contentHash", totals, made_by as "madeBy", made_at as "madeAt",
  approved_by as "approvedBy", approved_at as "approvedAt", expires_at as "expiresAt", not_before as "notBefore",
  (select count(*)::integer from proposal_outcome o where o.tenant_id = proposal.tenant_id and o.proposal_id = proposal.id and o.state = 'failed') as "failedLines"`;
const LINE_COLUMNS = sql`
  l.line_no as "lineNo", l.action, l.subject_kind as "subjectKind", l.subject_id as "subjectId", l.seen_hash as "seenHash", l.amount_minor as "amountMinor",
  coalesce(o.state, l.state) as state, case when o.line_no is null then l.reason else o.reason end as reason, l.held_until_on as "heldUntilOn", e.explanation, o.result_id as "resultId"`;
/**
 * Lines with what became of them, if anything has: looked up line by line. The planner, which knows little of a fresh proposal, would
 * otherwise compare all its lines with all that became of them.
 */
export const LINES = sql`
  proposal_line l left join lateral (
    select * from proposal_outcome o where o.tenant_id = l.tenant_id and o.proposal_id = l.proposal_id and o.line_no = l.line_no offset 0) o on true`;
/** With why each line stands there, which lines that share it name by its number. */
export const EXPLAINED = sql`
  join lateral (
    select explanation from proposal_explanation e where e.tenant_id = l.tenant_id and e.proposal_id = l.proposal_id and e.no = l.explanation_no offset 0) e on true`;
/** The same of a whole proposal at once, without a join that could be planned wrong. */
const standing = (tx: TenantTransaction, proposalId: string) => sql`
  select line_no, coalesce(max(outcome), max(state)) as state, case when max(outcome) is null then max(reason) else max(outcome_reason) end as reason,
    sum(amount_minor)::bigint as amount_minor
  from (
    select line_no, state, reason, amount_minor, null as outcome, null as outcome_reason from proposal_line
    where tenant_id = ${tx.tenantId} and proposal_id = ${proposalId}
    union all
    select line_no, null, null, 0, state, reason from proposal_outcome where tenant_id = ${tx.tenantId} and proposal_id = ${proposalId}) x
  group by line_no`;
/** Of these lines, those still to be applied. */
export const UNDONE = sql`l.state = 'proposed' and o.line_no is null`;

/** A proposal's lines that are still to be applied, to be asked from: number, subject, and the hash of what was seen. */
export const undoneLines = (tx: TenantTransaction, proposalId: string) => sql`(
  select l.line_no, l.subject_kind, l.subject_id, l.seen_hash from ${LINES}
  where l.tenant_id = ${tx.tenantId} and l.proposal_id = ${proposalId} and ${UNDONE})`;

/** Without its hash, which is made of the lines as they are stored. */
export async function insertProposal(
  tx: TenantTransaction,
  id: string,
  draft: Omit<ProposalDraft, "lines">,
  expiresAt: Temporal.Instant | null,
): Promise<void> {
  const { actor } = tx.context;
  await sql`
    insert into proposal (tenant_id, id, ledger_id, kind, as_of_on, state, content_hash, totals, made_by, made_at, expires_at)
    values (${tx.tenantId}, ${id}, ${draft.ledgerId}, ${draft.kind}, ${draft.asOfOn}, 'open', ''::bytea, ${toJson(draft.totals)}::jsonb,
            ${`${actor.kind}:${actor.id}`}, ${tx.now.toString()}, ${expiresAt?.toString() ?? null})`.execute(tx.db);
  await announce(tx, "proposal", id, draft.ledgerId);
}

export async function insertLines(
  tx: TenantTransaction,
  proposalId: string,
  lines: readonly ProposalLineDraft[],
  numbers: { readonly before: number; readonly explanations: readonly number[] },
): Promise<void> {
  await sql`
    insert into proposal_line (tenant_id, proposal_id, state, line_no, action, subject_kind, subject_id, seen_hash, amount_minor, explanation_no)
    select ${tx.tenantId}, ${proposalId}, 'proposed', ${eachRow(
      column.integer(lines.map((_, index) => numbers.before + index + 1)),
      column.text(lines.map((l) => l.action)),
      column.text(lines.map((l) => l.subjectKind)),
      column.uuid(lines.map((l) => l.subjectId)),
      column.bytea(lines.map((l) => l.seenHash)),
      column.bigint(lines.map((l) => l.amountMinor)),
      column.integer(numbers.explanations),
    )}`.execute(tx.db);
}

/** Explanations, each as its JSON text, by numbers that follow a number. */
export async function insertExplanations(
  tx: TenantTransaction,
  proposalId: string,
  texts: readonly string[],
  before: number,
): Promise<void> {
  if (texts.length === 0) return;
  await sql`
    insert into proposal_explanation (tenant_id, proposal_id, no, explanation)
    select ${tx.tenantId}, ${proposalId}, ${eachRow(
      column.integer(texts.map((_, index) => before + index + 1)),
      column.jsonb(texts),
    )}`.execute(tx.db);
}

export async function proposalRow(tx: TenantTransaction, id: string, lock: boolean): Promise<Proposal | undefined> {
  const found = await sql<Proposal>`
    select ${PROPOSAL_COLUMNS} from proposal where tenant_id = ${tx.tenantId} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(
    tx.db,
  );
  return found.rows[0];
}

/** Some proposals by their ids. */
export async function proposalsById(tx: TenantTransaction, ids: readonly string[]): Promise<Map<string, Proposal>> {
  if (ids.length === 0) return new Map();
  const found = await sql<Proposal>`
    select ${PROPOSAL_COLUMNS} from proposal where tenant_id = ${tx.tenantId} and id = any (${column.uuid(ids)})`.execute(
    tx.db,
  );
  return new Map(found.rows.map((proposal) => [proposal.id, proposal]));
}

export async function proposalRows(
  tx: TenantTransaction,
  { kind, state, ledgerId, running, after, limit = 200 }: ProposalFilter,
): Promise<Proposal[]> {
  const found = await sql<Proposal>`
    select ${PROPOSAL_COLUMNS} from proposal where tenant_id = ${tx.tenantId}
      ${kind ? sql`and kind = ${kind}` : sql``} ${state ? sql`and state = ${state}` : sql``}
      ${ledgerId ? sql`and ledger_id = ${ledgerId}` : sql``}
      ${running ? sql`and (state in ('applying', 'paused') or (state = 'approved' and expires_at > ${tx.now.toString()}::timestamptz))` : sql``}
      ${after ? sql`and (made_at, id) < (${after.madeAt.toString()}::timestamptz, ${after.id}::uuid)` : sql``}
    order by made_at desc, id desc limit ${limit}`.execute(tx.db);
  return found.rows;
}

/** Lines that are hashed together: few enough that their text is small, many enough that asking costs nothing. */
const STRETCH = 5_000;

/**
 * The hashes of a proposal's lines as they are stored, a stretch at a time: what approval covers of them. The database makes them, so that
 * a million lines are not read to be compared.
 */
export function stretchHashes(tx: TenantTransaction, proposalId: string, lastLine: number): Promise<Buffer[]> {
  return hashesOf(tx, proposalId, lastLine, { why: sql`l.explanation_no`, from: sql`proposal_line l` });
}

/** The same, each line with its explanation's own words. */
export function explainedStretchHashes(tx: TenantTransaction, proposalId: string, lastLine: number): Promise<Buffer[]> {
  return hashesOf(tx, proposalId, lastLine, {
    why: sql`e.explanation::text`,
    from: sql`proposal_line l ${EXPLAINED}`,
  });
}

/** The hashes of a proposal's explanations, a stretch at a time. */
export async function explanationHashes(tx: TenantTransaction, proposalId: string): Promise<Buffer[]> {
  const found = await sql<{ hash: Buffer }>`
    select no / ${STRETCH}::integer as stretch, sha256(convert_to(string_agg(no || '|' || explanation::text, chr(10) order by no), 'UTF8')) as hash
    from proposal_explanation where tenant_id = ${tx.tenantId} and proposal_id = ${proposalId} group by 1 order by 1`.execute(
    tx.db,
  );
  return found.rows.map(({ hash }) => hash);
}

async function hashesOf(
  tx: TenantTransaction,
  proposalId: string,
  lastLine: number,
  of: { readonly why: RawBuilder<unknown>; readonly from: RawBuilder<unknown> },
): Promise<Buffer[]> {
  const hashes: Buffer[] = [];
  for (let after = 0; after < lastLine; after += STRETCH) {
    const found = await sql<{ hash: Buffer }>`
      select sha256(convert_to(string_agg(
        action || '|' || subject_kind || '|' || subject_id || '|' || encode(seen_hash, 'hex') || '|' || amount_minor || '|' || ${of.why},
        chr(10) order by line_no), 'UTF8')) as hash
      from ${of.from} where l.tenant_id = ${tx.tenantId} and l.proposal_id = ${proposalId} and l.line_no > ${after} and l.line_no <= ${after + STRETCH}`.execute(
      tx.db,
    );
    hashes.push(found.rows[0]!.hash);
  }
  return hashes;
}

export async function setContentHash(tx: TenantTransaction, id: string, hash: Buffer): Promise<void> {
  await sql`update proposal set content_hash = ${hash} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

function inState(state: LineState) {
  if (state === "held") return sql`and l.state = 'held'`;
  return state === "proposed" ? sql`and ${UNDONE}` : sql`and o.state = ${state}`;
}

export async function lineRows(
  tx: TenantTransaction,
  proposalId: string,
  after: number,
  limit: number,
  { state, action, lineNos }: LineFilter,
): Promise<ProposalLine[]> {
  const found = await sql<ProposalLine>`
    select ${LINE_COLUMNS} from ${LINES} ${EXPLAINED} where l.tenant_id = ${tx.tenantId} and l.proposal_id = ${proposalId} and l.line_no > ${after}
      ${state ? inState(state) : sql``} ${action ? sql`and l.action = ${action}` : sql``} ${lineNos ? sql`and l.line_no = any (${column.integer(lineNos)})` : sql``}
    order by l.line_no limit ${limit}`.execute(tx.db);
  return found.rows;
}

/** What of a proposal nobody has begun is neither held back nor left out, by action. */
export async function readyRows(tx: TenantTransaction, proposalId: string): Promise<ReadyLines[]> {
  const found = await sql<ReadyLines>`
    select action, count(*)::integer as lines, sum(amount_minor)::bigint as "amountMinor" from proposal_line
    where tenant_id = ${tx.tenantId} and proposal_id = ${proposalId} and state = 'proposed' group by action`.execute(
    tx.db,
  );
  return found.rows;
}

/** The number of the last line: lines are numbered from 1 without a gap. */
export async function lastLineNo(tx: TenantTransaction, proposalId: string): Promise<number> {
  const found = await sql<{ last: number | null }>`
    select max(line_no) as last from proposal_line where tenant_id = ${tx.tenantId} and proposal_id = ${proposalId}`.execute(
    tx.db,
  );
  return found.rows[0]!.last ?? 0;
}

/** The lines after one and up to another that are still to be applied. Not held: `writeOutcomes` says when somebody else was faster. */
export async function linesToApply(
  tx: TenantTransaction,
  proposalId: string,
  after: number,
  upTo: number,
): Promise<LineToApply[]> {
  const stretch = sql`proposal_id = ${proposalId} and line_no > ${after} and line_no <= ${upTo}`;
  const done = await sql<{ lineNo: number }>`
    select line_no as "lineNo" from proposal_outcome where tenant_id = ${tx.tenantId} and ${stretch}`.execute(tx.db);
  const found = await sql<Omit<LineToApply, "explanation"> & { readonly explanationNo: number }>`
    select line_no as "lineNo", action, subject_kind as "subjectKind", subject_id as "subjectId", seen_hash as "seenHash", amount_minor as "amountMinor",
      explanation_no as "explanationNo"
    from proposal_line where tenant_id = ${tx.tenantId} and ${stretch} and state = 'proposed' order by line_no`.execute(
    tx.db,
  );
  const isDone = new Set(done.rows.map(({ lineNo }) => lineNo));
  const explanations = await explanationsByNo(
    tx,
    proposalId,
    found.rows.map(({ explanationNo }) => explanationNo),
  );
  return found.rows
    .filter(({ lineNo }) => !isDone.has(lineNo))
    .map(({ explanationNo, ...line }) => ({ ...line, explanation: explanations.get(explanationNo)! }));
}

async function explanationsByNo(
  tx: TenantTransaction,
  proposalId: string,
  nos: readonly number[],
): Promise<Map<number, Explanation>> {
  const found = await sql<{ no: number; explanation: Explanation }>`
    select no, explanation from proposal_explanation
    where tenant_id = ${tx.tenantId} and proposal_id = ${proposalId} and no = any (${column.integer([...new Set(nos)])})`.execute(
    tx.db,
  );
  return new Map(found.rows.map(({ no, explanation }) => [no, explanation]));
}

/** Writes what became of lines; returns of how many nothing was said before. */
export async function writeOutcomes(
  tx: TenantTransaction,
  proposalId: string,
  outcomes: readonly LineOutcome[],
): Promise<number> {
  const written = await sql`
    insert into proposal_outcome (tenant_id, proposal_id, line_no, state, reason, result_id)
    select ${tx.tenantId}, ${proposalId}, ${eachRow(
      column.integer(outcomes.map((o) => o.lineNo)),
      column.text(outcomes.map((o) => o.state)),
      column.text(outcomes.map((o) => o.reason ?? null)),
      column.uuid(outcomes.map((o) => o.resultId ?? null)),
    )}
    on conflict (tenant_id, proposal_id, line_no) do nothing`.execute(tx.db);
  return Number(written.numAffectedRows ?? 0n);
}

/** Lines that failed for a reason are to be applied once more: what became of them is forgotten. */
export async function retryRows(tx: TenantTransaction, proposalId: string, reason: string): Promise<number> {
  const again = await sql`
    delete from proposal_outcome
    where tenant_id = ${tx.tenantId} and proposal_id = ${proposalId} and state = 'failed' and reason = ${reason}`.execute(
    tx.db,
  );
  return Number(again.numAffectedRows ?? 0n);
}

export async function groupRows(tx: TenantTransaction, proposalId: string): Promise<LineGroup[]> {
  const found = await sql<LineGroup>`
    select state, reason, count(*) as lines, sum(amount_minor)::bigint as "amountMinor", min(line_no) as "sampleLineNo"
    from (${standing(tx, proposalId)}) s group by state, reason order by state, lines desc, reason`.execute(tx.db);
  return found.rows;
}

/** The state alone, as it is now: asked before each chunk. */
export async function stateNow(tx: TenantTransaction, id: string): Promise<ProposalState | undefined> {
  const found = await sql<{ state: ProposalState }>`
    select state from proposal where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  return found.rows[0]?.state;
}

type Of = { readonly ledgerId: string | null };

export async function setState(tx: TenantTransaction, id: string, state: ProposalState): Promise<void> {
  const set = await sql<Of>`
    update proposal set state = ${state} where tenant_id = ${tx.tenantId} and id = ${id} returning ledger_id as "ledgerId"`.execute(
    tx.db,
  );
  await announce(tx, "proposal", id, set.rows[0]?.ledgerId);
}

/** Approved by who acts; what the matrix governs lives from now on as its approval does. */
export async function setApproved(
  tx: TenantTransaction,
  id: string,
  life?: { readonly expiresAt: Temporal.Instant; readonly notBefore: Temporal.Instant | null },
): Promise<void> {
  const { actor } = tx.context;
  const set = await sql<Of>`
    update proposal set state = 'approved', approved_by = ${`${actor.kind}:${actor.id}`}, approved_at = ${tx.now.toString()}
      ${life ? sql`, expires_at = ${life.expiresAt.toString()}, not_before = ${life.notBefore?.toString() ?? null}` : sql``}
    where tenant_id = ${tx.tenantId} and id = ${id} returning ledger_id as "ledgerId"`.execute(tx.db);
  await announce(tx, "proposal", id, set.rows[0]?.ledgerId);
}

/** Lines in a state, and what they amount to. */
export type LineSum = { readonly lines: number; readonly minor: bigint };

/** How many lines stand in each state, and what they amount to. Most of a finished proposal is applied: that sum is what the others leave. */
export async function countLines(tx: TenantTransaction, proposalId: string): Promise<Map<LineState, LineSum>> {
  const of = sql`tenant_id = ${tx.tenantId} and proposal_id = ${proposalId}`;
  const found = await sql<{ source: "line" | "outcome" | "left out"; state: LineState; lines: bigint; minor: bigint }>`
    select 'line' as source, state, count(*) as lines, sum(amount_minor)::bigint as minor from proposal_line where ${of} group by state
    union all
    select 'outcome', state, count(*), 0 from proposal_outcome where ${of} group by state
    union all
    select 'left out', o.state, count(*), sum(l.amount_minor)::bigint from proposal_outcome o
      join proposal_line l on l.tenant_id = o.tenant_id and l.proposal_id = o.proposal_id and l.line_no = o.line_no
    where o.tenant_id = ${tx.tenantId} and o.proposal_id = ${proposalId} and o.state <> 'applied' group by o.state`.execute(
    tx.db,
  );
  const rows = found.rows.map((row) => ({ ...row, lines: Number(row.lines) }));
  const none: LineSum = { lines: 0, minor: 0n };
  const proposed = rows.find(({ source, state }) => source === "line" && state === "proposed") ?? none;
  const applied = rows.find(({ source, state }) => source === "outcome" && state === "applied") ?? none;
  const leftOut = rows.filter(({ source }) => source === "left out");
  const held = rows.filter(({ source, state }) => source === "line" && state !== "proposed");
  const rest = leftOut.reduce((sum, row) => ({ lines: sum.lines - row.lines, minor: sum.minor - row.minor }), proposed);
  if (rest.lines > applied.lines) return countUnfinished(tx, proposalId);
  const sums = [...held, ...leftOut, { ...rest, state: "applied" as const }];
  return new Map(sums.filter(({ lines }) => lines > 0).map(({ state, lines, minor }) => [state, { lines, minor }]));
}

async function countUnfinished(tx: TenantTransaction, proposalId: string): Promise<Map<LineState, LineSum>> {
  const found = await sql<{ state: LineState; lines: bigint; minor: bigint }>`
    select state, count(*) as lines, sum(amount_minor)::bigint as minor from (${standing(tx, proposalId)}) s group by state`.execute(
    tx.db,
  );
  return new Map(found.rows.map((row) => [row.state, { lines: Number(row.lines), minor: row.minor }]));
}

/** Proposals that would still do something to a subject, newest first. */
export async function waitingFor(
  tx: TenantTransaction,
  subjectKind: string,
  subjectId: string,
): Promise<WaitingLine[]> {
  const found = await sql<WaitingLine>`
    select p.id as "proposalId", p.kind, l.amount_minor as "amountMinor", p.made_by as "madeBy", p.made_at as "madeAt", p.expires_at as "expiresAt", p.state
    from ${LINES} join proposal p on p.tenant_id = l.tenant_id and p.id = l.proposal_id
    where l.tenant_id = ${tx.tenantId} and l.subject_kind = ${subjectKind} and l.subject_id = ${subjectId} and ${UNDONE}
      and p.state in ('open', 'approved', 'applying') and coalesce(p.expires_at > ${tx.now.toString()}, true)
    order by p.made_at desc limit 20`.execute(tx.db);
  return found.rows;
}
