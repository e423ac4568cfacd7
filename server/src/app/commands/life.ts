import {
  keepClock,
  listClinics,
  listTenants,
  movableClock,
  randomSecret,
  refuse,
  withTenant,
  type MovableClock,
  type Platform,
} from "../../platform/index.ts";
import { roles, type Role } from "../../platform/roles/index.ts";
import type { SignInShown } from "../routes/demo.ts";
import { commandContext } from "./open.ts";

export type { SignInShown } from "../routes/demo.ts";

/** A platform whose clock is moved by hand: what a life is lived on. */
export type LivingPlatform = Platform & { readonly clock: MovableClock };

/**
 * The same installation under a clock that stands at the beginning of a day, in UTC. An installation that holds data already goes on
 * from its own time: throws CLOCK_BACKWARDS for an earlier day.
 */
export async function beginLife(platform: Platform, from: string): Promise<LivingPlatform> {
  const start = Temporal.PlainDate.from(from).toZonedDateTime("UTC").toInstant();
  const isFresh = (await listTenants(platform)).length === 0;
  if (!isFresh && Temporal.Instant.compare(start, platform.clock.now()) < 0) throw refuse("CLOCK_BACKWARDS");
  return { ...platform, clock: movableClock(start) };
}

/** Keeps the hour at which a life ended: the installation's clock runs on from there. */
export async function endLife(platform: LivingPlatform): Promise<void> {
  await keepClock(platform);
}

/** Who the demo's people are: nobody who exists. */
const DEMO_NAMES: Readonly<Record<Role, string>> = {
  reception: "Marit Solbakken",
  clinicManager: "Eirik Haugland",
  hqFinance: "Silje Brattli",
  cfo: "Torbjørn Aasen",
  ceo: "Ragnhild Myhre",
  accountant: "Jonas Lindqvist",
  auditor: "Astrid Nygård",
  admin: "Henrik Dahle",
};
const CLINIC_BOUND = new Set<Role>(["reception", "clinicManager"]);
const SECRET_BYTES = 20;

/** Makes one user for each role wanted of a tenant, with a random password and a second factor that is set up: the demo's people. */
export async function makeDemoUsers(
  platform: Platform,
  tenantId: string,
  wanted: readonly Role[] = roles,
): Promise<SignInShown[]> {
  // Signing in brings the libraries of passkeys, which no other command needs.
  const { createUser, totpUri } = await import("../../platform/sign-in/index.ts");
  return withTenant(platform, commandContext(tenantId), async (tx) => {
    const [clinic] = await listClinics(tx);
    const shown: SignInShown[] = [];
    for (const role of wanted) {
      const email = `${role.toLowerCase()}@demo.example`;
      const password = randomSecret(SECRET_BYTES);
      const totpSecret = randomSecret(SECRET_BYTES);
      const clinicIds = CLINIC_BOUND.has(role) && clinic ? [clinic.id] : null;
      const name = DEMO_NAMES[role];
      await createUser(tx, { email, name, roles: [{ role, clinicIds }], password, totpSecret });
      shown.push({ role, name, email, password, authenticator: totpUri(totpSecret, email) });
    }
    return shown;
  });
}
