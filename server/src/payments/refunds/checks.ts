import { sql } from "kysely";
import { checkRows, type Check } from "../../platform/index.ts";
import { BACK_SOURCE } from "./store.ts";

/** What must hold of money that went back. */
export const refundChecks: readonly Check[] = [
  checkRows(
    "payments.backIsBooked",
    "Every øre that went back to a payer, or came again, stands in one entry of its row.",
    (tenantId) => sql<Record<string, unknown>>`
    select b.attempt_id, b.kind, b.amount_minor, coalesce(e.minor, 0) as booked_minor from money_back b
    left join (
      select e.source_id, sum(p.amount_minor)::bigint as minor from entry e join posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id
      where e.tenant_id = ${tenantId} and e.source_kind = ${BACK_SOURCE} group by 1) e on e.source_id = b.id
    where b.tenant_id = ${tenantId} and (case when b.state = 'done' then b.amount_minor else 0 end) <> coalesce(e.minor, 0)`,
  ),
  checkRows(
    "payments.neverMoreBack",
    "Never more was refunded of an attempt, or is asked to be, than it took; nor was more disputed, or won that was not lost.",
    (tenantId) => sql<Record<string, unknown>>`
    select a.item_id, a.captured_minor, b.refunded, b.disputed from payment_attempt a join (
      select attempt_id, coalesce(sum(amount_minor) filter (where kind in ('refund', 'refundSeen')), 0)::bigint as refunded,
        sum(case kind when 'chargeback' then amount_minor when 'chargebackWon' then -amount_minor else 0 end)::bigint as disputed
      from money_back where tenant_id = ${tenantId} and state <> 'refused' group by 1) b on b.attempt_id = a.id
    where a.tenant_id = ${tenantId} and (b.refunded > a.captured_minor or b.disputed not between 0 and a.captured_minor)`,
  ),
];
