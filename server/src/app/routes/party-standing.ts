import * as z from "zod";
import { listLedgers } from "../../ledger/index.ts";
import { lockParty, partiesById, partiesInReach, setStanding, standingOf } from "../../parties/index.ts";
import { marketPack } from "../../markets/index.ts";
import { day, noContent, ok, route, uuid } from "../../platform/http/index.ts";
import { recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";

/** Deaths and protected identities: what stops letters and steps of a person, whatever they owe (E20, E21). */

const chapter = "Parties";
const params = z.strictObject({ partyId: uuid });
const standing = { deceasedOn: day.nullable(), protectedIdentity: z.boolean() };

/** Throws PARTY_NOT_FOUND for somebody whose clinics do not deal with the party, or where there is none. */
async function requireReach(tx: TenantTransaction, partyId: string): Promise<void> {
  const isThere = (await partiesById(tx, [partyId])).has(partyId);
  if (!isThere || !(await partiesInReach(tx, [partyId])).has(partyId)) throw refuse("PARTY_NOT_FOUND");
}

/** The tenant's day, by the first of its ledgers. */
async function todayOf(tx: TenantTransaction): Promise<string> {
  const [ledger] = await listLedgers(tx);
  return tx.platform.clock.today(ledger ? marketPack(ledger.market).zones[0]! : "UTC").toString();
}

export const partyStandingRoutes = [
  route({
    method: "GET",
    url: "/api/v1/parties/:partyId/standing",
    summary: "Whether a person is dead, or lives with a protected identity. The reading is kept.",
    chapter,
    permission: { action: "parties.read", scope: "ledger" },
    schema: { params, responses: { 200: z.object(standing) } },
    inTransaction: async (tx, { params: { partyId } }) => {
      await requireReach(tx, partyId);
      await recordAudit(tx, { action: "party.read", subjectKind: "party", subjectId: partyId });
      return ok(await standingOf(tx, partyId));
    },
  }),
  route({
    method: "PUT",
    url: "/api/v1/parties/:partyId/standing",
    summary:
      "Says that a person is dead, or lives with a protected identity: every step of follow-up stops, and head office decides. Saying it anew puts right what was wrong.",
    chapter,
    // It stops every step, as a hold does: nobody but head office's finance department may (DP-011, DP-033).
    permission: { action: "followUp.hold", scope: "ledger" },
    schema: { params, body: z.strictObject(standing), responses: { 204: null } },
    inTransaction: async (tx, { params: { partyId }, body }) => {
      await lockParty(tx, partyId);
      await requireReach(tx, partyId);
      await setStanding(tx, partyId, body, await todayOf(tx));
      return noContent();
    },
  }),
];
