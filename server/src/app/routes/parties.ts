import * as z from "zod";
import { listLedgers } from "../../ledger/index.ts";
import {
  contactsOf,
  findParties,
  partiesById,
  relationsOf,
  rolesOf,
  setPaymentPreferences,
  type Party,
} from "../../parties/index.ts";
import { etagOf, ok, requireMatch, route, uuid } from "../../platform/http/index.ts";
import { recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";
import { count } from "./fields.ts";
import { lockParty, partiesInReach } from "./statements.ts";

const chapter = "Parties";
const params = z.strictObject({ partyId: uuid });
const read = { action: "parties.read", scope: "ledger" } as const;

const preferences = {
  invoiceMode: z.enum(["single", "collective"]),
  collectivePeriod: z.enum(["month", "week"]).nullable(),
  delivery: z.enum(["efaktura", "ehf", "email", "sms", "paper"]).nullable(),
};
const summary = z.object({
  id: uuid,
  customerNo: count,
  kind: z.enum(["person", "company"]),
  name: z.string(),
  orgNo: z.string().nullable(),
  birthYear: z.int().nullable(),
  language: z.string(),
  ...preferences,
  thirdPartyReference: z.string().nullable(),
});
const shown = summary.extend({
  roles: z.array(z.string()),
  contacts: z.array(z.object({ kind: z.string(), purpose: z.string(), value: z.string() })),
  relations: z.array(z.object({ relatedId: uuid, kind: z.string(), shareBasisPoints: z.int() })),
});

const showSummary = (party: Party) => ({ ...party, delivery: party.deliveryPreference });

/** One party with all that is shown of it, for somebody whose clinics deal with it. Throws PARTY_NOT_FOUND. */
async function whole(tx: TenantTransaction, partyId: string) {
  const party = (await partiesById(tx, [partyId])).get(partyId);
  if (!party || !(await partiesInReach(tx, [partyId])).has(partyId)) throw refuse("PARTY_NOT_FOUND");
  return {
    ...showSummary(party),
    roles: await rolesOf(tx, partyId),
    contacts: await contactsOf(tx, [partyId]),
    relations: await relationsOf(tx, [partyId]),
  };
}

/** The version of a party: over what is shown of it, and nothing that is not. */
const versionOf = (party: z.output<typeof shown>) => etagOf(z.encode(shown, party));

export const partyRoutes = [
  route({
    method: "GET",
    url: "/api/v1/parties",
    summary:
      "Finds people and companies by customer number, whole telephone number or e-mail address, or part of the name.",
    chapter,
    permission: read,
    schema: {
      query: z.strictObject({
        q: z.string().trim().min(2).max(100),
        limit: z.coerce.number().int().min(1).max(50).default(20),
      }),
      responses: { 200: z.object({ items: z.array(summary) }) },
    },
    inTransaction: async (tx, { query: { q, limit } }) => {
      const market = (await listLedgers(tx))[0]?.market;
      if (market === undefined) return ok({ items: [] });
      const found = await findParties(tx, q, { market, limit });
      const inReach = await partiesInReach(
        tx,
        found.map((party) => party.id),
      );
      const items = found.filter((party) => inReach.has(party.id));
      // Who saw which names is kept (SEC-75).
      for (const { id } of items) await recordAudit(tx, { action: "party.found", subjectKind: "party", subjectId: id });
      return ok({ items: items.map(showSummary) });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/parties/:partyId",
    summary: "One person or company with contact points and who stands behind it. The reading is kept.",
    chapter,
    permission: read,
    etag: true,
    schema: { params, responses: { 200: shown } },
    inTransaction: async (tx, { params: { partyId } }) => {
      const party = await whole(tx, partyId);
      await recordAudit(tx, { action: "party.read", subjectKind: "party", subjectId: partyId });
      return ok(party);
    },
  }),
  route({
    method: "PATCH",
    url: "/api/v1/parties/:partyId/payment-preferences",
    summary: "Changes how a party wants its invoices: one each or one for a period, and by which channel.",
    chapter,
    permission: { action: "parties.write", scope: "ledger" },
    ifMatch: true,
    schema: {
      params,
      body: z.strictObject({
        invoiceMode: preferences.invoiceMode.optional(),
        collectivePeriod: preferences.collectivePeriod.optional(),
        delivery: preferences.delivery.optional(),
      }),
      responses: { 200: z.object(preferences) },
    },
    inTransaction: async (tx, { params: { partyId }, body, request }) => {
      await lockParty(tx, partyId);
      const before = await whole(tx, partyId);
      const ifMatch = request.headers["if-match"];
      requireMatch(ifMatch, z.encode(shown, before));
      const { invoiceMode = before.invoiceMode, delivery = before.delivery } = body;
      const { collectivePeriod = before.collectivePeriod } = body;
      await setPaymentPreferences(tx, partyId, { invoiceMode, collectivePeriod, delivery });
      const after = await whole(tx, partyId);
      return ok(after, { etag: versionOf(after) });
    },
  }),
];
