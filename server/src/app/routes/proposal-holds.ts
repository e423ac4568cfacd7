import * as z from "zod";
import { endHolds, holdLines, releaseLines } from "../../controls/index.ts";
import { heldBack, type HeldBack } from "../../invoicing/index.ts";
import { partiesById } from "../../parties/index.ts";
import { amountMinor, day, decodeCursor, ok, page, pageOf, pageQuery, route, uuid } from "../../platform/http/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import { mayAlso, reason } from "./fields.ts";
import { proposalFor, requireKeepingHolds } from "./proposal-kinds.ts";
import { allLines, keepNamesSeen, lineNos } from "./proposal-lines.ts";
import { todayOf } from "./report-answer.ts";

/** What a person keeps back, out of one proposal or until a day, and how it comes back. */

const chapter = "Proposals";
const params = z.strictObject({ proposalId: uuid });
const handle = { action: "proposals.handle", scope: "ledger" } as const;

const until = { untilOn: day.optional() };
const holding = route({
  method: "POST",
  url: "/api/v1/proposals/:proposalId/held-lines",
  summary:
    "Keeps lines back with a reason: they stay in the proposal and are not applied. Those that are named, or all that are ready (`proposed`) or have changed since the preview (`changed`). Of an invoice run also until a day after today (`untilOn`): runs before that day leave out what the lines are about.",
  chapter,
  permission: handle,
  schema: {
    params,
    body: z.union([
      z.strictObject({ lineNos, reason, ...until }),
      z.strictObject({ all: z.enum(["proposed", "changed"]), reason, ...until }),
    ]),
    responses: { 200: z.object({ held: z.int() }) },
  },
  inTransaction: async (tx, { body, ...call }) => {
    const proposal = await proposalFor(tx, call, "propose");
    if (body.untilOn !== undefined) requireKeepingHolds(proposal);
    const lines = "all" in body ? await allLines(tx, proposal, body.all) : body.lineNos;
    if (lines.length === 0) return ok({ held: 0 });
    return ok({ held: await holdLines(tx, proposal.id, lines, body.reason, body.untilOn) });
  },
});

const releasing = route({
  method: "POST",
  url: "/api/v1/proposals/:proposalId/released-lines",
  summary: "Takes holds back, of the lines that are named or of all, as long as nobody has approved.",
  chapter,
  permission: handle,
  schema: {
    params,
    body: z.union([z.strictObject({ lineNos }), z.strictObject({ all: z.literal("held") })]),
    responses: { 200: z.object({ released: z.int() }) },
  },
  inTransaction: async (tx, { body, ...call }) => {
    const proposal = await proposalFor(tx, call, "propose");
    const lines = "all" in body ? await allLines(tx, proposal, body.all) : body.lineNos;
    return ok({ released: lines.length === 0 ? 0 : await releaseLines(tx, proposal.id, lines) });
  },
});

const ending = route({
  method: "POST",
  url: "/api/v1/proposals/:proposalId/ended-holds",
  summary:
    "Ends holds until a day before it, whatever became of the proposal: the next one has what the lines are about again. One that is open has the lines again itself.",
  chapter,
  permission: handle,
  schema: { params, body: z.strictObject({ lineNos }), responses: { 200: z.object({ ended: z.int() }) } },
  inTransaction: async (tx, { body, ...call }) => {
    const { id } = await proposalFor(tx, call, "propose");
    return ok({ ended: await endHolds(tx, id, body.lineNos) });
  },
});

const held = z.object({
  /** The run and the line that were held back. */
  proposalId: uuid,
  lineNo: z.int(),
  reason: z.string().nullable(),
  untilOn: day,
  partyId: uuid,
  customerNo: z.int().nullable(),
  /** Null for roles that see people by their numbers only. */
  name: z.string().nullable(),
  /** Null of several claims on one collective invoice. */
  externalId: z.string().nullable(),
  claims: z.int(),
  amountMinor,
});

async function withPeople(tx: TenantTransaction, found: readonly HeldBack[], withNames: boolean) {
  const people = await partiesById(tx, [...new Set(found.map((one) => one.partyId))]);
  if (withNames) {
    const seen = Map.groupBy(found, (one) => one.proposalId);
    for (const [proposalId, subjects] of seen) await keepNamesSeen(tx, proposalId, subjects);
  }
  return found.map((one) => {
    const party = people.get(one.partyId);
    const name = withNames ? (party?.name ?? null) : null;
    return { ...one, customerNo: party ? Number(party.customerNo) : null, name };
  });
}

/** The place after a hold: its day, its proposal and its line. */
const place = z.tuple([day, uuid, z.string().regex(/^\d{1,9}$/)]);

const listing = route({
  method: "GET",
  url: "/api/v1/ledgers/:ledgerId/held-claims",
  summary:
    "What waits to be invoiced on a day and is held back until a later one, the next to come back first: whom it is about, why, and the run and line that were held.",
  chapter,
  permission: { action: "invoices.propose", scope: "ledger" },
  schema: {
    params: z.strictObject({ ledgerId: uuid }),
    query: z.strictObject({ ...pageQuery, asOf: day.optional() }),
    responses: { 200: pageOf(held) },
  },
  inTransaction: async (tx, { params: { ledgerId }, query, ...call }) => {
    const [untilOn, proposalId, lineNo] = decodeCursor(query.cursor, place) ?? [];
    const after = untilOn && proposalId && lineNo ? { after: { untilOn, proposalId, lineNo: Number(lineNo) } } : {};
    const asOf = query.asOf ?? (await todayOf(tx, ledgerId));
    const found = await heldBack(tx, ledgerId, asOf, { ...after, limit: query.limit + 1 });
    const shown = page(found, query.limit, (one) => [one.untilOn, one.proposalId, String(one.lineNo)]);
    const withNames = mayAlso(call, "invoices.propose", "parties.read");
    return ok({ ...shown, items: await withPeople(tx, shown.items, withNames) });
  },
});

export const proposalHoldRoutes = [listing, holding, releasing, ending];
