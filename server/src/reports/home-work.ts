import { sql, type RawBuilder } from "kysely";
import { column, type TenantTransaction } from "../platform/index.ts";
import { daysBefore, inScope, partOf, type HomeFigure, type HomeRows, type HomeScope } from "./home-types.ts";
import { NOT_OURS, STRAIGHT } from "./straight-through.ts";

/** How much of the work does itself, and what the rest costs. Days looked at, the day itself counted. */
const WORK_DAYS = 30;

/** Actors who are people. */
export const PERSONS = ["user", "operatingSystemUser"];

/** What a person does to get an invoice out or its money placed. Looking is no touch. */
const TOUCHES = [
  "bankLine.solved",
  "bankLine.accepted",
  "bankLine.released",
  "bankLine.dismissed",
  "bankLine.solutionUndone",
  "statementLine.solved",
  "proposal.made",
  "proposal.linesHeld",
  "proposal.approved",
  "proposal.withdrawn",
];
const DECISIONS = ["bankLine.solved", "bankLine.accepted", "bankLine.dismissed"];

const anyOf = (words: Iterable<string>) => sql`any (${column.text([...words])})`;
const firstDay = (scope: HomeScope) => daysBefore(scope.day, WORK_DAYS - 1);
const stretch = (scope: HomeScope) => ({ days: WORK_DAYS, from: firstDay(scope), to: scope.day });

