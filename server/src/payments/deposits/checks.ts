import { sql } from "kysely";
import { checkRows, type Check } from "../../platform/index.ts";
import { DEPOSIT_SOURCE } from "./take.ts";

/** What must hold of money that is held for customers. */
export const depositChecks: readonly Check[] = [
  checkRows(
    "payments.depositsNeverBelowZero",
    "After no entry was more used or repaid of a deposit than had been paid in.",
    (tenantId) => sql<Record<string, unknown>>`
    select s.item_id, s.left_minor from (
      select d.item_id, m.entry_id, sum(m.minor) over (partition by d.tenant_id, d.id order by e.recorded_at, m.entry_id)::bigint as left_minor
      from deposit d
      cross join lateral (
        select x.entry_id, sum(x.minor)::bigint as minor from (
          select p.entry_id, p.amount_minor as minor from posting p where p.tenant_id = ${tenantId} and p.credit_item_id = d.item_id
          union all
          select p.entry_id, -p.amount_minor from posting p where p.tenant_id = ${tenantId} and p.debit_item_id = d.item_id) x
        group by x.entry_id) m
      join entry e on e.tenant_id = ${tenantId} and e.id = m.entry_id
      where d.tenant_id = ${tenantId}) s
    where s.left_minor < 0`,
  ),
  checkRows(
    "payments.depositsAreBooked",
    "Every deposit is a credit of its customer in its ledger, and what the terminal took stands in one entry of it.",
    (tenantId) => sql<Record<string, unknown>>`
    select d.item_id, d.amount_minor, coalesce(b.minor, 0) as booked_minor from deposit d
    left join open_item i on i.tenant_id = d.tenant_id and i.id = d.item_id
    left join (
      select e.source_id, sum(p.amount_minor)::bigint as minor from entry e join posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id
      where e.tenant_id = ${tenantId} and e.source_kind = ${DEPOSIT_SOURCE} and e.kind = 'payment' group by 1) b on b.source_id = d.id
    where d.tenant_id = ${tenantId} and (
      i.id is null or i.side <> 'credit' or i.kind <> 'customerCredit' or i.ledger_id <> d.ledger_id or i.party_id is distinct from d.party_id
      or coalesce(b.minor, 0) <> case d.origin when 'terminal' then d.amount_minor else 0 end)`,
  ),
];
