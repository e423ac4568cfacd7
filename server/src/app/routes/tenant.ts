import * as z from "zod";
import { ok, route, uuid } from "../../platform/http/index.ts";
import { setOnePerson, tenantWithSettings } from "../../platform/index.ts";

const chapter = "Tenant";
const shown = z.object({ id: uuid, name: z.string(), market: z.string(), onePerson: z.boolean() });

/** The tenant itself and what it has settled for itself. */
export const tenantRoutes = [
  route({
    method: "GET",
    url: "/api/v1/tenant",
    summary: "The tenant and its settings.",
    chapter,
    permission: { action: "tenant.read", scope: "tenant" },
    schema: { responses: { 200: shown } },
    inTransaction: async (tx) => ok(await tenantWithSettings(tx)),
  }),
  route({
    method: "PATCH",
    url: "/api/v1/tenant",
    summary:
      "Turns one-person mode on or off: who uploads a bank file may then release it, and the accountant is told.",
    chapter,
    permission: { action: "tenant.configure", scope: "tenant", fresh: true },
    schema: { body: z.strictObject({ onePerson: z.boolean() }), responses: { 200: shown } },
    inTransaction: async (tx, { body }) => {
      await setOnePerson(tx, body.onePerson);
      return ok(await tenantWithSettings(tx));
    },
  }),
];
