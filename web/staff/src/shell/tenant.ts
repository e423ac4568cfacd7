import { queries } from "../api.ts";
import { askFor } from "../parts/ask.ts";
import { keep, keptTenant } from "./kept.ts";
import { useMe, type Me } from "./session.ts";

/** From now on this tenant's books; remembered for the person in this browser. */
export function chooseTenant(userId: string, tenantId: string): void {
  keep(`tenant.${userId}`, tenantId);
  askFor(tenantId);
  void queries.resetQueries();
}

/** The tenant a person of several chose last in this browser, where they still work for it. */
export function lastTenant({ userId, tenants }: Me): string | undefined {
  const last = keptTenant(userId);
  return tenants.find(({ id }) => id === last)?.id;
}

export function useTenants() {
  const { userId, tenants, tenantId } = useMe();
  return { tenants, tenantId, choose: (id: string) => chooseTenant(userId, id) };
}
