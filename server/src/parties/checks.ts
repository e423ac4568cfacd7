import { sql } from "kysely";
import { checkRows, type Check } from "../platform/index.ts";

/** What always holds of parties. */
export const partyChecks: readonly Check[] = [
  checkRows(
    "parties.sharesAreWhole",
    "The guardians of a patient share all of what is owed, no more and no less.",
    (tenantId) => sql<Record<string, unknown>>`
    select party_id, sum(share_basis_points)::bigint as share from party_relation
    where tenant_id = ${tenantId} and kind = 'guardian' and ended_on is null group by party_id having sum(share_basis_points) <> 10000`,
  ),
  checkRows(
    "parties.customerNumbersGiven",
    "No customer number is above the counter that gives them.",
    (tenantId) => sql<Record<string, unknown>>`
    select p.id, p.customer_no from party p left join customer_counter c on c.tenant_id = p.tenant_id
    where p.tenant_id = ${tenantId} and (c.next_no is null or p.customer_no >= c.next_no)`,
  ),
  checkRows(
    "parties.nobodyBehindThemselves",
    "Nobody is guardian, relative or employer of themselves.",
    (tenantId) => sql<Record<string, unknown>>`
    select party_id, kind from party_relation where tenant_id = ${tenantId} and party_id = related_id`,
  ),
];
