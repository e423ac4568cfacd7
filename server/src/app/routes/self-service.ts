import * as z from "zod";
import { ledgerById } from "../../ledger/index.ts";
import {
  DISPUTE_REASONS,
  disputeItem,
  endPause,
  mayDo,
  moveDueDate,
  PAUSE_REASONS,
  pauseItem,
  previewSplit,
  saysPaid,
  splitItem,
  standingIn,
  undoDueMove,
  undoSplit,
} from "../../payments/index.ts";
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
import { moment, written } from "./fields.ts";

/** The clinic's side of what payers may do alone: the same arrangements, in the same words, without the payer's limits. */

const chapter = "Arrangements";
const params = z.strictObject({ itemId: uuid });
const read = { action: "claims.read", scope: "ledger" } as const;
const arrange = { action: "items.arrange", scope: "ledger" } as const;
const by = "staff" as const;

const stops = z.array(z.enum(["reminders", "fees", "interest", "collection"]));
const arranged = z.object({
  kind: z.enum(["dueMoved", "split", "dispute", "saysPaid", "person"]),
  itemId: uuid,
  stops,
  untilOn: day,
});
const part = { amountMinor, dueOn: day };
const split = z.object({
  entryId: uuid,
  parts: z.array(z.object({ itemId: uuid, reference: z.string(), openMinor: amountMinor, ...part })),
  wholeRestFallsDue: z.boolean(),
  arranged,
});
const pause = z.object({
  kind: z.enum(["dispute", "saysPaid", "person", "payingNow", "paymentUnknown"]),
  reason: z.string().nullable(),
  stops,
  untilOn: day.nullable(),
  pauseId: uuid.nullable(),
});
const standing = z.object({
  id: uuid,
  itemId: uuid,
  kind: z.enum(["dispute", "saysPaid", "person"]),
  reason: z.string().nullable(),
  paidOn: day.nullable(),
  bank: z.string().nullable(),
  fromOn: day,
  untilOn: day,
  madeAt: moment,
  madeBy: z.enum(["payer", "staff"]),
  reference: z.string().nullable(),
  openMinor: amountMinor,
});
const mayDoNow = z.object({
  itemId: uuid,
  openMinor: amountMinor,
  dueOn: day,
  originalDueOn: day,
  move: z.object({ earliestOn: day, latestOn: day }).nullable(),
  mostParts: z.int().nullable(),
  dispute: z.boolean(),
  saysPaid: z.boolean(),
  split: split.nullable(),
  pauses: z.array(pause),
});
/** Equal parts a month apart, or exactly these. */
const splitWish = z.strictObject({
  parts: z.union([
    z.int().min(2).max(60),
    z
      .array(z.strictObject({ amountMinor: amountMinor.refine((minor) => minor > 0n), dueOn: day }))
      .min(2)
      .max(60),
  ]),
});
/** `wholeRestFallsDue`: when one part goes to head office unpaid, all of the rest falls due. */
const plan = splitWish.extend({ wholeRestFallsDue: z.boolean().default(false) });

const dates = [
  route({
    method: "GET",
    url: "/api/v1/open-items/:itemId/arrangements",
    summary: "What was arranged about a bill, what rests and until when, and what its payer may do alone.",
    chapter,
    permission: read,
    schema: { params, responses: { 200: mayDoNow } },
    inTransaction: async (tx, { params: { itemId } }) => ok(await mayDo(tx, itemId)),
  }),
  route({
    method: "PUT",
    url: "/api/v1/open-items/:itemId/due-date",
    summary: "Moves the day a bill is due, to the next bank day where needed. The day it was issued with is kept.",
    chapter,
    permission: arrange,
    schema: { params, body: z.strictObject({ dueOn: day }), responses: { 200: arranged } },
    inTransaction: async (tx, { params: { itemId }, body: { dueOn } }) =>
      ok(await moveDueDate(tx, { itemId, toOn: dueOn, by })),
  }),
  route({
    method: "DELETE",
    url: "/api/v1/open-items/:itemId/due-date",
    summary: "Takes the moves of a due date back: due as it was issued.",
    chapter,
    permission: arrange,
    schema: { params, responses: { 200: arranged } },
    inTransaction: async (tx, { params: { itemId } }) => ok(await undoDueMove(tx, itemId, by)),
  }),
];

