import { sql } from "kysely";
import { checkRows, type Check } from "../../platform/index.ts";

/** What must hold of splits and moved due dates. */
export const selfServiceChecks: readonly Check[] = [
  checkRows(
    "payments.partsAddUp",
    "A split moves exactly what its parts are made of, within one claim of one payer.",
    (tenantId) => sql<Record<string, unknown>>`
    select e.id, e.source_id, p.line from entry e join posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id
    left join open_item c on c.tenant_id = p.tenant_id and c.id = p.debit_item_id left join open_item i on i.tenant_id = p.tenant_id and i.id = p.credit_item_id
    where e.tenant_id = ${tenantId} and e.kind = 'split' and e.source_kind = 'openItem'
      and (i.id is distinct from e.source_id or c.parent_id is distinct from i.id or c.amount_minor is distinct from p.amount_minor or c.party_id is distinct from i.party_id)`,
  ),
  checkRows(
    "payments.dueMovesFollow",
    "Each move of a due date begins where the one before ended, and the last ends where the claim is due.",
    (tenantId) => sql<Record<string, unknown>>`
    select m.item_id, m.due_on, m.next_on from (
      select d.item_id, d.due_on, coalesce(lead(d.was_on) over (partition by d.item_id order by d.id), i.due_on) as next_on
      from due_move d join open_item i on i.tenant_id = d.tenant_id and i.id = d.item_id where d.tenant_id = ${tenantId}) m
    where m.due_on <> m.next_on`,
  ),
];
