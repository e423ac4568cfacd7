import { sql, type RawBuilder } from "kysely";
import { column, type TenantTransaction } from "../../platform/index.ts";
import { daysBefore, inScope, type HomeScope } from "../home-types.ts";
import { leastId, PERSONS } from "../home-work.ts";
import { ACTS, CLINIC_ROLES, PROPOSAL_ACTS, PROPOSAL_WORK } from "./acts.ts";
import type { Stretch } from "./types.ts";

const anyOf = (words: readonly string[]) => sql`any (${column.text(words)})`;
const startOf = (day: string, zone: string) => Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant();

/** Which ledger an event is about, by what its subject is; each is one look by key, and only for the events of that subject. */
function ledgerOf(tx: TenantTransaction): RawBuilder<unknown> {
  const tables = {
    bankLine: "bank_line",
    statementLine: "statement_line",
    proposal: "proposal",
    openItem: "open_item",
    invoice: "invoice",
    claim: "claim",
    deliveryTask: "delivery_task",
    lossReport: "loss_report",
    remittanceFile: "remittance_file",
  };
  const subject = sql`a.subject_id::uuid`;
  const looks = Object.entries(tables).map(
    ([kind, table]) =>
      sql`when ${kind} then (select x.ledger_id from ${sql.table(table)} x where x.tenant_id = ${tx.tenantId} and x.id = ${subject})`,
  );
  // A file with lines of several clinics counts at the first; an act on a customer where it says so, else where the customer's newest bill is.
  return sql`case a.subject_kind when 'ledger' then ${subject} ${sql.join(looks, sql` `)}
    when 'bankFile' then (select b.ledger_id from bank_batch b where b.tenant_id = ${tx.tenantId} and b.file_id = ${subject} order by b.batch_key limit 1)
    when 'party' then coalesce((a.detail->>'ledgerId')::uuid,
      (select i.ledger_id from open_item i where i.tenant_id = ${tx.tenantId} and i.party_id = ${subject} order by i.id desc limit 1)) end`;
}

/** Where whoever acted worked then: at a clinic who held a clinic's roles only. Nobody's name leaves this query. */
function placeOf(tx: TenantTransaction): RawBuilder<unknown> {
  const held = (roles: RawBuilder<unknown>) => sql`exists (select from membership m
    where m.tenant_id = ${tx.tenantId} and m.user_id = a.actor_id and ${roles} and m.created_at <= a.at and (m.ended_at is null or m.ended_at > a.at))`;
  const clinic = anyOf(CLINIC_ROLES);
  return sql`case when a.actor_kind = 'user' and ${held(sql`m.role = ${clinic}`)} and not ${held(sql`not m.role = ${clinic}`)} then 'clinic' else 'headOffice' end`;
}

function workOf(tx: TenantTransaction): RawBuilder<unknown> {
  const acts = Object.entries(ACTS).map(
    ([work, actions]) => sql`when a.action = ${anyOf(actions)} then ${sql.lit(work)}`,
  );
  const kinds = Object.entries(PROPOSAL_WORK).map(([kind, work]) => sql`when ${kind} then ${sql.lit(work)}`);
  return sql`case ${sql.join(acts, sql` `)} else (
    select case p.kind ${sql.join(kinds, sql` `)} else 'credits' end from proposal p where p.tenant_id = ${tx.tenantId} and p.id = a.subject_id::uuid) end`;
}

/** Payments that an approved list of matches placed were touched by its approval; what was placed by hand says so in its entry. */
const byHand = (tx: TenantTransaction) => sql`(a.action <> 'bankLine.solved' or coalesce((
  select e.explanation->>'rule' from entry e where e.tenant_id = ${tx.tenantId} and e.id = (a.detail->>'entryId')::uuid), '') = 'solve.byPerson'
  or a.detail->>'entryId' is null)`;

/**
 * Touches of a stretch: `id`, `ledger_id`, `day`, `at_work` (clinic or headOffice), `work` (a WorkKind), and of what: `subject_kind`, `subject_id`,
 * `detail`. Read by action and by the ids' own time through the index `audit_event_by_persons`, so that what people only looked at is never read.
 */
export function touches(tx: TenantTransaction, scope: HomeScope, { from, to }: Stretch): RawBuilder<unknown> {
  const first = startOf(from, scope.zone);
  const end = startOf(daysBefore(to, -1), scope.zone);
  const actions = [...Object.values(ACTS).flat(), ...PROPOSAL_ACTS];
  return sql`
    select * from (
      select a.tenant_id, a.id, ${ledgerOf(tx)} as ledger_id, (a.at at time zone ${scope.zone})::date as day, ${placeOf(tx)} as at_work, ${workOf(tx)} as work,
        a.subject_kind, a.subject_id, a.detail
      from audit_event a
      where a.tenant_id = ${tx.tenantId} and a.action = ${anyOf(actions)} and a.actor_kind in (${sql.join(PERSONS.map((kind) => sql.lit(kind)))})
        and a.id >= ${leastId(first)}::uuid and a.id < ${leastId(end)}::uuid and ${byHand(tx)}) t
    where ${inScope(tx, "t", scope)}`;
}

/** The invoices that a touch of a stretch was about by itself, each once: `invoice_id`. An act on a run of many is about none of them by itself. */
export function touchedInvoices(tx: TenantTransaction, scope: HomeScope, stretch: Stretch): RawBuilder<unknown> {
  const ofItem = (id: RawBuilder<unknown>) => sql`
    select coalesce(i.document_id, up.document_id) as invoice_id from hand h
    join open_item i on i.tenant_id = ${tx.tenantId} and i.id = ${id}
    left join open_item up on up.tenant_id = i.tenant_id and up.id = i.parent_id`;
  const placed = sql`
    select coalesce(i.document_id, up.document_id) from hand h
    join posting p on p.tenant_id = ${tx.tenantId} and p.entry_id = (h.detail->>'entryId')::uuid
    join open_item i on i.tenant_id = p.tenant_id and i.id = p.credit_item_id
    left join open_item up on up.tenant_id = i.tenant_id and up.id = i.parent_id
    where h.subject_kind in ('bankLine', 'statementLine')`;
  const asked = sql`
    select coalesce(i.document_id, l.subject_id) from hand h
    join proposal_line l on l.tenant_id = ${tx.tenantId} and l.proposal_id = h.subject_id::uuid and l.subject_kind in ('invoice', 'openItem')
    left join open_item i on i.tenant_id = l.tenant_id and i.id = l.subject_id
    where h.subject_kind = 'proposal' and h.work in ('credits', 'cases')`;
  return sql`
    with hand as materialized (${touches(tx, scope, stretch)})
    select distinct f.invoice_id from (
      select h.subject_id::uuid as invoice_id from hand h where h.subject_kind = 'invoice'
      union all ${ofItem(sql`(case when h.subject_kind = 'openItem' then h.subject_id else h.detail->>'itemId' end)::uuid`)}
      union all select coalesce(i.document_id, up.document_id) from hand h
        join delivery_task d on d.tenant_id = ${tx.tenantId} and h.subject_kind = 'deliveryTask' and d.id = h.subject_id::uuid
        join open_item i on i.tenant_id = d.tenant_id and i.id = d.item_id
        left join open_item up on up.tenant_id = i.tenant_id and up.id = i.parent_id
      union all ${placed} union all ${asked}) f
    where f.invoice_id is not null`;
}
