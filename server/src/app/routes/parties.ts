import * as z from "zod";
import { refreshContacts } from "../../invoicing/index.ts";
import { listLedgers } from "../../ledger/index.ts";
import {
  contactsOf,
  creditChecks,
  findParties,
  ledgersDealingWith,
  lockParty,
  partiesById,
  partiesInReach,
  relationsOf,
  rolesOf,
  setContacts,
  setPaymentPreferences,
  type Party,
} from "../../parties/index.ts";
import { created, etagOf, ok, requireMatch, route, uuid } from "../../platform/http/index.ts";
import { announce, recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";
import { count, written } from "./fields.ts";

const chapter = "Parties";
const params = z.strictObject({ partyId: uuid });
const read = { action: "parties.read", scope: "ledger" } as const;

const preferences = {
  invoiceMode: z.enum(["single", "collective"]),
  collectivePeriod: z.enum(["month", "week"]).nullable(),
  delivery: z.enum(["efaktura", "ehf", "email", "sms", "paper"]).nullable(),
  creditCheck: z.enum(creditChecks),
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

/** One party, for somebody whose clinics deal with it. Throws PARTY_NOT_FOUND. */
async function inReach(tx: TenantTransaction, partyId: string): Promise<Party> {
  const party = (await partiesById(tx, [partyId])).get(partyId);
  if (!party || !(await partiesInReach(tx, [partyId])).has(partyId)) throw refuse("PARTY_NOT_FOUND");
  return party;
}

/** A party with all that is shown of it. Throws PARTY_NOT_FOUND. */
async function whole(tx: TenantTransaction, partyId: string) {
  return {
    ...showSummary(await inReach(tx, partyId)),
    roles: await rolesOf(tx, partyId),
    contacts: await contactsOf(tx, [partyId]),
    relations: await relationsOf(tx, [partyId]),
  };
}

/** The country by whose rules telephone numbers are read; undefined for somebody without a ledger. */
async function marketOf(tx: TenantTransaction): Promise<string | undefined> {
  return (await listLedgers(tx))[0]?.market;
}

/** The version of a party: over what is shown of it, and nothing that is not. */
const versionOf = (party: z.output<typeof shown>) => etagOf(z.encode(shown, party));

const partyReading = [
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
      const market = await marketOf(tx);
      if (market === undefined) return ok({ items: [] });
      const found = await findParties(tx, q, { market, limit });
      const reached = await partiesInReach(
        tx,
        found.map((party) => party.id),
      );
      const items = found.filter((party) => reached.has(party.id));
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
];

const purpose = z.enum(["payment", "appointment"]);
const address = z.strictObject({
  line1: written(1, 120),
  line2: written(1, 120).optional(),
  postCode: written(1, 12),
  city: written(1, 80),
  country: z.string().length(2).optional(),
});
const contactPoint = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("phone"), purpose, value: z.string().trim().min(1).max(24) }),
  z.strictObject({ kind: z.literal("email"), purpose, value: written(1, 254) }),
  z.strictObject({ kind: z.literal("address"), purpose, value: address }),
]);

/** Claims that waited for somebody to be reached are looked at again, wherever the party is dealt with. Returns how many can go on. */
async function claimsReached(tx: TenantTransaction, partyId: string): Promise<number> {
  let claims = 0;
  for (const ledgerId of await ledgersDealingWith(tx, partyId)) claims += await refreshContacts(tx, ledgerId);
  return claims;
}

const partyWriting = [
  route({
    method: "POST",
    url: "/api/v1/parties/:partyId/contact-points",
    summary:
      "Adds a contact point; it takes the place of the one of its kind and purpose. Claims that needed a contact are looked at again.",
    chapter,
    permission: { action: "parties.write", scope: "ledger" },
    schema: { params, body: contactPoint, responses: { 201: z.object({ claimsReached: z.int() }) } },
    inTransaction: async (tx, { params: { partyId }, body }) => {
      await lockParty(tx, partyId);
      await inReach(tx, partyId);
      const market = await marketOf(tx);
      if (market === undefined) throw refuse("LEDGER_NOT_FOUND");
      await setContacts(tx, [{ partyId, contact: body }], market);
      const detail = { kind: body.kind, purpose: body.purpose };
      await announce(tx, "party", partyId);
      await recordAudit(tx, { action: "party.contactSet", subjectKind: "party", subjectId: partyId, detail });
      return created({ claimsReached: await claimsReached(tx, partyId) });
    },
  }),
  route({
    method: "PATCH",
    url: "/api/v1/parties/:partyId/payment-preferences",
    summary:
      "Changes how a party wants its invoices, one each or one for a period, by which channel, and whether its credit may be checked.",
    chapter,
    permission: { action: "parties.write", scope: "ledger" },
    ifMatch: true,
    schema: {
      params,
      body: z.strictObject({
        invoiceMode: preferences.invoiceMode.optional(),
        collectivePeriod: preferences.collectivePeriod.optional(),
        delivery: preferences.delivery.optional(),
        creditCheck: preferences.creditCheck.optional(),
      }),
      responses: { 200: z.object(preferences) },
    },
    inTransaction: async (tx, { params: { partyId }, body, request }) => {
      await lockParty(tx, partyId);
      const before = await whole(tx, partyId);
      const ifMatch = request.headers["if-match"];
      requireMatch(ifMatch, z.encode(shown, before));
      const { invoiceMode = before.invoiceMode, delivery = before.delivery } = body;
      const { collectivePeriod = before.collectivePeriod, creditCheck = before.creditCheck } = body;
      await setPaymentPreferences(tx, partyId, { invoiceMode, collectivePeriod, delivery, creditCheck });
      const after = await whole(tx, partyId);
      return ok(after, { etag: versionOf(after) });
    },
  }),
];

export const partyRoutes = [...partyReading, ...partyWriting];
