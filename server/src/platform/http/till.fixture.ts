import type { LightMyRequestResponse } from "fastify";
import * as z from "zod";
import { createTenant, recordAudit, refuse, type Context, type Platform } from "../index.ts";
import {
  amountMinor,
  createServer,
  created,
  day,
  route,
  uuid,
  type HttpServer,
  type Principal,
  type Route,
} from "./index.ts";

/** A till: a server that takes payments, and whatever else a test has it do. For tests of what all routes have in common. */

/** Lets a test hold a handler in the middle of its work: the handler says that it has come so far, and goes on when it may. */
export type Gate = { reached: PromiseWithResolvers<null>; goOn: Promise<unknown> };

/** Called by a handler in the middle of its work. */
export async function pass(gate: Gate): Promise<void> {
  gate.reached.resolve(null);
  await gate.goOn;
}

export const claimsWrite = { action: "claims.write", scope: "ledger" } as const;

/** A payment that is taken as it is. */
export const sound = { amountMinor: 245_000, paidOn: "2026-10-05" };
/** An amount that the till refuses, after it has written. */
const REFUSED = 13n;

const payment = z.strictObject({
  amountMinor,
  paidOn: day,
  payer: z.strictObject({ name: z.string().max(40) }).optional(),
});

function payments(gate: Gate): Route {
  return route({
    method: "POST",
    url: "/api/v1/payments",
    summary: "Pays.",
    chapter: "Payments",
    permission: claimsWrite,
    idempotent: true,
    schema: { body: payment, responses: { 201: z.object({ id: uuid, amountMinor }) } },
    inTransaction: async (tx, { body }) => {
      const id = tx.platform.ids.next();
      await recordAudit(tx, { action: "supplierInvoice.received", subjectKind: "supplierInvoice", subjectId: id });
      await pass(gate);
      if (body.amountMinor === REFUSED) throw refuse("NOT_FOUND");
      return created({ id, amountMinor: body.amountMinor, secret: "not in the schema" });
    },
  });
}

export type Till = {
  readonly server: HttpServer;
  readonly routes: readonly Route[];
  readonly context: Context;
  readonly gate: Gate;
  /** Who asks next: HQ finance of the till's tenant, until a test says otherwise. */
  caller: Principal;
  pay(body: unknown, key?: string): Promise<LightMyRequestResponse>;
  /** As before the first request: nobody is held, HQ finance asks. */
  reset(): void;
};

const open = (): Gate => ({ reached: Promise.withResolvers<null>(), goOn: Promise.resolve() });

/** Opens a till of a new tenant, with `POST /api/v1/payments` and the routes that are added. */
export async function openTill(platform: Platform, added: (gate: Gate) => readonly Route[]): Promise<Till> {
  const tenant = await createTenant(platform, { name: "Eksempel", market: "NO" });
  const context: Context = { tenantId: tenant.id, actor: { kind: "apiKey", id: platform.ids.next() } };
  const finance: Principal = {
    actor: context.actor,
    tenantId: tenant.id,
    grants: [{ kind: "role", role: "hqFinance", clinicIds: null }],
  };
  const gate = open();
  const routes = [payments(gate), ...added(gate)];
  const server = await createServer(platform, {
    routes,
    authenticate: async () => till.caller,
    ledgersOfClinics: async () => [],
  });
  const till: Till = {
    server,
    routes,
    context,
    gate,
    caller: finance,
    pay: async (body, key) =>
      server.inject({
        method: "POST",
        url: "/api/v1/payments",
        payload: body as object,
        headers: key === undefined ? {} : { "idempotency-key": key },
      }),
    reset() {
      till.caller = finance;
      Object.assign(gate, open());
    },
  };
  return till;
}
