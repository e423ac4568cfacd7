import { systemContext, withTenant, type Platform } from "../../platform/index.ts";
import type { DeliveryReport } from "../ports.ts";
import { tenantsOfMessages } from "./store-addresses.ts";
import { takeReports } from "./take-reports.ts";

/** Takes what a channel says of messages of any tenants: only those tenants are opened whose messages it names. Gives how many were news. */
export async function takeReportsOfAll(
  platform: Platform,
  by: "webhooks" | "bounces",
  reports: readonly DeliveryReport[],
): Promise<number> {
  const tenants = await tenantsOfMessages(
    platform,
    reports.map(({ messageId }) => messageId),
  );
  const byTenant = Map.groupBy(
    reports.filter(({ messageId }) => tenants.has(messageId)),
    ({ messageId }) => tenants.get(messageId)!,
  );
  let taken = 0;
  for (const [tenantId, own] of byTenant)
    taken += (await withTenant(platform, systemContext(tenantId, by), (tx) => takeReports(tx, own))).taken;
  return taken;
}
