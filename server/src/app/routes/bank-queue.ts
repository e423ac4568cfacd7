import * as z from "zod";
import { bankQueue, queueState, snoozeLine, wakeLine, type SnoozableKind } from "../../banking/index.ts";
import {
  amountMinor,
  day,
  decodeCursor,
  noContent,
  ok,
  page,
  pageQuery,
  route,
  uuid,
} from "../../platform/http/index.ts";
import { count, explanation, mayAlso, reason } from "./fields.ts";
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
  snoozed: z.object({ untilOn: day, reason: z.string(), by: z.string() }).nullable(),
});
const newest = z.object({ on: day, payments: count, amountMinor, byThemselves: count });
const shown = z.object({
  items: z.array(line),
  nextCursor: z.string().nullable(),
  waiting: z.object({ count, amountMinor }),
  /** Put off by a person: out of the queue until their day, and still unexplained. */
  snoozed: z.object({ count, amountMinor, nextOn: day.nullable() }),
  newest: newest.nullable(),
  next: z.object({ on: day, by: z.string() }).nullable(),
});
const place = z.tuple([z.string().regex(/^[0-9]{1,40}$/), uuid]);

const putOff = { action: "bankLines.solve", scope: "ledger" } as const;
const chapters = { "bank-lines": "Bank lines", "statement-lines": "Bank statements" } as const;

/** Putting a line off and waking it, for payments and for lines of a statement alike. */
function snoozing(lines: keyof typeof chapters, kind: SnoozableKind) {
  const shared = { chapter: chapters[lines], permission: putOff } as const;
  const params = z.strictObject({ lineId: uuid });
  return [
    route({
      ...shared,
      method: "PUT",
      url: `/api/v1/${lines}/:lineId/snooze`,
      summary:
        "Puts a line off until a day, with a reason: it is out of the queue until then, and no less unexplained.",
      schema: { params, body: z.strictObject({ untilOn: day, reason }), responses: { 204: null } },
      inTransaction: async (tx, call) => {
        await snoozeLine(tx, kind, call.params.lineId, call.body);
        return noContent();
      },
    }),
    route({
      ...shared,
      method: "DELETE",
      url: `/api/v1/${lines}/:lineId/snooze`,
      summary: "Brings a line that was put off back into the queue at once.",
      schema: { params, responses: { 204: null } },
      inTransaction: async (tx, call) => {
        await wakeLine(tx, kind, call.params.lineId);
        return noContent();
      },
    }),
  ];
}

export const bankQueueRoutes = [
  ...snoozing("bank-lines", "bankLine"),
  ...snoozing("statement-lines", "statementLine"),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/bank-queue",
    summary:
      "One queue of payments and statement lines that wait for a person, by money times days waited; how much waits and how much is put off, what the newest day brought, when the next file comes.",
    chapter: "Bank lines",
    permission: { action: "bankLines.read", scope: "ledger" },
    schema: {
      params: z.strictObject({ ledgerId: uuid }),
      query: z.strictObject({
        ...pageQuery,
        /** `no` leaves the texts out, and nothing is kept of them having been read. */
        texts: z.enum(["yes", "no"]).default("yes"),
        /** `yes` shows the lines that somebody put off instead. */
        snoozed: z.enum(["yes", "no"]).default("no"),
      }),
      responses: { 200: shown },
    },
    inTransaction: async (tx, call) => {
      const { ledgerId } = call.params;
      const { limit, cursor, texts } = call.query;
      const snoozed = call.query.snoozed === "yes";
      const [weight, id] = decodeCursor(cursor, place) ?? [];
      const after = weight !== undefined && id !== undefined ? { after: { weight, id } } : {};
      const lines = await bankQueue(tx, ledgerId, { limit: limit + 1, snoozed, ...after });
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
