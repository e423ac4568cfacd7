import * as z from "zod";
import { created, etagOf, instant, noContent, ok, requireMatch, route, uuid } from "../../platform/http/index.ts";
import {
  actions,
  apiKeyScopeNames,
  apiKeyScopes,
  roles,
  roleTable,
  type Action,
  type Reach,
  type Role,
} from "../../platform/roles/index.ts";
import {
  createUser,
  endMembership,
  listUsers,
  lockUser,
  resetSecondFactor,
  setRoles,
  userForUpdate,
  type User,
} from "../../platform/sign-in/index.ts";
import { emailAddress, written } from "./fields.ts";

const chapter = "Users";
const params = z.strictObject({ userId: uuid });
const roleGiven = z.strictObject({
  role: z.enum(roles),
  clinicIds: z.array(uuid).min(1).max(200).nullable().default(null),
});
const rolesGiven = z
  .array(roleGiven)
  .min(1)
  .max(roles.length)
  .refine((given) => new Set(given.map((one) => one.role)).size === given.length, { error: "Each role once" });
const shownRole = z.object({ role: z.enum(roles), clinicIds: z.array(uuid).nullable() });
const shown = z.object({
  id: uuid,
  email: z.string(),
  name: z.string(),
  secondFactor: z.boolean(),
  lockedAt: instant.nullable(),
  roles: z.array(shownRole),
});

function show(user: User): z.input<typeof shown> {
  return {
    ...user,
    lockedAt: user.lockedAt?.toString() ?? null,
    roles: user.roles.map(({ role, clinicIds }) => ({ role, clinicIds: clinicIds && [...clinicIds] })),
  };
}

const mayDo = z.object({ action: z.enum(actions), reach: z.enum(["clinics", "tenant"]) });
const rights = z.object({
  roles: z.array(z.object({ role: z.enum(roles), actions: z.array(mayDo) })),
  scopes: z.array(z.object({ scope: z.enum(apiKeyScopeNames), actions: z.array(z.enum(actions)) })),
});

/** What a role may do and how far, from the table that decides (SEC-10). */
function mayDoOf(role: Role): z.input<typeof mayDo>[] {
  return actions.flatMap((action: Action) => {
    const reach = (roleTable[action] as Partial<Record<Role, Reach>>)[role];
    return reach ? { action, reach } : [];
  });
}

const manage = { action: "users.manage", scope: "tenant", fresh: true } as const;

const reading = [
  route({
    method: "GET",
    url: "/api/v1/roles",
    summary: "What each role may do and how far, and what each scope of an API key opens.",
    chapter,
    permission: { action: "users.read", scope: "tenant" },
    schema: { responses: { 200: rights } },
    inTransaction: async () =>
      ok({
        roles: roles.map((role) => ({ role, actions: mayDoOf(role) })),
        scopes: apiKeyScopeNames.map((scope) => ({ scope, actions: [...apiKeyScopes[scope]] })),
      }),
  }),
  route({
    method: "GET",
    url: "/api/v1/users",
    summary: "The users with a role here, by e-mail address.",
    chapter,
    permission: { action: "users.read", scope: "tenant" },
    schema: { responses: { 200: z.object({ items: z.array(shown) }) } },
    inTransaction: async (tx) => ok({ items: (await listUsers(tx)).map(show) }),
  }),
  route({
    method: "GET",
    url: "/api/v1/users/:userId",
    summary: "One user.",
    chapter,
    permission: { action: "users.read", scope: "tenant" },
    etag: true,
    schema: { params, responses: { 200: shown } },
    inTransaction: async (tx, call) => ok(show(await userForUpdate(tx, call.params.userId))),
  }),
];

const changing = [
  route({
    method: "POST",
    url: "/api/v1/users",
    summary:
      "Adds a user. The answer is the only time the first password is seen; it is null for somebody who already has one.",
    chapter,
    permission: manage,
    secretAnswer: true,
    schema: {
      body: z.strictObject({ email: emailAddress, name: written(1, 120), roles: rolesGiven }),
      responses: { 201: z.object({ userId: uuid, initialPassword: z.string().nullable() }) },
    },
    inTransaction: async (tx, { body }) => created(await createUser(tx, body)),
  }),
  route({
    method: "PUT",
    url: "/api/v1/users/:userId/roles",
    summary: "Replaces a user's roles; their sessions end.",
    chapter,
    permission: manage,
    ifMatch: true,
    schema: { params, body: z.strictObject({ roles: rolesGiven }), responses: { 200: shown } },
    inTransaction: async (tx, { params: { userId }, body, request }) => {
      requireMatch(request.headers["if-match"], show(await userForUpdate(tx, userId)));
      await setRoles(tx, userId, body.roles);
      const now = show(await userForUpdate(tx, userId));
      return ok(now, { etag: etagOf(now) });
    },
  }),
  route({
    method: "DELETE",
    url: "/api/v1/users/:userId",
    summary: "Ends a user's work here at once; what they did stays on record.",
    chapter,
    permission: manage,
    schema: { params, responses: { 204: null } },
    inTransaction: async (tx, call) => {
      await endMembership(tx, call.params.userId);
      return noContent();
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/users/:userId/second-factor-reset",
    summary: "Takes a lost second factor away; the user sets up a new one at the next sign-in.",
    chapter,
    permission: manage,
    schema: { params, responses: { 204: null } },
    inTransaction: async (tx, call) => {
      await resetSecondFactor(tx, call.params.userId);
      return noContent();
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/users/:userId/lock",
    summary: "Locks a user out at once; roles stay and open nothing until the lock is lifted.",
    chapter,
    permission: manage,
    schema: { params, responses: { 204: null } },
    inTransaction: async (tx, call) => {
      await lockUser(tx, call.params.userId, true);
      return noContent();
    },
  }),
  route({
    method: "DELETE",
    url: "/api/v1/users/:userId/lock",
    summary: "Lets a locked user in again, with the roles they had.",
    chapter,
    permission: manage,
    schema: { params, responses: { 204: null } },
    inTransaction: async (tx, call) => {
      await lockUser(tx, call.params.userId, false);
      return noContent();
    },
  }),
];

export const userRoutes = [...reading, ...changing];
