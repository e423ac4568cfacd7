import * as z from "zod";
import { proposeMatches } from "../../banking/index.ts";
import {
  approveProposal,
  holdLines,
  listProposals,
  proposalById,
  proposalLines,
  withdrawProposal,
  type Proposal,
  type ProposalLine,
} from "../../controls/index.ts";
import { proposeInvoices } from "../../invoicing/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import {
  amountMinor,
  created,
  day,
  decodeCursor,
  noContent,
  ok,
  page,
  pageOf,
  pageQuery,
  route,
  uuid,
} from "../../platform/http/index.ts";
import { withTenant, type TenantTransaction } from "../../platform/index.ts";
import { explanation, moment, momentAndId, reason } from "./fields.ts";
import { kindOf, proposalFor } from "./proposal-kinds.ts";

const chapter = "Proposals";
const ledgerParams = z.strictObject({ ledgerId: uuid });
const params = z.strictObject({ proposalId: uuid });
const read = { action: "proposals.read", scope: "ledger" } as const;
/** Opens the door; which kind of proposal the role may handle, and of which clinics, is asked behind it. */
const handle = { action: "proposals.handle", scope: "ledger" } as const;
const states = ["open", "approved", "applying", "applied", "withdrawn", "expired"] as const;

const shown = z.object({
  id: uuid,
  ledgerId: uuid.nullable(),
  kind: z.string(),
  asOf: day,
  state: z.enum(states),
  contentHash: z.string(),
  totals: z.record(z.string(), z.number()),
  madeBy: z.string(),
  madeAt: moment,
  approvedBy: z.string().nullable(),
  approvedAt: moment.nullable(),
  expiresAt: moment,
});
const shownLine = z.object({
  lineNo: z.int(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: uuid,
  amountMinor,
  state: z.enum(["proposed", "held", "stale", "applied", "failed"]),
  reason: z.string().nullable(),
  explanation,
  resultId: uuid.nullable(),
});

function show(proposal: Proposal) {
  return { ...proposal, asOf: proposal.asOfOn, contentHash: proposal.contentHash.toString("hex") };
}

const making = [
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/invoice-proposals",
    summary: "Proposes the invoices of a day, today in the ledger's zone unless one is named. Nothing is booked.",
    chapter,
    permission: { action: "invoices.propose", scope: "ledger" },
    schema: { params: ledgerParams, body: z.strictObject({ asOf: day.optional() }), responses: { 201: shown } },
    inTransaction: async (tx, { params: { ledgerId }, body, platform }) => {
      const ledger = await ledgerById(tx, ledgerId);
      const today = platform.clock.today(marketPack(ledger.market).zones[0]!).toString();
      return created(show(await proposeInvoices(tx, ledgerId, body.asOf ?? today)));
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/match-proposals",
    summary: "Proposes where payments belong that have exactly one good answer. Nothing is booked.",
    chapter,
    permission: { action: "bankLines.solve", scope: "ledger" },
    schema: { params: ledgerParams, responses: { 201: shown } },
    inTransaction: async (tx, { params: { ledgerId } }) => {
      await ledgerById(tx, ledgerId);
      return created(show(await proposeMatches(tx, ledgerId)));
    },
  }),
];

async function linesPage(
  tx: TenantTransaction,
  proposalId: string,
  limit: number,
  cursor: string | undefined,
): Promise<{ items: readonly ProposalLine[]; nextCursor: string | null }> {
  const after = decodeCursor(cursor, z.tuple([z.string().regex(/^\d{1,9}$/)]))?.[0];
  const lines = await proposalLines(tx, proposalId, Number(after ?? 0), limit + 1);
  return page(lines, limit, (line) => [String(line.lineNo)]);
}

