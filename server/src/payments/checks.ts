import { sql } from "kysely";
import { checkRows, column, type Check } from "../platform/index.ts";
import { termsOf } from "./agreements/terms.ts";
import { CAPTURE_SOURCE } from "./book-capture.ts";
import { ways } from "./types.ts";

/** Which secrets a way cannot do without. */
const needed = ways.flatMap((way) => termsOf(way).needs.map((name) => ({ way, name })));
import { depositChecks } from "./deposits/checks.ts";
import { directDebitChecks } from "./direct-debit/checks.ts";
import { refundChecks } from "./refunds/checks.ts";
import { selfServiceChecks } from "./self-service/checks.ts";

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
    where a.tenant_id = ${tenantId} and (coalesce(m.minor, 0) <> a.captured_minor or a.captured_minor + a.cancelled_minor > a.authorized_minor
      or a.authorized_minor > a.amount_minor)`,
  ),
  checkRows(
    "payments.nothingLivesOn",
    "No attempt to pay a bill that is paid is still alive a day after it was begun.",
    (tenantId) => sql<Record<string, unknown>>`
    select a.item_id, a.state, a.amount_minor from payment_attempt a join open_item i on i.tenant_id = a.tenant_id and i.id = a.item_id
    where a.tenant_id = ${tenantId} and a.state in ('created', 'awaitingPayer', 'authorized', 'unknown')
      and i.open_minor = 0 and a.asked_at > a.made_at + interval '1 day'`,
  ),
  checkRows(
    "payments.agreementsComplete",
    "Every agreement in use has the secrets it needs.",
    (tenantId) => sql<Record<string, unknown>>`
    select g.ledger_id, g.id, n.name as what from payment_agreement g
    join unnest(${column.text(needed.map(({ way }) => way))}, ${column.text(needed.map(({ name }) => name))}) as n (way, name) on n.way = g.way
    where g.tenant_id = ${tenantId} and g.state = 'active'
      and not exists (
        select from agreement_secret s where s.tenant_id = g.tenant_id and s.agreement_id = g.id and s.name = n.name and s.ends_at is null)`,
  ),
  checkRows(
    "payments.secretsSealed",
    "Every secret of an agreement is sealed, and the newest of its name is the only one without an end.",
    (tenantId) => sql<Record<string, unknown>>`
    select s.id, s.name as what from agreement_secret s
    where s.tenant_id = ${tenantId}
      and (octet_length(s.sealed) < 30 or get_byte(s.sealed, 0) <> 1
        or (s.ends_at is null and exists (
          select from agreement_secret o
          where o.tenant_id = s.tenant_id and o.agreement_id = s.agreement_id and o.name = s.name and o.ends_at is null and o.id > s.id)))`,
  ),
  ...refundChecks,
  ...selfServiceChecks,
  ...depositChecks,
  ...directDebitChecks,
];
