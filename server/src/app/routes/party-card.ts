import * as z from "zod";
import { addNote, creditChecks, partiesById, partiesInReach } from "../../parties/index.ts";
import {
  amountMinor,
  created,
  day,
  decodeCursor,
  ok,
  page,
  pageOf,
  pageQuery,
  route,
  uuid,
} from "../../platform/http/index.ts";
import { recordAudit, refuse, type AuditInput, type TenantTransaction } from "../../platform/index.ts";
import { partyCard, timeline } from "../../reports/index.ts";
import { count, moment, written } from "./fields.ts";

const chapter = "Parties";
const params = z.strictObject({ partyId: uuid });
const read = { action: "parties.read", scope: "ledger" } as const;

const balance = z.object({
  currency: z.string(),
  owedMinor: amountMinor,
  overdueMinor: amountMinor,
  oldestOverdueOn: day.nullable(),
  nextDueOn: day.nullable(),
  nextDueMinor: amountMinor,
  creditMinor: amountMinor,
  depositMinor: amountMinor,
});
const card = z.object({
  id: uuid,
  customerNo: count,
  kind: z.enum(["person", "company"]),
  name: z.string(),
  orgNo: z.string().nullable(),
  birthYear: z.int().nullable(),
  language: z.string(),
  roles: z.array(z.string()),
  asOf: day,
  balances: z.array(balance),
  behind: z.array(
    z.object({
      partyId: uuid,
      customerNo: count,
      name: z.string(),
      kind: z.enum(["payer", "guardian", "relative", "employer"]),
      pays: z.boolean(),
      shareBasisPoints: z.int().nullable(),
      balances: z.array(balance),
    }),
  ),
  preferences: z.object({
    invoiceMode: z.enum(["single", "collective"]),
    collectivePeriod: z.enum(["month", "week"]).nullable(),
    delivery: z.enum(["efaktura", "ehf", "email", "sms", "paper"]).nullable(),
    creditCheck: z.enum(creditChecks),
  }),
  contacts: z.array(
    z.object({
      kind: z.enum(["phone", "email", "address"]),
      purpose: z.enum(["payment", "appointment"]),
      masked: z.string(),
    }),
  ),
  flags: z.array(z.enum(["overdue", "needsContact", "notReachable", "hasCredit", "disputed"])),
  lastMessage: z.object({ at: moment, facts: z.record(z.string(), z.string()) }).nullable(),
});
const event = z.object({
  id: uuid,
  at: moment,
  code: z.string(),
  amountMinor: amountMinor.nullable(),
  currency: z.string().nullable(),
  ledgerId: uuid.nullable(),
  openMinor: amountMinor.nullable(),
  isLost: z.boolean(),
  payerId: uuid.nullable(),
  facts: z.record(z.string(), z.string()),
  links: z.object({
    invoiceIds: z.array(uuid),
    entryId: uuid.nullable(),
    bankLineId: uuid.nullable(),
    reversesId: uuid.nullable(),
  }),
});

/** Throws PARTY_NOT_FOUND for nobody, and for a party that the actor's clinics do not deal with. */
async function requireParty(tx: TenantTransaction, partyId: string): Promise<void> {
  const known = (await partiesById(tx, [partyId])).has(partyId);
  if (!known || !(await partiesInReach(tx, [partyId])).has(partyId)) throw refuse("PARTY_NOT_FOUND");
}

const kept = (tx: TenantTransaction, action: AuditInput["action"], partyId: string) =>
  recordAudit(tx, { action, subjectKind: "party", subjectId: partyId });

export const partyCardRoutes = [
  route({
    method: "GET",
    url: "/api/v1/parties/:partyId/card",
    summary:
      "A party in one glance: owed, overdue, next due, who pays for it, where it is reached (masked), flags. The reading is kept.",
    chapter,
    permission: read,
    schema: { params, responses: { 200: card } },
    inTransaction: async (tx, { params: { partyId } }) => {
      await requireParty(tx, partyId);
      const { party, ...seen } = await partyCard(tx, partyId);
      await kept(tx, "party.read", partyId);
      const { invoiceMode, collectivePeriod, deliveryPreference, creditCheck } = party;
      return ok({
        ...party,
        ...seen,
        preferences: { invoiceMode, collectivePeriod, delivery: deliveryPreference, creditCheck },
      });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/parties/:partyId/timeline",
    summary:
      "What happened to a party, newest first: invoices, credit notes, payments, reversals, notes, contact points. The reading is kept.",
    chapter,
    permission: read,
    schema: {
      params,
      query: z.strictObject({ ...pageQuery, limit: z.coerce.number().int().min(1).max(100).default(30) }),
      responses: { 200: pageOf(event) },
    },
    inTransaction: async (tx, { params: { partyId }, query: { limit, cursor } }) => {
      const [before] = decodeCursor(cursor, z.tuple([uuid])) ?? [];
      await requireParty(tx, partyId);
      const events = await timeline(tx, partyId, { before, limit: limit + 1 });
      await kept(tx, "party.timelineRead", partyId);
      return ok(page(events, limit, (each) => [each.id]));
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/parties/:partyId/notes",
    summary: "Writes a note about a party. Identity and card numbers are refused.",
    chapter,
    permission: { action: "parties.write", scope: "ledger" },
    idempotent: true,
    schema: { params, body: z.strictObject({ text: written(1, 2_000) }), responses: { 201: z.object({ id: uuid }) } },
    inTransaction: async (tx, { params: { partyId }, body: { text } }) => {
      await requireParty(tx, partyId);
      return created({ id: await addNote(tx, partyId, text) });
    },
  }),
];
