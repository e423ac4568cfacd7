import { sql } from "kysely";
import { checkRows, type Check } from "../../platform/index.ts";

/** What must hold of payment requests. */
export const requestChecks: readonly Check[] = [
  checkRows(
    "delivery.defaultAfterWarning",
    "No invoice goes out because nothing was chosen unless its payer was warned on an earlier day.",
    (tenantId) => sql<Record<string, unknown>>`
    select id, item_id from payment_request
    where tenant_id = ${tenantId} and chosen_by = 'default' and (warned_on is null or warned_on >= invoiced_on)`,
  ),
  checkRows(
    "delivery.askedOrNeeded",
    "An item somebody is asked for does not stand on the list of those nobody may be asked for.",
    (tenantId) => sql<Record<string, unknown>>`
    select n.item_id from request_need n join payment_request r on r.tenant_id = n.tenant_id and r.item_id = n.item_id
    where n.tenant_id = ${tenantId} and n.solved_at is null and r.ended_at is null`,
  ),
];
