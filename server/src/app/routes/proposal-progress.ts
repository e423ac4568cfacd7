import * as z from "zod";
import {
  cancelProposal,
  lineGroups,
  pauseProposal,
  proposalById,
  retryFailed,
  type Proposal,
} from "../../controls/index.ts";
import { changedSince } from "../../invoicing/index.ts";
import { amountMinor, ok, noContent, route, uuid } from "../../platform/http/index.ts";
import { listAuditEvents, type TenantTransaction } from "../../platform/index.ts";
import { restsForWindow, windowOf } from "../service-window.ts";
import { count, moment } from "./fields.ts";
import { lineStates, peopleOf, shown, showOne, states } from "./proposal-fields.ts";
import { MOST_CHANGED } from "./proposal-lines.ts";
import { mayHandle, proposalFor } from "./proposal-kinds.ts";

/** A run from its preview to its record: how far it is, what stands in its way, and how it is stopped and taken up again. */

const chapter = "Proposals";
const params = z.strictObject({ proposalId: uuid });
const handle = { action: "proposals.handle", scope: "ledger" } as const;
const HISTORY = 50;

const progress = z.object({
  state: z.enum(states),
  groups: z.array(
    z.object({
      state: z.enum(lineStates),
      reason: z.string().nullable(),
      lines: count,
      amountMinor,
      sampleLineNo: z.int(),
    }),
  ),
  /** Lines that would be left out if it were applied now; at most 200 are named. */
  changed: z.array(z.int()),
  history: z.array(z.object({ at: moment, action: z.string(), byName: z.string().nullable() })),
  may: z.object({ propose: z.boolean(), approve: z.boolean() }),
  /** The service window that is open, else the next one; `resting` when the run waits for its end. */
  serviceWindow: z.object({
    from: moment,
    to: moment,
    /** Of the tenant: on Sunday from three to six there. */
    zone: z.string(),
    /** `soon` from a day before it. */
    standing: z.enum(["later", "soon", "open"]),
    resting: z.boolean(),
  }),
});

async function historyOf(tx: TenantTransaction, id: string) {
  const people = await peopleOf(tx);
  const events = await listAuditEvents(tx, { subjectKind: "proposal", subjectId: id }, HISTORY);
  return events
    .filter(({ action }) => action !== "proposal.namesRead")
    .map(({ at, action, actorKind, actorId }) => ({
      at,
      action,
      byName: people.get(`${actorKind}:${actorId}`) ?? null,
    }));
}

const unstarted = ({ state }: Proposal) => state === "open" || state === "approved" || state === "paused";

const looking = route({
  method: "GET",
  url: "/api/v1/proposals/:proposalId/progress",
  summary:
    "How its lines stand, by state and reason with a sample of each, what changed since the preview, who did what, and what one may do.",
  chapter,
  permission: { action: "proposals.read", scope: "ledger" },
  schema: { params, responses: { 200: progress } },
  inTransaction: async (tx, call) => {
    const proposal = await proposalById(tx, call.params.proposalId);
    return ok({
      state: proposal.state,
      groups: await lineGroups(tx, proposal.id),
      changed: unstarted(proposal) ? await changedSince(tx, proposal, MOST_CHANGED) : [],
      history: await historyOf(tx, proposal.id),
      may: await mayHandle(tx, call, proposal),
      serviceWindow: { ...(await windowOf(tx)), resting: await restsForWindow(tx, proposal) },
    });
  },
});

const stopping = [
  route({
    method: "POST",
    url: "/api/v1/proposals/:proposalId/pause",
    summary: "Stops applying after the lines under way; applying it again goes on where it was.",
    chapter,
    permission: handle,
    schema: { params, responses: { 204: null } },
    inTransaction: async (tx, call) => {
      await pauseProposal(tx, (await proposalFor(tx, call, "approve")).id);
      return noContent();
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/proposals/:proposalId/cancellation",
    summary: "Stops for good after the lines under way: what is applied stays, the rest is not done.",
    chapter,
    permission: handle,
    schema: { params, responses: { 204: null } },
    inTransaction: async (tx, call) => {
      await cancelProposal(tx, (await proposalFor(tx, call, "approve")).id);
      return noContent();
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/proposals/:proposalId/retry",
    summary: "Makes ready once more the lines that failed for one cause; apply the proposal again to do them.",
    chapter,
    permission: handle,
    schema: {
      params,
      body: z.strictObject({ reason: z.string().min(1).max(500) }),
      responses: { 200: shown.extend({ lines: z.int() }) },
    },
    inTransaction: async (tx, call) => {
      const { id } = await proposalFor(tx, call, "approve");
      const lines = await retryFailed(tx, id, call.body.reason);
      return ok({ ...(await showOne(tx, await proposalById(tx, id))), lines });
    },
  }),
];

export const proposalProgressRoutes = [looking, ...stopping];
