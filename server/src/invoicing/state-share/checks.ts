import { sql } from "kysely";
import { checkRows } from "../../platform/index.ts";

/** What always holds of the state's share. */
export const stateShareChecks = [
  checkRows(
    "invoicing.statePartsAreItems",
    "Every part of the state's is an item of its amount that nobody of the register owes, and no more was credited of it than it was.",
    (tenantId) => sql<Record<string, unknown>>`
    select s.id, s.amount_minor, i.amount_minor as item_minor from state_part s
    left join open_item i on i.tenant_id = s.tenant_id and i.id = s.item_id
    where s.tenant_id = ${tenantId} and (i.id is null or i.kind <> 'insurerPart' or i.side <> 'receivable' or i.party_id is not null
      or i.amount_minor <> s.amount_minor
      or (select coalesce(sum(c.amount_minor), 0) from state_credit c where c.tenant_id = s.tenant_id and c.part_id = s.id) > s.amount_minor)`,
  ),
  checkRows(
    "invoicing.statePayoutsAreDeposits",
    "Every pay-out of the state is the sum of its visits, and stands as one item of that amount for the bank to pay.",
    (tenantId) => sql<Record<string, unknown>>`
    select o.id, o.amount_minor, i.amount_minor as item_minor, l.minor from state_payout o
    left join open_item i on i.tenant_id = o.tenant_id and i.id = o.item_id
    left join lateral (
      select sum(l.amount_minor)::bigint as minor from state_payout_line l where l.tenant_id = o.tenant_id and l.payout_id = o.id) l on true
    where o.tenant_id = ${tenantId} and (i.amount_minor is distinct from o.amount_minor or l.minor is distinct from o.amount_minor)`,
  ),
];
