import { sql } from "kysely";
import { checkRows, type Check } from "../platform/index.ts";

/** What every posting does to every item it names. */
const itemEffects = (tenantId: string) => sql`
  select item_id, sum(effect)::bigint as effect, sum(raised)::bigint as raised from (
    select debit_item_id as item_id, amount_minor as effect, amount_minor as raised from posting where tenant_id = ${tenantId} and debit_item_id is not null
    union all
    select credit_item_id, -amount_minor, 0 from posting where tenant_id = ${tenantId} and credit_item_id is not null) p
  group by item_id`;

/** The ledger's invariants. An entry balances by construction; these say that nothing else has drifted. */
export const ledgerChecks: readonly Check[] = [
  checkRows(
    "ledger.itemsEqualPostings",
    "Every item's open amount is what its postings leave.",
    (tenantId) => sql<Record<string, unknown>>`
    select i.id, i.open_minor, (case when i.side = 'receivable' then 1 else -1 end) * coalesce(e.effect, 0) as posted_minor
    from open_item i left join (${itemEffects(tenantId)}) e on e.item_id = i.id
    where i.tenant_id = ${tenantId} and i.open_minor <> (case when i.side = 'receivable' then 1 else -1 end) * coalesce(e.effect, 0)`,
  ),
  checkRows(
    "ledger.itemsExplainAccounts",
    "Open items add up to the balance of their account.",
    (tenantId) => sql<Record<string, unknown>>`
    with balance as (
      select ledger_id, code, sum(amount)::bigint as minor from (
        select ledger_id, debit as code, amount_minor as amount from posting where tenant_id = ${tenantId}
        union all select ledger_id, credit, -amount_minor from posting where tenant_id = ${tenantId}) p group by ledger_id, code),
    items as (
      select ledger_id, account as code, sum(case when side = 'receivable' then open_minor else -open_minor end)::bigint as minor
      from open_item where tenant_id = ${tenantId} group by ledger_id, account)
    select a.ledger_id, a.code, coalesce(b.minor, 0) as balance_minor, coalesce(i.minor, 0) as items_minor
    from account a left join balance b using (ledger_id, code) left join items i using (ledger_id, code)
    where a.tenant_id = ${tenantId} and a.role in ('receivable', 'stateReceivable', 'payable', 'customerCredit', 'unallocated') and coalesce(b.minor, 0) <> coalesce(i.minor, 0)`,
  ),
  checkRows(
    "ledger.accountsKnown",
    "Every posting stands in an entry, on its ledger and day, and uses accounts of that ledger.",
    (tenantId) => sql<Record<string, unknown>>`
    select p.entry_id, p.line, p.debit, p.credit from posting p
    left join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
    left join account d on d.tenant_id = p.tenant_id and d.ledger_id = p.ledger_id and d.code = p.debit
    left join account c on c.tenant_id = p.tenant_id and c.ledger_id = p.ledger_id and c.code = p.credit
    where p.tenant_id = ${tenantId} and (d.code is null or c.code is null or e.id is null or p.ledger_id <> e.ledger_id or p.booked_on <> e.booked_on)`,
  ),
  checkRows(
    "ledger.itemsOnTheirAccount",
    "A side that names an item uses the account and ledger of an item that is there.",
    (tenantId) => sql<Record<string, unknown>>`
    select s.entry_id, s.line, s.item_id from (
      select entry_id, line, ledger_id, debit_item_id as item_id, debit as account from posting where tenant_id = ${tenantId} and debit_item_id is not null
      union all select entry_id, line, ledger_id, credit_item_id, credit from posting where tenant_id = ${tenantId} and credit_item_id is not null) s
    left join open_item i on i.tenant_id = ${tenantId} and i.id = s.item_id
    where i.id is null or i.ledger_id <> s.ledger_id or i.account <> s.account`,
  ),
  checkRows(
    "ledger.itemSidesNamed",
    "A receivable, payable, credit or unallocated side always names its item.",
    (tenantId) => sql<Record<string, unknown>>`
    select p.entry_id, p.line, a.code from posting p
    join account a on a.tenant_id = p.tenant_id and a.ledger_id = p.ledger_id and a.role in ('receivable', 'stateReceivable', 'payable', 'customerCredit', 'unallocated')
      and ((a.code = p.debit and p.debit_item_id is null) or (a.code = p.credit and p.credit_item_id is null))
    where p.tenant_id = ${tenantId}`,
  ),
  checkRows(
    "ledger.entriesHavePostings",
    "Every entry moves money.",
    (tenantId) => sql<Record<string, unknown>>`
    select e.id, e.kind from entry e where e.tenant_id = ${tenantId}
      and not exists (select from posting p where p.tenant_id = e.tenant_id and p.entry_id = e.id)`,
  ),
  checkRows(
    "ledger.reversalsMirror",
    "A reversal moves back what its entry moved.",
    (tenantId) => sql<Record<string, unknown>>`
    select r.id, r.reverses from entry r where r.tenant_id = ${tenantId} and r.reverses is not null and exists (
      select from (
        select debit, credit, amount_minor, debit_item_id, credit_item_id from posting where tenant_id = ${tenantId} and entry_id = r.id
        except all select credit, debit, amount_minor, credit_item_id, debit_item_id from posting where tenant_id = ${tenantId} and entry_id = r.reverses) d)`,
  ),
  checkRows(
    "ledger.closedStaysClosed",
    "Nothing was recorded in a period after it was closed.",
    (tenantId) => sql<Record<string, unknown>>`
    select e.id, e.booked_on from entry e join period p on p.tenant_id = e.tenant_id and p.ledger_id = e.ledger_id and e.booked_on between p.first_on and p.last_on
    where e.tenant_id = ${tenantId} and p.closed_at is not null and e.recorded_at > p.closed_at`,
  ),
  checkRows(
    "ledger.changedOverFirst",
    "A ledger that takes claims has no changeover left to carry out.",
    (tenantId) => sql<Record<string, unknown>>`
    select l.id, w.booked_at, w.begun_at from ledger l
    left join walkthrough w on w.tenant_id = l.tenant_id and w.ledger_id = l.id and w.booked_at is not null
    where l.tenant_id = ${tenantId} and l.state = 'active' and (
      (w.booked_at is not null and w.begun_at is null)
      or exists (select from changeover_part p where p.tenant_id = l.tenant_id and p.ledger_id = l.id and (p.state = 'connected' or (p.state = 'disconnected' and w.begun_at is null))))`,
  ),
];
