import * as z from "zod";
import { proposeMatches } from "../../banking/index.ts";
import { approveProposal, listProposals, proposalById, withdrawProposal } from "../../controls/index.ts";
import { INVOICE_RUN, proposeInvoices, waitingToInvoice } from "../../invoicing/index.ts";
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
import { restingIn, restInWindow } from "../service-window.ts";
import { count, mayAlso, moment, momentAndId } from "./fields.ts";
import { proposalExportRoute } from "./proposal-export.ts";
import { lineStates, peopleOf, show, shown, shownLine, showOne, states } from "./proposal-fields.ts";
import { proposalHoldRoutes } from "./proposal-holds.ts";
import { kindOf, proposalFor, rolesFor } from "./proposal-kinds.ts";
import { linesPage } from "./proposal-lines.ts";
import { proposalProgressRoutes } from "./proposal-progress.ts";

const chapter = "Proposals";
const ledgerParams = z.strictObject({ ledgerId: uuid });
const params = z.strictObject({ proposalId: uuid });
const read = { action: "proposals.read", scope: "ledger" } as const;
/** Opens the door; which kind of proposal the role may handle, and of which clinics, is asked behind it. */
const handle = { action: "proposals.handle", scope: "ledger" } as const;
/** Today where the ledger is kept. */
async function todayIn(tx: TenantTransaction, ledgerId: string): Promise<string> {
  const { market } = await ledgerById(tx, ledgerId);
  return tx.platform.clock.today(marketPack(market).zones[0]!).toString();
}

const waitingGroup = z.object({
  kind: z.enum(["single", "collective", "later", "needsContact", "held"]),
  claims: count,
  customers: count,
  amountMinor,
});

const waiting = route({
  method: "GET",
  url: "/api/v1/ledgers/:ledgerId/waiting-claims",
  summary:
    "What waits to be invoiced on a day, counted and summed, what of it is held back until a later day, when it would be due, and the runs that wait or are under way.",
  chapter,
  permission: { action: "invoices.propose", scope: "ledger" },
  schema: {
    params: ledgerParams,
    query: z.strictObject({ asOf: day.optional() }),
    responses: {
      200: z.object({
        asOf: day,
        dueOn: day,
        groups: z.array(waitingGroup),
        /** Of what is held back: the first and the last day on which something comes back. */
        heldUntil: z.object({ firstOn: day, lastOn: day }).nullable(),
        /** Under way: a new run is this one. */
        running: uuid.nullable(),
        /** The latest preview that nobody has decided on. */
        open: uuid.nullable(),
      }),
    },
  },
  inTransaction: async (tx, { params: { ledgerId }, query }) => {
    const { asOfOn, ...found } = await waitingToInvoice(tx, ledgerId, query.asOf ?? (await todayIn(tx, ledgerId)));
    const of = { kind: INVOICE_RUN, ledgerId, limit: 1 } as const;
    const [running] = await listProposals(tx, { ...of, running: true });
    const [open] = await listProposals(tx, { ...of, state: "open" });
    return ok({ ...found, asOf: asOfOn, running: running?.id ?? null, open: open?.id ?? null });
  },
});

const making = [
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/invoice-proposals",
    summary:
      "Proposes the invoices of a day, today in the ledger's zone unless one is named. Nothing is booked. A run that is under way is answered instead (200).",
    chapter,
    permission: { action: "invoices.propose", scope: "ledger" },
    schema: {
      params: ledgerParams,
      body: z.strictObject({ asOf: day.optional() }),
      responses: { 200: shown, 201: shown },
    },
    inTransaction: async (tx, { params: { ledgerId }, body }) => {
      const asOf = body.asOf ?? (await todayIn(tx, ledgerId));
      const [running] = await listProposals(tx, { kind: INVOICE_RUN, ledgerId, running: true, limit: 1 });
      if (running) return ok(await showOne(tx, running));
      return created(await showOne(tx, await proposeInvoices(tx, ledgerId, asOf)));
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
      return created(await showOne(tx, await proposeMatches(tx, ledgerId)));
    },
  }),
];

