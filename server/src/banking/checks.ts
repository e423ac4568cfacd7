import { sql } from "kysely";
import { checkRows, type Check } from "../platform/index.ts";

/** What must hold between bank files, their lines and the ledger. */
export const bankingChecks: readonly Check[] = [
  checkRows(
    "banking.filesAddUp",
    "A posted file's lines are what its lumps said, to the øre.",
    (tenantId) => sql<Record<string, unknown>>`
    select b.id, b.ledger_minor, coalesce(l.minor, 0) as lines_minor, b.lines, coalesce(l.lines, 0) as lines_here
    from bank_batch b join bank_file f on f.tenant_id = b.tenant_id and f.id = b.file_id and f.state = 'posted'
    left join (select batch_id, sum(amount_minor - charge_minor)::bigint as minor, count(*) as lines from bank_line where tenant_id = ${tenantId} group by batch_id) l on l.batch_id = b.id
    where b.tenant_id = ${tenantId} and (coalesce(l.minor, 0) <> b.ledger_minor or coalesce(l.lines, 0) <> b.lines)`,
  ),
  checkRows(
    "banking.refusedFilesPostNothing",
    "A refused or waiting file has posted nothing.",
    (tenantId) => sql<Record<string, unknown>>`
    select f.id, f.state from bank_file f where f.tenant_id = ${tenantId} and f.state in ('rejected', 'quarantined', 'awaitingRelease', 'stored')
      and exists (select from bank_batch b join bank_line l on l.tenant_id = b.tenant_id and l.batch_id = b.id where b.tenant_id = f.tenant_id and b.file_id = f.id)`,
  ),
  checkRows(
    "banking.linesPostedOnce",
    "Every payment has one entry, of its own amount; repeated and held ones have none.",
    (tenantId) => sql<Record<string, unknown>>`
    select l.id, l.amount_minor, coalesce(e.minor, 0) as posted_minor from bank_line l
    join bank_batch b on b.tenant_id = l.tenant_id and b.id = l.batch_id
    join bank_account a on a.tenant_id = b.tenant_id and a.id = b.bank_account_id
    left join (
      select e.source_id, sum(case when c.role = 'bankClearing' then -p.amount_minor when d.role = 'bankClearing' and c.role is distinct from 'bankClearing' and e.kind <> 'allocation' then p.amount_minor else 0 end)::bigint as minor, count(distinct e.id) as entries
      from entry e join posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id
      left join account d on d.tenant_id = p.tenant_id and d.ledger_id = p.ledger_id and d.code = p.debit
      left join account c on c.tenant_id = p.tenant_id and c.ledger_id = p.ledger_id and c.code = p.credit
      where e.tenant_id = ${tenantId} and e.source_kind = 'bankLine' and e.kind in ('payment', 'reversal') and (c.role = 'bankClearing' or d.role = 'bankClearing')
        and not (d.role = 'paymentCost')
      group by e.source_id) e on e.source_id = l.id
    where l.tenant_id = ${tenantId} and coalesce(e.minor, 0) <> case when l.state in ('repeated', 'held') then 0 else l.amount_minor end`,
  ),
  checkRows(
    "banking.pairsEqual",
    "A lump and its statement line are the same amount.",
    (tenantId) => sql<Record<string, unknown>>`
    select b.id, b.ledger_minor, s.amount_minor from bank_batch b join statement_line s on s.tenant_id = b.tenant_id and s.id = b.statement_line_id
    where b.tenant_id = ${tenantId} and (s.amount_minor <> b.ledger_minor or s.state <> 'paired')`,
  ),
  checkRows(
    "banking.bankEqualsStatements",
    "The ledger's bank account is what stood there first and all statement lines since.",
    (tenantId) => sql<Record<string, unknown>>`
    select a.ledger_id, coalesce(l.minor, 0) as ledger_minor, coalesce(s.minor, 0) as statements_minor from (select distinct ledger_id from bank_account where tenant_id = ${tenantId}) a
    left join (
      select p.ledger_id, sum(case when c.code = p.debit then p.amount_minor else -p.amount_minor end)::bigint as minor from posting p
      join account c on c.tenant_id = p.tenant_id and c.ledger_id = p.ledger_id and c.role = 'bank' and c.code in (p.debit, p.credit)
      where p.tenant_id = ${tenantId} group by p.ledger_id) l using (ledger_id)
    left join (select ledger_id, sum(amount_minor)::bigint as minor from statement_line where tenant_id = ${tenantId} and state <> 'held' group by ledger_id) s using (ledger_id)
    where coalesce(l.minor, 0) <> coalesce(s.minor, 0)`,
  ),
  checkRows(
    "banking.clearingExplained",
    "Bank clearing is the lumps and statement lines still waiting for each other.",
    (tenantId) => sql<Record<string, unknown>>`
    with clearing as (
      select p.ledger_id, sum(case when c.code = p.debit then p.amount_minor else -p.amount_minor end)::bigint as minor from posting p
      join account c on c.tenant_id = p.tenant_id and c.ledger_id = p.ledger_id and c.role = 'bankClearing' and c.code in (p.debit, p.credit)
      where p.tenant_id = ${tenantId} group by p.ledger_id),
    lumps as (
      select b.ledger_id, sum(l.amount_minor - l.charge_minor)::bigint as minor from bank_batch b join bank_line l on l.tenant_id = b.tenant_id and l.batch_id = b.id and l.state not in ('repeated', 'held')
      where b.tenant_id = ${tenantId} and b.statement_line_id is null group by b.ledger_id),
    paired as (
      select b.ledger_id, sum(r.amount_minor - r.charge_minor)::bigint as minor from bank_batch b join bank_line r on r.tenant_id = b.tenant_id and r.batch_id = b.id and r.state in ('repeated', 'held')
      where b.tenant_id = ${tenantId} and b.statement_line_id is not null group by b.ledger_id),
    lines as (select ledger_id, sum(amount_minor)::bigint as minor from statement_line where tenant_id = ${tenantId} and state = 'open' group by ledger_id)
    select g.id as ledger_id, coalesce(c.minor, 0) as clearing_minor, coalesce(m.minor, 0) - coalesce(d.minor, 0) - coalesce(n.minor, 0) as explained_minor
    from ledger g left join clearing c on c.ledger_id = g.id left join lumps m on m.ledger_id = g.id left join paired d on d.ledger_id = g.id left join lines n on n.ledger_id = g.id
    where g.tenant_id = ${tenantId} and coalesce(c.minor, 0) <> coalesce(m.minor, 0) - coalesce(d.minor, 0) - coalesce(n.minor, 0)`,
  ),
];
