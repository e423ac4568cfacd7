import { sql } from "kysely";
import { checkRows, type Check } from "../../platform/index.ts";

/** What always holds of losses, and of the approvals behind them and behind credits. */
export const lossChecks: readonly Check[] = [
  checkRows(
    "invoicing.lossesAreBooked",
    "Every loss is booked with its capital, fees and interest, on a report that names it where it rests on one, and no more came for it than was lost.",
    (tenantId) => sql<Record<string, unknown>>`
    select x.id, x.capital_minor, p.minor, r.minor as recovered from loss x
    left join lateral (
      select sum(p.amount_minor)::bigint as minor from posting p join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
      where p.tenant_id = ${tenantId} and p.entry_id = x.entry_id and e.kind = 'writeOff' and e.source_kind = 'loss' and e.source_id = x.id) p on true
    left join lateral (
      select coalesce(sum(r.amount_minor), 0)::bigint as minor from loss_recovery r where r.tenant_id = ${tenantId} and r.loss_id = x.id) r on true
    where x.tenant_id = ${tenantId}
      and (p.minor is distinct from x.capital_minor + x.fees_minor + x.interest_minor or r.minor > x.capital_minor
        or (x.report_id is not null and not exists (
          select from loss_report_line l where l.tenant_id = x.tenant_id and l.report_id = x.report_id and l.item_id = x.item_id)))`,
  ),
  checkRows(
    "invoicing.creditsAreApproved",
    "Every credit and loss that Kvitt made was approved as it is, by somebody who did not ask for it or, marked so, in one-person mode.",
    (tenantId) => sql<Record<string, unknown>>`
    select p.id, p.kind, p.state from proposal p
    where p.tenant_id = ${tenantId} and p.kind in ('credits', 'losses')
      and exists (select from proposal_outcome o where o.tenant_id = p.tenant_id and o.proposal_id = p.id and o.state = 'applied')
      and not exists (
        select from approval a where a.tenant_id = p.tenant_id and a.proposal_id = p.id and a.content_hash = p.content_hash and a.standing = 'used'
          and (a.approved_by <> p.made_by or a.alone))`,
  ),
];