/** Ids carry the moment they were made in their first 48 bits (RFC 9562 section 5.7): the least one of a moment. */
export function leastId(at: Temporal.Instant): string {
  const time = at.epochMilliseconds.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

/** Audit events `a` of persons in the stretch, by their ids' own time, so that only that end of the trail is read. */
function doneByPersons(tx: TenantTransaction, scope: HomeScope, actions: readonly string[]): RawBuilder<unknown> {
  const startOf = (day: string) => Temporal.PlainDate.from(day).toZonedDateTime(scope.zone).toInstant();
  const from = startOf(firstDay(scope));
  const to = startOf(daysBefore(scope.day, -1));
  return sql`a.tenant_id = ${tx.tenantId} and a.id >= ${leastId(from)}::uuid and a.at >= ${from.toString()}::timestamptz
    and a.at < ${to.toString()}::timestamptz and a.actor_kind = ${anyOf(PERSONS)} and a.action = ${anyOf(actions)}`;
}

export function automationRows(tx: TenantTransaction, scope: HomeScope, part: string): HomeRows | undefined {
  const wanted = { lines: sql``, straight: sql`and l.state = ${anyOf(STRAIGHT)}` }[part];
  if (!wanted) return undefined;
  return sql`
    select 'bankLine' as kind, l.id, l.ledger_id, l.settled_on as day, 1::bigint as value, null::uuid as party_id, null::jsonb as explanation
    from bank_line l where ${inScope(tx, "l", scope)} and l.settled_on between ${firstDay(scope)} and ${scope.day}
      and not l.state = ${anyOf(NOT_OURS)} ${wanted}`;
}

/** The share of bank lines settled in the last 30 days that were posted against their item without a person, in hundredths of a percent. */
export async function automation(tx: TenantTransaction, scope: HomeScope): Promise<HomeFigure> {
  const part = (name: "straight" | "lines") =>
    partOf(tx, scope, "automation", { name, unit: "count" }, automationRows(tx, scope, name)!);
  const straight = await part("straight");
  const lines = await part("lines");
  return {
    name: "automation",
    unit: "basisPoints",
    value: lines.value === 0n ? null : (straight.value * 10_000n) / lines.value,
    explanation: { rule: "home.automation.straightThrough", version: 1, inputs: stretch(scope) },
    parts: [straight, lines],
  };
}

const subject = (kind: string) => sql`(case when a.subject_kind = ${kind} then a.subject_id end)::uuid`;

/** A line that an approved proposal places is no touch of its own: the approval was. */
function touches(tx: TenantTransaction, scope: HomeScope): HomeRows {
  return sql`
    select * from (
      select 'auditEvent' as kind, a.id, coalesce(l.ledger_id, s.ledger_id, p.ledger_id) as ledger_id, (a.at at time zone ${scope.zone})::date as day,
        1::bigint as value, null::uuid as party_id, jsonb_build_object('rule', a.action, 'version', 1, 'inputs', jsonb_build_object('subjectKind', a.subject_kind, 'subjectId', a.subject_id)) as explanation, a.tenant_id
      from audit_event a
      left join bank_line l on l.tenant_id = a.tenant_id and l.id = ${subject("bankLine")}
      left join statement_line s on s.tenant_id = a.tenant_id and s.id = ${subject("statementLine")}
      left join proposal p on p.tenant_id = a.tenant_id and p.id = ${subject("proposal")}
      left join entry e on e.tenant_id = a.tenant_id and e.id = (case when a.action = 'bankLine.solved' then a.detail->>'entryId' end)::uuid
      where ${doneByPersons(tx, scope, TOUCHES)} and (e.id is null or e.explanation->>'rule' = 'solve.byPerson')) t
    where ${inScope(tx, "t", scope)}`;
}

function invoices(tx: TenantTransaction, scope: HomeScope): HomeRows {
  return sql`
    select 'invoice' as kind, n.id, n.ledger_id, n.issued_on as day, 1::bigint as value, n.party_id, null::jsonb as explanation from invoice n
    where ${inScope(tx, "n", scope)} and n.kind <> 'creditNote' and n.issued_on between ${firstDay(scope)} and ${scope.day}`;
}

export function touchesRows(tx: TenantTransaction, scope: HomeScope, part: string): HomeRows | undefined {
  if (part === "touches") return touches(tx, scope);
  return part === "invoices" ? invoices(tx, scope) : undefined;
}

/** What persons did to bank lines, statement lines and proposals in the last 30 days, for each invoice issued in them; in hundredths. */
export async function touchesPerInvoice(tx: TenantTransaction, scope: HomeScope): Promise<HomeFigure> {
  const part = (name: "touches" | "invoices") =>
    partOf(tx, scope, "touches", { name, unit: "count" }, touchesRows(tx, scope, name)!);
  const done = await part("touches");
  const issued = await part("invoices");
  return {
    name: "touches",
    unit: "hundredths",
    value: issued.value === 0n ? null : (done.value * 100n) / issued.value,
    explanation: { rule: "home.touches.actsOfPersons", version: 1, inputs: { ...stretch(scope), actions: TOUCHES } },
    parts: [done, issued],
  };
}

/** The last decision on each line; one that was taken back has put its line on the work list again, and is none. */
export function differenceRows(tx: TenantTransaction, scope: HomeScope, part: string): HomeRows | undefined {
  if (part !== "minutes") return undefined;
  return sql`
    select 'bankLine' as kind, l.id, l.ledger_id, (d.at at time zone ${scope.zone})::date as day,
      greatest(0, floor(extract(epoch from d.at - f.received_at) / 60))::bigint as value, null::uuid as party_id, null::jsonb as explanation
    from (
      select distinct on (a.subject_id) a.subject_id::uuid as line_id, a.at from audit_event a
      where ${doneByPersons(tx, scope, DECISIONS)} and (a.action <> 'bankLine.solved' or (a.detail->>'allPlaced')::boolean)
      order by a.subject_id, a.id desc) d
    join bank_line l on l.tenant_id = ${tx.tenantId} and l.id = d.line_id
    join bank_batch b on b.tenant_id = l.tenant_id and b.id = l.batch_id
    join bank_file f on f.tenant_id = b.tenant_id and f.id = b.file_id
    where ${inScope(tx, "l", scope)} and l.state in ('solved', 'repeated')`;
}

/**
 * Minutes from the arrival of a bank line's file to a person's decision on the line, for decisions of the last 30 days: the middle one
 * (the lower of two), and their sum as the part. Minutes go by the clock, nights and Sundays counted.
 */
export async function differenceMinutes(tx: TenantTransaction, scope: HomeScope): Promise<HomeFigure> {
  const rows = differenceRows(tx, scope, "minutes")!;
  const minutes = await partOf(tx, scope, "differenceMinutes", { name: "minutes", unit: "minutes" }, rows);
  const middle = await sql<{ median: bigint | null }>`
    select percentile_disc(0.5) within group (order by r.value) as median from (${rows}) r`.execute(tx.db);
  const explanation = { rule: "home.differences.medianToDecision", version: 1, inputs: stretch(scope) };
  return { name: "differenceMinutes", unit: "minutes", value: middle.rows[0]!.median, explanation, parts: [minutes] };
}