const reading = [
  route({
    method: "GET",
    url: "/api/v1/proposals",
    summary: "Proposals, newest first.",
    chapter,
    permission: read,
    schema: {
      query: z.strictObject({ ...pageQuery, kind: z.string().max(40).optional(), state: z.enum(states).optional() }),
      responses: { 200: pageOf(shown) },
    },
    inTransaction: async (tx, { query: { kind, state, limit, cursor } }) => {
      const [madeAt, id] = decodeCursor(cursor, momentAndId) ?? [];
      const found = await listProposals(tx, {
        limit: limit + 1,
        ...(kind ? { kind } : {}),
        ...(state ? { state } : {}),
        ...(madeAt && id ? { after: { madeAt, id } } : {}),
      });
      const shownPage = page(found, limit, (proposal) => [proposal.madeAt.toString(), proposal.id]);
      return ok({ ...shownPage, items: shownPage.items.map(show) });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/proposals/:proposalId",
    summary: "One proposal: its totals, and the hash that an approval signs.",
    chapter,
    permission: read,
    etag: true,
    schema: { params, responses: { 200: shown } },
    inTransaction: async (tx, call) => ok(show(await proposalById(tx, call.params.proposalId))),
  }),
  route({
    method: "GET",
    url: "/api/v1/proposals/:proposalId/lines",
    summary: "What exactly will be done, line by line, each with its explanation; afterwards, what became of it.",
    chapter,
    permission: read,
    schema: { params, query: z.strictObject(pageQuery), responses: { 200: pageOf(shownLine) } },
    inTransaction: async (tx, { params: { proposalId }, query: { limit, cursor } }) => {
      await proposalById(tx, proposalId);
      return ok(await linesPage(tx, proposalId, limit, cursor));
    },
  }),
];

const deciding = [
  route({
    method: "POST",
    url: "/api/v1/proposals/:proposalId/held-lines",
    summary: "Keeps lines back with a reason: they stay in the proposal and are not applied.",
    chapter,
    permission: handle,
    schema: {
      params,
      body: z.strictObject({ lineNos: z.array(z.int().min(1)).min(1).max(1_000), reason }),
      responses: { 200: z.object({ held: z.int() }) },
    },
    inTransaction: async (tx, call) => {
      const { id } = await proposalFor(tx, call, "propose");
      return ok({ held: await holdLines(tx, id, call.body.lineNos, call.body.reason) });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/proposals/:proposalId/approval",
    summary: "Approves exactly what the hash names. Whoever made an invoice run or a matching may approve it too.",
    chapter,
    permission: { ...handle, fresh: true },
    schema: {
      params,
      body: z.strictObject({ contentHash: z.string().regex(/^[0-9a-f]{64}$/) }),
      responses: { 200: shown },
    },
    inTransaction: async (tx, call) => {
      const { id } = await proposalFor(tx, call, "approve", call.body.contentHash);
      return ok(show(await approveProposal(tx, id)));
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/proposals/:proposalId/withdrawal",
    summary: "Takes a proposal back before it is applied.",
    chapter,
    permission: handle,
    schema: { params, responses: { 204: null } },
    inTransaction: async (tx, call) => {
      await withdrawProposal(tx, (await proposalFor(tx, call, "propose")).id);
      return noContent();
    },
  }),
];

const totals = z.object({
  applied: z.int(),
  stale: z.int(),
  failed: z.int(),
  held: z.int(),
  appliedMinor: amountMinor,
});

const applying = route({
  method: "POST",
  url: "/api/v1/proposals/:proposalId/application",
  summary: "Applies an approved proposal, each line read again; one that was cut goes on where it was.",
  chapter,
  permission: handle,
  idempotent: true,
  schema: { params, responses: { 200: totals } },
  handler: async (call) => {
    const { platform, context } = call;
    const { id, kind } = await withTenant(platform, context, (tx) => proposalFor(tx, call, "approve"));
    return ok(await kindOf(kind).apply(platform, context, id));
  },
});

export const proposalRoutes = [...making, ...reading, ...deciding, applying];
