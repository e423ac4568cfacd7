import { sql } from "kysely";
import { checkRows, type Check } from "../platform/index.ts";
import { CAPTURE_SOURCE } from "./book-capture.ts";

/** What must hold between attempts, movements and the ledger. */
export const paymentsChecks: readonly Check[] = [
  checkRows(
    "payments.takenIsBooked",
    "Every øre a partner took from a payer stands in one entry of its movement.",
    (tenantId) => sql<Record<string, unknown>>`
    select a.item_id, m.amount_minor, coalesce(e.minor, 0) as booked_minor from payment_movement m
    join payment_attempt a on a.tenant_id = m.tenant_id and a.id = m.attempt_id
    left join (
      select e.source_id, sum(p.amount_minor)::bigint as minor from entry e join posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id
      where e.tenant_id = ${tenantId} and e.source_kind = ${CAPTURE_SOURCE} group by 1) e on e.source_id = m.id
    where m.tenant_id = ${tenantId} and m.kind = 'capture' and m.state = 'done' and coalesce(e.minor, 0) <> m.amount_minor`,
  ),
  checkRows(
    "payments.attemptsAddUp",
    "What an attempt has taken is the sum of its movements, and never more than was reserved.",
    (tenantId) => sql<Record<string, unknown>>`
    select a.item_id, a.captured_minor, coalesce(m.minor, 0) as moved_minor from payment_attempt a
    left join (
      select attempt_id, sum(amount_minor)::bigint as minor from payment_movement
      where tenant_id = ${tenantId} and kind = 'capture' and state = 'done' group by 1) m on m.attempt_id = a.id
    where a.tenant_id = ${tenantId} and (coalesce(m.minor, 0) <> a.captured_minor or a.captured_minor + a.cancelled_minor > a.authorized_minor)`,
  ),
];
