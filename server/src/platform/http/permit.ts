import type { Context } from "../context.ts";
import { refuse } from "../errors.ts";
import { reachOf, type Reached } from "../roles/index.ts";
import type { Permission, Principal } from "./route.ts";

/** Finds the ledgers of clinics: the ledger capability's knowledge, handed in from above. */
export type LedgersOfClinics = (context: Context, clinicIds: readonly string[]) => Promise<readonly string[]>;

/** How long a second factor that was shown is fresh (SEC-15). */
export const FRESH_MINUTES = 5;

/** Holds a step to a second factor shown within five minutes (SEC-15). Programs have none: what asks for it is for people. */
export function requireFreshFactor(principal: Principal, now: Temporal.Instant): void {
  const since = principal.factorAt?.until(now).total("minutes");
  if (since === undefined || since > FRESH_MINUTES) throw refuse("FACTOR_NOT_FRESH");
}

async function ledgersIn(
  context: Context,
  reached: Exclude<Reached, "tenant">,
  ledgersOfClinics: LedgersOfClinics,
): Promise<readonly string[]> {
  const ofClinics = reached.clinicIds.length > 0 ? await ledgersOfClinics(context, reached.clinicIds) : [];
  return [...new Set([...reached.ledgerIds, ...ofClinics])];
}

/**
 * Decides whether somebody may use a route, and gives the context to work in: for those bound to clinics, with their ledgers only (SEC-09).
 * Throws NOT_ALLOWED, or FACTOR_NOT_FRESH when all but the factor is right.
 */
export async function permit(
  principal: Principal,
  permission: Exclude<Permission, "public">,
  requestId: string,
  now: Temporal.Instant,
  ledgersOfClinics: LedgersOfClinics,
): Promise<Context> {
  const context: Context = { tenantId: principal.tenantId, actor: principal.actor, requestId };
  if (permission === "person") {
    if (principal.actor.kind !== "user") throw refuse("NOT_ALLOWED");
    return { ...context, ledgers: [] };
  }
  const reached = reachOf(principal.grants, permission.action);
  if (!reached || (permission.scope === "tenant" && reached !== "tenant")) throw refuse("NOT_ALLOWED");
  if (permission.fresh) requireFreshFactor(principal, now);
  return reached === "tenant" ? context : { ...context, ledgers: await ledgersIn(context, reached, ledgersOfClinics) };
}
