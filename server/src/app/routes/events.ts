import * as z from "zod";
import { route, type Principal } from "../../platform/http/index.ts";
import { eventStream, type LiveEvent, type Topic } from "../../platform/live/index.ts";
import { reachOf, type Action } from "../../platform/roles/index.ts";

/** Who may hear of a thing: whoever may read it. */
const actionOf: Readonly<Record<Topic, Action>> = {
  bankFile: "bankFiles.read",
  bankLine: "bankLines.read",
  proposal: "proposals.read",
  invoices: "invoices.read",
  party: "parties.read",
};
const MOST_SECONDS = 300;

/**
 * A party belongs to no ledger: of it, and of other things of the whole tenant, those bound to clinics hear that it changed, and are told no
 * more when they ask for it than their clinics' dealings allow.
 */
function mayHear(principal: Principal, ledgers: readonly string[] | undefined) {
  return ({ topic, ledgerId }: LiveEvent): boolean => {
    const reached = reachOf(principal.grants, actionOf[topic]);
    if (reached === undefined) return false;
    return reached === "tenant" || ledgerId === null || ledgers === undefined || ledgers.includes(ledgerId);
  };
}

export const eventRoutes = [
  route({
    method: "GET",
    url: "/api/v1/events",
    summary:
      "Server-sent events: which bank file, bank line, proposal, party, or ledger's invoices changed, as it is committed. Connect again when it ends.",
    chapter: "Live updates",
    permission: { action: "ledgers.read", scope: "ledger" },
    files: { mediaTypes: ["text/event-stream"] },
    schema: {
      query: z.strictObject({ seconds: z.coerce.number().int().min(0).max(MOST_SECONDS).default(MOST_SECONDS) }),
      responses: { 200: z.string() },
    },
    handler: async ({ platform, context, request, query: { seconds } }) => {
      const stream = await eventStream(platform, {
        tenantId: context.tenantId,
        actorId: context.actor.id,
        mayHear: mayHear(request.kvittPrincipal!, context.ledgers),
        milliseconds: seconds * 1000,
      });
      // A proxy in front must not gather what is sent.
      const headers = { "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" };
      return { status: 200, body: stream, headers };
    },
  }),
];
