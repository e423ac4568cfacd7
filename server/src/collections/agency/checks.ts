import { sql } from "kysely";
import { checkRows, type Check } from "../../platform/index.ts";

/** What must always hold of cases at an agency. */
export const agencyChecks: readonly Check[] = [
  checkRows(
    "collections.agencyMoneyBooked",
    "Every payment an agency told of and that was taken is booked with its split, and nothing else is.",
    (tenantId) => sql`
      select v.id as "eventId", v.remitted_minor as "remittedMinor", p.minor as "bookedMinor" from agency_event v
      left join lateral (
        select sum(p.amount_minor)::bigint as minor from posting p join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
        where p.tenant_id = ${tenantId} and p.entry_id = v.entry_id and e.source_kind = 'agencyEvent' and e.source_id = v.id) p on true
      where v.tenant_id = ${tenantId} and case when v.status = 'paid' and v.outcome = 'taken'
        then p.minor is distinct from v.capital_minor + v.interest_minor + v.fee_minor else v.entry_id is not null end`,
  ),
  checkRows(
    "collections.agencyHasTheClaim",
    "A claim is in an agency's hands exactly while its case is there, and nobody reminds of it meanwhile.",
    (tenantId) => sql`
      select i.id as "itemId", i.custody, c.state from open_item i
      left join agency_case c on c.tenant_id = i.tenant_id and c.item_id = i.id and c.state <> 'ended'
      where i.tenant_id = ${tenantId} and (i.custody = 'agency') is distinct from (coalesce(c.state, '') = 'atAgency')
        and (c.id is not null or exists (select from agency_case x where x.tenant_id = i.tenant_id and x.item_id = i.id))
      union all
      select s.item_id, s.level, 'reminded' from follow_up_step s join agency_case c on c.tenant_id = s.tenant_id and c.item_id = s.item_id
      where s.tenant_id = ${tenantId} and s.letter_id is not null and s.taken_at > c.handed_at and (c.ended_on is null or s.taken_on < c.ended_on)`,
  ),
];
