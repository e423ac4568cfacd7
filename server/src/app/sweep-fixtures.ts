/**
 * What the cross-tenant sweep needs to know of each route: real things of a tenant to name, and an input that fits. A route without a line here
 * fails the sweep's test. To add a capability's routes: add a function that makes what the route's parameters name, in the world it is given.
 */
import type { Context, Platform } from "../platform/index.ts";
import { withTenant } from "../platform/index.ts";
import { createApiKey, createUser } from "../platform/sign-in/index.ts";

/** A tenant with two clinics, each with a ledger, and a word that stands in everything readable of it. */
export type World = {
  readonly platform: Platform;
  readonly context: Context;
  readonly clinicId: string;
  readonly ledgerId: string;
  readonly otherClinicId: string;
  readonly otherLedgerId: string;
  /** Occurs in the names of this tenant's things and nowhere else. */
  readonly planted: string;
};

export type SweepFixture = {
  /** Values for the route's parameters: things that exist in the world, made for this route alone. */
  readonly params?: (world: World) => Promise<Record<string, string>> | Record<string, string>;
  /** The same kind of thing in the world's other clinic, where the route works on rows of a ledger. */
  readonly otherClinicParams?: (world: World) => Promise<Record<string, string>> | Record<string, string>;
  readonly query?: (world: World) => Record<string, string>;
  readonly body?: (world: World) => unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly upload?: () => Buffer;
  /** The status of the right call by somebody who may; 200, 201 or 204 unless named. For sign-in routes, whose success is tested elsewhere. */
  readonly status?: number;
};

async function newUser(world: World): Promise<Record<string, string>> {
  const email = `${world.platform.ids.next()}@${world.planted.toLowerCase()}.example`;
  const made = await withTenant(world.platform, world.context, (tx) =>
    createUser(tx, { email, name: world.planted, roles: [{ role: "auditor", clinicIds: null }] }),
  );
  return { userId: made.userId };
}

async function newApiKey(world: World): Promise<Record<string, string>> {
  const made = await withTenant(world.platform, world.context, (tx) =>
    createApiKey(tx, { name: world.planted, scopes: ["ledgers:read"], ledgerIds: null, expiresAt: null }),
  );
  return { keyId: made.id };
}

const ownLedger = {
  params: (world: World) => ({ ledgerId: world.ledgerId }),
  otherClinicParams: (world: World) => ({ ledgerId: world.otherLedgerId }),
};
const auditorRole = [{ role: "auditor", clinicIds: null }];
const wrongCode = { body: () => ({ code: "000000" }), status: 401 };

export const sweepFixtures: Readonly<Record<string, SweepFixture>> = {
  "GET /api/v1/ledgers": {},
  "GET /api/v1/ledgers/:ledgerId": ownLedger,
  "POST /api/v1/ledgers/:ledgerId/activation": { ...ownLedger, body: () => ({ from: "2026-10-05" }) },
  "POST /api/v1/ledgers/:ledgerId/deactivation": ownLedger,
  "GET /api/v1/alarms": {},
  "GET /api/v1/audit-events": {},
  "GET /api/v1/users": {},
  "POST /api/v1/users": {
    body: (world) => ({ email: `${world.platform.ids.next()}@example.com`, name: "Ny", roles: auditorRole }),
  },
  "GET /api/v1/users/:userId": { params: newUser },
  "PUT /api/v1/users/:userId/roles": {
    params: newUser,
    body: () => ({ roles: auditorRole }),
    headers: { "if-match": '"another"' },
    status: 412,
  },
  "DELETE /api/v1/users/:userId": { params: newUser },
  "POST /api/v1/users/:userId/second-factor-reset": { params: newUser },
  "GET /api/v1/api-keys": {},
  "POST /api/v1/api-keys": { body: () => ({ name: "Ny", scopes: ["ledgers:read"] }) },
  "DELETE /api/v1/api-keys/:keyId": { params: newApiKey },
  "POST /api/v1/sign-in": { body: () => ({ email: "nobody@example.com", password: "not this one" }), status: 401 },
  "POST /api/v1/sign-in/second-factor": wrongCode,
  "POST /api/v1/sign-in/enrolment": { body: () => ({ password: "not this one" }), status: 401 },
  "POST /api/v1/sign-in/enrolment/confirm": wrongCode,
  "POST /api/v1/sign-out": {},
  "POST /api/v1/step-up": wrongCode,
  "POST /api/v1/me/password": {
    body: () => ({ currentPassword: "not this one", newPassword: "nor this one, never" }),
    status: 401,
  },
  "GET /api/v1/me": { status: 401 },
  "GET /api/v1/me/sessions": { status: 401 },
  "DELETE /api/v1/me/sessions/:sessionId": {
    params: (world) => ({ sessionId: world.platform.ids.next() }),
    status: 404,
  },
};
