import * as z from "zod";
import { bankQueue, queueState } from "../../banking/index.ts";
import { amountMinor, day, decodeCursor, ok, page, pageQuery, route, uuid } from "../../platform/http/index.ts";
import { count, explanation, mayAlso } from "./fields.ts";
import { keepTextsRead } from "./texts-read.ts";

const line = z.object({
  kind: z.enum(["bankLine", "statementLine"]),
  id: uuid,
  on: day,
  ageDays: z.int(),
  amountMinor,
  reference: z.string().nullable(),
  state: z.string(),
  explanation,
  /** Null also for roles that see people by their numbers only. */
  text: z.string().nullable(),
});
const newest = z.object({ on: day, payments: count, amountMinor, byThemselves: count });
const shown = z.object({
  items: z.array(line),
  nextCursor: z.string().nullable(),
  waiting: z.object({ count, amountMinor }),
  newest: newest.nullable(),
  next: z.object({ on: day, by: z.string() }).nullable(),
});
const place = z.tuple([z.string().regex(/^[0-9]{1,40}$/), uuid]);

export const bankQueueRoutes = [
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/bank-queue",
    summary:
      "One queue of payments and statement lines that wait for a person, by money times days waited; how much waits, what the newest day brought, when the next file comes.",
    chapter: "Bank lines",
    permission: { action: "bankLines.read", scope: "ledger" },
    schema: {
      params: z.strictObject({ ledgerId: uuid }),
      query: z.strictObject({
        ...pageQuery,
        /** `no` leaves the texts out, and nothing is kept of them having been read. */
        texts: z.enum(["yes", "no"]).default("yes"),
      }),
      responses: { 200: shown },
    },
    inTransaction: async (tx, call) => {
      const { ledgerId } = call.params;
      const { limit, cursor, texts } = call.query;
      const [weight, id] = decodeCursor(cursor, place) ?? [];
      const after = weight !== undefined && id !== undefined ? { after: { weight, id } } : {};
      const lines = await bankQueue(tx, ledgerId, { limit: limit + 1, ...after });
      const found = page(lines, limit, (one) => [one.weight, one.id]);
      const state = await queueState(tx, ledgerId);
      // SEC-16: texts in bulk are for roles that see people; the others open the line at hand.
      if (texts === "no" || !mayAlso(call, "bankLines.read", "parties.read"))
        return ok({ ...found, ...state, items: found.items.map((one) => ({ ...one, text: null })) });
      await keepTextsRead(tx, "bankLines.textsRead", found.items);
      return ok({ ...found, ...state });
    },
  }),
];
