import { sql } from "kysely";
import { checkRows, type Check } from "../checks/check.ts";

/** What must hold of partners' events. */
export const webhookChecks: readonly Check[] = [
  checkRows(
    "webhooks.nothingForgotten",
    "Every event that a partner told of is worked or set aside for a person within two days.",
    (tenantId) => sql<Record<string, unknown>>`
    select id, partner, attempts, problem from webhook_event
    where tenant_id = ${tenantId} and state = 'stored' and due_at > received_at + interval '2 days'`,
  ),
  checkRows(
    "webhooks.asidesSayWhy",
    "Every event that was set aside says why.",
    (tenantId) => sql<Record<string, unknown>>`
    select id, partner from webhook_event where tenant_id = ${tenantId} and state = 'quarantined' and problem is null`,
  ),
];
