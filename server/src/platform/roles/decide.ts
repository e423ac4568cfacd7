import { apiKeyScopes, roleTable, type Action, type ApiKeyScope, type Reach, type Role } from "./actions.ts";

/** One thing that was granted: a role, perhaps bound to clinics, or a scope of an API key, perhaps bound to ledgers. */
export type Grant =
  | { readonly kind: "role"; readonly role: Role; readonly clinicIds: readonly string[] | null }
  | { readonly kind: "scope"; readonly scope: ApiKeyScope; readonly ledgerIds: readonly string[] | null };

/** How far an action reaches for somebody: everything of the tenant, or some clinics' and some single ledgers. */
export type Reached = "tenant" | { readonly clinicIds: readonly string[]; readonly ledgerIds: readonly string[] };

function reachOfGrant(grant: Grant, action: Action): Reached | undefined {
  if (grant.kind === "scope") {
    if (!(apiKeyScopes[grant.scope] as readonly Action[]).includes(action)) return undefined;
    return grant.ledgerIds === null ? "tenant" : { clinicIds: [], ledgerIds: grant.ledgerIds };
  }
  const reach = (roleTable[action] as Partial<Record<Role, Reach>>)[grant.role];
  if (!reach) return undefined;
  // A clinic-bound role without clinics reaches nothing; any role that names clinics is bound to them.
  if (grant.clinicIds) return { clinicIds: grant.clinicIds, ledgerIds: [] };
  return reach === "tenant" ? "tenant" : { clinicIds: [], ledgerIds: [] };
}

/** Decides whether any of the grants allows an action, and how far. `undefined` is no (SEC-10). */
export function reachOf(grants: readonly Grant[], action: Action): Reached | undefined {
  const reached = grants.map((grant) => reachOfGrant(grant, action)).filter((reach) => reach !== undefined);
  if (reached.length === 0) return undefined;
  if (reached.includes("tenant")) return "tenant";
  const bound = reached.filter((reach) => reach !== "tenant");
  return { clinicIds: bound.flatMap((reach) => reach.clinicIds), ledgerIds: bound.flatMap((reach) => reach.ledgerIds) };
}
