import { sql } from "kysely";
import { checkRows, type Check } from "../../platform/index.ts";

/** What must hold of claims on payers' accounts. */
export const directDebitChecks: readonly Check[] = [
  checkRows(
    "payments.drawnOnce",
    "For one item and due date a payer's account is charged once, and once more only in the place of a claim that was taken back.",
    (tenantId) => sql<Record<string, unknown>>`
    select r.item_id, r.term_on, count(*) as claims from debit_request r
    where r.tenant_id = ${tenantId} and r.file_id is not null and r.state <> 'cancelled' and r.state <> 'cancelSent'
    group by r.item_id, r.term_on having count(*) > 1
    union all
    select r.item_id, r.term_on, 1 from debit_request r join debit_request o on o.tenant_id = r.tenant_id and o.id = r.replaces
    where r.tenant_id = ${tenantId} and r.file_id is not null
      and (o.cancel_file_id is distinct from r.file_id or o.item_id <> r.item_id or o.replaces is not null)`,
  ),
  checkRows(
    "payments.filesHoldClaims",
    "Every file of AvtaleGiro holds the claims and cancellations that were recorded with it, to their sum.",
    (tenantId) => sql<Record<string, unknown>>`
    select f.id, f.total_minor, coalesce(n.minor, 0) as claimed_minor from debit_file f
    left join (
      select x.file_id, sum(x.amount_minor)::bigint as minor, sum(x.claim) as claims, sum(1 - x.claim) as cancellations from (
        select file_id, amount_minor, 1 as claim from debit_request where tenant_id = ${tenantId} and file_id is not null
        union all
        select cancel_file_id, amount_minor, 0 from debit_request where tenant_id = ${tenantId} and cancel_file_id is not null) x
      group by x.file_id) n on n.file_id = f.id
    where f.tenant_id = ${tenantId}
      and (n.minor is distinct from f.total_minor or n.claims is distinct from f.claims or n.cancellations is distinct from f.cancellations)`,
  ),
  checkRows(
    "payments.drawnIsSeen",
    "A claim is paid when a booked AvtaleGiro line of its KID and amount says so, and by nothing else.",
    (tenantId) => sql<Record<string, unknown>>`
    select r.id, r.item_id, r.amount_minor from debit_request r left join bank_line l on l.tenant_id = r.tenant_id and l.id = r.bank_line_id
    where r.tenant_id = ${tenantId} and r.state = 'settled'
      and (l.kind is distinct from 'avtalegiro' or l.reference is distinct from r.kid or l.amount_minor is distinct from r.amount_minor)`,
  ),
];
