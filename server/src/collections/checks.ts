import { sql } from "kysely";
import { checkRows, type Check } from "../platform/index.ts";
import { agencyChecks } from "./agency/index.ts";

/**
 * What must always hold of follow-up. An entry's moment is when its transaction began: one that waited for the step's lock was booked after it,
 * so that a minute lies between what must have been seen and the step.
 */

export const collectionsChecks: readonly Check[] = [
  checkRows(
    "collections.noStepOnPaid",
    "A reminder is decided on only while something is owed: what was booked by then leaves at least the amount it asks for.",
    (tenantId) => sql`
      select s.id as "stepId", s.item_id as "itemId", s.amount_minor as "amountMinor", b.left_minor as "leftMinor"
      from follow_up_step s
      join lateral (
        select coalesce(sum(case when p.debit_item_id = s.item_id then p.amount_minor else -p.amount_minor end), 0)::bigint as left_minor
        from posting p join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
        where p.tenant_id = ${tenantId} and s.item_id in (p.debit_item_id, p.credit_item_id) and e.recorded_at < s.taken_at - interval '1 minute') b on true
      where s.tenant_id = ${tenantId} and b.left_minor < s.amount_minor`,
  ),
  checkRows(
    "collections.stepOnce",
    "No step of a claim is taken again while one of the same level stands.",
    (tenantId) => sql`
      select s.item_id as "itemId", s.level, count(*) as times
      from follow_up_step s
      left join follow_up_letter l on l.tenant_id = s.tenant_id and l.id = s.letter_id
      left join dispatch d on d.tenant_id = l.tenant_id and d.key = l.dispatch_key
      left join agency_case a on a.tenant_id = s.tenant_id and a.step_id = s.id
      where s.tenant_id = ${tenantId} and d.state is distinct from 'cancelled' and (a.ended is null or a.ended in ('failed', 'paid'))
      group by s.item_id, s.level having count(*) > 1`,
  ),
  checkRows(
    "collections.stepsInOrder",
    "The steps of a claim follow each other: none is taken on an earlier day than one below it, or on its own day's letter.",
    (tenantId) => sql`
      with ranked as (
        select s.tenant_id, s.item_id, s.id, s.taken_on, s.level,
          array_position(array['nudge', 'remind1', 'remind2', 'collectionNotice', 'paymentDemand', 'headOffice', 'agency'], s.level) as rank
        from follow_up_step s
        left join follow_up_letter l on l.tenant_id = s.tenant_id and l.id = s.letter_id
        left join dispatch d on d.tenant_id = l.tenant_id and d.key = l.dispatch_key
        where s.tenant_id = ${tenantId} and d.state is distinct from 'cancelled')
      select a.item_id as "itemId", a.level as earlier, b.level as later
      from ranked a join ranked b on b.tenant_id = a.tenant_id and b.item_id = a.item_id and b.rank > a.rank
      where a.tenant_id = ${tenantId} and b.taken_on <= a.taken_on`,
  ),
  checkRows(
    "collections.letterIsWished",
    "Every letter that a step tells of is wished of delivery.",
    (tenantId) => sql`
      select l.id as "letterId", l.level from follow_up_letter l
      left join dispatch d on d.tenant_id = l.tenant_id and d.key = l.dispatch_key
      where l.tenant_id = ${tenantId} and d.id is null`,
  ),
  checkRows(
    "collections.stepsStand",
    "Every step is of a claim of its ledger and under a policy that are there, and so is the letter it tells of.",
    (tenantId) => sql`
      select s.id as "stepId", s.item_id as "itemId" from follow_up_step s
      left join open_item i on i.tenant_id = s.tenant_id and i.id = s.item_id and i.ledger_id = s.ledger_id
      left join follow_up_policy y on y.tenant_id = s.tenant_id and y.id = s.policy_id
      left join follow_up_letter l on l.tenant_id = s.tenant_id and l.id = s.letter_id and l.ledger_id = s.ledger_id
      where s.tenant_id = ${tenantId} and (i.id is null or y.id is null or (s.letter_id is not null and l.id is null))`,
  ),
  ...agencyChecks,
];
