import type { FastifyRequest } from "fastify";
import * as z from "zod";
import { listLedgers, type Ledger } from "../../ledger/index.ts";
import { FRESH_MINUTES, instant, ok, route, uuid, type Route } from "../../platform/http/index.ts";
import { tenantWithSettings, withTenant, type Context, type Platform } from "../../platform/index.ts";
import { actions, reachOf, roles, type Grant } from "../../platform/roles/index.ts";
import {
  changePreferences,
  colourModes,
  densities,
  languages,
  limitsOf,
  NO_TENANT,
  preferencesOf,
  tenantsOf,
  type Person,
  type SignIn,
} from "../../platform/sign-in/index.ts";
import { stillToCome, type MaintenanceWindow } from "../maintenance.ts";
import { signedIn } from "./browser.ts";

const chapter = "Sign-in";

/** The ledgers in reach; null is the whole tenant. */
const ledgerIds = z.array(uuid).nullable();
const preferences = {
  language: z.enum(languages).nullable(),
  letterKeys: z.boolean(),
  density: z.enum(densities),
  colourMode: z.enum(colourModes),
};
const shown = z.object({
  userId: uuid,
  name: z.string(),
  email: z.string(),
  tenants: z.array(z.object({ id: uuid, name: z.string() })),
  tenantId: uuid.nullable(),
  roles: z.array(z.object({ role: z.enum(roles), clinicIds: z.array(uuid).nullable(), ledgerIds })),
  actions: z.array(z.object({ action: z.enum(actions), ledgerIds })),
  secondFactor: z.object({ shownAt: instant, freshUntil: instant, fresh: z.boolean() }),
  preferences: z.object(preferences),
  /** The chosen tenant is made for practice. */
  training: z.boolean(),
  /** After so many minutes without use the session ends (SEC-24). */
  idleMinutes: z.int(),
  /** When the operator means to stop the installation, until that is over. */
  maintenance: z.object({ from: instant, to: instant }).nullable(),
});
type Shown = z.input<typeof shown>;
const { language, letterKeys, density, colourMode } = preferences;
const changes = z.strictObject({
  language: language.optional(),
  letterKeys: letterKeys.optional(),
  density: density.optional(),
  colourMode: colourMode.optional(),
});

type Asked = { readonly platform: Platform; readonly window: MaintenanceWindow | undefined };
type LedgerOfClinic = Pick<Ledger, "id" | "clinicId">;

const ofClinics = (ledgers: readonly LedgerOfClinic[], clinicIds: readonly string[]) =>
  ledgers.filter((ledger) => clinicIds.includes(ledger.clinicId)).map((ledger) => ledger.id);

/** What the grants open, each action with how far; what is missing is refused (SEC-10). */
function actionsOf(grants: readonly Grant[], ledgers: readonly LedgerOfClinic[]): Shown["actions"] {
  return actions.flatMap((action) => {
    const reached = reachOf(grants, action);
    if (reached === undefined) return [];
    return { action, ledgerIds: reached === "tenant" ? null : ofClinics(ledgers, reached.clinicIds) };
  });
}

function rolesOf(grants: readonly Grant[], ledgers: readonly LedgerOfClinic[]): Shown["roles"] {
  return grants.flatMap((grant) => {
    if (grant.kind !== "role") return [];
    const { role, clinicIds } = grant;
    return {
      role,
      clinicIds: clinicIds && [...clinicIds],
      ledgerIds: clinicIds && ofClinics(ledgers, clinicIds),
    };
  });
}

function factorOf(shownAt: Temporal.Instant, now: Temporal.Instant): Shown["secondFactor"] {
  const freshUntil = shownAt.add({ minutes: FRESH_MINUTES });
  const fresh = Temporal.Instant.compare(now, freshUntil) <= 0;
  return { shownAt: shownAt.toString(), freshUntil: freshUntil.toString(), fresh };
}

/** What the chosen tenant adds: its ledgers, and whether it is made for practice. */
async function ofTenant(platform: Platform, context: Context | undefined) {
  if (!context) return { ledgers: [], training: false };
  return withTenant(platform, context, async (tx) => ({
    ledgers: await listLedgers(tx),
    training: (await tenantWithSettings(tx)).training,
  }));
}

async function myself({ platform, window }: Asked, person: Person, request: FastifyRequest): Promise<Shown> {
  const { tenantId = NO_TENANT, grants = [], actor } = request.kvittPrincipal ?? {};
  const known = tenantId !== NO_TENANT && actor !== undefined;
  const { ledgers, training } = await ofTenant(platform, known ? { tenantId, actor } : undefined);
  const now = platform.clock.now();
  return {
    userId: person.userId,
    name: person.name,
    email: person.email,
    tenants: await tenantsOf(platform, person.userId),
    tenantId: known ? tenantId : null,
    roles: rolesOf(grants, ledgers),
    actions: actionsOf(grants, ledgers),
    secondFactor: factorOf(person.factorAt ?? person.signedInAt, now),
    preferences: await preferencesOf(platform, person.userId),
    training,
    idleMinutes: limitsOf(grants.flatMap((grant) => (grant.kind === "role" ? [grant.role] : []))).idleMinutes,
    maintenance: stillToCome(window, now),
  };
}

/** Who one is, what one may do, and how one wants the screens. */
export function meRoutes(signIn: SignIn, window: MaintenanceWindow | undefined): Route[] {
  return [
    route({
      method: "GET",
      url: "/api/v1/me",
      summary:
        "Who one is, the tenants one may choose with X-Kvitt-Tenant, one's roles in the chosen one with what they allow, and one's preferences.",
      chapter,
      permission: "person",
      schema: { responses: { 200: shown } },
      handler: async ({ platform, request }) =>
        ok(await myself({ platform, window }, await signedIn(signIn, request), request)),
    }),
    route({
      method: "PATCH",
      url: "/api/v1/me",
      summary: "Changes one's preferences; what is not named stays.",
      chapter,
      permission: "person",
      schema: { body: changes, responses: { 200: shown } },
      handler: async ({ platform, request, body }) => {
        const person = await signedIn(signIn, request);
        await changePreferences(platform, person.userId, body);
        return ok(await myself({ platform, window }, person, request));
      },
    }),
  ];
}
