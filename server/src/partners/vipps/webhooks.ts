/** Where the service shall tell us of events. A daily job lists what is registered: two weeks of failure delete one. */

import { z } from "zod";
import type { PartnerAnswer } from "../../payments/ports.ts";
import { callService, type Line, type Reply } from "./client.ts";
import { notDone } from "./wallet.ts";

const WEBHOOKS = "/webhooks/v1/webhooks";

/** Every event of a payment; each is a hint to read it. */
export const paymentEvents = [
  "created",
  "aborted",
  "expired",
  "cancelled",
  "captured",
  "refunded",
  "authorized",
  "terminated",
].map((name) => `epayments.payment.${name}.v1`);

export type Registration = { readonly id: string; readonly url: string; readonly events: readonly string[] };

export type WebhookRegistrations = {
  /** The secret is told this once: seal it before anything else. The same operation id gets the same answer again. */
  register(asked: {
    readonly operationId: string;
    readonly url: string;
    readonly events: readonly string[];
  }): Promise<PartnerAnswer<{ readonly id: string; readonly secret: string }>>;
  list(): Promise<PartnerAnswer<readonly Registration[]>>;
  /** Also when it is gone already. */
  remove(asked: { readonly operationId: string; readonly id: string }): Promise<PartnerAnswer<null>>;
};

const registered = z.object({ id: z.string().min(1).max(100), secret: z.string().min(1).max(500) });
const listed = z.object({
  webhooks: z.array(z.object({ id: z.string().min(1), url: z.string(), events: z.array(z.string()) })),
});

/** The registrations of one sales unit. */
export function vippsWebhooks(line: Line): WebhookRegistrations {
  return {
    async register({ operationId, url, events }) {
      const reply = await callService(line, { method: "POST", path: WEBHOOKS, body: { url, events }, operationId });
      return read(reply, registered);
    },
    async list() {
      const answer = read(await callService(line, { method: "GET", path: WEBHOOKS }), listed);
      return answer.outcome === "ok" ? { outcome: "ok", value: answer.value.webhooks } : answer;
    },
    async remove({ operationId, id }) {
      const path = `${WEBHOOKS}/${encodeURIComponent(id)}`;
      const reply = await callService(line, { method: "DELETE", path, operationId });
      const gone = reply.kind === "done" || (reply.kind === "refused" && reply.problem.status === 404);
      return gone ? { outcome: "ok", value: null } : notDone(reply);
    },
  };
}

function read<T>(reply: Reply, schema: z.ZodType<T>): PartnerAnswer<T> {
  if (reply.kind !== "done") return notDone(reply);
  const answer = schema.safeParse(reply.body);
  return answer.success ? { outcome: "ok", value: answer.data } : { outcome: "unknown", cause: "unreadable" };
}