const parts = [
  route({
    method: "POST",
    url: "/api/v1/open-items/:itemId/split-preview",
    summary: "What a split would come to, to the øre and the day. Nothing is written.",
    chapter,
    permission: arrange,
    schema: { params, body: splitWish, responses: { 200: z.object({ parts: z.array(z.object(part)) }) } },
    inTransaction: async (tx, { params: { itemId }, body }) =>
      ok({ parts: await previewSplit(tx, { itemId, parts: body.parts, by }) }),
  }),
  route({
    method: "POST",
    url: "/api/v1/open-items/:itemId/split",
    summary:
      "Splits what is open of a bill: equal parts a month apart, or any amounts and days that sum to it. The same split again is once.",
    chapter,
    permission: arrange,
    schema: { params, body: plan, responses: { 201: split } },
    inTransaction: async (tx, { params: { itemId }, body }) => created(await splitItem(tx, { itemId, ...body, by })),
  }),
  route({
    method: "DELETE",
    url: "/api/v1/open-items/:itemId/split",
    summary: "Takes a split back while nothing of its parts is paid: the bill is whole again and due as before.",
    chapter,
    permission: arrange,
    schema: { params, responses: { 204: null } },
    inTransaction: async (tx, { params: { itemId } }) => {
      await undoSplit(tx, itemId, by);
      return noContent();
    },
  }),
];

const pauses = [
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/pauses",
    summary: "Bills whose follow-up rests, those that end first first: disputes, payers who say they paid, decisions.",
    chapter,
    permission: read,
    schema: {
      params: z.strictObject({ ledgerId: uuid }),
      query: z.strictObject(pageQuery),
      responses: { 200: pageOf(standing) },
    },
    inTransaction: async (tx, { params: { ledgerId }, query: { limit, cursor } }) => {
      await ledgerById(tx, ledgerId);
      const [untilOn, id] = decodeCursor(cursor, z.tuple([day, uuid])) ?? [];
      const after = untilOn && id ? { after: { untilOn, id } } : {};
      const found = await standingIn(tx, { ledgerId, limit: limit + 1, ...after });
      return ok(page(found, limit, (one) => [one.untilOn, one.id]));
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/open-items/:itemId/pauses",
    summary: "Lets follow-up of a bill rest until a day. No reminder, fee or collection is begun before it has passed.",
    chapter,
    permission: arrange,
    schema: {
      params,
      body: z.strictObject({ reason: z.enum(PAUSE_REASONS), untilOn: day }),
      responses: { 201: arranged },
    },
    inTransaction: async (tx, { params: { itemId }, body }) => created(await pauseItem(tx, { itemId, ...body })),
  }),
  route({
    method: "POST",
    url: "/api/v1/open-items/:itemId/disputes",
    summary:
      "Notes that the payer disputes a bill, said by telephone or at the desk: follow-up rests and somebody has a task.",
    chapter,
    permission: arrange,
    schema: { params, body: z.strictObject({ reason: z.enum(DISPUTE_REASONS) }), responses: { 201: arranged } },
    inTransaction: async (tx, { params: { itemId }, body: { reason } }) =>
      created(await disputeItem(tx, { itemId, reason, by })),
  }),
  route({
    method: "POST",
    url: "/api/v1/open-items/:itemId/said-paid",
    summary:
      "Notes that the payer says it is paid, on which day and by which bank: follow-up rests until the money should have come.",
    chapter,
    permission: arrange,
    schema: { params, body: z.strictObject({ paidOn: day, bank: written(2, 40) }), responses: { 201: arranged } },
    inTransaction: async (tx, { params: { itemId }, body }) => created(await saysPaid(tx, { itemId, ...body, by })),
  }),
  route({
    method: "DELETE",
    url: "/api/v1/pauses/:pauseId",
    summary: "Ends a pause: what rested goes on.",
    chapter,
    permission: arrange,
    schema: { params: z.strictObject({ pauseId: uuid }), responses: { 204: null } },
    inTransaction: async (tx, { params: { pauseId } }) => {
      await endPause(tx, pauseId, by);
      return noContent();
    },
  }),
];

export const selfServiceRoutes = [...dates, ...parts, ...pauses];
