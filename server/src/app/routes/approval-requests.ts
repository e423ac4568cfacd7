import * as z from "zod";
import {
  approvalDay,
  historyOf,
  listRequests,
  nudgeApprovers,
  proposalById,
  proposalLines,
  REMARK_KINDS,
  refuseProposal,
  remarkOn,
  remarksOf,
  requestRow,
  verdictOf,
  type Proposal,
  type Request,
} from "../../controls/index.ts";
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
import { refuse, type TenantTransaction } from "../../platform/index.ts";
import { actorOf, saidBy, shownRequest, showRequests } from "./approval-request-fields.ts";
import { count, given, mayAlso, moment, momentAndId, written } from "./fields.ts";
import { peopleOf } from "./proposal-fields.ts";
import { mayHandle, proposalFor } from "./proposal-kinds.ts";

/** What waits for somebody's approval, what was said about it, and what became of what one asked for. */

const chapter = "Approvals";
const params = z.strictObject({ proposalId: uuid });
const read = { action: "requests.read", scope: "ledger" } as const;
const discuss = { action: "requests.discuss", scope: "ledger" } as const;
const HISTORY_DAYS = 365;
const MOST_LINES = 100;

type Asking = Parameters<typeof showRequests>[1] & Parameters<typeof mayAlso>[0];
/** Who may not see proposals sees what they asked for. */
const seesAll = (call: Asking) => mayAlso(call, "requests.read", "proposals.read");

const listing = route({
  method: "GET",
  url: "/api/v1/approval-requests",
  summary:
    "Requests for approval: those that wait for who asks (`yours`), all that wait, oldest first, or those that who asks has sent, the latest first. A page may be short, even empty, and go on.",
  chapter,
  permission: read,
  schema: {
    query: z.strictObject({
      ...pageQuery,
      view: z.enum(["yours", "waiting", "sent"]).default("yours"),
      ledgerId: uuid.optional(),
    }),
    responses: { 200: pageOf(shownRequest) },
  },
  inTransaction: async (tx, call) => {
    const { limit, cursor, ledgerId, view } = call.query;
    const [madeAt, id] = decodeCursor(cursor, momentAndId) ?? [];
    const found = await listRequests(tx, {
      which: view === "sent" || !seesAll(call) ? { madeBy: actorOf(tx) } : "waiting",
      limit: limit + 1,
      ...given({ ledgerId }),
      ...(madeAt && id ? { after: { madeAt, id } } : {}),
    });
    const some = page(found, limit, ({ proposal }) => [proposal.madeAt.toString(), proposal.id]);
    const items = await showRequests(tx, call, some.items);
    return ok({ ...some, items: view === "yours" ? items.filter(({ may }) => may.approve || may.carryOut) : items });
  },
});

const granted = z.object({ count, amountMinor });
const detail = shownRequest.extend({
  /** The first hundred bills. */
  lines: z.array(z.object({ lineNo: z.int(), invoiceId: uuid.nullable(), number: z.string().nullable(), amountMinor })),
  earlier: z.array(
    z.object({ proposalId: uuid, amountMinor, day, sameOriginal: z.boolean(), samePerson: z.boolean() }),
  ),
  /** What was granted of the same kind in a year: to the patient, by the clinic, to who asks. */
  history: z.object({ sinceOn: day, patient: granted.nullable(), clinic: granted, person: granted }),
  said: z.array(
    z.object({
      id: uuid,
      kind: z.enum(REMARK_KINDS),
      words: z.string().nullable(),
      byName: z.string().nullable(),
      mine: z.boolean(),
      at: moment,
    }),
  ),
});

/** A request that who asks may see. Throws PROPOSAL_NOT_FOUND, also for what the matrix does not govern and for others' where one sees only one's own. */
async function seen(tx: TenantTransaction, call: Asking, proposalId: string): Promise<Request> {
  const proposal = await proposalById(tx, proposalId);
  const request = await requestRow(tx, proposalId);
  if (!request || (proposal.madeBy !== actorOf(tx) && !seesAll(call))) throw refuse("PROPOSAL_NOT_FOUND");
  return { proposal, request };
}