const reading = [
  route({
    method: "GET",
    url: "/api/v1/proposals",
    summary: "Proposals, newest first.",
    chapter,
    permission: read,
    schema: {
      query: z.strictObject({
        ...pageQuery,
        ledgerId: uuid.optional(),
        kind: z.string().max(40).optional(),
        state: z.enum(states).optional(),
      }),
      responses: { 200: pageOf(shown) },
    },
    inTransaction: async (tx, { query: { kind, state, ledgerId, limit, cursor } }) => {
      const [madeAt, id] = decodeCursor(cursor, momentAndId) ?? [];
      const found = await listProposals(tx, {
        limit: limit + 1,
        ...(kind ? { kind } : {}),
        ...(state ? { state } : {}),
        ...(ledgerId ? { ledgerId } : {}),
        ...(madeAt && id ? { after: { madeAt, id } } : {}),
      });
      const shownPage = page(found, limit, (proposal) => [proposal.madeAt.toString(), proposal.id]);
      const people = await peopleOf(tx);
      const resting = await restingIn(tx, shownPage.items);
      return ok({ ...shownPage, items: shownPage.items.map((one) => show(one, people, resting)) });
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
    inTransaction: async (tx, call) => ok(await showOne(tx, await proposalById(tx, call.params.proposalId))),
  }),
  route({
    method: "GET",
    url: "/api/v1/proposals/:proposalId/lines",
    summary: "What exactly will be done, line by line, each with its explanation; afterwards, what became of it.",
    chapter,
    permission: read,
    schema: {
      params,
      query: z.strictObject({
        ...pageQuery,
        state: z.enum(lineStates).optional(),
        /** Only those that changed since they were proposed. */
        changed: z.literal("yes").optional(),
      }),
      responses: { 200: pageOf(shownLine) },
    },
    inTransaction: async (tx, call) => {
      const { changed, ...query } = call.query;
      const withNames = mayAlso(call, "proposals.read", "parties.read");
      const asked = { ...query, cursor: query.cursor, state: query.state, changed: changed === "yes", withNames };
      return ok(await linesPage(tx, call.params.proposalId, asked));
    },
  }),
];

const deciding = [
  route({
    method: "POST",
    url: "/api/v1/proposals/:proposalId/approval",
    summary:
      "Approves exactly what the hash names. Whoever made an invoice run or a matching may approve it too; credits, losses and money back are approved by whom the tenant's matrix names, never by who asked.",
    chapter,
    permission: { ...handle, fresh: true },
    schema: {
      params,
      body: z.strictObject({ contentHash: z.string().regex(/^[0-9a-f]{64}$/) }),
      responses: { 200: shown },
    },
    inTransaction: async (tx, call) => {
      const proposal = await proposalFor(tx, call, "approve", call.body.contentHash);
      const roles = await rolesFor(tx, call, proposal);
      return ok(await showOne(tx, await approveProposal(tx, proposal.id, roles)));
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
  summary:
    "Applies an approved proposal, each line read again; one that was cut goes on where it was. In the service window it rests instead (202) and begins by itself when that closes, as what was under way goes on then.",
  chapter,
  permission: handle,
  idempotent: true,
  schema: { params, responses: { 200: totals, 202: z.object({ restsUntil: moment }) } },
  handler: async (call) => {
    const { platform, context } = call;
    const { id, kind, restsUntil } = await withTenant(platform, context, async (tx) => {
      const proposal = await proposalFor(tx, call, "approve");
      return { ...proposal, restsUntil: await restInWindow(tx, proposal) };
    });
    // Over by now, and what begins the others may have looked before this one rested: it begins here.
    if (restsUntil && Temporal.Instant.compare(platform.clock.now(), restsUntil) < 0)
      return { status: 202, body: { restsUntil } };
    return ok(await kindOf(kind).apply(platform, context, id));
  },
});

export const proposalRoutes = [
  waiting,
  ...making,
  ...reading,
  ...proposalHoldRoutes,
  ...deciding,
  applying,
  proposalExportRoute,
  ...proposalProgressRoutes,
];
