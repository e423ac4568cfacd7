import type { FastifyRequest } from "fastify";
import * as z from "zod";
import { listLedgers, type Ledger } from "../../ledger/index.ts";
import { FRESH_MINUTES, instant, ok, route, uuid, type Route } from "../../platform/http/index.ts";
import { withTenant, type Platform } from "../../platform/index.ts";
import { actions, reachOf, roles, type Grant } from "../../platform/roles/index.ts";
import {
  changePreferences,
  colourModes,
  densities,
  languages,
  NO_TENANT,
  preferencesOf,
  tenantsOf,
  type Person,
  type SignIn,
} from "../../platform/sign-in/index.ts";
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
});
type Shown = z.input<typeof shown>;
const { language, letterKeys, density, colourMode } = preferences;
const changes = z.strictObject({
  language: language.optional(),
  letterKeys: letterKeys.optional(),
  density: density.optional(),
  colourMode: colourMode.optional(),
});

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

async function myself(platform: Platform, person: Person, request: FastifyRequest): Promise<Shown> {
  const { tenantId = NO_TENANT, grants = [], actor } = request.kvittPrincipal ?? {};
  const known = tenantId !== NO_TENANT && actor !== undefined;
  const ledgers = known ? await withTenant(platform, { tenantId, actor }, listLedgers) : [];
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
  };
}

/** Who one is, what one may do, and how one wants the screens. */
export function meRoutes(signIn: SignIn): Route[] {
  return [
    route({
      method: "GET",
      url: "/api/v1/me",
      summary:
        "Who one is, the tenants one may choose with X-Kvitt-Tenant, one's roles in the chosen one with what they allow, and one's preferences.",
      chapter,
      permission: "person",
      schema: { responses: { 200: shown } },
      handler: async ({ platform, request }) => ok(await myself(platform, await signedIn(signIn, request), request)),
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
        return ok(await myself(platform, person, request));
      },
    }),
  ];
}