async function detailOf(tx: TenantTransaction, call: Asking, found: Request) {
  const { proposal } = found;
  const [row] = await showRequests(tx, call, [found]);
  const people = await peopleOf(tx);
  const sinceOn = Temporal.PlainDate.from(await approvalDay(tx, proposal.ledgerId)).subtract({ days: HISTORY_DAYS });
  const lines = await proposalLines(tx, proposal.id, 0, MOST_LINES);
  const said = (await remarksOf(tx, [proposal.id])).map(({ id, kind, words, writtenBy, writtenAt }) => ({
    id,
    kind,
    words,
    byName: people.get(writtenBy) ?? null,
    mine: writtenBy === actorOf(tx),
    at: writtenAt,
  }));
  return {
    ...row!,
    lines: lines.map((line) => {
      const { invoiceId, number } = saidBy(line);
      return { lineNo: line.lineNo, amountMinor: line.amountMinor, invoiceId, number };
    }),
    earlier: [...(await verdictOf(tx, proposal))!.earlier],
    history: { sinceOn: sinceOn.toString(), ...(await historyOf(tx, found, sinceOn.toString())) },
    said,
  };
}

const reading = route({
  method: "GET",
  url: "/api/v1/approval-requests/:proposalId",
  summary:
    "One request as who decides looks at it: its bills, why, earlier ones that count, what the patient, the clinic and who asks were granted in a year, and what was said.",
  chapter,
  permission: read,
  schema: { params, responses: { 200: detail } },
  inTransaction: async (tx, call) => ok(await detailOf(tx, call, await seen(tx, call, call.params.proposalId))),
});

/** Who asked and who may decide talk about it; the question is the latter's. Throws NOT_ALLOWED. */
async function requireVoice(tx: TenantTransaction, call: Asking, proposal: Proposal, kind: "comment" | "question") {
  const decides = (await mayHandle(tx, call, proposal)).approve;
  const mine = proposal.madeBy === actorOf(tx);
  if (!decides && !(mine && kind === "comment")) throw refuse("NOT_ALLOWED");
}

const talking = [
  route({
    method: "POST",
    url: "/api/v1/approval-requests/:proposalId/remarks",
    summary: "Asks who made a request, or answers. The request goes on waiting.",
    chapter,
    permission: discuss,
    idempotent: true,
    schema: {
      params,
      body: z.strictObject({ kind: z.enum(["comment", "question"]), words: written(2, 500) }),
      responses: { 201: z.object({ id: uuid }) },
    },
    inTransaction: async (tx, call) => {
      const { kind, words } = call.body;
      const { proposal } = await seen(tx, call, call.params.proposalId);
      await requireVoice(tx, call, proposal, kind);
      return created({ id: await remarkOn(tx, proposal, kind, words) });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/approval-requests/:proposalId/nudge",
    summary: "Reminds those whom one's own request waits for; once in 24 hours.",
    chapter,
    permission: discuss,
    schema: { params, responses: { 204: null } },
    inTransaction: async (tx, call) => {
      await nudgeApprovers(tx, (await seen(tx, call, call.params.proposalId)).proposal);
      return noContent();
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/proposals/:proposalId/refusal",
    summary:
      "Says no to what waits for approval, with the reason, which who asked reads. Nothing is booked; it may be asked anew.",
    chapter,
    permission: { action: "proposals.handle", scope: "ledger" },
    schema: { params, body: z.strictObject({ words: written(3, 500) }), responses: { 204: null } },
    inTransaction: async (tx, call) => {
      await refuseProposal(tx, (await proposalFor(tx, call, "approve")).id, call.body.words);
      return noContent();
    },
  }),
];

export const approvalRequestRoutes = [listing, reading, ...talking];
